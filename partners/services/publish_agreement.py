"""Publishing a version of the vendor's rules of engagement."""

from uuid import UUID

from django.utils.translation import gettext as _

from partners.events.programme import AgreementPublished
from partners.models import Agreement, Partner, PartnerStatus
from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.errors import NotFound, NotPossible
from prm.platform.outbox.tell import tell


def publish_agreement(*, agreement_id: UUID, actor: Actor) -> Agreement:
    """Make this the version to sign; its text is fixed from now on.

    Raises NotFound, or NotPossible (`already_published`). Opens no transaction of its own.
    """
    changed = Agreement.objects.filter(pk=agreement_id, published_at=None).update(published_at=clock.now())
    agreement = Agreement.objects.filter(pk=agreement_id).first()
    if agreement is None:
        raise NotFound(_("There is no such agreement."))
    if not changed:
        raise NotPossible(_("This version is published already."), code="already_published")
    asked = Partner.objects.exclude(status=PartnerStatus.INACTIVE).values_list("pk", flat=True)
    tell([AgreementPublished(agreement, list(asked))])
    return agreement

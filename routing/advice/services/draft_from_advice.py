"""The draft that the advice proposes."""

from django.utils.translation import gettext as _

from prm.platform.actors import Actor
from prm.platform.errors import NotPossible
from routing.advice.selectors.next_step import next_document
from routing.advice.selectors.situation import situation_now
from routing.advice.selectors.suits import suits
from routing.advice.selectors.words import WAYS
from routing.models import PolicyVersion
from routing.policies.services.create_draft import create_draft


def draft_from_advice(*, actor: Actor) -> PolicyVersion:
    """Store a draft made of the version in force as today's figures advise; nothing else changes.

    Raises NotPossible (`as_advised`) where the version in force already does so.
    """
    way = suits(situation_now())
    document = next_document(way)
    if document is None:
        raise NotPossible(_("The version in force already does what the advice says."), code="as_advised")
    note = _("From the advice: %(way)s") % {"way": WAYS[way]}
    return create_draft(actor=actor, document=document, note=note)

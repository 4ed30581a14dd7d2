"""A later post turns out to be about somebody else: it becomes a lead of its own."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from leads.enrichment.selectors.records import enrichment_off
from leads.events.leads import LeadReceived, LeadUnmerged
from leads.identity.person import person_keys
from leads.intake.normalise import read_lead
from leads.locks import lock_lead
from leads.models import LaterPost, Lead
from leads.selectors.qualification import qualification
from leads.services.company_keys import add_company_keys
from leads.services.lead_rows import new_row
from leads.services.person_key_owners import give_person_keys
from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.errors import NotFound, NotPossible
from prm.platform.outbox.tell import tell
from prm.platform.tenants.scope import current_vendor_id
from prm.platform.wake import wake_vendor


@transaction.atomic
def separate_post(*, lead_id: UUID, post_id: UUID, actor: Actor) -> Lead:
    """Make a lead of what a later post said, in state `new`; the new lead.

    What both have in common still joins the older lead. Raises NotFound, or NotPossible
    (`separated_already`).
    """
    lead = lock_lead(lead_id)
    post = LaterPost.objects.select_for_update(no_key=True).filter(pk=post_id, lead=lead).first()
    if post is None:
        raise NotFound(gettext("There is no such post."))
    if post.separated_at is not None:
        raise NotPossible(gettext("This post is already a separate lead."), code="separated_already")
    made = _store(lead, post)
    post.separated_at = clock.now()
    post.save(update_fields=["separated_at"])
    about = {"post_id": str(post.id)}
    tell(
        [
            LeadReceived(lead=made, actor=actor, detail={**about, "lead_id": str(lead.id)}),
            LeadUnmerged(lead=lead, actor=actor, detail={**about, "lead_id": str(made.id)}),
        ]
    )
    wake_vendor(current_vendor_id())
    return made


def _store(lead: Lead, post: LaterPost) -> Lead:
    facts = dict(post.facts)
    if Lead.objects.filter(external_id=facts.get("external_id") or lead.external_id).exists():
        facts.pop("external_id", None)
    made = new_row(read_lead(facts), received_at=post.received_at, by=qualification(), off=enrichment_off())
    made.unread = post.unread
    made.save(force_insert=True)
    add_company_keys([made])
    shared = set(person_keys(lead))
    give_person_keys([key for key in person_keys(made) if key not in shared], made)
    return made

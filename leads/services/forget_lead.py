"""Taking out of a lead what is about a person."""

from copy import copy
from typing import Final

from django.db.models import Q

from leads.fields.catalogue import LEAD, PERSONAL
from leads.inbound.services.forget_payloads import forget_payloads
from leads.models import Attachment, LaterPost, Lead, LeadLink, LeadRating, LeadState, Note
from leads.services.company_keys import drop_company_keys
from leads.services.count_names import uncount_names
from leads.services.person_key_owners import drop_person_keys
from prm.platform import clock

# What follows from personal fields; the fields themselves say of themselves that they are personal.
FOLLOWING: Final = {"account_key": "", "company_fold": "", "company_keys": [], "enrichment": [], "unread": {}}


def forget_lead(lead: Lead) -> None:
    """Empty a locked lead of what is personal, with its notes, files, payloads and
    ratings' words: state `erased`."""
    uncount_names(lead)
    forget_payloads(lead)
    for name in PERSONAL:
        setattr(lead, name, LEAD[name].stored(LEAD[name].absent))
    for name, empty in FOLLOWING.items():
        setattr(lead, name, copy(empty))
    lead.state, lead.changed_at = LeadState.ERASED, clock.now()
    lead.closed_at = lead.closed_at or lead.changed_at
    lead.review_reason, lead.review_since_at = "", None
    lead.save()
    drop_company_keys([lead])
    drop_person_keys([lead])
    LaterPost.objects.filter(lead=lead).delete()
    LeadLink.objects.filter(Q(lead=lead) | Q(other=lead)).delete()
    Note.objects.filter(lead=lead).delete()
    Attachment.objects.filter(lead=lead).delete()
    LeadRating.objects.filter(lead=lead).update(reason="")

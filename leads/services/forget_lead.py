"""Taking out of a lead what is about a person."""

from leads.models import Attachment, Lead, LeadRating, LeadState, Note
from prm import clock

# What says who the lead is, where, or in somebody's own words. Codes and numbers stay, for the reports.
PERSONAL = (
    "external_id", "first_name", "last_name", "email", "phone", "job_title", "company", "website",
    "account_key", "company_fold", "city", "postal_code", "authority", "need", "timeline",
)  # fmt: skip


def forget_lead(lead: Lead) -> None:
    """Empty a locked lead of what is personal, with its notes, files and ratings' words: state `erased`."""
    for name in PERSONAL:
        setattr(lead, name, "")
    lead.latitude = lead.longitude = lead.consent = None
    lead.custom, lead.languages = {}, []
    lead.state, lead.changed_at = LeadState.ERASED, clock.now()
    lead.closed_at = lead.closed_at or lead.changed_at
    lead.review_reason, lead.review_since_at = "", None
    lead.save()
    Note.objects.filter(lead=lead).delete()
    Attachment.objects.filter(lead=lead).delete()
    LeadRating.objects.filter(lead=lead).update(reason="")

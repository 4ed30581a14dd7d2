"""A posted lead, clean and checked against the vendor's catalogue, as a row. Writes nothing."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext

from leads.intake.normalise import CleanLead, clean_lead
from leads.intake.qualify import stage_of
from leads.models import Lead, LeadState
from leads.selectors.catalogue import Catalogue
from prm.cleaning.geocode import locate
from prm.cleaning.refusal import Refused, shown
from prm.cleaning.text import clean_category
from prm.errors import FieldError, InvalidInput


def admitted(data: object, catalogue: Catalogue) -> CleanLead:
    """The clean lead. Raises InvalidInput with everything that is wrong with it."""
    unknown = _unknown_industry(data, catalogue)
    try:
        clean = clean_lead(data, catalogue.products)
    except InvalidInput as invalid:
        raise InvalidInput([*invalid.errors, *unknown]) from invalid
    if unknown:
        raise InvalidInput(unknown)
    return clean


def new_row(clean: CleanLead, *, received_at: datetime) -> Lead:
    """A lead in state `new`, located and qualified; not stored."""
    lead = Lead(state=LeadState.NEW, received_at=received_at, changed_at=received_at)
    fill(lead, clean)
    return lead


def fill(lead: Lead, clean: CleanLead) -> None:
    """Set the fields of a row from a clean lead, and what follows from them."""
    for name, value in clean.as_input().items():
        setattr(lead, name, list(value) if isinstance(value, tuple) else value)
    lead.account_key = clean.account_key[:200]
    lead.company_fold = clean.company_fold
    lead.stage = stage_of(clean)
    _place(lead)


def _place(lead: Lead) -> None:
    """Fill coordinates and region from the address, where they were not given."""
    place = locate(lead.country, lead.region, lead.city, lead.postal_code)
    if place is None:
        return
    lead.region = lead.region or place.region
    if lead.latitude is None:
        lead.latitude, lead.longitude = place.latitude, place.longitude


def _unknown_industry(data: object, catalogue: Catalogue) -> list[FieldError]:
    """The error for an industry that the vendor's list of verticals lacks; `clean_lead` judges its form."""
    value = data.get("industry") if isinstance(data, Mapping) else None
    if catalogue.industries is None or not value:
        return []
    try:
        slug = clean_category(value)
    except Refused:
        return []
    if slug in catalogue.industries:
        return []
    message = gettext("There is no vertical “%(slug)s”.") % {"slug": shown(slug)}
    return [FieldError("industry", "unknown", message)]

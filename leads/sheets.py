"""Leads from spreadsheets."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from leads.fields.catalogue import LABELS, LEAD_FIELDS
from leads.selectors.unread import warnings_of
from leads.services.receive_leads import Received, receive_leads
from prm.platform.actors import Actor
from prm.platform.sheets.kinds import Column, Kind, Outcome, Row

# Other names that columns of CRM and event exports have, in English and German.
WORDS: dict[str, tuple[str, ...]] = {
    "external_id": ("id", "lead id", "record id", "crm id", "reference", "Referenz", "Lead-ID"),
    "source": ("lead source", "channel", "utm source", "Quelle", "Herkunft"),
    "campaign": ("campaign name", "utm campaign", "Kampagne"),
    "first_name": ("given name", "forename", "Vorname"),
    "last_name": ("surname", "family name", "Nachname", "Familienname"),
    "email": ("e-mail address", "email address", "mail", "work email", "E-Mail-Adresse"),
    "phone": ("phone number", "telephone", "mobile", "mobile phone", "Telefon", "Telefonnummer", "Mobil"),
    "job_title": ("title", "position", "role", "Position", "Funktion", "Berufsbezeichnung"),
    "company": ("company name", "organisation", "organization", "account", "account name", "Firma"),
    "website": ("web site", "url", "homepage", "domain", "Webseite"),
    "country": ("country code", "Land"),
    "region": ("state", "province", "state/region", "county", "Bundesland", "Region"),
    "city": ("town", "Stadt", "Ort"),
    "postal_code": ("zip", "zip code", "postcode", "post code", "PLZ", "Postleitzahl"),
    "latitude": ("lat", "Breitengrad"),
    "longitude": ("lng", "lon", "long", "Längengrad"),
    "industry": ("sector", "vertical", "Branche"),
    "products": ("product", "product interest", "interested in", "Produkt", "Produkte"),
    "employees": ("number of employees", "company size", "headcount", "Mitarbeiter", "Mitarbeiterzahl"),
    "languages": ("language", "Sprache", "Sprachen"),
    "budget_amount": ("budget", "Budget"),
    "budget_confirmed": ("has budget", "Budget bestätigt"),
    "authority": ("decision maker", "Entscheider"),
    "need": ("message", "comments", "comment", "notes", "description", "requirement", "Nachricht", "Bedarf"),
    "need_category": ("kind of need", "topic", "Thema"),
    "timeline": ("timeframe", "time frame", "purchase timeline", "Zeitrahmen", "Zeitraum"),
    "estimated_value": ("value", "deal value", "amount", "opportunity amount", "Wert", "Betrag"),
    "currency": ("currency code", "Währung"),
    "intent_score": ("score", "lead score", "intent", "Bewertung"),
    "partner_campaign": ("partner code", "Partnerkampagne"),
    "consent": ("opt in", "gdpr consent", "marketing consent", "Einwilligung"),
}  # fmt: skip


def lead_columns() -> list[Column]:
    """Every lead field that one cell can hold."""
    names = [name for name in LEAD_FIELDS if name != "custom"]
    return [Column(name, LABELS[name], WORDS.get(name, ())) for name in names]


def take_leads(rows: Sequence[Row], actor: Actor, is_strict: bool) -> list[Outcome]:
    """Receive the rows as leads, as if they had been posted."""
    received = receive_leads(rows=rows, actor=actor, strict=is_strict)
    return [_outcome(one) for one in received]


def _outcome(received: Received) -> Outcome:
    if received.lead is None:
        return Outcome("refused", received.errors)
    if received.is_duplicate:
        return Outcome("known")
    return Outcome("added", warnings=warnings_of(received.lead))


LEADS = Kind(
    name="leads",
    title=_("Leads"),
    columns=lead_columns,
    take=take_leads,
    keeps_other_columns=True,
    list_page="leads_lead_changelist",
)

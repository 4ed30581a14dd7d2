"""Partners from spreadsheets: a row adds a partner, or changes the one with its external ID or name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import ValidationError

from partners.api.partner_input import PartnerChange, PartnerInput
from partners.api.territory_text import territories_of
from partners.models import Partner, PartnerStatus
from partners.selectors.lists import entries_by_slug
from partners.services.save_partner import change_partner, create_partner
from prm.platform.actors import Actor
from prm.platform.api.problems import field_errors
from prm.platform.errors import FieldError, InvalidInput
from prm.platform.sheets.kinds import Column, Kind, Outcome, Row

_LISTS = ("languages", "specialisations", "certifications")
_NUMBERS = (
    "weight", "capacity", "daily_cap", "weekly_cap", "monthly_cap", "latitude", "longitude",
    "training_score", "mdf_score",
)  # fmt: skip
COLUMNS = (
    Column("external_id", gettext_lazy("external ID"), ("id", "partner id", "crm id", "account id"), "p1"),
    Column("name", gettext_lazy("name"), ("partner", "partner name", "company", "Firma"), "Larkspur", True),
    Column("tier", gettext_lazy("tier"), ("level", "partner level", "status level", "Stufe"), "Gold"),
    Column("status", gettext_lazy("status"), ("state", "Status"), "active"),
    Column("weight", gettext_lazy("weight"), ("Gewicht",), "2"),
    Column("capacity", gettext_lazy("capacity"), ("max leads", "max open leads", "Kapazität"), "20"),
    Column("languages", gettext_lazy("languages"), ("language", "Sprachen", "Sprache"), "en; de"),
    Column("specialisations", gettext_lazy("specialisations"), ("industries", "Branchen"), "Retail"),
    Column(
        "certifications",
        gettext_lazy("certifications"),
        ("certificates", "Zertifizierungen"),
        "Network Security until 2027-06-30; Voice",
    ),
    Column(
        "territories",
        gettext_lazy("territories"),
        ("territory", "regions", "areas", "Gebiete", "Gebiet"),
        "United States: Texas; US: 787*; Germany",
    ),
    Column("country", gettext_lazy("country"), ("country code", "Land"), "United States"),
    Column("region", gettext_lazy("region"), ("state", "province", "Bundesland"), "Texas"),
    Column("city", gettext_lazy("city"), ("town", "Ort", "Stadt"), "Austin"),
    Column("postal_code", gettext_lazy("postal code"), ("zip", "zip code", "postcode", "PLZ"), "78701"),
    Column("latitude", gettext_lazy("latitude"), ("lat",)),
    Column("longitude", gettext_lazy("longitude"), ("lng", "lon")),
    Column("time_zone", gettext_lazy("time zone"), ("timezone", "Zeitzone"), "America/Chicago"),
    Column("email", gettext_lazy("e-mail"), ("email address", "mail", "E-Mail-Adresse"), "leads@example.com"),
    Column("phone", gettext_lazy("phone"), ("telephone", "phone number", "Telefon"), "+1 512 555 0100"),
    Column("website", gettext_lazy("website"), ("url", "homepage", "Webseite"), "https://example.com"),
    Column("manager", gettext_lazy("channel manager"), ("account manager", "PAM"), "bob@example.com"),
    Column("deputy", gettext_lazy("deputy"), ("Vertretung",)),
    Column("joined_on", gettext_lazy("partner since"), ("joined", "since", "Partner seit"), "2024-03-01"),
    Column("daily_cap", gettext_lazy("most offers a day"), ("daily cap",)),
    Column("weekly_cap", gettext_lazy("most offers a week"), ("weekly cap",)),
    Column("monthly_cap", gettext_lazy("most offers a month"), ("monthly cap",)),
    Column("training_score", gettext_lazy("training completed (0 to 1)"), ("training",)),
    Column("mdf_score", gettext_lazy("MDF participation (0 to 1)"), ("mdf",)),
)  # fmt: skip


@dataclass(frozen=True)
class _Lists:
    """The vendor's lists: rows by slug, as PartnerInput asks for them, and slugs by folded name."""

    rows: Mapping[str, Mapping[str, Any]]
    slugs: Mapping[str, Mapping[str, str]]

    def slug(self, what: str, name: str) -> str:
        """The slug of the entry with this name or slug; the text itself where there is none."""
        return self.slugs[what].get(_fold(name), name)


def take_partners(rows: Sequence[Row], actor: Actor, is_strict: bool) -> list[Outcome]:
    """Add or change a partner for each row, in order."""
    lists = _lists()
    return [_take(row, lists) for row in rows]


def _take(row: Row, lists: _Lists) -> Outcome:
    try:
        with transaction.atomic():
            return Outcome(_save(_partner(row, lists), lists))
    except InvalidInput as invalid:
        return Outcome("refused", invalid.errors)
    except ValidationError as invalid:
        return Outcome("refused", list(field_errors(invalid.detail)))


def _save(fields: dict[str, Any], lists: _Lists) -> Any:
    known = _known(fields)
    reader = (PartnerChange if known else PartnerInput)(data=fields, context={"lists": lists.rows})
    reader.is_valid(raise_exception=True)
    if known is None:
        create_partner(fields=reader.validated_data)
        return "added"
    change_partner(partner_id=known.id, fields=reader.validated_data)
    return "updated"


def _known(fields: Mapping[str, Any]) -> Partner | None:
    """The partner a row speaks of; raises InvalidInput where its name fits several."""
    if external_id := fields.get("external_id"):
        found = Partner.objects.filter(external_id=external_id).first()
        if found is not None:
            return found
    named = list(Partner.objects.filter(name__iexact=str(fields.get("name", "")).strip())[:2])
    if len(named) > 1:
        message = _("Two partners have this name. Add a column with their external IDs.")
        raise InvalidInput([FieldError("name", "ambiguous", message)])
    if named and external_id and named[0].external_id:
        return None
    return named[0] if named else None


def _partner(row: Row, lists: _Lists) -> dict[str, Any]:
    fields: dict[str, Any] = dict(row)
    for name in _LISTS:
        if name in fields:
            fields[name] = _parts(fields[name])
    for name in _NUMBERS:
        if name in fields:
            fields[name] = fields[name].replace(",", ".") if fields[name].count(",") == 1 else fields[name]
    if "tier" in fields:
        fields["tier"] = lists.slug("tier", fields["tier"])
    if "specialisations" in fields:
        fields["specialisations"] = [lists.slug("vertical", name) for name in fields["specialisations"]]
    if "certifications" in fields:
        fields["certifications"] = [_held(text, lists) for text in fields["certifications"]]
    if "territories" in fields:
        fields["territories"] = territories_of(fields["territories"])
    if "status" in fields:
        fields["status"] = _status(fields["status"])
    return fields


def _held(text: str, lists: _Lists) -> dict[str, str]:
    name, has_end, end = (part.strip() for part in text.partition(" until "))
    held = {"slug": lists.slug("certification", name)}
    return {**held, "expires_on": end} if has_end else held


def _status(text: str) -> str:
    words = {
        _fold(word): status.value for status in PartnerStatus for word in (status.value, str(status.label))
    }
    return words.get(_fold(text), text)


def _lists() -> _Lists:
    rows = entries_by_slug("tier", "certification", "vertical")
    slugs = {
        what: {_fold(word): slug for slug, entry in entries.items() for word in (entry.name, slug)}
        for what, entries in rows.items()
    }
    return _Lists(rows, slugs)


def _fold(text: str) -> str:
    return " ".join(text.replace("-", " ").casefold().split())


def _parts(cell: str) -> list[str]:
    delimiter = next((one for one in (";", "|", "\n", ",") if one in cell), ";")
    return [part.strip() for part in cell.split(delimiter) if part.strip()]


PARTNERS = Kind(
    name="partners",
    title=gettext_lazy("Partners"),
    columns=lambda: COLUMNS,
    take=take_partners,
    list_page="partners_partner_changelist",
)

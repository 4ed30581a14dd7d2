"""What the vendor knows of a partner, and who works for it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, Value
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners.calendars import default_week
from partners.models import (
    Absence,
    Agreement,
    Certification,
    ChangeRequest,
    Partner,
    PartnerCertification,
    PartnerSpecialisation,
    PartnerWishes,
    Signature,
    Territory,
    Vertical,
    WorkingHours,
)
from portal.company_forms import write_hours
from prm.platform import clock, formats
from prm.platform.cleaning.geocode import nearest_city
from prm.platform.tenants.models import Invitation
from routing.models import LIVE_STATES, Offer, PathReport

Choices = dict[str, list[tuple[str, str]]]


@dataclass(frozen=True)
class Place:
    """A territory in words."""

    words: str
    kind: str


@dataclass(frozen=True)
class Signing:
    """The rules of engagement that are in force, and whether this partner has signed them."""

    agreement: Agreement | None
    signature: Signature | None
    earlier: list[Signature]

    @property
    def is_due(self) -> bool:
        """Whether there is something to sign."""
        return self.agreement is not None and self.signature is None


def wishes_of(partner_id: UUID) -> dict[str, str]:
    """What the company would like, as its form holds it."""
    rows: Any = PartnerWishes.objects.filter(partner_id=partner_id).values("volume", "service", "segments")
    return dict(rows.first() or {})


def territories_of(partner_id: UUID) -> list[Place]:
    """Territories in words."""
    rows = Territory.objects.filter(partner_id=partner_id).select_related("partner")
    return [place_words(row) for row in rows[:200]]


def place_words(row: Territory) -> Place:
    """One territory."""
    if row.radius_km is not None and row.latitude is not None and row.longitude is not None:
        country = row.partner.country
        city = nearest_city(country, row.latitude, row.longitude) if country else ""
        centre = city or f"{row.latitude:.2f}, {row.longitude:.2f}"
        words = _("%(km)s km around %(place)s") % {"km": formats.number(row.radius_km), "place": centre}
        return Place(words, "circle")
    name = formats.place(row.country, row.region)
    return Place(f"{row.postal_prefix}… · {name}" if row.postal_prefix else name, "area")


def certifications_of(partner_id: UUID) -> list[PartnerCertification]:
    """Certifications held, the one that expires first on top."""
    rows = PartnerCertification.objects.filter(partner_id=partner_id).select_related("certification")
    return list(rows.order_by("expires_on", "certification__name"))


def specialisations_of(partner_id: UUID) -> list[str]:
    """Industries by name."""
    rows = PartnerSpecialisation.objects.filter(partner_id=partner_id)
    return list(rows.order_by("vertical__name").values_list("vertical__name", flat=True))


def askable() -> Choices:
    """The vendor's certifications and industries, as (slug, name): what a request can be about; one query."""
    kinds = ((ChangeRequest.Kind.CERTIFICATION, Certification), (ChangeRequest.Kind.SPECIALISATION, Vertical))
    first, second = (
        model._default_manager.order_by().annotate(kind=Value(kind.value)).values_list("kind", "slug", "name")
        for kind, model in kinds
    )
    found: Choices = {kind.value: [] for kind, _model in kinds}
    for kind, slug, name in first.union(second, all=True).order_by("name"):
        found[kind].append((slug, name))
    return found


def still_askable(
    choices: Choices, certifications: Iterable[PartnerCertification], specialisations: Collection[str]
) -> Choices:
    """What a partner that holds these can ask for: not what it has for ever; what expires is renewed."""
    held = {row.certification.slug: row.expires_on for row in certifications}
    kinds, renew = ChangeRequest.Kind, _("%(name)s (renewed)")
    return {
        kinds.CERTIFICATION.value: [
            (slug, renew % {"name": name} if slug in held else name)
            for slug, name in choices[kinds.CERTIFICATION.value]
            if slug not in held or held[slug] is not None
        ],
        kinds.SPECIALISATION.value: [
            (slug, name) for slug, name in choices[kinds.SPECIALISATION.value] if name not in specialisations
        ],
    }


class AskedWords:
    """What was asked for, by name."""

    def __init__(self, names: Choices) -> None:
        self.names = {slug: name for listed in names.values() for slug, name in listed}

    def of(self, request: ChangeRequest) -> str:
        """ "Texas, United States", "Network Security until Mon, Jun 30, 2031"."""
        asked = request.payload
        if request.kind == ChangeRequest.Kind.TERRITORY:
            return self._area(asked)
        slug = str(asked.get("certification") or asked.get("vertical") or "")
        name = self.names.get(slug, slug)
        if not asked.get("expires_on"):
            return name
        until = formats.day(date.fromisoformat(asked["expires_on"]))
        return _("%(name)s, until %(day)s") % {"name": name, "day": until}

    def _area(self, asked: dict[str, Any]) -> str:
        area = Territory(**{name: value for name, value in asked.items() if value not in ("", None)})
        return place_words(area).words


def capacity_words(load: int, limit: int | None) -> str:
    """ "12 open, limit 3: no new leads until 10 close"."""
    if limit is None:
        return ngettext("%(load)d open lead, no limit.", "%(load)d open leads, no limit.", load) % {
            "load": load
        }
    figures = {"load": load, "limit": limit, "over": load - limit + 1}
    if load < limit:
        return _("%(load)d open, limit %(limit)d.") % figures
    if limit == 0:
        return _("%(load)d open, limit 0. You get no new leads until you raise it.") % figures
    words = ngettext(
        "%(load)d open, limit %(limit)d. You get no new leads until %(over)d is closed.",
        "%(load)d open, limit %(limit)d. You get no new leads until %(over)d are closed.",
        figures["over"],
    )
    return words % figures


def requests_of(partner_id: UUID) -> list[ChangeRequest]:
    """What was asked for, newest first."""
    return list(ChangeRequest.objects.filter(partner_id=partner_id).select_related("asked_by")[:20])


def open_load(partner_id: UUID) -> int:
    """How many leads count against the capacity now."""
    return Offer.objects.filter(partner_id=partner_id, state__in=LIVE_STATES).count()


def week_of(partner: Partner) -> dict[str, str]:
    """The weekly hours as the form writes them; the usual week when none are set."""
    rows = WorkingHours.objects.filter(partner=partner)
    days: dict[int, list[tuple[int, int]]] = {}
    for row in rows:
        days.setdefault(row.weekday, []).append((row.opens_at_minute, row.closes_at_minute))
    if not days:
        days = {weekday: list(blocks) for weekday, blocks in enumerate(default_week())}
    return {f"day_{weekday}": write_hours(days.get(weekday, [])) for weekday in range(7)}


def absences_of(partner_id: UUID) -> list[Absence]:
    """Absences that are not over."""
    coming = Absence.objects.filter(partner_id=partner_id, ends_on__gte=clock.now().date())
    return list(coming.select_related("membership__user"))


def invitations_of(partner_id: UUID) -> list[Invitation]:
    """Invitations that nobody has accepted yet."""
    return list(Invitation.objects.filter(Q(partner_id=partner_id), accepted_at=None).order_by("email"))


def signing_of(partner_id: UUID) -> Signing:
    """The agreement in force and this partner's signatures."""
    agreement = Agreement.objects.filter(published_at__isnull=False).order_by("-number").first()
    rows = Signature.objects.filter(partner_id=partner_id).select_related("agreement", "user")
    signatures = list(rows.order_by("-signed_at"))
    current = next((each for each in signatures if agreement and each.agreement_id == agreement.id), None)
    return Signing(agreement, current, [each for each in signatures if each is not current])


def missed_unsigned(partner_id: UUID) -> int:
    """How many leads of the last 90 days a signature would have brought within reach, as last counted."""
    body = PathReport.objects.filter(partner_id=partner_id).values_list("body", flat=True).first()
    steps = body["steps"] if body else []
    return next((step["more_within_reach"] for step in steps if step["kind"] == "policy_signed"), 0)

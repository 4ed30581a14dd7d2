"""What the vendor knows of a partner, and who works for it."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, Value
from django.utils.translation import gettext as _

from partners.calendars import default_week
from partners.models import (
    Absence,
    Agreement,
    Certification,
    ChangeRequest,
    Partner,
    PartnerCertification,
    PartnerSpecialisation,
    Signature,
    Territory,
    Vertical,
    WorkingHours,
)
from portal.company_forms import write_hours
from prm import formats
from prm.platform import clock
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

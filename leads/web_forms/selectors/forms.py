"""Forms: found by id or address, listed with their counts, and the consent text that they show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext

from leads.web_forms.models import (
    REFUSED,
    TAKEN,
    FormConsent,
    FormCount,
    PartnerUse,
    PostOutcome,
    WebForm,
    today,
)
from leads.web_forms.questions import Question, questions_of
from prm.platform.errors import NotFound

RECENT_DAYS = 30


def forms() -> QuerySet[WebForm]:
    """All forms, each with its template and its partner."""
    return WebForm.objects.select_related("template", "partner")


def find_form(form_id: UUID) -> WebForm:
    """The form. Raises NotFound."""
    return _or_missing(forms().filter(id=form_id).first())


def form_at(public_id: str) -> WebForm:
    """The form with this address, also one that is closed. Raises NotFound."""
    return _or_missing(forms().filter(public_id=public_id[:20]).first())


def form_with_code(short_code: str) -> WebForm:
    """The form with this short link. Raises NotFound."""
    return _or_missing(forms().filter(short_code=short_code[:12].lower()).first())


def _or_missing(found: WebForm | None) -> WebForm:
    if found is None:
        raise NotFound(gettext("There is no such form."))
    return found


def forms_of_partner(partner_id: UUID) -> QuerySet[WebForm]:
    """A partner's own forms."""
    return forms().filter(partner_id=partner_id)


def templates_for_partners() -> QuerySet[WebForm]:
    """The forms that partners may copy now."""
    return WebForm.objects.filter(template=None, is_active=True).exclude(partner_use=PartnerUse.NONE)


def questions_asked(form: WebForm) -> list[Question]:
    """What a form asks: a copy, what its template asks."""
    return questions_of(form.basis.questions)


def consent_shown(form: WebForm, version: int | None = None) -> FormConsent | None:
    """The consent text of this version (of the present one, unless said otherwise), if there is one."""
    basis = form.basis
    wanted = basis.consent_version if version is None else version
    return FormConsent.objects.filter(form=basis, version=wanted).first() if wanted else None


def address_of(form: WebForm, vendor_slug: str) -> str:
    """Where the form is."""
    return f"{settings.BASE_URL}/{vendor_slug}/forms/{form.public_id}/"


def short_address_of(form: WebForm, vendor_slug: str) -> str:
    """The short link to it."""
    return f"{settings.BASE_URL}/{vendor_slug}/f/{form.short_code}/"


@dataclass(frozen=True)
class Counts:
    """How many posts had which outcome."""

    by_outcome: Mapping[str, int] = field(default_factory=dict)

    @property
    def leads(self) -> int:
        return self.by_outcome.get(PostOutcome.LEAD, 0)

    @property
    def duplicates(self) -> int:
        return self.by_outcome.get(PostOutcome.DUPLICATE, 0)

    @property
    def wrong(self) -> int:
        return self.by_outcome.get(PostOutcome.WRONG, 0)

    @property
    def posts(self) -> int:
        """All that came, refused or not."""
        return sum(self.by_outcome.values())

    @property
    def refused(self) -> int:
        return sum(self.by_outcome.get(one, 0) for one in REFUSED)

    @property
    def refusals(self) -> list[tuple[str, int]]:
        """Each reason for which posts were refused, in words, with how many."""
        return [(str(one.label), self.by_outcome[one]) for one in REFUSED if self.by_outcome.get(one)]

    @property
    def taken(self) -> int:
        return sum(self.by_outcome.get(one, 0) for one in TAKEN)


def counts_of(form_ids: Iterable[UUID], *, days: int | None = None) -> dict[UUID, Counts]:
    """Counts by form: of the last days, or of all time."""
    since = Q() if days is None else Q(counted_on__gt=today() - timedelta(days=days))
    rows = FormCount.objects.filter(since, form_id__in=list(form_ids))
    summed = rows.order_by().values_list("form_id", "outcome").annotate(n=Sum("posts"))
    found: dict[UUID, dict[str, int]] = {}
    for form_id, outcome, posts in summed:
        found.setdefault(form_id, {})[outcome] = posts
    return {form_id: Counts(by_outcome) for form_id, by_outcome in found.items()}

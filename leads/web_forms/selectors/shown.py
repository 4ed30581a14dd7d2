"""A form as a page shows it: each question with what was answered and what is wrong with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.forms.utils import flatatt
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from leads.web_forms.models import FormConsent, WebForm
from leads.web_forms.post import CONSENT, CONSENT_VERSION, PAGE, PROOF, TOKEN, TRAP, Post
from leads.web_forms.questions import TIMELINES, Question
from leads.web_forms.selectors.forms import consent_shown, questions_asked
from partners.models import Product, Vertical
from prm.platform.errors import FieldError
from prm.platform.formats import countries

Choice = tuple[str, str]
NAMES = {
    "token": TOKEN,
    "proof": PROOF,
    "trap": TRAP,
    "page": PAGE,
    "consent": CONSENT,
    "consent_version": CONSENT_VERSION,
}


@dataclass(frozen=True)
class ShownQuestion:
    """A question with its answer."""

    question: Question
    id: str
    choices: list[Choice] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    error: str = ""

    @property
    def value(self) -> str:
        return self.values[0] if self.values else ""

    @property
    def described_by(self) -> str:
        """The ids of what explains the field: its help and its error."""
        parts = (("help", self.question.help), ("error", self.error))
        return " ".join(f"{self.id}-{part}" for part, words in parts if words)

    @property
    def attributes(self) -> SafeString:
        """The attributes of the field's element."""
        entry = self.question.entry
        states = {
            "autocomplete": entry.autocomplete or None,
            "required": self.question.is_required,
            "aria-describedby": self.described_by or None,
            "aria-invalid": "true" if self.error else None,
        }
        return flatatt({"id": self.id, "name": self.question.field, **self._own_attributes(), **states})

    @property
    def group_attributes(self) -> SafeString:
        """The attributes of the element around several choices. It can be gone to from the list of errors."""
        return flatatt({"id": self.id, "tabindex": "-1", "aria-describedby": self.described_by or None})

    def _own_attributes(self) -> dict[str, Any]:
        kind, most = self.question.entry.kind, self.question.most
        if kind == "choice":
            return {}
        if kind == "long":
            return {"rows": 4, "maxlength": most}
        typed = {"type": kind if kind in ("email", "tel") else "text", "maxlength": most, "value": self.value}
        return {**typed, "inputmode": "decimal" if kind == "number" else None}


@dataclass(frozen=True)
class ShownForm:
    """All that a page of the form shows. `errors`: what is to be corrected, with the id of the field it is
    about."""

    form: WebForm
    questions: list[ShownQuestion]
    consent: FormConsent | None
    consents: bool
    errors: list[tuple[str, str]]
    tracked: Mapping[str, str]
    names: Mapping[str, str] = field(default_factory=lambda: NAMES)

    @property
    def id(self) -> str:
        return id_of(self.form)

    @property
    def consent_attributes(self) -> SafeString:
        """The attributes of the box."""
        at = f"{self.id}-{CONSENT}"
        states = {
            "required": self.form.basis.consent_required,
            "checked": self.consents,
            "aria-describedby": f"{at}-error" if self.consent_error else None,
            "aria-invalid": "true" if self.consent_error else None,
        }
        return flatatt({"type": "checkbox", "id": at, "name": CONSENT, "value": "on", **states})

    @property
    def consent_error(self) -> str:
        return next((words for at, words in self.errors if at == f"{self.id}-{CONSENT}"), "")

    @property
    def heading(self) -> str:
        return self.form.heading or self.form.basis.heading or self.form.name

    @property
    def intro(self) -> str:
        return self.form.intro or self.form.basis.intro

    @property
    def button(self) -> str:
        return self.form.basis.button or _("Send")


def id_of(form: WebForm) -> str:
    """What the ids in the form's HTML begin with: several may stand on one page."""
    return f"f-{form.public_id}"


def shown_form(form: WebForm, post: Post | None = None, errors: Iterable[FieldError] = ()) -> ShownForm:
    """The form, with what was sent and what is wrong with it."""
    sent, wrong = post or Post(), {error.field: error.message for error in errors}
    questions = [_shown(form, one, sent, wrong.get(one.field, "")) for one in questions_asked(form)]
    at = {one.question.field: one.id for one in questions} | {CONSENT: f"{id_of(form)}-{CONSENT}"}
    return ShownForm(
        form=form,
        questions=questions,
        consent=consent_shown(form),
        consents=sent.consents and CONSENT not in wrong,
        errors=[(at.get(name, id_of(form)), words) for name, words in wrong.items()],
        tracked=sent.tracked,
    )


def _shown(form: WebForm, question: Question, post: Post, error: str) -> ShownQuestion:
    name = question.field.replace(".", "-")
    values = post.answers.get(question.field, [])
    return ShownQuestion(question, f"{id_of(form)}-{name}", choices_of(question.field), values, error)


def choices_of(name: str) -> list[Choice]:
    """What there is to choose from, in the active language; [] for a field that is typed."""
    if name == "country":
        return list(countries())
    if name == "timeline":
        return [(value, str(label)) for value, label in TIMELINES]
    lists: dict[str, Any] = {"industry": Vertical, "products": Product}
    if name in lists:
        return list(lists[name].objects.order_by("name", "slug").values_list("slug", "name"))
    return []

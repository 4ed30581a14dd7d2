"""A post of a form becomes a lead, through the intake that all leads go through."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext, gettext_noop

from leads.intake.normalise import Reading, read_lead
from leads.selectors.catalogue import lists_for
from leads.services.receive_leads import receive_post
from leads.web_forms.models import FormConsent, PostOutcome, WebForm
from leads.web_forms.post import CONSENT, Post
from leads.web_forms.proof import spend
from leads.web_forms.questions import Question
from leads.web_forms.selectors.forms import consent_shown, questions_asked
from leads.web_forms.services.count_posts import count_post
from prm.platform import clock
from prm.platform.actors import SYSTEM
from prm.platform.errors import FieldError, InvalidInput, NotPossible
from prm.platform.tenants.models import Vendor

FILL_IN = gettext_noop("Please fill in “%(label)s”.")
# What the intake says is written for programs. A person reads this instead, where there is a shorter way to
# say it.
WORDS: Final = {
    "email": gettext_noop("Please enter an e-mail address such as name@example.com."),
    "phone": gettext_noop("Please enter a phone number with its country code, such as +1 512 555 0100."),
    "website": gettext_noop("Please enter a web address such as www.example.com."),
}


class ProofReused(NotPossible):
    """The proof of work has served another post."""

    code = "proof_reused"


@dataclass(frozen=True)
class Tried:
    """What would become of a post: the lead's fields as they are read, what could not be read, and whether
    the lead is there already."""

    values: Mapping[str, Any]
    warnings: list[FieldError]
    is_duplicate: bool


def take_post(*, form: WebForm, post: Post) -> PostOutcome:
    """Store the lead of a post that no check holds up, and count it. A person who is known joins the lead
    there is.

    An optional answer that cannot be read is kept beside the lead, with a warning for the vendor: nobody is
    sent away for it, unless the vendor refuses such leads everywhere. Raises InvalidInput naming each
    question to correct, ProofReused.
    """
    data = _checked(form, post)
    if post.proof and not spend(post.proof):
        raise ProofReused(gettext("This form has been sent already. Please send it again."))
    received = receive_post(data=data, actor=SYSTEM)
    outcome = PostOutcome.DUPLICATE if received.is_duplicate else PostOutcome.LEAD
    count_post(form, outcome)
    return outcome


def try_post(*, form: WebForm, post: Post) -> Tried:
    """What `take_post` would do, with nothing left of it. Raises InvalidInput."""
    data = _checked(form, post)
    reading = read_lead(data, lists_for([data]))
    with transaction.atomic():
        received = receive_post(data=data, actor=SYSTEM)
        transaction.set_rollback(True)
    return Tried(reading.lead.as_input(), reading.problems, received.is_duplicate)


def _checked(form: WebForm, post: Post) -> dict[str, Any]:
    """The lead's fields. Raises InvalidInput."""
    questions, consent = questions_asked(form), consent_shown(form, post.consent_version)
    answers = {one.field: value for one in questions if (value := _answer(one, post))}
    data = {**_lead_fields(form, questions, answers, post), **_consent(form, post, consent)}
    reading = read_lead(data, lists_for([data]))
    errors = [*_missing(questions, answers), *_unreadable(form, questions, reading)]
    order = [*(one.field for one in questions), CONSENT]
    errors += _wrong_consent(form, post, consent)
    if errors:
        raise InvalidInput(sorted(errors, key=lambda error: order.index(error.field)))
    return data


def _answer(question: Question, post: Post) -> Any:
    values = [value.strip() for value in post.answers.get(question.field, []) if value.strip()]
    if question.entry.kind == "choices":
        return values
    return values[0] if values else ""


def _lead_fields(
    form: WebForm, questions: list[Question], answers: Mapping[str, Any], post: Post
) -> dict[str, Any]:
    own = {one.custom_name: answers[one.field] for one in questions if one.is_own and one.field in answers}
    asked = {one.field: answers[one.field] for one in questions if not one.is_own and one.field in answers}
    by_partner = {"partner_campaign": _name_of_partner(form)} if form.partner else {}
    return {
        **asked,
        **by_partner,
        "source": form.source,
        "campaign": form.campaign,
        "languages": [form.basis.language],
        "custom": {"form": form.name, **own, **post.tracked},
    }


def _name_of_partner(form: WebForm) -> str:
    """By what routing finds the partner; a name could be another's, too."""
    partner = form.partner
    return (partner.external_id or str(partner.id)) if partner else ""


def _consent(form: WebForm, post: Post, shown: FormConsent | None) -> dict[str, Any]:
    """What is kept of a consent: the words that were shown, when, and where. One that was not given is a
    no."""
    if shown is None:
        return {}
    if not post.consents:
        return {"consent": False}
    kept = {
        "given": True,
        "text": shown.text,
        "version": shown.version,
        "at": clock.now().isoformat(timespec="seconds"),
        "form": form.name,
        "page": post.page,
    }
    return {"consent": kept}


def _missing(questions: list[Question], answers: Mapping[str, Any]) -> Iterator[FieldError]:
    for one in questions:
        if one.is_required and one.field not in answers:
            yield FieldError(one.field, "required", gettext(FILL_IN) % {"label": one.label})


def _unreadable(form: WebForm, questions: list[Question], reading: Reading) -> Iterator[FieldError]:
    """What a person has to correct: answers that are required, or all of them where the vendor is strict."""
    vendor: Vendor = form.vendor
    required = {one.field for one in questions if one.is_required or vendor.refuses_unreadable_leads}
    for problem in reading.problems:
        if problem.field in required and problem.field in reading.unread:
            words = gettext(WORDS[problem.field]) if problem.field in WORDS else problem.message
            yield FieldError(problem.field, problem.code, words)


def _wrong_consent(form: WebForm, post: Post, shown: FormConsent | None) -> Iterator[FieldError]:
    """A post has to say which words it was shown: they are kept as what was agreed to."""
    basis = form.basis
    if not basis.consent_version:
        return
    if shown is None:
        yield FieldError(
            CONSENT, "changed", gettext("Please read the text beside the box and send it again.")
        )
    elif basis.consent_required and not post.consents:
        yield FieldError(CONSENT, "required", gettext("Please tick the box, or we may not contact you."))

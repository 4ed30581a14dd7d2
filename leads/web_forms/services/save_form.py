"""Forms are made, changed and removed."""

import secrets
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from leads.web_forms.models import FormConsent, WebForm
from leads.web_forms.origins import clean_origins
from leads.web_forms.questions import ENTRIES, MOST_QUESTIONS, NAMES_SOMEBODY, OWN, usual_questions
from leads.web_forms.selectors.forms import consent_shown, find_form
from prm.platform.actors import Actor
from prm.platform.errors import FieldError, InvalidInput
from prm.platform.tenants.audit_action import AuditAction
from prm.platform.tenants.services.audit import audit

OF_COPY: Final = ("name", "campaign", "heading", "intro", "allowed_origins", "is_active")
SETTINGS: Final = (
    *OF_COPY, "source", "button", "thanks", "redirect_url", "language", "questions", "consent_required",
    "partner_use", "most_per_hour",
)  # fmt: skip
MOST_CONSENT_BYTES: Final = 2_500  # with time, form and page it has to fit into a lead's consent
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read as another


@transaction.atomic
def make_form(*, given: dict[str, Any], actor: Actor) -> WebForm:
    """A form with the usual questions, unless `given` says otherwise. Raises InvalidInput naming the
    fields."""
    return add_form(WebForm(questions=[one.stored() for one in usual_questions()]), given, actor)


def add_form(form: WebForm, given: dict[str, Any], actor: Actor) -> WebForm:
    """Give a new form its addresses and settings, in the caller's transaction. Raises InvalidInput."""
    form.public_id, form.short_code = _code(12), _code(7)
    _take(form, given)
    form.save()
    _keep_consent(form, given)
    audit(actor, AuditAction.ADDED, form, name=form.name)
    return form


@transaction.atomic
def save_form(*, form_id: UUID, given: dict[str, Any], actor: Actor) -> WebForm:
    """Change a form. Of a partner's copy, only what is its own. Raises NotFound, InvalidInput naming the
    fields."""
    form = find_form(form_id)
    changed = _take(form, given)
    if _keep_consent(form, given):
        changed.append("consent_text")
    if changed:
        form.save()
        audit(actor, AuditAction.CHANGED, form, name=form.name, changes=changed)
    return form


@transaction.atomic
def remove_form(*, form_id: UUID, actor: Actor) -> None:
    """Remove a form, with the partners' copies of it; its leads stay. Raises NotFound."""
    form = find_form(form_id)
    audit(actor, AuditAction.DELETED, form, name=form.name)
    form.delete()


def _take(form: WebForm, given: dict[str, Any]) -> list[str]:
    """Set what is given, checked; the names of what has changed."""
    names = SETTINGS if form.template is None else OF_COPY
    before = {name: getattr(form, name) for name in names}
    for name in names:
        if name in given:
            setattr(form, name, given[name])
    errors = _wrong(form, given)
    if errors:
        raise InvalidInput(errors)
    return [name for name in names if getattr(form, name) != before[name]]


def _wrong(form: WebForm, given: dict[str, Any]) -> list[FieldError]:
    errors = _wrong_columns(form)
    try:
        form.allowed_origins = clean_origins(form.allowed_origins)
    except InvalidInput as refused:
        errors += refused.errors
    if form.template is None:
        errors += [*_wrong_questions(form.questions), *_wrong_consent(given)]
    return errors


def _wrong_columns(form: WebForm) -> list[FieldError]:
    errors = []
    form.name = form.name.strip()
    try:
        form.clean_fields(exclude=["questions", "allowed_origins", "public_id", "short_code"])
    except ValidationError as invalid:
        for name, messages in invalid.message_dict.items():
            errors += [FieldError(name, "invalid", message) for message in messages]
    if form.redirect_url and urlsplit(form.redirect_url).scheme != "https":
        errors.append(FieldError("redirect_url", "not_https", gettext("Enter an address with https://.")))
    if form.language not in dict(settings.LANGUAGES):
        errors.append(FieldError("language", "unknown", gettext("Choose one of the languages.")))
    return errors


def _wrong_questions(stored: Any) -> list[FieldError]:
    """What is wrong with a list of questions, whoever sent it."""
    if not isinstance(stored, list) or not 1 <= len(stored) <= MOST_QUESTIONS:
        return [_question_error(gettext("Ask from 1 to %(most)d questions.") % {"most": MOST_QUESTIONS})]
    fields = [one["field"] for one in stored]
    errors = [
        _question_error(gettext("“%(field)s” cannot be asked.") % {"field": field[:100]})
        for field in fields
        if field not in ENTRIES and not OWN.fullmatch(field)
    ]
    if len(set(fields)) < len(fields):
        errors.append(_question_error(gettext("Ask each question once.")))
    if not any(one["field"] in NAMES_SOMEBODY and one["required"] for one in stored):
        words = gettext("Require at least one of these: e-mail address, phone, company, first or last name.")
        errors.append(_question_error(words))
    return errors


def _question_error(words: str) -> FieldError:
    return FieldError("questions", "invalid", words)


def _wrong_consent(given: dict[str, Any]) -> list[FieldError]:
    if len(given.get("consent_text", "").encode()) <= MOST_CONSENT_BYTES:
        return []
    words = gettext("This is too long: at most %(most)d bytes.") % {"most": MOST_CONSENT_BYTES}
    return [FieldError("consent_text", "too_long", words)]


def _keep_consent(form: WebForm, given: dict[str, Any]) -> bool:
    """Keep another consent text as the next version; "" shows none. Whether it has changed."""
    if form.template is not None or "consent_text" not in given:
        return False
    text, shown = given["consent_text"].strip(), consent_shown(form)
    if text == (shown.text if shown else ""):
        return False
    last = FormConsent.objects.filter(form=form).first()
    form.consent_version = (last.version if last else 0) + 1 if text else 0
    if text:
        FormConsent.objects.create(form=form, version=form.consent_version, text=text)
    form.save(update_fields=["consent_version"])
    return True


def _code(length: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(length))

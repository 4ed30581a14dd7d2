"""A partner makes a copy of a form for its own campaign."""

from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from leads.web_forms.models import WebForm
from leads.web_forms.selectors.forms import forms_of_partner, templates_for_partners
from leads.web_forms.services.save_form import OF_COPY, add_form, save_form
from prm.platform.actors import Actor
from prm.platform.errors import NotFound, NotPossible

MOST_FORMS: Final = 50


@transaction.atomic
def make_partner_form(*, partner_id: UUID, template_id: UUID, given: dict[str, Any], actor: Actor) -> WebForm:
    """The partner's own copy of a form that the vendor lets partners use; its leads are that partner's.

    Raises NotFound for a form that partners may not use, NotPossible beyond `MOST_FORMS`, and InvalidInput.
    """
    template = templates_for_partners().filter(id=template_id).first()
    if template is None:
        raise NotFound(gettext("There is no such form."))
    if forms_of_partner(partner_id).count() >= MOST_FORMS:
        words = gettext("Your company has %(most)d forms. Remove one first.") % {"most": MOST_FORMS}
        raise NotPossible(words, code="too_many")
    form = WebForm(template=template, partner_id=partner_id, source="partner", language=template.language)
    form.heading, form.intro = template.heading, template.intro
    return add_form(form, _own(given), actor)


@transaction.atomic
def save_partner_form(*, partner_id: UUID, form_id: UUID, given: dict[str, Any], actor: Actor) -> WebForm:
    """Change a partner's own form, on its behalf. Raises NotFound for a form of anybody else,
    InvalidInput."""
    if not forms_of_partner(partner_id).filter(id=form_id).exists():
        raise NotFound(gettext("There is no such form."))
    return save_form(form_id=form_id, given=_own(given), actor=actor)


def _own(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name in OF_COPY}

"""What is copied into another site's page: the form as plain HTML with one small script, or a frame."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from leads.web_forms.models import WebForm
from leads.web_forms.selectors.forms import address_of
from leads.web_forms.selectors.shown import shown_form
from prm.platform.tenants.models import Vendor


def script_address() -> str:
    """Where the script is. Under its plain name, which a later version of this product has, too."""
    return f"{settings.BASE_URL}{settings.STATIC_URL}forms/embed.js"


def snippet_of(form: WebForm, vendor: Vendor) -> str:
    """The form as HTML, in its language. It works without the script; then it is sent from our page."""
    with translation.override(form.basis.language):
        context = {"shown": shown_form(form), "action": address_of(form, vendor.slug), "token": ""}
        html = render_to_string("forms/_form.html", context)
    lines = [line for line in html.splitlines() if line.strip()]
    return "\n".join([*lines, f'<script src="{script_address()}" defer></script>', ""])


def frame_of(form: WebForm, vendor: Vendor) -> str:
    """The hosted page in a frame that grows with it."""
    context = {
        "address": address_of(form, vendor.slug),
        "title": shown_form(form).heading,
        "script": script_address(),
    }
    return "".join(render_to_string("forms/_frame.html", context))

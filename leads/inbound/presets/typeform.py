"""Responses to a Typeform."""

from django.utils.translation import gettext_lazy as _

from leads.inbound.models import Signature
from leads.inbound.presets.preset import Preset


def _text(ref: str) -> str:
    return f"form_response.answers[field.ref={ref}].text"


def _field(ref: str, kind: str = "short_text") -> dict[str, str]:
    return {"id": f"demo-{ref}", "ref": ref, "type": kind}


PRESET = Preset(
    slug="typeform",
    title="Typeform",
    help=_(
        "In your form, open Connect, Webhooks, add this address and set a secret; enter it here, too. "
        "Questions are found by their reference, which you can set in each question’s settings."
    ),
    signature=Signature.HMAC,
    header="Typeform-Signature",
    mapping={
        "external_id": '"typeform-" + form_response.token',
        "source": 'form_response.hidden.utm_source | "typeform"',
        "campaign": "form_response.hidden.utm_campaign | form_response.definition.title",
        "first_name": _text("first_name"),
        "last_name": _text("last_name"),
        "email": "form_response.answers[type=email].email",
        "phone": "form_response.answers[type=phone_number].phone_number",
        "company": _text("company"),
        "website": "form_response.answers[type=url].url",
        "country": f"form_response.answers[field.ref=country].choice.label | {_text('country')}",
        "job_title": _text("job_title"),
        "need": f"{_text('need')} | {_text('message')}",
        "consent": "form_response.answers[field.type=legal].boolean",
    },
    left_out=(
        "event_id", "event_type", "form_response.form_id", "form_response.definition",
        "form_response.landed_at",
        "form_response.submitted_at", "form_response.ending", "form_response.calculated",
        "form_response.variables", "form_response.answers[*].field", "form_response.answers[*].type",
        "form_response.answers[*].choice.id", "form_response.answers[*].choice.ref",
    ),
    example={
        "event_id": "01DEMO0000000000000000001",
        "event_type": "form_response",
        "form_response": {
            "form_id": "demo42",
            "token": "demo-token-0001",
            "landed_at": "2026-03-02T09:10:00Z",
            "submitted_at": "2026-03-02T09:12:00Z",
            "hidden": {"utm_source": "newsletter", "utm_campaign": "spring"},
            "definition": {"id": "demo42", "title": "Talk to us", "fields": []},
            "answers": [
                {"type": "text", "text": "Pia", "field": _field("first_name")},
                {"type": "text", "text": "Sommer", "field": _field("last_name")},
                {"type": "email", "email": "pia.sommer@example.com", "field": _field("email", "email")},
                {"type": "text", "text": "Beispiel Logistik", "field": _field("company")},
                {"type": "choice", "choice": {"label": "Germany"}, "field": _field("country", "dropdown")},
                {"type": "number", "number": 12, "field": _field("vans", "number")},
                {"type": "boolean", "boolean": True, "field": _field("terms", "legal")},
            ],
        },
    },
)  # fmt: skip

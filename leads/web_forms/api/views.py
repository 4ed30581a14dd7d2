"""Web forms in the API."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers

from leads.web_forms.models import PartnerUse, WebForm
from leads.web_forms.selectors.forms import (
    address_of,
    consent_shown,
    find_form,
    forms,
    short_address_of,
)
from leads.web_forms.services.save_form import make_form, remove_form, save_form
from prm.platform.api.calls import Call
from prm.platform.api.collection import Creates, Lists
from prm.platform.api.inputs import Input, Text
from prm.platform.api.item import Changes, Reads, Removes
from prm.platform.tenants.models import Vendor
from prm.platform.tenants.scope import current_vendor_id


class QuestionInput(Input):
    """One question, in the order in which they are asked."""

    field = Text(max_length=100, help_text="A lead field, or `custom.` and a name of your own.")
    required = serializers.BooleanField(required=False, default=False)  # type: ignore[assignment]
    label = Text(  # type: ignore[assignment]
        max_length=200, required=False, allow_blank=True, help_text="Blank: the usual words."
    )
    help = Text(max_length=300, required=False, allow_blank=True)


class WebFormChange(Input):
    """What to change. Of a partner's copy: name, campaign, heading, intro, sites, and is_active."""

    name = Text(max_length=100, required=False)
    campaign = Text(max_length=200, required=False, allow_blank=True)
    source = Text(max_length=100, required=False)  # type: ignore[assignment]
    heading = Text(max_length=200, required=False, allow_blank=True)
    intro = Text(max_length=2000, required=False, allow_blank=True)
    button = Text(max_length=60, required=False, allow_blank=True)
    thanks = Text(max_length=1000, required=False, allow_blank=True)
    redirect_url = Text(max_length=500, required=False, allow_blank=True)
    language = Text(max_length=10, required=False)
    questions = QuestionInput(many=True, required=False)
    consent_text = Text(max_length=2000, required=False, allow_blank=True)
    consent_required = serializers.BooleanField(required=False)
    allowed_origins = serializers.ListField(
        child=Text(max_length=255), required=False, max_length=50, help_text="Sites that may embed it."
    )
    partner_use = serializers.ChoiceField(choices=PartnerUse.choices, required=False)
    most_per_hour = serializers.IntegerField(required=False, min_value=1, max_value=100_000)
    is_active = serializers.BooleanField(required=False)


class WebFormInput(WebFormChange):
    """A new form. Without `questions` it asks the usual ones."""

    name = Text(max_length=100)


class WebFormOut(serializers.ModelSerializer[WebForm]):
    """A form, its addresses, and the partner whose copy it is."""

    address = serializers.SerializerMethodField()
    short_address = serializers.SerializerMethodField()
    consent_text = serializers.SerializerMethodField()
    partner = serializers.UUIDField(source="partner_id", allow_null=True)
    template = serializers.UUIDField(source="template_id", allow_null=True)
    questions = serializers.JSONField()

    class Meta:
        model = WebForm
        fields = (
            "id", "name", "campaign", "source", "address", "short_address", "partner", "template", "heading",
            "intro", "button", "thanks", "redirect_url", "language", "questions", "consent_text",
            "consent_required", "allowed_origins", "partner_use", "most_per_hour", "is_active", "created_at",
        )  # fmt: skip
        read_only_fields = fields

    def get_address(self, form: WebForm) -> str:
        return address_of(form, _slug())

    def get_short_address(self, form: WebForm) -> str:
        return short_address_of(form, _slug())

    def get_consent_text(self, form: WebForm) -> str:
        consent = consent_shown(form)
        return consent.text if consent else ""


def _slug() -> str:
    return Vendor.objects.values_list("slug", flat=True).get(id=current_vendor_id())


class WebFormFilters(Input):
    """What the list can be narrowed by."""

    partner = serializers.UUIDField(required=False, help_text="Copies of this partner.")
    is_active = serializers.BooleanField(required=False)


class WebFormCall(Call):
    """What the calls of web forms share."""

    name = "web_form"
    tag = "Web forms"
    gives = WebFormOut

    def find(self, form_id: UUID) -> WebForm:
        """Read a web form."""
        return find_form(form_id)


class WebFormsView(Lists, Creates, WebFormCall):
    """All web forms."""

    examples = {
        "For a campaign": {
            "name": "Autumn webinar",
            "campaign": "autumn",
            "heading": "Talk to us",
            "consent_text": "Acme may call me about this.",
            "allowed_origins": ["https://www.example.com"],
        }
    }
    by = ("created_at", "id")
    orders = ("name", "created_at")
    query = {"get": WebFormFilters}
    takes = WebFormInput

    def rows(self) -> QuerySet[WebForm]:
        """List web forms.

        Also the partners' copies.
        """
        return forms().order_by()

    def narrow(self, rows: QuerySet[WebForm], asked: dict[str, Any]) -> QuerySet[WebForm]:
        if "partner" in asked:
            rows = rows.filter(partner_id=asked.pop("partner"))
        return super().narrow(rows, asked)

    def create(self) -> WebForm:
        """Add a web form.

        It has a page of its own at once, and can be embedded on the sites that it names.
        """
        return make_form(given=self.given, actor=self.caller.actor)


class WebFormView(Reads, Changes, Removes, WebFormCall):
    """One web form."""

    examples = {"Closed": {"is_active": False}}
    takes = WebFormChange

    def change(self, form_id: UUID) -> WebForm:
        """Change a web form.

        A list of questions replaces the whole list. Another consent text is kept as its next version.
        """
        return save_form(form_id=form_id, given=self.given, actor=self.caller.actor)

    def remove(self, form_id: UUID) -> None:
        """Remove a web form.

        With the partners' copies of it. Its leads stay.
        """
        remove_form(form_id=form_id, actor=self.caller.actor)

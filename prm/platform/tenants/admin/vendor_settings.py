"""The vendor's own settings, on one page."""

from typing import Any, Final

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminColorInputWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from prm.platform.console.access import actor_of, admins_only
from prm.platform.console.fields import zone_field
from prm.platform.console.model_admin import values_of
from prm.platform.console.site import vendor_site
from prm.platform.tenants.audit_action import AuditAction
from prm.platform.tenants.models import Vendor
from prm.platform.tenants.services.audit import audit

GROUPS: Final[tuple[tuple[str, Promise, tuple[str, ...]], ...]] = (
    ("look", _("Name and look"), ("name", "brand_color")),
    ("place", _("Language, time zone and currency"), ("language", "time_zone", "currency")),
    ("mail", _("Answers to mails"), ("reply_to_email",)),
    ("security", _("Signing in"), ("second_factor",)),
    (
        "repeated",
        _("Leads that come again"),
        ("joins_repeated_leads", "repeat_window_days", "returning_leads_go_back", "links_similar_leads"),
    ),
    ("unread", _("Fields that cannot be read"), ("refuses_unreadable_leads",)),
    (
        "assigning",
        _("Assigning leads"),
        ("publish_needs_approval", "concentration_alarm_percent", "minutes_by_hand", "team_hours_a_week"),
    ),
)
"""The form's parts, each with its place on the page and its heading."""


class VendorForm(forms.ModelForm):  # type: ignore[type-arg]
    """What an admin may change about the vendor."""

    time_zone = zone_field()
    language = forms.ChoiceField(
        label=_("language"), choices=settings.LANGUAGES, widget=UnfoldAdminSelectWidget()
    )

    class Meta:
        model = Vendor
        fields = (
            "name",
            "brand_color",
            "time_zone",
            "language",
            "currency",
            "reply_to_email",
            "publish_needs_approval",
            "refuses_unreadable_leads",
            "joins_repeated_leads",
            "repeat_window_days",
            "returning_leads_go_back",
            "links_similar_leads",
            "concentration_alarm_percent",
            "minutes_by_hand",
            "team_hours_a_week",
            "second_factor",
        )
        widgets = {
            "name": UnfoldAdminTextInputWidget(),
            "brand_color": UnfoldAdminColorInputWidget(),
            "currency": UnfoldAdminTextInputWidget(attrs={"size": 3}),
            "reply_to_email": UnfoldAdminTextInputWidget(attrs={"type": "email"}),
            "publish_needs_approval": UnfoldBooleanSwitchWidget(),
            "refuses_unreadable_leads": UnfoldBooleanSwitchWidget(),
            "joins_repeated_leads": UnfoldBooleanSwitchWidget(),
            "repeat_window_days": UnfoldAdminTextInputWidget(attrs={"type": "number", "min": 1, "max": 3650}),
            "returning_leads_go_back": UnfoldBooleanSwitchWidget(),
            "links_similar_leads": UnfoldBooleanSwitchWidget(),
            "concentration_alarm_percent": UnfoldAdminTextInputWidget(
                attrs={"type": "number", "min": 1, "max": 100}
            ),
            "minutes_by_hand": UnfoldAdminTextInputWidget(attrs={"type": "number", "min": 1, "max": 480}),
            "team_hours_a_week": UnfoldAdminTextInputWidget(attrs={"type": "number", "min": 0, "max": 1000}),
            "second_factor": UnfoldAdminSelectWidget(),
        }
        help_texts = {
            "brand_color": _(
                "The accent in the admin, the portal and mails. Darkened where text would be hard to read."
            ),
            "currency": _("Three letters. Values in rules are in this currency."),
            "reply_to_email": _("An e-mail address. Empty: your first channel manager’s."),
            "second_factor": _(
                "They need an authenticator app or a passkey. People without one are asked to "
                "add it on the next page."
            ),
            "publish_needs_approval": _("One person submits a policy, another publishes it."),
            "refuses_unreadable_leads": _(
                "Off: a field that cannot be read is left empty, and the lead shows what was sent."
            ),
            "joins_repeated_leads": _(
                "By e-mail, phone, or name and company domain. The partner that has the lead is told; "
                "nothing is offered again. An external ID names one lead in any case."
            ),
            "repeat_window_days": _("After that, or once the lead is closed, a new lead is created."),
            "returning_leads_go_back": _("Only if that partner can still take it."),
            "concentration_alarm_percent": _(
                "Of all leads that the rules assigned in the last 30 days. You are mailed when it is more, "
                "once a week. The report “Fairness and concentration” shows who. Empty: no alarm."
            ),
            "minutes_by_hand": _("For the hours of work in reports and in the advice. Empty: 10."),
            "team_hours_a_week": _("All of you together. The advice compares with it. Empty: 5."),
            "links_similar_leads": _(
                "By domain, or by the same or almost the same company name. The lead’s page shows why."
            ),
        }

    def clean_currency(self) -> str:
        currency = str(self.cleaned_data["currency"]).upper()
        if len(currency) != 3 or not currency.isalpha():
            raise forms.ValidationError(_("A currency has three letters, such as EUR."))
        return currency


@admins_only
def edit_vendor(request: HttpRequest) -> HttpResponseBase:
    """Show and save the vendor's settings."""
    vendor = Vendor.objects.get(pk=request.vendor.pk)  # type: ignore[attr-defined]
    form = VendorForm(request.POST or None, instance=vendor)
    if request.method == "POST" and form.is_valid():
        form.save()
        audit(actor_of(request), AuditAction.CHANGED, vendor, **_changes(form))
        messages.success(request, _("Saved."))
        return redirect("admin:vendor_settings")
    context = {
        **vendor_site.each_context(request),
        "title": _("Settings of the vendor"),
        "groups": _groups(form),
        "form": form,
    }
    return TemplateResponse(request, "console/settings.html", context)


def _groups(form: VendorForm) -> list[tuple[str, Promise, list[forms.BoundField]]]:
    return [(part, title, [form[name] for name in names]) for part, title, names in GROUPS]


def _changes(form: VendorForm) -> dict[str, Any]:
    labels = [str(form.fields[name].label) for name in form.changed_data]
    changed = {"fields": labels, "values": values_of(form)}
    return {"name": form.instance.name, "changes": [{"changed": changed}]}


vendor_site.add_page("settings/vendor/", edit_vendor, "vendor_settings")

"""API keys: issued once, shown once, revoked for good."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from prm.platform import clock
from prm.platform.console.access import actor_of, may_govern
from prm.platform.console.act_page import Act, run_act
from prm.platform.console.decorators import action, display
from prm.platform.console.model_admin import ForAdmins, VendorModelAdmin
from prm.platform.console.site import vendor_site
from prm.platform.tenants.audit_action import AuditAction
from prm.platform.tenants.keys import IssuedKey, issue_key
from prm.platform.tenants.models import ApiKey
from prm.platform.tenants.scopes import EVERYTHING
from prm.platform.tenants.services.audit import audit


class NewKeyForm(forms.Form):
    """What a new key is for."""

    name = forms.CharField(
        label=_("name"),
        max_length=100,
        help_text=_("What uses it, such as “Web forms” or “CRM”."),
        widget=UnfoldAdminTextInputWidget(),
    )
    partner: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("partner"),
        queryset=None,
        required=False,
        empty_label=_("None: the vendor’s own key, which sees everything"),
        help_text=_("A partner’s key sees only that partner’s offers."),
        widget=UnfoldAdminSelectWidget(),
    )

    scopes = forms.MultipleChoiceField(
        label=_("scopes"),
        choices=lambda: [(scope, f"{words} ({scope})") for scope, words in settings.API_SCOPES.items()],
        required=False,
        help_text=_("What the key may do. None chosen: everything."),
        widget=UnfoldAdminCheckboxSelectMultipleWidget(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partner = ApiKey._meta.get_field("partner").related_model
        self.fields["partner"].queryset = partner._default_manager.order_by("name")  # type: ignore[attr-defined]


class ApiKeyAdmin(ForAdmins, VendorModelAdmin):
    """Keys by name and visible beginning; the secret itself is kept nowhere."""

    list_display = ("name", "prefix", "whose", "shown_scopes", "shown_state", "created_at", "last_used_on")
    list_filter = (("revoked_at", admin.EmptyFieldListFilter), "partner")
    search_fields = ("name", "prefix", "partner__name")
    ordering = ("-created_at",)
    fields = readonly_fields = (
        "name",
        "prefix",
        "whose",
        "shown_scopes",
        "shown_state",
        "created_by",
        "created_at",
        "last_used_on",
        "revoked_at",
    )
    actions_detail = ("revoke",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ApiKey]:
        found: QuerySet[ApiKey] = super().get_queryset(request)
        return found.select_related("partner", "created_by")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    has_delete_permission = has_change_permission

    def has_revoke_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Whether to offer revoking: an admin, and a key that is alive."""
        return may_govern(request) and ApiKey.objects.filter(pk=object_id, revoked_at=None).exists()

    @admin.display(description=_("whose"), ordering="partner__name")
    def whose(self, key: ApiKey) -> Any:
        return key.partner or _("The vendor’s")

    @admin.display(description=_("scopes"))
    def shown_scopes(self, key: ApiKey) -> Any:
        return _("Everything") if EVERYTHING in key.scopes else ", ".join(key.scopes)

    @display(description=_("state"), label={"live": "success", "revoked": "danger"})
    def shown_state(self, key: ApiKey) -> tuple[str, Any]:
        return ("revoked", _("Revoked")) if key.revoked_at else ("live", _("Live"))

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Issue a key and show it, this once."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = NewKeyForm(request.POST or None)
        issued = self._issued(request, form) if request.method == "POST" and form.is_valid() else None
        context = {
            **self.admin_site.each_context(request),
            "title": _("New API key"),
            "form": form,
            "issued": issued,
            "opts": self.opts,
        }
        response = TemplateResponse(request, "console/new_key.html", context)
        response["Cache-Control"] = "no-store"
        return response

    def _issued(self, request: HttpRequest, form: NewKeyForm) -> IssuedKey:
        partner = form.cleaned_data["partner"]
        issued = issue_key(
            vendor=request.vendor,  # type: ignore[attr-defined]
            name=form.cleaned_data["name"],
            partner_id=partner.pk if partner else None,
            created_by=request.user,  # type: ignore[arg-type]
            scopes=form.cleaned_data["scopes"] or [EVERYTHING],
        )
        row = issued.row
        audit(actor_of(request), AuditAction.ISSUED, row, name=row.name, scopes=row.scopes)
        return issued

    @action(description=_("Revoke"), url_path="revoke", permissions=["revoke"], icon="block")
    def revoke(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        """Ask once, then end the key's life."""
        key = get_object_or_404(ApiKey, pk=object_id)
        act = Act(
            title=_("Revoke the key “%(name)s”") % {"name": key.name},
            words=_("Requests with the key %(prefix)s… will be refused. You cannot undo this.")
            % {"prefix": key.prefix},
            button=_("Revoke"),
            done=_("Revoked."),
            back=reverse("admin:tenants_apikey_changelist"),
            is_dangerous=True,
        )
        return run_act(request, act, lambda _answers: self._revoke(request, key))

    def _revoke(self, request: HttpRequest, key: ApiKey) -> None:
        ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=clock.now())
        audit(actor_of(request), AuditAction.REVOKED, key, name=key.name)


vendor_site.register(ApiKey, ApiKeyAdmin)

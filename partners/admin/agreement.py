"""The rules of engagement: versions, and who has signed."""

from typing import Any

from django.contrib import admin
from django.db.models import Max, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partners.models import Agreement, Partner, PartnerStatus, Signature
from partners.services.publish_agreement import publish_agreement
from prm.platform.console.access import actor_of
from prm.platform.console.act_page import Act, run_act
from prm.platform.console.counting import count_of
from prm.platform.console.decorators import action, display
from prm.platform.console.model_admin import VendorModelAdmin, VendorTabularInline, ViewOnly
from prm.platform.console.site import vendor_site
from prm.platform.tenants.audit_action import AuditAction
from prm.platform.tenants.services.audit import audit


class SignaturesUnder(ViewOnly, VendorTabularInline):
    """Who signed this version."""

    model = Signature
    fields = readonly_fields = ("partner", "signed_name", "signed_at", "address")
    tab = False


class AgreementAdmin(VendorModelAdmin):
    """A version is written, published, then fixed."""

    list_display = ("title", "number", "shown_state", "published_at", "signed")
    fields = ("title", "body", "grace_days")
    inlines = (SignaturesUnder,)
    actions_detail = ("publish",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Agreement]:
        found: QuerySet[Agreement] = super().get_queryset(request)
        return found.annotate(signature_count=count_of(Signature, "agreement"))

    def get_readonly_fields(self, request: HttpRequest, obj: Agreement | None = None) -> tuple[str, ...]:
        return ("title", "body") if obj and obj.published_at else ()

    def get_inlines(self, request: HttpRequest, obj: Agreement | None) -> tuple[Any, ...]:
        return tuple(self.inlines) if obj and obj.published_at else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(super().has_delete_permission(request, obj)) and not (obj and obj.published_at)

    def save_model(self, request: HttpRequest, obj: Agreement, form: Any, change: bool) -> None:
        if not change:
            obj.number = (Agreement.objects.aggregate(last=Max("number"))["last"] or 0) + 1
        super().save_model(request, obj, form, change)

    @display(description=_("state"), label={"published": "success", "draft": "info"})
    def shown_state(self, agreement: Agreement) -> tuple[str, Any]:
        return ("published", _("Published")) if agreement.published_at else ("draft", _("Draft"))

    @admin.display(description=_("signed by"))
    def signed(self, agreement: Any) -> str:
        partners = self._partner_count()
        return _("%(signed)d of %(all)d partners") % {"signed": agreement.signature_count, "all": partners}

    def _partner_count(self) -> int:
        return Partner.objects.exclude(status=PartnerStatus.INACTIVE).count()

    def has_publish_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Whether to offer publishing: a writer, and a version not yet published."""
        return (
            self.has_change_permission(request)
            and Agreement.objects.filter(pk=object_id, published_at=None).exists()
        )

    @action(
        description=_("Publish for signing"), url_path="publish", permissions=["publish"], icon="signature"
    )
    def publish(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        """Ask once, then publish."""
        agreement = get_object_or_404(Agreement, pk=object_id)
        act = Act(
            title=_("Publish “%(title)s”") % {"title": agreement.title},
            words=_(
                "You cannot change its text after publishing. Every partner is asked to sign. "
                "After the days to sign, only partners who have signed receive leads."
            ),
            button=_("Publish"),
            done=_("Published. Partners are asked to sign it in their portal."),
            back=reverse("admin:partners_agreement_change", args=[object_id]),
        )
        return run_act(request, act, lambda _answers: self._publish(request, agreement))

    def _publish(self, request: HttpRequest, agreement: Agreement) -> None:
        publish_agreement(agreement_id=agreement.pk, actor=actor_of(request))
        audit(actor_of(request), AuditAction.PUBLISHED, agreement, number=agreement.number)


vendor_site.register(Agreement, AgreementAdmin)

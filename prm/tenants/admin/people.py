"""People: who may do what, for the vendor and for its partners."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from prm.console.model_admin import ForAdmins, VendorModelAdmin, VendorModelForm
from prm.console.site import vendor_site
from prm.tenants.models import PARTNER_ROLES, VENDOR_ROLES, Membership, Role


class MembershipForm(VendorModelForm):
    """A member's role and whether it counts."""

    class Meta:
        model = Membership
        fields = ("role", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fitting = PARTNER_ROLES if self.instance.partner_id else VENDOR_ROLES
        if "role" in self.fields:
            self.fields["role"].choices = [(role.value, role.label) for role in fitting]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        stays = cleaned.get("role") == Role.ADMIN and cleaned.get("is_active")
        if not stays and is_last_admin(self.instance):
            raise forms.ValidationError(_("The vendor needs an admin: make somebody else one first."))
        return cleaned


class MembershipAdmin(ForAdmins, VendorModelAdmin):
    """Members of the vendor and of its partners. People come by invitation."""

    form = MembershipForm
    list_display = ("person", "role", "partner", "shown_state", "created_at")
    list_filter = ("role", "is_active", "partner")
    search_fields = ("user__email", "user__full_name", "partner__name")
    ordering = ("partner__name", "role", "user__email")
    fields = ("person", "partner", "role", "is_active", "created_at")
    readonly_fields = ("person", "partner", "created_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        found: QuerySet[Membership] = super().get_queryset(request)
        return found.select_related("user", "partner")

    def has_add_permission(self, request: HttpRequest, obj: Membership | None = None) -> bool:
        return False

    has_delete_permission = has_add_permission

    @display(description=_("person"), ordering="user__full_name", header=True)
    def person(self, member: Membership) -> tuple[str, str]:
        return member.user.full_name or member.user.email, member.user.email

    @display(description=_("state"), ordering="is_active", label={"active": "success", "off": "danger"})
    def shown_state(self, member: Membership) -> tuple[str, Any]:
        return ("active", _("Active")) if member.is_active else ("off", _("No access"))


def is_last_admin(member: Membership) -> bool:
    """Whether the vendor would have no active admin without this member."""
    admins = Membership.objects.filter(role=Role.ADMIN, is_active=True)
    return set(admins.values_list("pk", flat=True)) == {member.pk}


vendor_site.register(Membership, MembershipAdmin)

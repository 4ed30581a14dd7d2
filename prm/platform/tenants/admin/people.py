"""People: who may do what, for the vendor and for its partners. They come by invitation."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminRadioSelectWidget

from prm.platform.console.access import actor_of, may_govern
from prm.platform.console.act_page import Act, run_act
from prm.platform.console.decorators import action, display
from prm.platform.console.model_admin import ForAdmins, VendorModelAdmin
from prm.platform.console.site import vendor_site
from prm.platform.tenants.models import PARTNER_ROLES, VENDOR_ROLES, Membership
from prm.platform.tenants.services.members import change_role, deactivate_member, reactivate_member


class RoleForm(forms.Form):
    """Another role of the same kind: the vendor's, or a partner's."""

    role = forms.ChoiceField(label=_("role"), widget=UnfoldAdminRadioSelectWidget())

    def __init__(self, data: Any = None, *, member: Membership) -> None:
        super().__init__(data, initial={"role": member.role})
        fitting = PARTNER_ROLES if member.partner_id else VENDOR_ROLES
        self.fields["role"].choices = [(role.value, role.label) for role in fitting]  # type: ignore[attr-defined]


class MembershipAdmin(ForAdmins, VendorModelAdmin):
    """Members of the vendor and of its partners."""

    list_display = ("person", "role", "partner", "shown_state", "created_at")
    list_filter = ("role", "is_active", "partner")
    search_fields = ("user__email", "user__full_name", "partner__name")
    ordering = ("partner__name", "role", "user__email")
    fields = readonly_fields = ("person", "partner", "role", "shown_state", "created_at")
    actions_list = ("invite_somebody",)
    actions_detail = ("another_role", "end_access", "give_access")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        found: QuerySet[Membership] = super().get_queryset(request)
        return found.select_related("user", "partner")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    has_change_permission = has_delete_permission = has_add_permission

    def has_govern_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        return may_govern(request)

    def has_end_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        return may_govern(request) and Membership.objects.filter(pk=object_id, is_active=True).exists()

    def has_give_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        return may_govern(request) and Membership.objects.filter(pk=object_id, is_active=False).exists()

    @display(description=_("person"), ordering="user__full_name", header=True)
    def person(self, member: Membership) -> tuple[str, str]:
        return member.user.full_name or member.user.email, member.user.email

    @display(description=_("state"), ordering="is_active", label={"active": "success", "off": "danger"})
    def shown_state(self, member: Membership) -> tuple[str, Any]:
        return ("active", _("Active")) if member.is_active else ("off", _("No access"))

    @action(description=_("Invite"), url_path="invite", permissions=["govern"], icon="person_add")
    def invite_somebody(self, request: HttpRequest) -> HttpResponseBase:
        """To the form that invites."""
        return redirect("admin:tenants_invitation_add")

    @action(description=_("Change role"), url_path="role", permissions=["govern"], icon="badge")
    def another_role(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        """Ask which, then change it."""
        member = self._member(object_id)
        act = Act(
            title=_("Change the role of %(person)s") % {"person": member.user},
            words=_("It takes effect on the next page they open."),
            button=_("Change role"),
            done=_("Changed."),
            back=reverse("admin:tenants_membership_change", args=[object_id]),
            form=RoleForm,
        )
        actor = actor_of(request)
        return run_act(
            request,
            act,
            lambda answers: change_role(membership_id=member.pk, role=answers["role"], actor=actor),
            member=member,
        )

    @action(description=_("End access"), url_path="end", permissions=["end"], icon="person_off")
    def end_access(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        """Ask once, then shut the door."""
        member = self._member(object_id)
        act = Act(
            title=_("End the access of %(person)s") % {"person": member.user},
            words=_(
                "They lose access immediately and are logged out. Their history is kept. You "
                "can give access back later."
            ),
            button=_("End access"),
            done=_("Access ended."),
            back=reverse("admin:tenants_membership_changelist"),
            is_dangerous=True,
        )
        actor = actor_of(request)
        return run_act(request, act, lambda _answers: deactivate_member(membership_id=member.pk, actor=actor))

    @action(description=_("Give access back"), url_path="give", permissions=["give"], icon="person_check")
    def give_access(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        """Ask once, then open it again."""
        member = self._member(object_id)
        act = Act(
            title=_("Give %(person)s access again") % {"person": member.user},
            words=_("With the role held before: %(role)s.") % {"role": member.get_role_display()},
            button=_("Give access"),
            done=_("Access given back."),
            back=reverse("admin:tenants_membership_changelist"),
        )
        actor = actor_of(request)
        return run_act(request, act, lambda _answers: reactivate_member(membership_id=member.pk, actor=actor))

    def _member(self, object_id: str) -> Membership:
        return get_object_or_404(Membership.objects.select_related("user", "partner"), pk=object_id)


vendor_site.register(Membership, MembershipAdmin)

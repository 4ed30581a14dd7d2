"""Invitations: who was asked to come, as what, and whether they came."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminEmailInputWidget, UnfoldAdminSelectWidget

from prm.platform import clock
from prm.platform.console.access import actor_of, may_govern
from prm.platform.console.act_page import Act, Answers, run_act
from prm.platform.console.decorators import action, display
from prm.platform.console.model_admin import ForAdmins, VendorModelAdmin
from prm.platform.console.site import vendor_site
from prm.platform.tenants.models import Invitation, Role
from prm.platform.tenants.services.invite import invite, withdraw_invitation


class InviteForm(forms.Form):
    """Whom, as what, and for which partner."""

    email = forms.EmailField(label=_("e-mail address"), widget=UnfoldAdminEmailInputWidget())
    role = forms.ChoiceField(label=_("role"), choices=Role.choices, widget=UnfoldAdminSelectWidget())
    partner: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("partner"),
        queryset=None,
        required=False,
        empty_label=_("None: one of the vendor’s own people"),
        help_text=_("Partner admins and reps act for one partner."),
        widget=UnfoldAdminSelectWidget(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partner = Invitation._meta.get_field("partner").related_model
        self.fields["partner"].queryset = partner._default_manager.order_by("name")  # type: ignore[attr-defined]


class InvitationAdmin(ForAdmins, VendorModelAdmin):
    """Open and answered invitations."""

    list_display = ("email", "role", "partner", "shown_state", "created_at", "expires_at")
    list_filter = ("role", "partner")
    search_fields = ("email", "partner__name")
    ordering = ("-created_at",)
    fields = readonly_fields = (
        "email",
        "role",
        "partner",
        "shown_state",
        "invited_by",
        "created_at",
        "expires_at",
        "accepted_at",
    )
    actions_detail = ("withdraw",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Invitation]:
        found: QuerySet[Invitation] = super().get_queryset(request)
        return found.select_related("partner", "invited_by")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    has_delete_permission = has_change_permission

    def has_withdraw_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        return may_govern(request) and Invitation.objects.filter(pk=object_id, accepted_at=None).exists()

    @display(description=_("state"), label={"open": "info", "accepted": "success", "over": "danger"})
    def shown_state(self, invitation: Invitation) -> tuple[str, Any]:
        if invitation.accepted_at:
            return "accepted", _("Accepted")
        return ("open", _("Open")) if invitation.expires_at > clock.now() else ("over", _("Expired"))

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponseBase:
        """Invite somebody."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        act = Act(
            title=_("Invite somebody"),
            words=_(
                "They get a mail with a link that is good for 14 days, and choose a password of their own."
            ),
            button=_("Invite"),
            done=_("Invited. The mail is on its way."),
            back=reverse("admin:tenants_invitation_changelist"),
            form=InviteForm,
        )
        initial = {name: request.GET[name] for name in ("partner", "role") if name in request.GET}
        return run_act(request, act, lambda answers: self._invite(request, answers), initial=initial)

    def _invite(self, request: HttpRequest, answers: Answers) -> None:
        partner = answers["partner"]
        invite(
            email=answers["email"],
            role=answers["role"],
            partner_id=partner.pk if partner else None,
            actor=actor_of(request),
        )

    @action(description=_("Withdraw"), url_path="withdraw", permissions=["withdraw"], icon="block")
    def withdraw(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        """Ask once, then make the link invalid."""
        invitation = get_object_or_404(Invitation, pk=object_id)
        act = Act(
            title=_("Withdraw the invitation of %(email)s") % {"email": invitation.email},
            words=_("The link in the mail stops working."),
            button=_("Withdraw"),
            done=_("Withdrawn."),
            back=reverse("admin:tenants_invitation_changelist"),
            is_dangerous=True,
        )
        actor = actor_of(request)
        return run_act(
            request, act, lambda _answers: withdraw_invitation(invitation_id=invitation.pk, actor=actor)
        )


vendor_site.register(Invitation, InvitationAdmin)

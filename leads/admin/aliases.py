"""Names that leads use and the vendor's lists lack: a person says once what each means."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Case, OuterRef, QuerySet, Subquery, When
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget

from leads.models import Alias
from leads.models.alias import ListedField
from leads.services.map_names import map_name
from partners.models import Product, Vertical
from prm.platform.console.access import actor_of
from prm.platform.console.model_admin import VendorModelAdmin, VendorModelForm
from prm.platform.console.site import vendor_site


class AliasForm(VendorModelForm):
    """Which entry the name means."""

    slug = forms.ChoiceField(
        label=_("Matching list entry"),
        required=False,
        widget=UnfoldAdminSelectWidget(),
        help_text=_("Waiting leads are updated. Later leads with this name are recognised automatically."),
    )

    class Meta:
        model = Alias
        fields = ("slug",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = Vertical if self.instance.field == ListedField.INDUSTRY else Product
        entries = listed.objects.order_by("name").values_list("slug", "name")
        self.fields["slug"].choices = [("", _("Not known yet")), *entries]  # type: ignore[attr-defined]


class Mapped(admin.SimpleListFilter):
    """Whether somebody has said what is meant."""

    title = _("meaning")
    parameter_name = "mapped"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("no", _("Not known yet")), ("yes", _("Known"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Alias]) -> QuerySet[Alias]:
        if self.value() == "yes":
            return queryset.exclude(slug="")
        return queryset.filter(slug="") if self.value() == "no" else queryset


class AliasAdmin(VendorModelAdmin):
    """The names, those that nobody has explained first."""

    form = AliasForm
    list_display = ("text", "field", "meaning", "leads", "seen_at")
    list_filter = (Mapped, "field")
    search_fields = ("text", "slug")
    ordering = ("slug", "-leads", "text")
    fields = ("text", "field", "leads", "slug")
    readonly_fields = ("text", "field", "leads")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Leads bring the names."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Alias]:
        """With the name of the entry."""
        found: QuerySet[Alias] = super().get_queryset(request)
        return found.annotate(
            entry=Case(
                When(field=ListedField.INDUSTRY, then=_name_in(Vertical)),
                default=_name_in(Product),
            )
        )

    @admin.display(description=_("what is meant"), ordering="slug")
    def meaning(self, alias: Alias) -> str:
        entry: str | None = alias.entry  # type: ignore[attr-defined]
        return entry or alias.slug or str(_("Not known yet"))

    def save_model(self, request: HttpRequest, obj: Alias, form: forms.Form, change: bool) -> None:
        """Through the service: leads that wait are read again."""
        map_name(alias_id=obj.pk, slug=form.cleaned_data["slug"], actor=actor_of(request))


def _name_in(listed: type[Vertical | Product]) -> Subquery:
    named = listed.objects.filter(slug=OuterRef("slug"))
    return Subquery(named.values("name")[:1])


def unexplained() -> QuerySet[Alias]:
    """Names that leads have used and nobody has explained."""
    return Alias.objects.filter(slug="")


vendor_site.register(Alias, AliasAdmin)
vendor_site.add_counter("aliases", unexplained)

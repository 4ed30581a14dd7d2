"""The forms of a CRM: connecting it, and everything that can be set about it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.defaults import DEFAULTS
from crm.merge import ASK, CRM_WINS, GUARDED_POLICIES, NEWEST_WINS, OWNED_POLICIES, WE_WIN
from crm.models import CrmConnection, CrmKind, OnErase
from crm.models.connection import FIELD_NAME
from crm.values import ACCOUNTS, GUARDED, MAPPABLE, OUTCOME, OWNED, label_of
from leads.models import LeadState
from partners.models import Tier

TEXT = {"class": "c-input"}
CODE = {"class": "c-input c-code", "spellcheck": "false", "autocomplete": "off"}
SECRET = {"class": "c-input", "autocomplete": "off"}
SELECT = {"class": "c-select"}
POLICY_WORDS = {
    NEWEST_WINS: gettext_lazy("The later change wins"),
    CRM_WINS: gettext_lazy("The CRM wins"),
    WE_WIN: gettext_lazy("Ours wins"),
    ASK: gettext_lazy("Ask a person"),
}
CREDENTIALS = {
    "client_id": gettext_lazy("Consumer key"),
    "client_secret": gettext_lazy("Consumer secret"),
    "token": gettext_lazy("Access token of the private app"),
}
STATES = tuple(state for state in LeadState if state not in (LeadState.DUPLICATE, LeadState.ERASED))
SWITCHES = ("sends_leads", "takes_changes", "takes_outcomes", "takes_accounts", "is_active")
TEXTS = ("base_url", "external_field", "account_field", "account_value")


class NewConnectionForm(forms.Form):
    """Which CRM, where it is, and how it lets us in."""

    kind = forms.ChoiceField(label=gettext_lazy("CRM"), choices=CrmKind.choices, widget=forms.Select(SELECT))
    base_url = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=300,
        required=False,
        widget=forms.URLInput(TEXT),
        help_text=gettext_lazy("Salesforce: https://your-domain.my.salesforce.com. HubSpot: leave it empty."),
    )
    client_id = forms.CharField(
        label=gettext_lazy("Consumer key (Salesforce)"), required=False, widget=forms.TextInput(SECRET)
    )
    client_secret = forms.CharField(
        label=gettext_lazy("Consumer secret (Salesforce)"), required=False, widget=forms.PasswordInput(SECRET)
    )
    token = forms.CharField(
        label=gettext_lazy("Access token (HubSpot)"), required=False, widget=forms.PasswordInput(SECRET)
    )

    def __init__(self, data: Any, connected: Iterable[str]) -> None:
        super().__init__(data)
        left = [choice for choice in CrmKind.choices if choice[0] not in set(connected)]
        self.fields["kind"].choices = left  # type: ignore[attr-defined]
        self.is_any_left = bool(left)

    def credentials(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in DEFAULTS[self.cleaned_data["kind"]].credentials}


class ConnectionForm(forms.Form):
    """Everything of a connection that can be changed. Lines are named `map-…`, `policy-…` and so on."""

    def __init__(self, data: Any, connection: CrmConnection) -> None:
        super().__init__(data)
        self.connection = connection
        self._columns()
        self._lines("map", MAPPABLE, connection.mapping)
        self._lines("account", ACCOUNTS, connection.account_mapping)
        self._lines("status", {state.value: state.label for state in STATES}, connection.statuses, attrs=TEXT)
        words = {slug: word for word, slug in connection.tiers.items()}
        tiers = {tier.slug: tier.name for tier in Tier.objects.all()}
        self._lines("tier", tiers, {slug: words.get(slug, "") for slug in tiers}, attrs=TEXT)
        for name in (*MAPPABLE, *ACCOUNTS, OUTCOME):
            self._policy(name)

    def _columns(self) -> None:
        connection = self.connection
        for name in DEFAULTS[connection.kind].credentials:
            self.fields[name] = forms.CharField(
                label=CREDENTIALS[name],
                required=False,
                widget=forms.PasswordInput(SECRET),
                help_text=_("Left empty, it stays as it is."),
            )
        for name in (*TEXTS, *SWITCHES, "on_erase", "pulls_every_minutes"):
            self.fields[name] = self._column(name)

    def _column(self, name: str) -> forms.Field:
        column: Any = CrmConnection._meta.get_field(name)
        options: dict[str, Any] = {"label": column.verbose_name, "initial": getattr(self.connection, name)}
        if name in SWITCHES:
            return forms.BooleanField(required=False, **options)
        if name == "on_erase":
            return forms.ChoiceField(choices=OnErase.choices, widget=forms.Select(SELECT), **options)
        if name == "pulls_every_minutes":
            short = forms.NumberInput({"class": "c-input c-input-short"})
            return forms.IntegerField(min_value=1, max_value=1440, widget=short, **options)
        return forms.CharField(
            required=name in ("base_url", "external_field"),
            max_length=column.max_length,
            widget=forms.TextInput(CODE if name != "account_value" else TEXT),
            **options,
        )

    def _lines(
        self, group: str, names: Mapping[str, Any], values: Mapping[str, str], attrs: Any = CODE
    ) -> None:
        for name, label in names.items():
            self.fields[f"{group}-{name}"] = forms.CharField(
                label=label,
                max_length=100,
                required=False,
                initial=values.get(name, ""),
                widget=forms.TextInput(attrs),
                validators=[FIELD_NAME] if attrs is CODE else (),
            )

    def _policy(self, name: str) -> None:
        allowed: tuple[str, ...] = OWNED_POLICIES if name in OWNED else (ASK, CRM_WINS, WE_WIN)
        allowed = GUARDED_POLICIES if name in GUARDED else allowed
        allowed = allowed if name in OWNED or name == OUTCOME else (NEWEST_WINS, CRM_WINS, WE_WIN, ASK)
        usual = WE_WIN if name in OWNED else ASK if name == OUTCOME else NEWEST_WINS
        usual = CRM_WINS if name in ACCOUNTS else usual
        self.fields[f"policy-{name}"] = forms.ChoiceField(
            label=_("When both changed: %(field)s") % {"field": label_of(name)},
            choices=[(one, POLICY_WORDS[one]) for one in allowed],
            initial=self.connection.policies.get(name, usual),
            required=False,
            widget=forms.Select(SELECT),
        )

    def access(self) -> list[forms.BoundField]:
        names = ("base_url", *DEFAULTS[self.connection.kind].credentials, "pulls_every_minutes")
        return [self[name] for name in names]

    def switches(self) -> list[forms.BoundField]:
        return [self[name] for name in SWITCHES]

    def lead_lines(self) -> Iterable[tuple[forms.BoundField, forms.BoundField]]:
        return ((self[f"map-{name}"], self[f"policy-{name}"]) for name in MAPPABLE)

    def account_lines(self) -> Iterable[tuple[forms.BoundField, forms.BoundField]]:
        return ((self[f"account-{name}"], self[f"policy-{name}"]) for name in ACCOUNTS)

    def status_lines(self) -> list[forms.BoundField]:
        return [self[f"status-{state.value}"] for state in STATES]

    def tier_lines(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("tier-")]

    def outcome_policy(self) -> forms.BoundField:
        return self[f"policy-{OUTCOME}"]

    def credentials(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in DEFAULTS[self.connection.kind].credentials}

    def given(self) -> dict[str, Any]:
        """What was entered, as the service takes it; once the form is valid."""
        clean = self.cleaned_data
        given = {name: clean[name] for name in (*TEXTS, *SWITCHES, "on_erase", "pulls_every_minutes")}
        return given | {
            "mapping": self._group("map"),
            "account_mapping": self._group("account"),
            "statuses": self._group("status"),
            "policies": self._group("policy"),
            "tiers": {word: slug for slug, word in self._group("tier").items()},
        }

    def _group(self, group: str) -> dict[str, str]:
        start = f"{group}-"
        found = (
            (name.removeprefix(start), value)
            for name, value in self.cleaned_data.items()
            if name.startswith(start)
        )
        return {name: value.strip() for name, value in found if value.strip()}

    def put(self, errors: Iterable[Any]) -> None:
        """Show a service's errors beside the lines that they name."""
        groups = {"mapping": "map", "account_mapping": "account", "policies": "policy"}
        for error in errors:
            group, _dot, name = error.field.partition(".")
            line = f"{groups.get(group, group)}-{name}" if name else group
            self.add_error(line if line in self.fields else None, error.message)

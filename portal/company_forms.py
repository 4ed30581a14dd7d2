"""What a partner says about itself."""

import re
from itertools import pairwise
from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from partners.calendars import holiday_countries, holiday_regions, time_zones
from partners.models import ChangeRequest, PartnerWishes
from partners.models.availability import Weekday
from partners.services.working_time import MINUTES_A_DAY, Block
from portal.widgets import LongSelect
from prm.platform.formats import countries
from prm.platform.tenants.models import Membership, Role

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
SPAN = re.compile(r"^(\d{1,2})(?::(\d{2}))?\s*(?:-|–|to|bis)\s*(\d{1,2})(?::(\d{2}))?$")


class CapacityForm(forms.Form):
    """How many open leads at once."""

    capacity = forms.IntegerField(
        label=_("Most open leads at once"), required=False, min_value=0, max_value=10_000,
        help_text=_("Leave empty for no limit."),
    )  # fmt: skip


class WishesForm(forms.Form):
    """What the company would like; each may be left open."""

    volume = forms.ChoiceField(
        label=_("How many leads"),
        required=False,
        choices=[("", _("No wish")), *PartnerWishes.Volume.choices],
    )
    service = forms.ChoiceField(
        label=_("How they come"),
        required=False,
        choices=[("", _("No wish")), *PartnerWishes.Service.choices],
    )
    segments = forms.CharField(
        label=_("Which leads"),
        required=False,
        max_length=300,
        help_text=_("Such as: hospitals, and new sites above 50,000."),
    )


class HoursForm(forms.Form):
    """The week as people write it: "9:00-12:30, 13:30-17:00" a day, empty for closed."""

    time_zone = forms.ChoiceField(label=_("Time zone"))
    holiday_country = forms.ChoiceField(label=_("Public holidays of"), required=False)
    holiday_region = forms.ChoiceField(label=_("Region"), required=False)

    def __init__(self, *args: Any, country: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = translation.get_language() or "en"
        countries = holiday_countries(language)
        self.fields["time_zone"] = choice(
            _("Time zone"), [(zone, zone.replace("_", " ")) for zone in time_zones()]
        )
        self.fields["holiday_country"] = choice(_("Public holidays of"), [("", _("None")), *countries], False)
        regions = holiday_regions(country, language) if country else []
        self.fields["holiday_region"] = choice(_("Region"), [("", _("The whole country")), *regions], False)
        for day in Weekday:
            self.fields[f"day_{day.value}"] = forms.CharField(
                label=day.label, required=False, max_length=100, validators=[refuse_unreadable_hours]
            )

    def day_fields(self) -> list[forms.BoundField]:
        """The seven days."""
        return [self[f"day_{day.value}"] for day in Weekday]

    def blocks(self) -> list[Block]:
        """What was written, as blocks."""
        return [
            Block(day.value, opens, closes)
            for day in Weekday
            for opens, closes in read_hours(self.cleaned_data[f"day_{day.value}"])
        ]


def choice(label: Any, choices: list[Any], required: bool = True) -> forms.ChoiceField:
    """A field with choices."""
    return forms.ChoiceField(label=label, choices=choices, required=required, widget=LongSelect)


def read_hours(text: str) -> list[tuple[int, int]]:
    """ "9-12, 13:30-17" as minutes of the day. Raises ValueError for what cannot be read."""
    spans = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        found = SPAN.match(part)
        if found is None:
            raise ValueError(part)
        opens, opens_minute, closes, closes_minute = (int(group or 0) for group in found.groups())
        spans.append((opens * 60 + opens_minute, closes * 60 + closes_minute))
    return spans


def write_hours(spans: list[tuple[int, int]]) -> str:
    """As `read_hours` reads it."""
    return ", ".join(
        f"{opens // 60}:{opens % 60:02}–{closes // 60}:{closes % 60:02}" for opens, closes in spans
    )


def refuse_unreadable_hours(text: str) -> None:
    """Raise ValidationError for what is not hours."""
    try:
        spans = sorted(read_hours(text))
    except ValueError as error:
        raise forms.ValidationError(_("Write hours like 9:00-12:30, 13:30-17:00.")) from error
    if any(not 0 <= opens < closes <= MINUTES_A_DAY for opens, closes in spans):
        raise forms.ValidationError(_("Each block must end after it starts."))
    if any(following[0] < block[1] for block, following in pairwise(spans)):
        raise forms.ValidationError(_("Blocks of one day must not overlap."))


class AbsenceForm(forms.Form):
    """Away on these days: the company, or one person."""

    membership = forms.ChoiceField(label=_("Who"), required=False)
    starts_on = forms.DateField(label=_("First day"), widget=DAY)
    ends_on = forms.DateField(label=_("Last day"), widget=DAY)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, *args: Any, colleagues: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(each.id), str(each.user)) for each in colleagues]
        self.fields["membership"] = choice(_("Who"), [("", _("The whole company")), *people], False)


class InviteForm(forms.Form):
    """Who else should work here."""

    email = forms.EmailField(label=_("E-mail address"))
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(Role.PARTNER_REP, Role.PARTNER_REP.label), (Role.PARTNER_ADMIN, Role.PARTNER_ADMIN.label)],
    )


class TerritoryRequestForm(forms.Form):
    """Where else leads may come from."""

    kind = ChangeRequest.Kind.TERRITORY
    country = forms.CharField(label=_("Country"))
    region = forms.CharField(
        label=_("Region"),
        required=False,
        max_length=100,
        help_text=_("For example Texas. Leave empty for the whole country."),
    )
    postal_prefix = forms.CharField(
        label=_("Postal codes beginning with"), required=False, max_length=20, help_text=_("For example 787.")
    )
    reason = forms.CharField(label=_("Why"), required=False, max_length=2000)

    def __init__(self, *args: Any, country: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"] = choice(_("Country"), list(countries()))
        self.fields["country"].initial = country

    def payload(self) -> dict[str, str]:
        """As the request keeps it."""
        names = ("country", "region", "postal_prefix")
        return {name: self.cleaned_data[name].strip() for name in names if self.cleaned_data[name]}


class CertificationRequestForm(forms.Form):
    """A certification that the partner has earned."""

    kind = ChangeRequest.Kind.CERTIFICATION
    certification = forms.ChoiceField(label=_("Certification"))
    expires_on = forms.DateField(label=_("Expires on"), required=False, widget=DAY)
    reason = forms.CharField(label=_("Where the vendor can check it"), required=False, max_length=2000)

    def __init__(self, *args: Any, certifications: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["certification"] = choice(_("Certification"), [("", _("Choose…")), *certifications])

    def payload(self) -> dict[str, str | None]:
        """As the request keeps it."""
        expires_on = self.cleaned_data["expires_on"]
        return {
            "certification": self.cleaned_data["certification"],
            "expires_on": expires_on.isoformat() if expires_on else None,
        }


class SpecialisationRequestForm(forms.Form):
    """An industry that the partner knows well."""

    kind = ChangeRequest.Kind.SPECIALISATION
    vertical = forms.ChoiceField(label=_("Industry"))
    reason = forms.CharField(label=_("Why"), required=False, max_length=2000)

    def __init__(self, *args: Any, verticals: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vertical"] = choice(_("Industry"), [("", _("Choose…")), *verticals])

    def payload(self) -> dict[str, str]:
        """As the request keeps it."""
        return {"vertical": self.cleaned_data["vertical"]}


class SignForm(forms.Form):
    """A signature."""

    signed_name = forms.CharField(label=_("Your full name"), max_length=200)
    agrees = forms.BooleanField(label=_("I have read this and sign it for my company."))
    text_digest = forms.CharField(widget=forms.HiddenInput)

"""What a form can ask: the lead fields that make sense, how each is entered, and questions of one's own.

A form stores what it asks as a list: `{"field": "email", "required": true, "label": "", "help": ""}`. A label
left empty is the field's own. `custom.booth` is a question of the vendor's own; its answer goes to the lead's
custom fields.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from leads.fields.catalogue import IDENTIFYING, LABELS, LEAD

Kind = Literal["text", "email", "tel", "number", "long", "choice", "choices"]
OWN: Final = re.compile(r"custom\.[a-z0-9][a-z0-9_]{0,39}")
MOST_QUESTIONS: Final = 30
MOST_TYPED: Final = 1000


@dataclass(frozen=True)
class Entry:
    """How a field is entered. `autocomplete` is HTML's token; `label` and `help` are for the person who fills
    it in."""

    kind: Kind = "text"
    autocomplete: str = ""
    label: Any = ""
    help: Any = ""


ENTRIES: Final[Mapping[str, Entry]] = {
    "first_name": Entry(autocomplete="given-name"),
    "last_name": Entry(autocomplete="family-name"),
    "email": Entry("email", "email", _("E-mail address")),
    "phone": Entry("tel", "tel", help=_("With the country code, such as +1 512 555 0100.")),
    "job_title": Entry(autocomplete="organization-title"),
    "company": Entry(autocomplete="organization"),
    "website": Entry(autocomplete="url"),
    "country": Entry("choice", "country"),
    "region": Entry(autocomplete="address-level1"),
    "city": Entry(autocomplete="address-level2"),
    "postal_code": Entry(autocomplete="postal-code"),
    "industry": Entry("choice"),
    "products": Entry("choices", label=_("Products you are interested in")),
    "employees": Entry("number", label=_("Number of employees")),
    "budget_amount": Entry("number", help=_("With its currency, such as 60,000 EUR.")),
    "authority": Entry(label=_("Who decides")),
    "need": Entry("long", label=_("What do you need?")),
    "timeline": Entry("choice", label=_("When do you want to start?")),
}
OWN_ENTRY: Final = Entry()
TIMELINES: Final = (
    ("now", _("As soon as possible")),
    ("1-3 months", _("In 1 to 3 months")),
    ("3-6 months", _("In 3 to 6 months")),
    ("6-12 months", _("In 6 to 12 months")),
    ("more than 12 months", _("Later")),
)
NAMES_SOMEBODY: Final = frozenset(IDENTIFYING) & frozenset(ENTRIES) - {"website"}


@dataclass(frozen=True)
class Question:
    """One thing that a form asks."""

    field: str
    is_required: bool = False
    own_label: str = ""
    own_help: str = ""

    @property
    def entry(self) -> Entry:
        return ENTRIES.get(self.field, OWN_ENTRY)

    @property
    def is_own(self) -> bool:
        """Whether it is the vendor's own question, and no lead field."""
        return self.field not in ENTRIES

    @property
    def custom_name(self) -> str:
        return self.field.partition(".")[2]

    @property
    def label(self) -> str:
        """What stands above the field, in the active language."""
        if self.own_label or self.is_own:
            return self.own_label or capfirst(self.custom_name.replace("_", " "))
        return capfirst(str(self.entry.label or LABELS[self.field]))

    @property
    def help(self) -> str:
        return self.own_help or str(self.entry.help)

    @property
    def most(self) -> int:
        """The longest text that may be entered."""
        posted = LEAD.get(self.field)
        return posted.most if posted and posted.kind == "text" else MOST_TYPED if self.is_own else 100

    def stored(self) -> dict[str, Any]:
        return {
            "field": self.field,
            "required": self.is_required,
            "label": self.own_label,
            "help": self.own_help,
        }


def questions_of(stored: Any) -> list[Question]:
    """The questions that a form has stored. A field that is no longer asked for is passed over."""
    return [
        Question(one["field"], one.get("required", False), one.get("label", ""), one.get("help", ""))
        for one in stored
        if one["field"] in ENTRIES or OWN.fullmatch(one["field"])
    ]


def usual_questions() -> list[Question]:
    """What a new form asks."""
    return [
        Question("first_name"),
        Question("last_name", is_required=True),
        Question("email", is_required=True),
        Question("phone"),
        Question("company", is_required=True),
        Question("country", is_required=True),
        Question("need"),
    ]

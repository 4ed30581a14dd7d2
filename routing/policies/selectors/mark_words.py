"""The marks and stages of a lead, in words."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MARK_WORDS: Final[Mapping[str, Promise]] = {
    "cross_territory": _("crosses territories"),
    "custom_product": _("custom product"),
    "foreign_currency": _("other currency"),
    "no_exchange_rate": _("no exchange rate"),
    "partner_sourced": _("brought by a partner’s campaign"),
    "strategic_account": _("strategic account"),
}
MARK_SENTENCES: Final[Mapping[str, Promise]] = {
    "cross_territory": _("It lies outside the territories of a partner that has a tie to it."),
    "custom_product": _("It asks for a custom-made product."),
    "foreign_currency": _("Its amounts are in another currency than yours."),
    "no_exchange_rate": _(
        "There is no exchange rate for the day it came in: its value and budget count as unknown."
    ),
    "partner_sourced": _("A partner’s own campaign brought it."),
    "strategic_account": _("Its company is one of your strategic accounts."),
}
STAGE_WORDS: Final[Mapping[str, Promise]] = {
    "raw": _("raw lead"),
    "mql": _("marketing qualified (MQL)"),
    "sql": _("sales qualified (SQL)"),
}

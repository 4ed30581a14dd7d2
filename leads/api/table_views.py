"""Strategic accounts and exchange rates: the tables that give leads marks and values in your own currency."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet

from leads.api.table_shapes import (
    ExchangeRateInput,
    ExchangeRateOut,
    StrategicAccountInput,
    StrategicAccountOut,
)
from leads.models import ExchangeRate, StrategicAccount
from leads.services.save_exchange_rate import add_exchange_rate
from leads.services.save_strategic_account import add_strategic_account, remove_strategic_account
from prm.platform.api.audit import Audited
from prm.platform.api.calls import Call
from prm.platform.api.collection import Creates, Lists
from prm.platform.api.item import Reads, Removes
from prm.platform.errors import NotFound


class Row(Call):
    """What the calls of a table's rows share."""

    tag = "Lists"
    model: ClassVar[Any]

    def found(self, row_id: UUID) -> Any:
        """A row. Raises NotFound."""
        row = self.model.objects.filter(pk=row_id).first()
        if row is None:
            raise NotFound("There is no such entry.")
        return row


class StrategicAccountRow(Row):
    """What the calls of strategic accounts share."""

    name = "strategic_account"
    model = StrategicAccount
    gives = StrategicAccountOut
    audited = Audited("leads.strategicaccount")

    def find(self, row_id: UUID) -> StrategicAccount:
        """Read a strategic account."""
        row: StrategicAccount = self.found(row_id)
        return row


class StrategicAccountsView(Lists, Creates, StrategicAccountRow):
    """The list of strategic accounts."""

    examples = {"An account": {"company": "Example Mills", "website": "https://mills.example"}}
    by = ("company", "id")
    newest_first = False
    orders = ("company",)
    takes = StrategicAccountInput

    def rows(self) -> QuerySet[StrategicAccount]:
        """List strategic accounts.

        Leads of these companies get the mark `strategic_account`.
        """
        return StrategicAccount.objects.all()

    def create(self) -> StrategicAccount:
        """Add a strategic account."""
        return add_strategic_account(**self.given)


class StrategicAccountView(Reads, Removes, StrategicAccountRow):
    """One strategic account."""

    def remove(self, row_id: UUID) -> None:
        """Remove a strategic account."""
        remove_strategic_account(self.find(row_id))


class ExchangeRateRow(Row):
    """What the calls of exchange rates share."""

    name = "exchange_rate"
    model = ExchangeRate
    gives = ExchangeRateOut
    audited = Audited("leads.exchangerate")

    def find(self, row_id: UUID) -> ExchangeRate:
        """Read an exchange rate."""
        row: ExchangeRate = self.found(row_id)
        return row


class ExchangeRatesView(Lists, Creates, ExchangeRateRow):
    """The table of exchange rates."""

    examples = {"Euros in dollars": {"currency": "EUR", "rate": 1.08, "valid_from_on": "2027-01-01"}}
    by = ("currency", "valid_from_on", "id")
    newest_first = False
    orders = ("currency", "valid_from_on")
    takes = ExchangeRateInput

    def rows(self) -> QuerySet[ExchangeRate]:
        """List exchange rates.

        A lead's value is converted to your currency at the rate of the day on which the lead came in.
        """
        return ExchangeRate.objects.all()

    def create(self) -> ExchangeRate:
        """Add an exchange rate."""
        return add_exchange_rate(**self.given)


class ExchangeRateView(Reads, Removes, ExchangeRateRow):
    """One exchange rate."""

    def remove(self, row_id: UUID) -> None:
        """Delete an exchange rate.

        Earlier decisions keep the value that they were made with.
        """
        self.find(row_id).delete()

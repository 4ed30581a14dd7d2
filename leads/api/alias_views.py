"""What leads call industries and products that your lists lack, and which entries are meant."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers

from leads.api.table_views import Row
from leads.models import Alias
from leads.models.alias import ListedField
from leads.services.map_names import add_name, map_name
from prm.platform.api.audit import Audited
from prm.platform.api.collection import Creates, Lists
from prm.platform.api.inputs import Input, Text
from prm.platform.api.item import Changes, Reads, Removes


class AliasInput(Input):
    """A name that leads use, and the entry that it means."""

    field = serializers.ChoiceField(choices=ListedField.choices)
    text = Text(max_length=80, help_text="The name. Case, accents and punctuation make no difference.")
    slug = Text(max_length=80, help_text="The slug of the industry or product that it means.")


class AliasChange(Input):
    """The entry that the name means."""

    slug = Text(max_length=80, allow_blank=True, help_text="Blank: the name has no meaning again.")


class AliasOut(serializers.ModelSerializer[Alias]):
    """A name that is not in your lists. It means the entry `slug`; blank until somebody maps it."""

    class Meta:
        model = Alias
        fields = ("id", "field", "text", "slug", "leads", "seen_at")
        read_only_fields = fields


class AliasFilters(Input):
    """What the list can be narrowed by."""

    field = serializers.ChoiceField(choices=ListedField.choices, required=False)
    mapped = serializers.BooleanField(required=False, help_text="false: only names without a meaning yet.")


class AliasRow(Row):
    """What the calls of names share."""

    name = "alias"
    model = Alias
    gives = AliasOut
    audited = Audited("leads.alias")

    def find(self, row_id: UUID) -> Alias:
        """Read a name."""
        row: Alias = self.found(row_id)
        return row


class AliasesView(Lists, Creates, AliasRow):
    """All names that are on no list."""

    examples = {"A word of their own": {"field": "industry", "text": "IT Services", "slug": "manufacturing"}}
    by = ("field", "folded", "id")
    newest_first = False
    orders = ("field", "seen_at", "leads")
    query = {"get": AliasFilters}
    takes = AliasInput

    def rows(self) -> QuerySet[Alias]:
        """List names that are not in your lists.

        `leads` counts the leads that used the name before it was mapped.
        """
        return Alias.objects.all()

    def narrow(self, rows: QuerySet[Alias], asked: dict[str, Any]) -> QuerySet[Alias]:
        if "mapped" in asked:
            rows = rows.exclude(slug="") if asked.pop("mapped") else rows.filter(slug="")
        return super().narrow(rows, asked)

    def create(self) -> Alias:
        """Map a name to an entry.

        Waiting leads that used the name are read again. Later leads with the name get the entry.
        """
        return add_name(**self.given, actor=self.caller.actor)


class AliasView(Reads, Changes, Removes, AliasRow):
    """One name."""

    examples = {"To an industry": {"slug": "manufacturing"}}
    operations = {"patch": "alias_map"}
    takes = AliasChange

    def change(self, row_id: UUID) -> Alias:
        """Change what a name means.

        Waiting leads that used the name are read again. Later leads with the name get the entry.
        """
        return map_name(alias_id=row_id, **self.given, actor=self.caller.actor)

    def remove(self, row_id: UUID) -> None:
        """Delete a name.

        It is counted again when another lead uses it.
        """
        self.find(row_id).delete()

"""The vendor's lists: tiers, certifications, verticals and products, all by the same two views."""

from typing import Any, ClassVar

from django.db.models import QuerySet

from partners.api import list_inputs as shapes
from partners.models import Certification, Product, Tier, Vertical
from partners.selectors.lists import entries_by_slug
from partners.services.save_entry import change_entry, create_entry, remove_entry
from prm.platform.api.audit import Audited
from prm.platform.api.calls import Call, refuses
from prm.platform.api.collection import Creates, Lists
from prm.platform.api.item import Changes, Reads, Removes
from prm.platform.errors import NotFound

HANGING_ON = {Product: "certifications__certification", Tier: "requirements"}


class Entry(Call):
    """What the calls of entries share."""

    tag = "Lists"
    model: ClassVar[Any]

    @classmethod
    def entries(cls) -> QuerySet[Any]:
        """All entries of the list."""
        rows: QuerySet[Any] = cls.model.objects.all()
        return rows.prefetch_related(HANGING_ON[cls.model]) if cls.model in HANGING_ON else rows

    def body(self) -> Any:
        return self.read(self.takes, lists=entries_by_slug("certification"))

    def find(self, slug: str) -> Any:
        """Read a {name}."""
        entry = self.entries().filter(slug=slug).first()
        if entry is None:
            raise NotFound("There is no such entry.")
        return entry


class ListView(Lists, Creates, Entry):
    """All {name}s."""

    by = ("slug", "id")
    newest_first = False
    located_by = "slug"

    def rows(self) -> QuerySet[Any]:
        """List {name}s."""
        return self.entries()

    def create(self) -> Any:
        """Create a {name}."""
        return create_entry(self.model, fields=self.given)


class EntryView(Reads, Changes, Removes, Entry):
    """One {name}."""

    def change(self, slug: str) -> Any:
        """Change a {name}.

        Its slug stays.
        """
        change_entry(self.find(slug), fields=self.given)
        return self.find(slug)

    @refuses("in_use")
    def remove(self, slug: str) -> None:
        """Remove a {name}.

        Not where partners or products use it.
        """
        remove_entry(self.find(slug))


class TierFacts(Entry):
    """Tiers, the highest first."""

    name = "tier"
    model = Tier
    gives = shapes.TierOut
    audited = Audited("partners.tier")


class TiersView(TierFacts, ListView):
    """All tiers."""

    examples = {"A tier": {"slug": "diamond", "name": "Diamond", "rank": 1}}
    takes = shapes.TierInput
    by = ("rank", "id")


class TierView(TierFacts, EntryView):
    """One tier."""

    examples = {"A new name": {"name": "Gold Partner"}}
    takes = shapes.TierChange


class CertificationFacts(Entry):
    """Certifications that partners can hold."""

    name = "certification"
    model = Certification
    gives = shapes.CertificationOut
    audited = Audited("partners.certification")


class CertificationsView(CertificationFacts, ListView):
    """All certifications."""

    examples = {"A certification": {"slug": "cloud-networking", "name": "Cloud Networking"}}
    takes = shapes.EntryInput


class CertificationView(CertificationFacts, EntryView):
    """One certification."""

    examples = {"A new name": {"name": "Network Security II"}}
    takes = shapes.EntryChange


class VerticalFacts(Entry):
    """Industries."""

    name = "vertical"
    model = Vertical
    gives = shapes.VerticalOut
    audited = Audited("partners.vertical")


class VerticalsView(VerticalFacts, ListView):
    """All verticals."""

    examples = {"An industry": {"slug": "logistics", "name": "Logistics"}}
    takes = shapes.EntryInput


class VerticalView(VerticalFacts, EntryView):
    """One vertical."""

    examples = {"A new name": {"name": "Manufacturing and Mining"}}
    takes = shapes.EntryChange


class ProductFacts(Entry):
    """Products that leads ask for."""

    name = "product"
    model = Product
    gives = shapes.ProductOut
    audited = Audited("partners.product")


class ProductsView(ProductFacts, ListView):
    """All products."""

    examples = {"A product": {"slug": "core-switch", "name": "Core Switch", "category": "Switches"}}
    takes = shapes.ProductInput


class ProductView(ProductFacts, EntryView):
    """One product."""

    examples = {"Made to order": {"is_custom": True}}
    takes = shapes.ProductChange

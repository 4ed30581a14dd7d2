"""What the vendor sells, and the industries it knows."""

from dataclasses import dataclass

from django.db.models import CharField, Value

from partners.models import Product, Vertical


@dataclass(frozen=True)
class Catalogue:
    """Slugs that leads may name. None: the vendor keeps no such list, and anything may be named."""

    products: frozenset[str] | None
    industries: frozenset[str] | None


def catalogue() -> Catalogue:
    """The vendor's lists, in one query."""
    products = Product.objects.values_list("slug", Value("product", CharField()))
    verticals = Vertical.objects.values_list("slug", Value("vertical", CharField()))
    rows = list(products.order_by().union(verticals.order_by(), all=True))
    return Catalogue(
        products=frozenset(slug for slug, kind in rows if kind == "product") or None,
        industries=frozenset(slug for slug, kind in rows if kind == "vertical") or None,
    )

"""Names of what the vendor's catalogue calls by slugs."""

from partners.models import Product, Vertical


def catalogue_names() -> dict[str, str]:
    """Names of industries and products by slug, in one query; a product's wins."""
    verticals = Vertical.objects.order_by().values_list("slug", "name")
    return dict(verticals.union(Product.objects.order_by().values_list("slug", "name"), all=True))

"""Making, changing and removing entries of the vendor's lists: tiers, certifications, verticals, products."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max, Model
from django.utils.translation import gettext as _

from partners.models import (
    Certification,
    Partner,
    PartnerCertification,
    PartnerSpecialisation,
    Product,
    ProductCertification,
    Tier,
    TierRequirement,
    Vertical,
)
from prm.platform.errors import FieldError, InvalidInput, NotPossible

_USED_BY: dict[type[Model], tuple[tuple[Any, str], ...]] = {
    Tier: ((Partner, "tier"),),
    Certification: ((PartnerCertification, "certification"), (ProductCertification, "certification")),
    Vertical: ((PartnerSpecialisation, "vertical"),),
    Product: (),
}


@transaction.atomic
def create_entry(model: Any, *, fields: Mapping[str, Any]) -> Any:
    """A new entry. Raises InvalidInput when its slug is taken. A tier without a rank comes last."""
    if model.objects.filter(slug=fields["slug"]).exists():
        raise InvalidInput([FieldError("slug", "exists", _("There is an entry with this slug already."))])
    entry = model(slug=fields["slug"])
    if model is Tier and "rank" not in fields:
        entry.rank = (Tier.objects.aggregate(last=Max("rank"))["last"] or 0) + 1
    _fill(entry, fields)
    entry.save(force_insert=True)
    _require_certifications(entry, fields)
    _require_of_partners(entry, fields)
    return entry


@transaction.atomic
def change_entry(entry: Any, *, fields: Mapping[str, Any]) -> Any:
    """Replace what is given. The slug stays: policies and partners name it."""
    _fill(entry, fields)
    entry.save()
    _require_certifications(entry, fields)
    _require_of_partners(entry, fields)
    return entry


@transaction.atomic
def remove_entry(entry: Any) -> None:
    """Remove an entry that no partner or product uses. Raises NotPossible (`in_use`)."""
    for user, field in _USED_BY[type(entry)]:
        if user.objects.filter(**{field: entry}).exists():
            raise NotPossible(_("Partners or products use this entry."), code="in_use")
    entry.delete()


def _fill(entry: Any, fields: Mapping[str, Any]) -> None:
    for name in ("name", "rank", "category", "is_custom"):
        if name in fields:
            setattr(entry, name, fields[name])
    entry.name = entry.name or entry.slug.replace("-", " ").replace("_", " ").capitalize()


def _require_certifications(product: Any, fields: Mapping[str, Any]) -> None:
    if "certifications" not in fields:
        return
    ProductCertification.objects.filter(product=product).delete()
    ProductCertification.objects.bulk_create(
        ProductCertification(product=product, certification=row)
        for row in dict.fromkeys(fields["certifications"])
    )


def _require_of_partners(tier: Any, fields: Mapping[str, Any]) -> None:
    if "requirements" not in fields:
        return
    TierRequirement.objects.filter(tier=tier).delete()
    TierRequirement.objects.bulk_create(
        TierRequirement(tier=tier, measure=measure, threshold=Decimal(str(threshold)))
        for measure, threshold in sorted(fields["requirements"].items())
    )

"""What a payload tells of a lead, in words. Nothing else is looked up: what is blind stays blind.

The facts are under `lead`; where `lead` is only an id, as for vendors, under `facts`.
"""

from django.utils.translation import gettext as _

from prm import formats
from prm.platform.country_names import place_name
from prm.platform.outbox.letters.letter import Fact, Source, known


def lead_in_short(source: Source) -> str:
    """A lead in a few words."""
    parts = [words_of_slug(fact(source, "industry")), place(source)]
    return ", ".join(part for part in parts if part) or _("a lead")


def lead_facts(source: Source) -> tuple[Fact, ...]:
    """What the payload tells of a lead, line by line."""
    products = source.value("lead", "products") or source.value("facts", "products") or []
    score = fact(source, "intent_score")
    return known(
        (_("Industry"), words_of_slug(fact(source, "industry"))),
        (_("Region"), place(source)),
        (_("Employees"), formats.size_band(fact(source, "size_band"))),
        (_("Value"), formats.value_band(fact(source, "value_band"), fact(source, "currency"))),
        (_("Products"), ", ".join(words_of_slug(str(product)) for product in products)),
        (_("Need"), words_of_slug(fact(source, "need_category"))),
        (_("Timeline"), words_of_slug(fact(source, "timeline"))),
        (_("Intent"), _("%(score)s of 100") % {"score": score} if score else ""),
    )


def place(source: Source) -> str:
    """The region and country of a lead by name."""
    return place_name(fact(source, "country"), fact(source, "region"))


def fact(source: Source, name: str) -> str:
    """One fact of the lead, as text."""
    return source.text("lead", name) or source.text("facts", name)


def words_of_slug(slug: str) -> str:
    """ "network-security" as "Network security"."""
    return slug.replace("-", " ").replace("_", " ").capitalize()


def lead_path(source: Source) -> str:
    """The lead's page in the vendor's admin."""
    lead_id = source.text("lead", "id") or source.text("lead")
    return f"admin/leads/lead/{lead_id}/change/" if lead_id else "admin/"

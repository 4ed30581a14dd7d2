"""Where partners sell, where leads come from, and the gaps between the two."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import numpy as np
from django.db.models import Count

from leads.models import Lead, LeadState
from prm.platform.cleaning.postal import postal_keys
from prm.platform.cleaning.postal_regions import region_of_clean_code
from prm.platform.cleaning.subdivisions import places_of, with_outer_regions
from prm.platform.country_names import country_name, region_name
from routing.batches.selectors.routing_inputs import inputs_at
from routing.engine import LeadFacts, PartnerTable

LOOK_BACK: Final = timedelta(days=90)
MOST_PLACES: Final = 10_000
Area = tuple[str, str]
"""A country, and a region of it or ""."""


@dataclass(frozen=True)
class Coverage:
    """An area. `whole` partners sell in all of it, `part` in some of it; `missed` leads nobody covers."""

    country: str
    region: str
    leads: int
    whole: int
    part: int
    missed: int

    @property
    def name(self) -> str:
        """As people call it."""
        return region_name(self.region) if self.region else country_name(self.country)

    @property
    def kind(self) -> str:
        """`covered`, `part`, or `gap`: leads came and nobody sells there."""
        if self.missed:
            return "gap"
        if self.whole:
            return "covered"
        return "part" if self.part or self.leads else "unserved"


def coverage_of_countries(now: datetime) -> list[Coverage]:
    """Every country with leads of the last 90 days or a partner, those with most missed leads first."""
    view = _View(now, "")
    return view.rows((country, "") for country in view.countries())


def coverage_of_regions(country: str, now: datetime) -> list[Coverage]:
    """The same for the regions of a country; leads whose region is unknown are a row without one."""
    view = _View(now, country)
    return view.rows(view.areas())


class _View:
    """What the rows of one page are made from: two queries, beside the partners."""

    def __init__(self, now: datetime, country: str) -> None:
        self.partner_table = inputs_at(now).partner_table
        self.leads = Lead.objects.filter(received_at__gte=now - LOOK_BACK).exclude(country="")
        self.leads = self.leads.exclude(state__in=(LeadState.DUPLICATE, LeadState.ERASED))
        if country:
            self.leads = self.leads.filter(country=country)
        self.country = country
        counted = self.leads.order_by().values_list("country", "region").annotate(count=Count("id"))
        self.counts: dict[Area, int] = {(code, region): count for code, region, count in counted}
        self.inside: dict[str, list[Area]] = defaultdict(list)
        for area in self.counts:
            self.inside[area[0]].append(area)
        self.territories = list(_territories(self.partner_table, country))
        self.parts = _parts(self.territories)

    def countries(self) -> set[str]:
        return {country for country, _ in self.counts} | {row[1] for row in self.territories}

    def areas(self) -> set[Area]:
        return {*self.counts, *((row[1], row[2]) for row in self.territories if row[2])}

    def rows(self, areas: Iterable[Area]) -> list[Coverage]:
        missed = self._missed()
        found = [self._row(area, missed) for area in areas]
        return sorted(found, key=lambda row: (-row.missed, -row.leads, row.name))

    def _row(self, area: Area, missed: Counter[Area]) -> Coverage:
        country, region = area
        inside = [area] if self.country else self.inside[country]
        return Coverage(
            country,
            region,
            leads=sum(self.counts.get(each, 0) for each in inside),
            whole=_sellers(self.partner_table, _facts(country, region)),
            part=len(self.parts.get(area, ())),
            missed=sum(missed[each] for each in inside),
        )

    def _missed(self) -> Counter[Area]:
        """How many leads of each area no territory covers; the most frequent places are looked at."""
        open_areas = {area for area in self.counts if not _sellers(self.partner_table, _facts(*area))}
        rows = self.leads.filter(country__in={country for country, _ in open_areas}).order_by()
        places = rows.values_list("country", "region", "postal_code", "latitude", "longitude")
        missed: Counter[Area] = Counter()
        for country, region, *place, count in places.annotate(count=Count("id")).order_by("-count")[
            :MOST_PLACES
        ]:
            if (country, region) not in open_areas:
                continue
            if not _sellers(self.partner_table, _facts(country, region, *place)):
                missed[country, region] += count
        return missed


def _facts(
    country: str, region: str, code: str = "", latitude: float | None = None, longitude: float | None = None
) -> LeadFacts:
    return LeadFacts(
        id="",
        country=country,
        region=region or None,
        postal_code=code or None,
        latitude=latitude,
        longitude=longitude,
        places=places_of(country, region),
        postal_keys=postal_keys(code, country) if code else (),
    )


def _sellers(partner_table: PartnerTable, facts: LeadFacts) -> int:
    """How many partners that may receive leads sell there."""
    return int(np.count_nonzero((partner_table.territories.cover(facts).levels > 0) & partner_table.routable))


def _territories(partner_table: PartnerTable, only: str) -> Iterator[tuple[str, str, str, str]]:
    """Partner, country, region and postal prefix of each area; a region may follow from the prefix."""
    for position in np.flatnonzero(partner_table.routable).tolist():
        partner = partner_table.partners[position]
        for area in partner.territories:
            if area.country and only in ("", area.country):
                prefix = area.postal_prefix or ""
                region = area.region or (region_of_clean_code(area.country, prefix) if prefix else "")
                yield partner.id, area.country, region, prefix


def _parts(territories: Iterable[tuple[str, str, str, str]]) -> dict[Area, set[str]]:
    """Who sells in less than the whole of each area."""
    found: dict[Area, set[str]] = defaultdict(set)
    for partner_id, country, region, prefix in territories:
        if region or prefix:
            found[country, ""].add(partner_id)
        for code in with_outer_regions(region) if region else ():
            if code != region or prefix:
                found[country, code].add(partner_id)
    return found

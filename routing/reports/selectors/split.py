"""By what a report's rows can be split."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Split:
    """A way to group rows: its name in addresses, its words, and the SQL of the key (text)."""

    name: str
    words: Promise
    sql: str


def _all(*splits: Split) -> Mapping[str, Split]:
    return {split.name: split for split in splits}


REGION: Final = "coalesce(nullif(l.region, ''), nullif(l.country, ''))"
SPLITS: Final = _all(
    Split("partner", _("Partner"), "o.partner_id::text"),
    Split("tier", _("Tier"), "p.tier_id::text"),
    Split("pool", _("Pool"), "nullif(o.pool, '')"),
    Split("rule", _("Rule"), "nullif(o.rule_name, '')"),
    Split("method", _("Method"), "nullif(o.method, '')"),
    Split("region", _("Region"), REGION),
    Split("source", _("Source"), "nullif(l.source, '')"),
    Split("how", _("Manual or automatic"), "CASE WHEN o.is_manual THEN 'manual' ELSE 'automatic' END"),
    Split("reason", _("Reason for declining"), "nullif(o.decline_reason, '')"),
)
ALL_OF_OFFERS: Final = ("partner", "tier", "pool", "rule", "method", "region", "source", "how")


def bucket_sql(column: str, bucket: str) -> str:
    """The day, week or month of an instant by the vendor's clock, as a date in text."""
    return f"to_char(date_trunc('{bucket}', {column} AT TIME ZONE %(zone)s), 'YYYY-MM-DD')"

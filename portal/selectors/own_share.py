"""A partner's share in figures that add up as they are shown: received, fair share, and the gap between."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prm.platform import formats
from routing.shares.selectors.share_shapes import OwnPool, PartnerShares

EVEN = 0.05


@dataclass(frozen=True)
class ShareWords:
    """Received and fair share, rounded once; the gap is worked out from what is shown."""

    count: int
    received: str
    entitled: str
    gap: str
    badge: str


def share_words(received: float, entitled: float) -> ShareWords:
    """The words for leads received beside a fair share."""
    shown, fair = round(received, 1), round(entitled, 1)
    apart = round(shown - fair, 1)
    figure = formats.number(abs(apart), "#,##0.0")
    if abs(apart) < EVEN:
        gap, badge = _("You have your fair share"), "won"
    elif apart > 0:
        gap, badge = _("You are %(leads)s ahead of your share") % {"leads": figure}, "won"
    else:
        gap, badge = _("You are %(leads)s behind your share") % {"leads": figure}, "risk"
    return ShareWords(
        int(shown) if shown == int(shown) else 2, formats.number(shown, "#,##0.#"),
        formats.number(fair, "#,##0.0"), gap, badge,
    )  # fmt: skip


def own_pools(shares: PartnerShares) -> list[tuple[OwnPool, ShareWords]]:
    """Each pool with its words."""
    return [(pool, share_words(pool.received, pool.entitled)) for pool in shares.pools]


def total_words(shares: PartnerShares) -> str:
    """All pools in one sentence, adding up what stands in each; "" where there is nothing to add."""
    if not shares.pools:
        return ""
    received = sum(round(pool.received, 1) for pool in shares.pools)
    entitled = sum(round(pool.entitled, 1) for pool in shares.pools)
    words = share_words(received, entitled)
    told = ngettext(
        "You received %(received)s lead in total. Your fair share was %(entitled)s.",
        "You received %(received)s leads in total. Your fair share was %(entitled)s.",
        words.count,
    )
    return f"{told} {words.gap}." % {"received": words.received, "entitled": words.entitled}

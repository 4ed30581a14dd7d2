"""What a pool's guard did to a partner, in words: to the vendor, and to the partner itself."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from prm.platform import formats
from routing.engine import Guarded

Sentences = Mapping[tuple[str, str], Promise]

FOR_THE_VENDOR: Final[Sentences] = {
    ("cap", "partner"): _("It has %(count)s of the latest leads; its cap is %(bound)s of %(of)s."),
    ("cap", "tier"): _("Its tier has %(count)s of the latest leads; the cap is %(bound)s of %(of)s."),
    ("cap", "newcomers"): _("Newcomers have %(count)s of the latest leads; the cap is %(bound)s of %(of)s."),
    ("floor", "partner"): _("Its minimum was due: %(bound)s of %(of)s leads, and it had %(count)s."),
    ("floor", "tier"): _(
        "The minimum of its tier was due: %(bound)s of %(of)s leads, and the tier had %(count)s."
    ),
    ("floor", "newcomers"): _(
        "The minimum of newcomers was due: %(bound)s of %(of)s leads, and they had %(count)s."
    ),
}
FOR_THE_PARTNER: Final[Sentences] = {
    ("cap", "partner"): _(
        "You have %(count)s of the latest leads of this group; one partner may have %(bound)s of %(of)s."
    ),
    ("cap", "tier"): _("Your tier has as large a part of these leads as it may have."),
    ("cap", "newcomers"): _("New partners have as large a part of these leads as they may have."),
    ("floor", "partner"): _("A minimum part of these leads was due to you."),
    ("floor", "tier"): _("A minimum part of these leads was due to your tier."),
    ("floor", "newcomers"): _("A minimum part of these leads was due to new partners."),
}
LATER: Final = _(
    "That ends when earlier leads have left the period that is looked at, or more leads have come."
)


def guard_words(guarded: Guarded, *, is_own: bool = False) -> str:
    """A sentence with the figures, and of a cap when it ends. A partner reads no figures but its own."""
    sentences = FOR_THE_PARTNER if is_own else FOR_THE_VENDOR
    words = str(sentences[guarded.kind, guarded.key.partition(":")[0]])
    told = words % {name: formats.number(getattr(guarded, name)) for name in ("count", "bound", "of")}
    return f"{told} {_end(guarded)}" if guarded.kind == "cap" else told


def _end(guarded: Guarded) -> str:
    if not guarded.after:
        return str(LATER)
    words = ngettext(
        "That ends after %(n)s lead of the pool for somebody else.",
        "That ends after %(n)s leads of the pool for somebody else.",
        guarded.after,
    )
    return words % {"n": formats.number(guarded.after)}

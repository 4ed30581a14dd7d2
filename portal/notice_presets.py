"""Sets of choices about mails that one can take with one click."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from prm.platform.outbox.catalogue import Audience, events_mailed_to
from prm.platform.outbox.choose_notices import Delivery


@dataclass(frozen=True)
class Preset:
    """How to hear of what is urgent, and of everything else."""

    words: Promise
    urgent: str
    other: str

    def choices(self) -> dict[str, str]:
        """The delivery of each event."""
        events = events_mailed_to(Audience.PARTNER)
        return {event.name: self.urgent if event.is_urgent else self.other for event in events}


PRESETS: Mapping[str, Preset] = {
    "at_once": Preset(_("Everything at once"), Delivery.AT_ONCE, Delivery.AT_ONCE),
    "urgent": Preset(_("Urgent at once, the rest daily"), Delivery.AT_ONCE, Delivery.DIGEST),
    "digest": Preset(_("One mail a day"), Delivery.DIGEST, Delivery.DIGEST),
    "only_urgent": Preset(_("Only what is urgent"), Delivery.AT_ONCE, Delivery.OFF),
    "off": Preset(_("No mails"), Delivery.OFF, Delivery.OFF),
}


def preset_of(chosen: Mapping[str, str]) -> str:
    """The preset that these choices are; "" for choices of one's own. What is not chosen comes at once."""
    for name, preset in PRESETS.items():
        if all(chosen.get(event, Delivery.AT_ONCE) == how for event, how in preset.choices().items()):
            return name
    return ""

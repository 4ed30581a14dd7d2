"""Ready mappings for what the usual products send, each a file here with its `PRESET`."""

from leads.inbound.presets import facebook, hubspot, linkedin, marketo, other, salesforce, typeform, zapier
from leads.inbound.presets.preset import Preset

PRESETS = tuple(
    module.PRESET for module in (hubspot, marketo, salesforce, facebook, linkedin, typeform, zapier, other)
)


def preset_named(slug: str) -> Preset | None:
    """The preset with this slug, or None."""
    return next((preset for preset in PRESETS if preset.slug == slug), None)

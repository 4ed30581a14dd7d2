"""Anything else."""

from django.utils.translation import gettext_lazy as _

from leads.inbound.presets.preset import Preset

PRESET = Preset(
    slug="other",
    title=_("Another system"),
    help=_(
        "Let it post JSON or a form to this address. The first payload shows which values there are; "
        "“Guess the fields” then fills in what can be told by its name."
    ),
    example={},
)

"""How often messages that are due are sent."""

from datetime import timedelta

# Tasks for the workers that hold up no lead.
BACKGROUND = ("outbox.*",)
BEAT = {
    "sweep-outbox": {"task": "outbox.sweep_outbox", "schedule": timedelta(seconds=2)},
}

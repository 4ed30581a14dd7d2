"""What leads and deals do by themselves, and how often."""

from datetime import timedelta

# Tasks for the workers that hold up no lead.
BACKGROUND = ("leads.*",)
BEAT = {
    "sweep-deals": {"task": "leads.sweep_deals", "schedule": timedelta(minutes=15)},
}

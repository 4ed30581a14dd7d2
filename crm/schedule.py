"""How often CRMs are spoken to."""

from datetime import timedelta

# Tasks for the workers that hold up no lead.
BACKGROUND = ("crm.*",)
BEAT = {
    "sweep-crm": {"task": "crm.sweep", "schedule": timedelta(seconds=2), "options": {"expires": 10}},
}

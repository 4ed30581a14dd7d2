"""What leads and deals do by themselves, and how often."""

from datetime import timedelta

# Tasks for the workers that hold up no lead.
BACKGROUND = ("leads.sweep_*",)
# Tasks that wait for other machines while a lead waits for them.
ASKING = ("leads.ask_sources",)
BEAT = {
    "sweep-payloads": {"task": "leads.sweep_payloads", "schedule": timedelta(hours=1)},
    "sweep-deals": {"task": "leads.sweep_deals", "schedule": timedelta(minutes=15)},
}

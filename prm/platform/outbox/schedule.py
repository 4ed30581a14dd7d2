"""How often messages that are due are sent."""

from datetime import timedelta

# Tasks for the workers that hold up no lead.
BACKGROUND = ("outbox.*",)
EVERY = timedelta(seconds=2)
BEAT = {
    "sweep-webhooks": {"task": "outbox.sweep_webhooks", "schedule": EVERY},
    "sweep-mails": {"task": "outbox.sweep_mails", "schedule": EVERY},
}

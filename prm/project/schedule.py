"""What runs by itself and how often, and which workers do it."""

from datetime import timedelta

from celery.schedules import crontab

# Routing and timers have workers of their own: a long simulation or a slow webhook holds up no lead.
TASK_ROUTES = {
    name: {"queue": "background"}
    for name in (
        "outbox.*",
        "ledger.*",
        "api.*",
        "sheets.*",
        "leads.*",
        "routing.run_simulation",
        "routing.sweep_simulations",
        "routing.sweep_shares",
        "routing.rebuild_paths",
        "routing.remind_of_review",
    )
}

BEAT_SCHEDULE = {
    "sweep-waiting-leads": {
        "task": "routing.sweep_waiting_leads",
        "schedule": timedelta(seconds=2),
        "options": {"expires": 10},  # the next sweep does what an old one, not yet begun, would have
    },
    "sweep-timers": {
        "task": "routing.sweep_timers",
        "schedule": timedelta(seconds=1),
        "options": {"expires": 10},
    },
    "sweep-unsealed": {
        "task": "ledger.sweep_unsealed",
        "schedule": timedelta(seconds=5),
        "options": {"expires": 10},
    },
    "sweep-deals": {"task": "leads.sweep_deals", "schedule": timedelta(minutes=15)},
    "sweep-kept-answers": {"task": "api.sweep_kept_answers", "schedule": timedelta(hours=1)},
    "sweep-simulations": {"task": "routing.sweep_simulations", "schedule": timedelta(seconds=30)},
    "sweep-shares": {"task": "routing.sweep_shares", "schedule": timedelta(seconds=10)},
    "rebuild-paths": {"task": "routing.rebuild_paths", "schedule": crontab(hour="2", minute="20")},
    "remind-of-review": {"task": "routing.remind_of_review", "schedule": crontab(minute="5")},
    "sweep-imports": {"task": "sheets.sweep_imports", "schedule": timedelta(seconds=30)},
    "sweep-outbox": {"task": "outbox.sweep_outbox", "schedule": timedelta(seconds=2)},
}

"""How often new rows are sealed, and the chains verified."""

from datetime import timedelta

from celery.schedules import crontab

# Tasks for the workers that hold up no lead.
BACKGROUND = ("ledger.*",)
BEAT = {
    "sweep-unsealed": {
        "task": "ledger.sweep_unsealed",
        "schedule": timedelta(seconds=5),
        "options": {"expires": 10},
    },
    "check-chains": {"task": "ledger.check_chains", "schedule": crontab(hour="3", minute="10")},
}

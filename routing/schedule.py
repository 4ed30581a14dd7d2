"""What routing does by itself, and how often."""

from datetime import timedelta

from celery.schedules import crontab

# Tasks for the workers that hold up no lead.
BACKGROUND = (
    "routing.run_simulation",
    "routing.sweep_simulations",
    "routing.sweep_shares",
    "routing.rebuild_paths",
    "routing.remind_of_review",
    "routing.send_reports",
    "routing.watch_concentration",
)
BEAT = {
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
    "sweep-simulations": {"task": "routing.sweep_simulations", "schedule": timedelta(seconds=30)},
    "sweep-shares": {"task": "routing.sweep_shares", "schedule": timedelta(seconds=10)},
    "rebuild-paths": {"task": "routing.rebuild_paths", "schedule": crontab(hour="2", minute="20")},
    "send-reports": {"task": "routing.send_reports", "schedule": timedelta(minutes=5)},
    "watch-concentration": {
        "task": "routing.watch_concentration",
        "schedule": crontab(hour="6", minute="40"),
    },
    "remind-of-review": {"task": "routing.remind_of_review", "schedule": crontab(minute="5")},
}

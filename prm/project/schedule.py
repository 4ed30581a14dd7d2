"""What runs by itself, and which workers do it, gathered from the `schedule.py` of each app."""

from leads import schedule as leads
from prm.platform.api import schedule as api
from prm.platform.ledger import schedule as ledger
from prm.platform.outbox import schedule as outbox
from prm.platform.sheets import schedule as sheets
from routing import schedule as routing

APPS = (routing, leads, ledger, api, sheets, outbox)

# Routing and timers have workers of their own: a long simulation or a slow webhook holds up no lead.
TASK_ROUTES = {name: {"queue": "background"} for app in APPS for name in app.BACKGROUND}
BEAT_SCHEDULE = {name: entry for app in APPS for name, entry in app.BEAT.items()}

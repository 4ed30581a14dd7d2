"""What runs by itself, and which workers do it, gathered from the `schedule.py` of each app."""

from crm import schedule as crm
from leads import schedule as leads
from prm.platform.api import schedule as api
from prm.platform.ledger import schedule as ledger
from prm.platform.outbox import schedule as outbox
from prm.platform.sheets import schedule as sheets
from routing import schedule as routing

APPS = (routing, leads, crm, ledger, api, sheets, outbox)

# Routing and timers have workers of their own: a long simulation or a slow webhook holds up no lead.
# So have questions to other machines, which have to be asked at once and are soon given up.
TASK_ROUTES = {name: {"queue": "background"} for app in APPS for name in app.BACKGROUND} | {
    name: {"queue": "asking"} for name in leads.ASKING
}
BEAT_SCHEDULE = {name: entry for app in APPS for name, entry in app.BEAT.items()}

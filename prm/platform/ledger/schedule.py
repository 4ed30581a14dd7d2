"""How often new rows are sealed."""

from datetime import timedelta

# Tasks for the workers that hold up no lead.
BACKGROUND = ("ledger.*",)
BEAT = {
    "sweep-unsealed": {
        "task": "ledger.sweep_unsealed",
        "schedule": timedelta(seconds=5),
        "options": {"expires": 10},
    },
}

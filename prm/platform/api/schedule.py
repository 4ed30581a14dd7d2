"""How often kept answers that are too old are removed."""

from datetime import timedelta

# Tasks for the workers that hold up no lead.
BACKGROUND = ("api.*",)
BEAT = {
    "sweep-kept-answers": {"task": "api.sweep_kept_answers", "schedule": timedelta(hours=1)},
}

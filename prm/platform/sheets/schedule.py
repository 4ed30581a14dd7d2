"""How often imports and exports that stopped are taken up again."""

from datetime import timedelta

# Tasks for the workers that hold up no lead.
BACKGROUND = ("sheets.*",)
BEAT = {
    "sweep-exports": {"task": "sheets.sweep_exports", "schedule": timedelta(seconds=30)},
    "sweep-imports": {"task": "sheets.sweep_imports", "schedule": timedelta(seconds=30)},
}

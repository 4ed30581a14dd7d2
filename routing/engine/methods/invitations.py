"""What methods share that put a lead before several partners at once."""

from dataclasses import dataclass
from typing import Final

from routing.engine.model.kinds import Whole
from routing.engine.model.setting import Group, _, setting

INVITATIONS: Final = Group(_("Invitations"), is_open=True)
SEVERAL_SEE_IT: Final = _("Several partners see this lead. The first to accept has it.")


@dataclass(frozen=True, slots=True)
class Invitations:
    """How many are invited at once, and how often a partner."""

    invite: int = setting(Whole(1, 100), 3, label=_("Invited at once"), term=_("invited at once"))
    per_day: int | None = setting(
        Whole(1), None, label=_("Most a day for a partner"), term=_("a day and partner")
    )

"""Broadcast: the best by points are invited at once, equals by turns; the first to accept wins."""

from dataclasses import dataclass

from routing.engine.allot import TieOrder, largest_by_points
from routing.engine.credit import Index, Ints
from routing.engine.methods.best_match import ASPECTS, PointSettings, points
from routing.engine.methods.invitations import INVITATIONS, SEVERAL_SEE_IT, Invitations
from routing.engine.methods.method import Method
from routing.engine.model.setting import Part, _, setting
from routing.engine.scene import Case


@dataclass(frozen=True, slots=True)
class BroadcastSettings(PointSettings):
    """What the match is measured by, and how many are invited."""

    broadcast: Invitations = setting(
        Part(Invitations), Invitations(), label=_("Invitations"), term=_("broadcast"), group=INVITATIONS
    )

    @property
    def most_a_day(self) -> int | None:
        return self.broadcast.per_day


class Broadcast(Method):
    """Invites the best matches."""

    name = "broadcast"
    title = _("broadcast")
    label = _("Broadcast: the best matches are invited at once")
    partner_words = SEVERAL_SEE_IT
    aspects = ASPECTS
    settings = BroadcastSettings
    many = True

    def pick(self, case: Case, eligible: Index, credit: Ints, ties: TieOrder) -> tuple[int, ...]:
        return largest_by_points(
            points(case, eligible), credit, ties, case.scene.pool.options.broadcast.invite
        )


METHOD = Broadcast()

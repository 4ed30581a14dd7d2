"""Claim: several are invited in turn, and the first to accept wins. Invitations rotate like leads do."""

from dataclasses import dataclass

from routing.engine.allot import TieOrder, largest_few
from routing.engine.credit import Index, Ints
from routing.engine.methods.invitations import INVITATIONS, SEVERAL_SEE_IT, Invitations
from routing.engine.methods.method import Method, MethodSettings
from routing.engine.model.setting import Part, _, setting
from routing.engine.scene import Case


@dataclass(frozen=True, slots=True)
class ClaimSettings(MethodSettings):
    """How many are invited."""

    claim: Invitations = setting(
        Part(Invitations), Invitations(), label=_("Invitations"), term=_("first to accept"), group=INVITATIONS
    )

    @property
    def most_a_day(self) -> int | None:
        return self.claim.per_day


class Claim(Method):
    """Invites those who are owed the most."""

    name = "claim"
    title = _("claim")
    label = _("Claim: several are invited, the first to accept has it")
    partner_words = SEVERAL_SEE_IT
    settings = ClaimSettings
    many = True

    def pick(self, case: Case, eligible: Index, credit: Ints, ties: TieOrder) -> tuple[int, ...]:
        return largest_few(credit, ties, case.scene.pool.options.claim.invite)


METHOD = Claim()

"""The engine offers nothing to a partner that nobody would hear for."""

from routing.engine import PartnerFacts
from tests.engine.builders import decide_one, partner_table_of, policy


def test_a_partner_without_anybody_to_hear_gets_no_offer_for_that_reason() -> None:
    table = partner_table_of(
        PartnerFacts(id="silent", name="Silent", can_hear=False), PartnerFacts(id="there", name="There")
    )
    decision = decide_one(table, policy())
    assert decision.partner_id == "there"
    assert decision.reason_codes("silent") == ("unreachable",)

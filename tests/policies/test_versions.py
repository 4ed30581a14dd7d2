"""Drafts become versions, and versions can be gone back to."""

from datetime import timedelta

import pytest

from prm.platform.errors import InvalidInput, NotAllowed, NotFound, NotPossible
from prm.platform.outbox.models import OutboxMessage
from prm.platform.tenants.models import AuditEntry
from routing.models import PolicyState, PolicyVersion, RoutingLock
from routing.policies.selectors.policy import document_digest, published_row
from routing.policies.services import edit_draft
from routing.policies.services.create_draft import create_draft
from routing.policies.services.publish import publish_draft, roll_back, submit_draft
from routing.policies.services.save_draft import discard_draft, save_draft
from tests.policies.documents import simple


def published(in_acme, document=None):
    draft = create_draft(actor=in_acme.alice_actor, document=document or simple())
    return publish_draft(version_id=draft.id, actor=in_acme.alice_actor, note="first")


def test_a_draft_starts_as_a_copy_of_what_is_published(in_acme):
    first = published(in_acme)
    draft = create_draft(actor=in_acme.bob_actor)
    assert draft.document == first.document
    assert (draft.number, draft.based_on_number, draft.state) == (2, 1, PolicyState.DRAFT)


def test_a_draft_with_errors_is_refused_and_nothing_is_stored(in_acme):
    wrong = simple()
    wrong["pools"]["strong"]["method"] = "oracle"
    with pytest.raises(InvalidInput) as refused:
        create_draft(actor=in_acme.alice_actor, document=wrong)
    assert [error.field for error in refused.value.errors] == ["pools.strong.method"]
    assert not PolicyVersion.objects.exists()


def test_a_half_made_draft_can_be_kept_but_not_published(in_acme):
    wrong = simple(pools={})
    draft = create_draft(actor=in_acme.alice_actor, document=wrong, must_be_valid=False)
    with pytest.raises(InvalidInput):
        publish_draft(version_id=draft.id, actor=in_acme.alice_actor)
    draft.refresh_from_db()
    assert draft.state == PolicyState.DRAFT


@pytest.mark.parametrize(
    "document",
    [
        [],
        {"rules": 1, "pools": {}},
        {"rules": [], "pools": {"a": float("nan")}},
        {"rules": ["\x00"], "pools": {}},
    ],
)
def test_what_cannot_be_stored_is_refused(in_acme, document):
    with pytest.raises(InvalidInput):
        create_draft(actor=in_acme.alice_actor, document=document, must_be_valid=False)


def test_nesting_without_end_is_refused(in_acme):
    deep: dict = {"field": "country", "op": "eq", "value": "US"}
    for _ in range(5_000):
        deep = {"not": deep}
    document = simple()
    document["rules"][0]["when"] = deep
    with pytest.raises(InvalidInput):
        create_draft(actor=in_acme.alice_actor, document=document, must_be_valid=False)


def test_publishing_retires_the_version_before_and_sets_the_next_review(in_acme, clock):
    first = published(in_acme)
    second = published(in_acme)
    first.refresh_from_db()
    assert (first.state, second.state) == (PolicyState.RETIRED, PolicyState.PUBLISHED)
    assert published_row() == second
    assert RoutingLock.objects.get().review_due_on == (second.published_at + timedelta(days=90)).date()


def test_a_published_version_cannot_be_changed(in_acme):
    first = published(in_acme)
    for change in (
        lambda: save_draft(version_id=first.id, document=simple(), actor=in_acme.alice_actor),
        lambda: publish_draft(version_id=first.id, actor=in_acme.alice_actor),
        lambda: discard_draft(version_id=first.id, actor=in_acme.alice_actor),
        lambda: edit_draft.remove_rule(version_id=first.id, position=0, actor=in_acme.alice_actor),
    ):
        with pytest.raises(NotPossible) as refused:
            change()
        assert refused.value.code == "not_a_draft"


def test_two_editors_do_not_overwrite_each_other(in_acme):
    published(in_acme)
    draft = create_draft(actor=in_acme.alice_actor)
    seen = document_digest(draft.document)
    save_draft(version_id=draft.id, document=simple(cooldown="7d"), actor=in_acme.alice_actor, seen=seen)
    with pytest.raises(NotPossible) as refused:
        save_draft(version_id=draft.id, document=simple(cooldown="9d"), actor=in_acme.bob_actor, seen=seen)
    assert refused.value.code == "changed_meanwhile"


def test_rolling_back_publishes_a_copy_of_the_earlier_version(in_acme):
    first = published(in_acme)
    second = published(in_acme, simple(cooldown="7d"))
    third = roll_back(version_id=first.id, actor=in_acme.bob_actor)
    assert third.document == first.document
    assert (third.number, third.based_on_number) == (3, 1)
    second.refresh_from_db()
    assert second.state == PolicyState.RETIRED
    entry = AuditEntry.objects.get(action="rolled_back")
    assert (entry.user, entry.summary["version"]) == (in_acme.bob, 3)


def test_only_what_was_in_force_can_be_rolled_back_to(in_acme):
    first = published(in_acme)
    with pytest.raises(NotPossible):
        roll_back(version_id=first.id, actor=in_acme.bob_actor)


def test_another_vendors_version_is_not_found(in_acme, globex):
    with globex.scope():
        theirs = create_draft(actor=globex.alice_actor, document=simple(pools=_no_tiers()))
    with pytest.raises(NotFound):
        publish_draft(version_id=theirs.id, actor=in_acme.alice_actor)


def _no_tiers():
    pools = simple()["pools"]
    pools["strong"]["partners"] = {}
    return pools


@pytest.fixture
def second_person(in_acme):
    in_acme.vendor.publish_needs_approval = True
    in_acme.vendor.save()


def test_who_submitted_a_draft_cannot_approve_it(in_acme, second_person):
    draft = create_draft(actor=in_acme.alice_actor, document=simple())
    with pytest.raises(NotPossible) as refused:
        publish_draft(version_id=draft.id, actor=in_acme.bob_actor)
    assert refused.value.code == "needs_submission"
    submit_draft(version_id=draft.id, actor=in_acme.bob_actor)
    with pytest.raises(NotAllowed):
        publish_draft(version_id=draft.id, actor=in_acme.bob_actor)
    assert publish_draft(version_id=draft.id, actor=in_acme.alice_actor).state == PolicyState.PUBLISHED


def test_saving_takes_a_submission_back(in_acme, second_person):
    draft = create_draft(actor=in_acme.alice_actor, document=simple())
    submit_draft(version_id=draft.id, actor=in_acme.bob_actor)
    save_draft(version_id=draft.id, document=simple(cooldown="7d"), actor=in_acme.bob_actor)
    with pytest.raises(NotPossible):
        publish_draft(version_id=draft.id, actor=in_acme.alice_actor)


def test_managers_hear_of_a_draft_that_waits_for_approval(in_acme, second_person):
    draft = create_draft(actor=in_acme.alice_actor, document=simple())
    submit_draft(version_id=draft.id, actor=in_acme.bob_actor, note="Please")
    mailed = OutboxMessage.objects.filter(event="policy.approval_asked")
    assert in_acme.alice.email in {message.receiver for message in mailed}


def test_a_draft_is_edited_rule_by_rule_and_pool_by_pool(in_acme):
    actor = in_acme.alice_actor
    draft = create_draft(actor=actor, document=simple())
    edit_draft.add_rule(version_id=draft.id, rule={"name": "Small", "then": "nurture"}, actor=actor)
    edit_draft.move_rule(version_id=draft.id, position=1, to=0, actor=actor)
    edit_draft.replace_rule(
        version_id=draft.id, position=0, rule={"name": "Tiny", "then": "nurture"}, actor=actor
    )
    edit_draft.rename_pool(version_id=draft.id, key="everyone", to="all", actor=actor)
    edit_draft.put_pool(version_id=draft.id, key="spare", pool={"method": "claim"}, actor=actor)
    edit_draft.put_terms(version_id=draft.id, actor=actor, cooldown="3d", sla=None)
    draft.refresh_from_db()
    assert [rule["name"] for rule in draft.document["rules"]] == ["Tiny", "Large", "Everything else"]
    assert draft.document["rules"][2]["pool"] == draft.document["pools"]["strong"]["fallback"] == "all"
    assert set(draft.document["pools"]) == {"strong", "all", "spare"}
    assert draft.document["cooldown"] == "3d" and "sla" not in draft.document
    edit_draft.remove_pool(version_id=draft.id, key="spare", actor=actor)
    edit_draft.remove_rule(version_id=draft.id, position=0, actor=actor)
    with pytest.raises(NotFound):
        edit_draft.remove_rule(version_id=draft.id, position=7, actor=actor)

"""manage.py policy: a vendor's rules in files."""

import json
from io import StringIO

import pytest
import yaml
from django.core.management import CommandError, call_command
from jsonschema import Draft202012Validator

from routing.models import PolicyVersion
from routing.policies.selectors.policy import published_row
from tests.policies.documents import simple
from tests.policies.routed import publish


def run(*words, **options):
    out = StringIO()
    call_command("policy", *words, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def file(tmp_path):
    def write(document):
        path = tmp_path / "policy.yaml"
        path.write_text(document if isinstance(document, str) else yaml.safe_dump(document), encoding="utf-8")
        return str(path)

    return write


def test_what_is_in_force_is_exported_and_changes_nothing(in_acme, file):
    publish(in_acme, simple())
    text = run("export", "acme")
    assert run("diff", "acme", file(text)) == "Nothing changes.\n"
    assert run("validate", "acme", file(text)).endswith("This can be published.\n")


def test_a_file_is_compared_in_words(in_acme, file):
    publish(in_acme, simple())
    assert run("diff", "acme", file(simple(cooldown="7d"))) == "Everywhere: cooldown – → 7 days\n"


def test_a_file_is_published_in_somebodys_name(in_acme, file):
    publish(in_acme, simple())
    said = run("publish", "acme", file(simple(cooldown="7d")), "--note", "Rest", "--user", in_acme.bob.email)
    assert said == "Version 2 is in force.\n"
    assert (published_row().published_by, published_row().note) == (in_acme.bob, "Rest")


def test_a_file_with_errors_is_refused_and_nothing_changes(in_acme, file):
    publish(in_acme, simple())
    wrong = simple(pools={})
    with pytest.raises(CommandError, match=r"rules\.0\.pool"):
        run("publish", "acme", file(wrong), "--note", "Wrong")
    with pytest.raises(CommandError):
        run("validate", "acme", file(wrong))
    assert PolicyVersion.objects.count() == 1


def test_analysts_and_strangers_cannot_publish(in_acme, globex, file):
    for email in (in_acme.ana.email, globex.alice.email, in_acme.larkspur.admin.email, "nobody@example.com"):
        with pytest.raises(CommandError, match="may not publish"):
            run("publish", "acme", file(simple()), "--note", "Mine", "--user", email)


def test_a_second_persons_approval_cannot_be_got_round(in_acme, file):
    in_acme.vendor.publish_needs_approval = True
    in_acme.vendor.save()
    with pytest.raises(CommandError, match="second person"):
        run("publish", "acme", file(simple()), "--note", "Quick")


def test_the_schema_takes_what_is_valid_and_refuses_what_is_not(db):
    schema = Draft202012Validator(json.loads(run("schema")))
    assert schema.is_valid(simple())
    assert not schema.is_valid(simple(surprise=1))

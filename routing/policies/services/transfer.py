"""Policies as files, so that rules can live in version control."""

import re
from collections import Counter
from typing import Any
from uuid import UUID

import yaml
from django.utils.translation import gettext
from yaml.events import AliasEvent
from yaml.nodes import MappingNode

from prm.platform.actors import Actor
from prm.platform.errors import FieldError, InvalidInput
from routing.models import PolicyVersion
from routing.policies.selectors.policy import policy_version
from routing.policies.services.create_draft import create_draft
from routing.policies.services.storable import LARGEST_BYTES


def import_policy(*, text: str, actor: Actor, note: str = "") -> PolicyVersion:
    """Store a draft from YAML or JSON. Raises InvalidInput naming everything that is wrong."""
    return create_draft(document=read_policy(text), actor=actor, note=note)


def export_policy(*, version_id: UUID) -> str:
    """A version as YAML; reading it back gives the same document. Raises NotFound."""
    return write_policy(policy_version(version_id).document)


def write_policy(document: dict[str, Any]) -> str:
    """A document as YAML, in its own order."""
    text: str = yaml.dump(document, Dumper=PlainDumper, sort_keys=False, allow_unicode=True, width=100)
    return text


def read_policy(text: str) -> dict[str, Any]:
    """A document from YAML or JSON. Raises InvalidInput."""
    if len(text) > LARGEST_BYTES:
        raise _refused("too_large", gettext("The document is too large."))
    try:
        document = yaml.load(text, Loader=PlainLoader)  # noqa: S506 (a subclass of SafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        message = gettext("This is not YAML as policies use it: %(error)s")
        raise _refused("malformed", message % {"error": " ".join(str(error).split())[:300]}) from error
    if not isinstance(document, dict):
        raise _refused("wrong_type", gettext("A policy is a mapping with rules and pools."))
    return document


class PlainDumper(yaml.SafeDumper):
    """Writes text with unusual line ends in double quotes, where they are escaped."""

    def represent_str(self, data: str) -> yaml.ScalarNode:
        style = '"' if any(mark in data for mark in "\x85\u2028\u2029\ufeff") else None
        return self.represent_scalar("tag:yaml.org,2002:str", data, style=style)

    def ignore_aliases(self, data: Any) -> bool:
        return True


PlainDumper.add_representer(str, PlainDumper.represent_str)


class PlainLoader(yaml.SafeLoader):
    """YAML without surprises: `NO` is a country, `on` a word, `12:30` no number, dates are text.

    Only true, false, null and plain numbers are not text. Aliases and repeated keys are refused.
    """

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(AliasEvent):
            raise yaml.YAMLError("aliases (*name) are not allowed")
        return super().compose_node(parent, index)

    def construct_mapping(self, node: MappingNode, deep: bool = False) -> dict[Any, Any]:
        names = [key.value for key, _ in node.value]
        repeated = sorted(str(name) for name, count in Counter(map(str, names)).items() if count > 1)[:20]
        if repeated:
            raise yaml.YAMLError(f"repeated: {', '.join(repeated)}")
        return super().construct_mapping(node, deep)


# The core schema of YAML 1.2 instead of YAML 1.1's readings.
PlainLoader.yaml_implicit_resolvers = {}
for _tag, _pattern, _starts in (
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("int", r"^[-+]?(?:0|[1-9][0-9]*)$", "-+0123456789"),
    ("float", r"^[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
):
    PlainLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_starts))


def _refused(code: str, message: str) -> InvalidInput:
    return InvalidInput([FieldError("", code, message)])

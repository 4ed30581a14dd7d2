"""What there is to know of a product that sends leads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from leads.inbound.models import Signature


@dataclass(frozen=True, kw_only=True)
class Preset:
    """A product's shape: see `InboundSource`. `example` is such a payload; `help` says how to set it up."""

    slug: str
    title: Any
    help: Any
    example: Any
    mapping: Mapping[str, str] = field(default_factory=dict)
    signature: Signature = Signature.NONE
    header: str = ""
    leads_path: str = ""
    left_out: tuple[str, ...] = ()
    is_challenged: bool = False

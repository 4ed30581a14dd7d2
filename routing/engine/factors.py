"""Weights raised by investment: training, MDF, certifications beyond the required; each capped."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np

from routing.engine.credit import Ints
from routing.engine.geometry import Floats
from routing.engine.model.kinds import Joined, Kind, Number, Schema
from routing.engine.model.setting import _
from routing.engine.scene import Case, Scene

SCALE: Final = 1000
HEAVIEST: Final = 1_000_000
MOST: Final = 4_000_000_000


class Investment(NamedTuple):
    """What a partner may put in; `attribute` of its facts says how much, or None for certifications beyond.

    `most` is the largest value there can be: a factor without a cap of its own is capped by it.
    """

    words: str
    term: str
    attribute: str | None
    most: float


INVESTMENTS: Final[Mapping[str, Investment]] = {
    "training": Investment(_("Training completed"), _("training"), "training_score", 1.0),
    "mdf": Investment(_("MDF participation"), _("marketing funds"), "mdf_participation", 1.0),
    "extra_certifications": Investment(
        _("Each certification beyond the required"), _("further certifications"), None, 5.0
    ),
}
FACTOR_TERMS: Final = {"per": _("raise"), "cap": _("cap")}


@dataclass(frozen=True, slots=True)
class Factor:
    """A weight rises by `per` for each unit of an investment, by no more than `cap`."""

    name: str
    per: float
    cap: float


@dataclass(frozen=True)
class Factors(Kind):
    """For each investment by how much it raises a weight: a number, or a number with a cap."""

    form = "parts"

    def schema(self) -> Schema:
        per, cap = Number(0, 1).schema(), Number(0, 2).schema()
        capped = {"properties": {"per": per, "cap": cap}, "required": ["per", "cap"]}
        factor = {"anyOf": [per, {"type": "object", "additionalProperties": False, **capped}]}
        names = dict.fromkeys(INVESTMENTS, factor)
        return {"type": "object", "properties": names, "required": [], "additionalProperties": False}

    def read(self, given: Any) -> tuple[Factor, ...]:
        return tuple(_factor(name, given[name]) for name in sorted(given))

    def parts(self, names: Any) -> list[tuple[tuple[str, ...], str | Joined, Kind]]:
        return [
            ((name, part), Joined(_("%(what)s: %(part)s"), each.words, words), Number(0, 2))
            for name, each in INVESTMENTS.items()
            for part, words in FACTOR_TERMS.items()
        ]


def capped(name: str, given: float | Mapping[str, float]) -> dict[str, float]:
    """A factor with its cap, given or not."""
    if isinstance(given, Mapping):
        return {"per": float(given["per"]), "cap": float(given["cap"])}
    return {"per": float(given), "cap": float(given) * INVESTMENTS[name].most}


def _factor(name: str, given: float | Mapping[str, float]) -> Factor:
    return Factor(name, **capped(name, given))


class FactorPart(NamedTuple):
    """What one investment adds to a weight: 0.1 is a tenth of the given weight."""

    name: str
    value: float
    added: float


def base_weights(case: Case) -> Ints:
    """Given weights, raised by the pool's factors; whole numbers over the partner table, to be compared only.

    Without factors these are the given weights; with factors, thousandths of them.
    """
    scene = case.scene
    asked = certifications_asked(case)
    key = f"base:{asked}"
    if key not in scene.columns:
        scene.columns[key] = _base(scene, asked)
    return scene.columns[key]


def certifications_asked(case: Case) -> int:
    """How many certifications pool and lead ask for, where a factor counts those beyond; else 0.

    All that weights depend on apart from the pool and the day.
    """
    return _required(case) if any(f.name == "extra_certifications" for f in case.scene.pool.factors) else 0


def factor_parts(case: Case, position: int) -> tuple[FactorPart, ...]:
    """What each factor adds for one partner, for the explanation."""
    parts = []
    for factor in case.scene.pool.factors:
        value = float(_values(case.scene, factor.name, _required(case))[position])
        parts.append(FactorPart(factor.name, value, min(factor.cap, factor.per * value)))
    return tuple(parts)


def _base(scene: Scene, required: int) -> Ints:
    given = np.minimum(scene.partner_table.weight, HEAVIEST)
    if not scene.pool.factors:
        return given
    raised = np.ones(len(scene.partner_table), dtype=np.float64)
    for factor in scene.pool.factors:
        raised += np.minimum(factor.cap, factor.per * _values(scene, factor.name, required))
    return np.minimum(np.floor(given * raised * SCALE + 0.5), MOST).astype(np.int64)


def _values(scene: Scene, name: str, required: int) -> Floats:
    attribute = INVESTMENTS[name].attribute
    if attribute is None:
        return np.maximum(scene.valid_certifications - required, 0).astype(np.float64)
    return np.array([float(getattr(partner, attribute)) for partner in scene.partner_table.partners])


def _required(case: Case) -> int:
    """How many certifications the pool and the lead ask for together."""
    asked: set[str] = set(case.scene.pool.partners.certifications)
    if "product_certification" in case.scene.pool.require:
        asked.update(case.lead.required_certifications)
    return len(asked)

"""Weights raised by investment: training, MDF, certifications beyond the required; each capped."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import numpy as np

from routing.engine.credit import Ints
from routing.engine.geometry import Floats
from routing.engine.scene import Case, Scene

SCALE: Final = 1000
HEAVIEST: Final = 1_000_000
MOST: Final = 4_000_000_000


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
    if name == "extra_certifications":
        return np.maximum(scene.valid_certifications - required, 0).astype(np.float64)
    attribute = _ATTRIBUTES[name]
    return np.array([float(getattr(partner, attribute)) for partner in scene.partner_table.partners])


def _required(case: Case) -> int:
    """How many certifications the pool and the lead ask for together."""
    asked: set[str] = set(case.scene.pool.filter.certifications)
    if "product_certification" in case.scene.pool.require:
        asked.update(case.lead.required_certifications)
    return len(asked)


_ATTRIBUTES: Final[Mapping[str, Any]] = {"training": "training_score", "mdf": "mdf_participation"}
FACTORS: Final = ("training", "mdf", "extra_certifications")

"""Nearest: the nearest distance band that has anyone comes first; equals take turns by weight."""

from dataclasses import dataclass

import numpy as np

from routing.engine.credit import Index, Ints
from routing.engine.geometry import cosine_of_km, unit_vectors
from routing.engine.methods.method import Method, MethodSettings
from routing.engine.model.kinds import Number, Numbers
from routing.engine.model.setting import Group, Part, _, setting
from routing.engine.scene import Case

DISTANCE = Number(0.001, 20_100)


@dataclass(frozen=True, slots=True)
class Distances:
    """Distance bands, nearest first, and the farthest that counts at all."""

    bands_km: tuple[float, ...] = setting(
        Numbers(DISTANCE),
        (50.0, 150.0, 500.0),
        label=_("Distance bands (km)"),
        term=_("distance bands (km)"),
        help=_("Partners within one band count as equally near. For example: 50, 150, 500."),
    )
    radius_km: float | None = setting(DISTANCE, None, label=_("Farthest (km)"), term=_("radius (km)"))


@dataclass(frozen=True, slots=True)
class NearestSettings(MethodSettings):
    """What counts as near."""

    nearest: Distances = setting(
        Part(Distances),
        Distances(),
        label=_("Distance"),
        term=_("nearest"),
        group=Group(_("Distance"), is_open=True),
    )

    @property
    def radius_km(self) -> float | None:
        return self.nearest.radius_km


class Nearest(Method):
    """Minus the number of each partner's distance band.

    Beyond the last band all are alike, and so are partners whose place is unknown. With no
    place for the lead there is no nearness, and all who qualify compete.
    """

    name = "nearest"
    title = _("nearest")
    label = _("Nearest: distance bands, shares within")
    partner_words = _("These leads go to the nearest partners who can take them.")
    step = _("The nearest")
    reason = "farther"
    aspects = frozenset({"place"})
    settings = NearestSettings

    def rank(self, case: Case, index: Index) -> Ints | None:
        lead = case.lead
        if lead.latitude is None or lead.longitude is None:
            return None
        cosines = (case.scene.partner_table.points @ unit_vectors(lead.latitude, lead.longitude))[index]
        beyond = np.zeros(len(index), dtype=np.int64)
        for edge in cosine_of_km(case.scene.pool.options.nearest.bands_km).tolist():
            beyond += ~(cosines >= edge)
        return -beyond


METHOD = Nearest()

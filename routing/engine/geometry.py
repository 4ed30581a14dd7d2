"""Great-circle distance by unit vectors: one dot product a pair, no trigonometry per lead."""

import math
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
EARTH_RADIUS_KM: Final = 6371.0088
FARTHEST_KM: Final = math.pi * EARTH_RADIUS_KM


def unit_vectors(latitudes: ArrayLike, longitudes: ArrayLike) -> Floats:
    """Points on the unit sphere, shape (n, 3); NaN where a coordinate is NaN."""
    north = np.radians(np.asarray(latitudes, dtype=np.float64))
    east = np.radians(np.asarray(longitudes, dtype=np.float64))
    columns = (np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north))
    return np.stack(columns, axis=-1)


def cosine_of_km(distance_km: ArrayLike) -> Floats:
    """The dot product of two unit vectors that far apart; nearer points have a larger one."""
    capped = np.minimum(np.asarray(distance_km, dtype=np.float64), FARTHEST_KM)
    return np.cos(capped / EARTH_RADIUS_KM)


def kilometres(points: Floats, latitude: float, longitude: float) -> Floats:
    """Distance of each point (n, 3) from one place; NaN for an unknown point.

    Uses the chord, which stays exact for near points where the arc cosine does not.
    """
    chord = np.linalg.norm(points - unit_vectors(latitude, longitude), axis=-1)
    distances: Floats = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(chord / 2, 1.0))
    return distances

"""Headers and arrays as compact bytes: small JSON, then each array's own bytes, then deflate."""

import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

LEVEL: Final = 1
"""Of deflate: a few percent larger than its usual 6, and three times as fast at 5,000 partners."""

_as_text: Final = json.JSONEncoder(separators=(",", ":"), sort_keys=True).encode
_KINDS: Final = tuple(
    (np.dtype(kind), int(np.iinfo(kind).min), int(np.iinfo(kind).max))
    for kind in (np.uint8, np.int8, np.uint16, np.int16, np.uint32, np.int32)
)


def pack(header: Mapping[str, Any], arrays: Sequence[Array]) -> bytes:
    """One deflated blob: equal content gives equal bytes before compression."""
    shapes = [(array.dtype.newbyteorder("<").str, array.shape) for array in arrays]
    text = _as_text([header, shapes]).encode()
    parts = [len(text).to_bytes(4, "little"), text, *(_bytes(array) for array in arrays)]
    return zlib.compress(b"".join(parts), LEVEL)


def unpack(data: bytes) -> tuple[dict[str, Any], list[Array]]:
    """What `pack` wrote; arrays are read-only."""
    raw = zlib.decompress(data)
    start = 4 + int.from_bytes(raw[:4], "little")
    header, shapes = json.loads(raw[4:start])
    arrays = []
    for text, shape in shapes:
        dtype = np.dtype(text)
        count = int(np.prod(shape, dtype=np.int64))
        end = start + count * dtype.itemsize
        arrays.append(_array(raw[start:end], dtype, shape))
        start = end
    return header, arrays


def narrowed(values: Array) -> Array:
    """The same whole numbers in the smallest type that holds them."""
    low, high = (int(values.min()), int(values.max())) if values.size else (0, 0)
    for kind, least, most in _KINDS:
        if least <= low and high <= most:
            return values.astype(kind)
    return values.astype(np.int64)


def palette(values: Array) -> tuple[Array, Array]:
    """The distinct values, ascending, and which of them each is: a few times as fast as `np.unique`."""
    ordered = np.sort(values)
    is_first = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=is_first[1:])
    kinds = ordered[is_first]
    return kinds, kinds.searchsorted(values)


def _bytes(array: Array) -> bytes:
    """Byte planes: the first byte of every item, then the second...; that deflates better."""
    if array.dtype.itemsize == 1:
        return array.tobytes()
    plain = np.ascontiguousarray(array.astype(array.dtype.newbyteorder("<"), copy=False))
    planes = plain.reshape(-1).view(np.uint8).reshape(-1, plain.dtype.itemsize)
    return planes.T.tobytes()


def _array(raw: bytes, dtype: np.dtype[Any], shape: Sequence[int]) -> Array:
    planes = np.frombuffer(raw, dtype=np.uint8).reshape(dtype.itemsize, -1)
    array: Array = np.ascontiguousarray(planes.T).view(dtype).reshape(tuple(shape))
    array.flags.writeable = False
    return array

"""PostgreSQL arrays read and written whole.

Values made one by one take longer than all the rest where an array has thousands: ids and numbers go as one
text, or as the bytes that the database keeps them in (`array_send`).
"""

from collections.abc import Iterable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

HEADER: Final = 20
"""Bytes before the items of an array of one dimension: dimensions, nulls, type, length, lower bound."""
WHOLE: Final = np.dtype([("size", ">i4"), ("value", ">i8")])
ID: Final = np.dtype([("size", ">i4"), ("value", "V16")])


def array_text(items: Iterable[object]) -> str:
    """An array as text, of ids or numbers, which need no quoting; cast it in the statement."""
    return "{" + ",".join(map(str, items)) + "}"


def texts_array(items: Iterable[str]) -> str:
    """An array of texts as text; cast it in the statement."""
    quoted = (item.replace("\\", r"\\").replace('"', r"\"") for item in items)
    return "{" + ",".join(f'"{item}"' for item in quoted) + "}"


def numbers_of_text(text: str) -> NDArray[np.int64]:
    """The whole numbers of an array that came as text (`column::text`)."""
    return np.fromstring(text[1:-1], dtype=np.int64, sep=",")


def is_empty(sent: Any) -> bool:
    """Whether an array, as `array_send` gives it, has no items."""
    return len(sent) <= HEADER


def numbers_sent(sent: Any) -> NDArray[np.int64]:
    """The whole numbers of a bigint[] as `array_send` gives it."""
    return np.frombuffer(sent, dtype=WHOLE, offset=HEADER)["value"].astype(np.int64)


def ids_sent(sent: Any) -> bytes:
    """The ids of a uuid[] as `array_send` gives it, one after another, 16 bytes each."""
    return np.frombuffer(sent, dtype=ID, offset=HEADER)["value"].tobytes()

"""Many rows in one body. A row that cannot be read is its InvalidInput, so that it harms no other row."""

import json
from typing import Any

from prm.platform.api.parsers import NESTED_TOO_DEEPLY, BoundedParser, Pairs, plain_object, read_json
from prm.platform.errors import FieldError, InvalidInput

TIMES_USUAL = 4


class JsonRowsParser(BoundedParser):
    """`application/json`: an array of objects. A name that is there twice spoils its own row alone."""

    media_type = "application/json"
    times_usual = TIMES_USUAL

    def parse_text(self, text: str) -> Any:
        return read_json(text, _object_or_error)


class NdjsonParser(BoundedParser):
    """`application/x-ndjson`: an object on each line. Blank lines are passed over."""

    media_type = "application/x-ndjson"
    times_usual = TIMES_USUAL

    def parse_text(self, text: str) -> Any:
        return [_line(line) for line in text.removeprefix("\ufeff").split("\n") if line.strip()]


class JsonLinesParser(NdjsonParser):
    """The same by another name that is in use."""

    media_type = "application/jsonl"


ROW_PARSERS = (JsonRowsParser, NdjsonParser, JsonLinesParser)


def _line(line: str) -> Any:
    try:
        return json.loads(line, object_pairs_hook=plain_object)
    except InvalidInput as invalid:
        return invalid
    except RecursionError:
        return _malformed(NESTED_TOO_DEEPLY)
    except ValueError as error:
        return _malformed(f"The line is not JSON: {error}.")


def _malformed(message: str) -> InvalidInput:
    return InvalidInput([FieldError("", "malformed", message)])


def _object_or_error(pairs: Pairs) -> Any:
    """An object, or what is wrong with it or with an object in it."""
    for name, value in pairs:
        for inner in value if isinstance(value, list) else (value,):
            if isinstance(inner, InvalidInput):
                return InvalidInput(
                    [FieldError(f"{name}.{one.field}", one.code, one.message) for one in inner.errors]
                )
    try:
        return plain_object(pairs)
    except InvalidInput as invalid:
        return invalid


def require_rows(data: Any, most: int) -> list[Any]:
    """The rows of a body. Raises InvalidInput if it is none, or holds too many."""
    if isinstance(data, InvalidInput):
        raise data
    if not isinstance(data, list):
        raise InvalidInput([FieldError("", "invalid_type", "Send an array, or one object on each line.")])
    if len(data) > most:
        raise InvalidInput([FieldError("", "too_many", f"Send at most {most:,} rows at once.")])
    return data

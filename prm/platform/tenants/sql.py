"""The statements of the vendor scope, and those that write many rows at once."""

from collections.abc import Sequence

# Tell the database something until the transaction ends: the vendor, or the person, that its policies read.
SET_IN_TRANSACTION = "SELECT set_config(%s, %s, true)"
# The state of a vendor's settings: a hash of the set of changes that this transaction sees.
# Index: settings_change_of_vendor.
SETTINGS_STATE = """
SELECT coalesce(bit_xor(hashint8extended(number, 0)), 0) FROM tenants_settingschange WHERE of_vendor = %s
"""
# An active vendor by its slug, with the state of its settings. Index: tenants_vendor_slug_key.
VENDOR_AND_STATE = f"""
SELECT vendor.id, ({SETTINGS_STATE.replace("%s", "vendor.id")})
FROM tenants_vendor AS vendor WHERE vendor.slug = %s AND vendor.is_active
"""
# Wait until nobody else holds this lock, and hold it until the transaction ends.
WAIT_FOR_LOCK = "SELECT pg_advisory_xact_lock(%s)"
# As WAIT_FOR_LOCK, but together with others that share it.
WAIT_TO_SHARE_LOCK = "SELECT pg_advisory_xact_lock_shared(%s)"
# Hold this lock until the transaction ends, or say at once that somebody else has it.
TRY_LOCK = "SELECT pg_try_advisory_xact_lock(%s)"
# Insert rows given as arrays, one a column, with the values that all rows share.
INSERT_ARRAYS = (
    'INSERT INTO "{table}" ({columns}) SELECT {given}{shared} FROM unnest({arrays}) AS given ({names})'
)
# Insert one row.
INSERT_ONE = 'INSERT INTO "{table}" ({columns}) VALUES ({shared})'
# Appended to these two: a row that a unique key of the table knows already stays as it is.
SKIP_KNOWN = " ON CONFLICT DO NOTHING"


def insert_arrays(table: str, varied: Sequence[tuple[str, str]], fixed: Sequence[tuple[str, str]]) -> str:
    """INSERT_ARRAYS for columns given by name and type: those that vary from row to row, then the others.

    An array of arrays would have to be rectangular: a column that is an array itself goes as text.
    """
    return INSERT_ARRAYS.format(
        table=table,
        columns=_columns((*varied, *fixed)),
        names=_columns(varied),
        given=", ".join(
            f'given."{column}"' + (f"::{type_}" if _is_array(type_) else "") for column, type_ in varied
        ),
        shared="".join(f", {_value('%b', type_)}" for _, type_ in fixed),
        arrays=", ".join("%b::text[]" if _is_array(type_) else f"%b::{type_}[]" for _, type_ in varied),
    )


def insert_one(table: str, columns: Sequence[tuple[str, str]]) -> str:
    """INSERT_ONE for columns given by name and type, with the database's own numbered placeholders."""
    values = ", ".join(_value(f"${number}", type_) for number, (_, type_) in enumerate(columns, 1))
    return INSERT_ONE.format(table=table, columns=_columns(columns), shared=values)


def _columns(columns: Sequence[tuple[str, str]]) -> str:
    return ", ".join(f'"{column}"' for column, _ in columns)


def _value(place: str, type_: str) -> str:
    """An array goes as text, which the database has to be told before it is cast."""
    return f"{place}::text::{type_}" if _is_array(type_) else f"{place}::{type_}"


def _is_array(type_: str) -> bool:
    return type_.endswith("]")

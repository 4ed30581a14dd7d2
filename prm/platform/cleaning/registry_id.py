"""Numbers by which registries know a company, where a lead's custom fields hold one."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from prm.platform.cleaning.fold import plain_letters

_NAME_WORDS = """
    lei:lei legalentityidentifier:lei duns:duns dunsnumber:duns vat:vat vatid:vat vatnumber:vat ustid:vat
    ustidnr:vat taxid:tax ein:tax cif:tax nif:tax cnpj:tax siren:siren siret:siret companynumber:reg
    companyregistrationnumber:reg registrationnumber:reg handelsregister:reg hrb:reg kvk:reg orgnr:reg
    organisationsnummer:reg abn:abn acn:acn crn:reg cin:reg gstin:tax inn:tax ico:reg krs:reg
"""
_NAMES: Final = dict(pair.split(":") for pair in _NAME_WORDS.split())
_FORMS: Final = {"lei": re.compile(r"[A-Z0-9]{18}\d{2}"), "duns": re.compile(r"\d{9}")}
_ANY = re.compile(r"(?=.*\d)[A-Z0-9]{6,24}")
_SAME_SIGN = re.compile(r"(.)\1*")


def registry_ids(custom: Mapping[str, Any]) -> Iterator[str]:
    """Each as "lei:5299…": letters and digits only. What does not look like a number of its kind is left."""
    for name, value in custom.items():
        kind = _NAMES.get("".join(letter for letter in plain_letters(str(name)) if letter.isalnum()))
        if kind is None or not isinstance(value, str | int) or isinstance(value, bool):
            continue
        number = re.sub(r"[^A-Z0-9]", "", str(value).upper())
        if _FORMS.get(kind, _ANY).fullmatch(number) and not _SAME_SIGN.fullmatch(number):
            yield f"{kind}:{number}"

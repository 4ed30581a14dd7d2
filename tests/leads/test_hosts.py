"""The short cut for plain host names finds what the libraries find."""

import idna
import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import given, settings
from hypothesis import strategies as st

from prm.platform.cleaning.contact import clean_email
from prm.platform.cleaning.hosts import plain_host
from prm.platform.cleaning.refusal import Refused

NAMES = st.text("abzABZ019-.", min_size=1, max_size=20) | st.from_regex(
    r"[a-zA-Z0-9-]{1,10}(\.[a-zA-Z0-9-]{1,8}){1,3}", fullmatch=True
)
SPECIAL = [
    "a.local",
    "a.test",
    "localhost",
    "x.invalid",
    "b.onion",
    "xn--bcher-kva.example",
    "a.in-addr.arpa",
]


@settings(max_examples=400, deadline=None)
@given(NAMES)
def test_a_plain_name_is_what_idna_makes_of_it(name: str) -> None:
    if host := plain_host(name):
        assert idna.encode(name, uts46=True).decode() == host


@settings(max_examples=400, deadline=None)
@given(NAMES | st.sampled_from(SPECIAL))
def test_an_address_is_taken_or_refused_as_the_validator_does(name: str) -> None:
    address = f"jo@{name}"
    try:
        expected = validate_email(address, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        with pytest.raises(Refused):
            clean_email(address)
    else:
        assert clean_email(address) == expected

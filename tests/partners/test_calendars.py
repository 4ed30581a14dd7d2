"""Holiday calendars as partners choose them."""

from datetime import date
from unicodedata import normalize

import pytest

from partners.calendars import (
    UnknownHolidayCalendar,
    default_week,
    half_holidays,
    holiday_countries,
    holiday_regions,
    public_holidays,
)


def test_a_country_has_its_holidays():
    assert {date(2026, 7, 4), date(2026, 11, 26), date(2026, 12, 25)} <= public_holidays("US", None, [2026])
    assert date(2026, 10, 3) in public_holidays("DE", None, [2026])


def test_a_holiday_on_a_weekend_is_given_in_lieu_where_that_is_the_custom():
    assert date(2026, 7, 3) in public_holidays("US", None, [2026])


@pytest.mark.parametrize("region", ["DE-BY", "BY"])
def test_a_region_adds_its_own(region):
    epiphany = date(2026, 1, 6)
    assert epiphany in public_holidays("DE", region, [2026])
    assert epiphany not in public_holidays("DE", None, [2026])
    assert epiphany not in public_holidays("DE", "DE-BE", [2026])


def test_a_region_without_a_calendar_keeps_the_countrys():
    assert public_holidays("FR", "FR-IDF", [2026]) == public_holidays("FR", None, [2026])
    assert public_holidays("DE", "", [2026]) == public_holidays("DE", None, [2026])


def test_several_years_come_together():
    both = public_holidays("GB", "GB-SCT", [2026, 2027])
    assert {day.year for day in both} == {2026, 2027}
    assert both == public_holidays("GB", "GB-SCT", [2026]) | public_holidays("GB", "GB-SCT", [2027])


def test_dates_are_plain_so_that_the_engine_can_hold_them():
    assert {type(day) for day in public_holidays("US", "US-TX", [2026])} == {date}


def test_no_country_and_no_years_have_no_holidays():
    assert public_holidays("", None, [2026]) == frozenset()
    assert public_holidays("US", None, []) == frozenset()


@pytest.mark.parametrize("country", ["ZZ", "us", "United States"])
def test_an_unknown_country_is_refused(country):
    with pytest.raises(UnknownHolidayCalendar):
        public_holidays(country, None, [2026])


def test_every_choice_offered_has_a_calendar():
    for country, name in holiday_countries():
        assert name != country
        public_holidays(country, None, [2026])
        for region, _ in holiday_regions(country):
            assert len(region) <= 6
            public_holidays(country, region, [2026])


def test_choices_are_named_in_the_readers_language_and_sorted():
    assert ("DE", "Germany") in holiday_countries()
    assert ("DE", "Deutschland") in holiday_countries("de")
    assert ("BR", "Brasil") in holiday_countries("pt-br")
    names = [name for _, name in holiday_countries()]
    assert names == sorted(names, key=lambda name: normalize("NFKD", name)), "Åland beside Albania"
    assert ("DE-BY", "Bayern") in holiday_regions("DE", "de")
    assert ("DE-BY", "Bavaria") in holiday_regions("DE")
    assert holiday_regions("ZZ") == []


def test_who_has_set_no_hours_works_monday_to_friday_nine_to_five():
    week = default_week()
    assert len(week) == 7
    assert [sum(end - start for start, end in blocks) for blocks in week] == [480] * 5 + [0, 0]


@pytest.mark.parametrize(
    ("country", "month", "day"),
    [
        ("SE", 12, 24),
        ("SE", 6, 19),
        ("SE", 12, 31),
        ("DK", 12, 24),
        ("FI", 12, 24),
        ("JP", 1, 2),
        ("JP", 12, 31),
    ],
)
def test_days_on_which_nobody_works_by_custom_are_closed(country, month, day):
    assert date(2026, month, day) in public_holidays(country, None, [2026])


@pytest.mark.parametrize(
    ("country", "month", "day"),
    [("DE", 12, 24), ("AT", 12, 31), ("NO", 12, 24), ("IS", 12, 24), ("GR", 12, 24), ("TR", 10, 28)],
)
def test_half_days_end_at_noon_and_are_no_holidays(country, month, day):
    assert date(2026, month, day) in half_holidays(country, None, [2026])
    assert date(2026, month, day) not in public_holidays(country, None, [2026])


def test_a_weekday_is_no_holiday_where_nothing_is_celebrated():
    for country, _ in holiday_countries():
        days = public_holidays(country, None, [2026])
        assert len([day for day in days if day.weekday() < 5]) < 45, country
    assert date(2026, 12, 24) not in public_holidays("US", None, [2026])
    assert not half_holidays("CN", None, [2026])


def test_a_region_inside_another_has_the_calendar_of_the_one_around_it():
    assert public_holidays("ES", "ES-B", [2026]) == public_holidays("ES", "ES-CT", [2026])
    assert public_holidays("GB", "GB-LND", [2026]) == public_holidays("GB", "GB-ENG", [2026])

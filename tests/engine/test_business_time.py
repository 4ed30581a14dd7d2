"""Business time against tables of real clock jumps, and against a slow clock that walks minute by minute."""

import time as stopwatch
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from routing.engine.business_time import (
    BusinessCalendar,
    CalendarError,
    NeverOpenError,
    add_business_seconds,
    business_seconds_between,
    deadline,
    is_open,
    next_open,
    week_of,
)
from routing.engine.wall_clock import instant_of, irregular_dates

HOUR = 3600
OFFICE = (((540, 1020),),) * 5 + ((), ())
LUNCH = (((540, 720), (780, 1020)),) * 5 + ((), ())
ALWAYS = (((0, 1440),),) * 7


def calendar(zone="America/Chicago", week=OFFICE, holidays=(), absences=()):
    return BusinessCalendar(zone=zone, week=week, holidays=frozenset(holidays), absences=tuple(absences))


def local(zone, text, fold=0):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


def chicago(text, fold=0):
    return local("America/Chicago", text, fold)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-03-03T10:00", 4, "2026-03-03T14:00"),
        ("2026-03-03T10:00", 7, "2026-03-03T17:00"),
        ("2026-03-03T10:00", 8, "2026-03-04T10:00"),
        ("2026-03-03T07:00", 1, "2026-03-03T10:00"),
        ("2026-03-03T20:00", 1, "2026-03-04T10:00"),
        ("2026-03-06T16:00", 2, "2026-03-09T10:00"),
        ("2026-03-07T12:00", 8, "2026-03-09T17:00"),
        ("2026-03-03T10:00", 40, "2026-03-10T10:00"),
        ("2026-03-02T00:00", 40, "2026-03-06T17:00"),
        ("2026-03-02T00:00", 400, "2026-05-08T17:00"),
        ("2026-03-03T10:00", 4000, "2028-02-01T10:00"),
        ("2026-03-07T12:00", 0, "2026-03-07T12:00"),
    ],
)
def test_open_hours_are_added_over_nights_weekends_and_years(start, hours, end):
    assert add_business_seconds(calendar(), chicago(start), hours * HOUR) == chicago(end)


def test_a_deadline_falls_on_closing_time_not_on_the_next_opening():
    assert add_business_seconds(calendar(), chicago("2026-03-03T16:00"), HOUR) == chicago("2026-03-03T17:00")
    assert add_business_seconds(calendar(), chicago("2026-03-03T16:00"), HOUR + 1) == chicago(
        "2026-03-04T09:00:01"
    )


def test_several_blocks_a_day_leave_the_lunch_break_out():
    start = chicago("2026-03-03T11:00")
    assert add_business_seconds(calendar(week=LUNCH), start, 2 * HOUR) == chicago("2026-03-03T14:00")
    assert not is_open(calendar(week=LUNCH), chicago("2026-03-03T12:30"))
    assert next_open(calendar(week=LUNCH), chicago("2026-03-03T12:30")) == chicago("2026-03-03T13:00")


def test_blocks_may_touch():
    touching = calendar(week=(((540, 720), (720, 1020)),) * 7)
    assert (
        business_seconds_between(touching, chicago("2026-03-03T00:00"), chicago("2026-03-04T00:00"))
        == 8 * HOUR
    )


def test_holidays_and_absences_do_not_count_and_are_not_taken_off_twice():
    closed = calendar(
        holidays=[date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 26), date(2027, 1, 1)],
        absences=[(date(2026, 12, 25), date(2026, 12, 29)), (date(2026, 12, 28), date(2026, 12, 31))],
    )
    assert add_business_seconds(closed, chicago("2026-12-23T16:00"), 2 * HOUR) == chicago("2027-01-04T10:00")
    assert (
        business_seconds_between(closed, chicago("2026-12-23T16:00"), chicago("2027-01-04T10:00")) == 2 * HOUR
    )
    assert next_open(closed, chicago("2026-12-24T10:00")) == chicago("2027-01-04T09:00")
    assert not is_open(closed, chicago("2026-12-24T10:00"))


def test_a_long_absence_in_the_middle_of_a_long_duration_is_stepped_over():
    away = calendar(absences=[(date(2027, 1, 1), date(2036, 12, 31))])
    end = add_business_seconds(away, chicago("2026-12-31T16:00"), 400 * HOUR)
    assert business_seconds_between(away, chicago("2026-12-31T16:00"), end) == 400 * HOUR
    assert end > chicago("2037-03-01T00:00")


# Each day: 00:00 to 24:00 is open, so that its real length shows.
@pytest.mark.parametrize(
    ("zone", "on", "hours"),
    [
        ("America/Chicago", date(2026, 3, 8), 23),
        ("America/Chicago", date(2026, 11, 1), 25),
        ("Europe/Berlin", date(2026, 3, 29), 23),
        ("Europe/Berlin", date(2026, 10, 25), 25),
        ("Australia/Lord_Howe", date(2026, 10, 4), 23.5),
        ("Australia/Lord_Howe", date(2026, 4, 5), 24.5),
        ("Pacific/Apia", date(2011, 12, 29), 24),
        ("Pacific/Apia", date(2011, 12, 30), 0),
        ("Pacific/Apia", date(2011, 12, 31), 24),
        ("Asia/Kathmandu", date(2026, 3, 29), 24),
        ("Asia/Kathmandu", date(1986, 1, 1), 23.75),
        ("America/Sao_Paulo", date(2018, 11, 4), 23),
        ("America/Sao_Paulo", date(2018, 2, 17), 25),
        ("America/St_Johns", date(2010, 11, 7), 25),
    ],
)
def test_a_day_lasts_as_long_as_it_really_does(zone, on, hours):
    open_always = calendar(zone, ALWAYS)
    midnight, following = (instant_of(ZoneInfo(zone), day, 0) for day in (on, on + timedelta(days=1)))
    assert business_seconds_between(open_always, midnight, following) == hours * HOUR
    if hours:
        assert add_business_seconds(open_always, midnight, int(hours * HOUR)) == following


@pytest.mark.parametrize(
    ("zone", "on", "block", "opens", "closes"),
    [
        # forward, 02:00 to 03:00: the block loses the hour; one that lies in the hour is not there
        ("America/Chicago", "2026-03-08", (60, 240), "2026-03-08T07:00", "2026-03-08T09:00"),
        ("America/Chicago", "2026-03-08", (150, 240), "2026-03-08T08:00", "2026-03-08T09:00"),
        ("America/Chicago", "2026-03-08", (125, 175), None, None),
        # back, 02:00 to 01:00: whoever is open when the clocks go back is open for the repeated hour
        ("America/Chicago", "2026-11-01", (60, 180), "2026-11-01T06:00", "2026-11-01T09:00"),
        ("America/Chicago", "2026-11-01", (60, 90), "2026-11-01T06:00", "2026-11-01T06:30"),
        ("America/Chicago", "2026-11-01", (90, 120), "2026-11-01T06:30", "2026-11-01T08:00"),
        ("Europe/Berlin", "2026-03-29", (90, 240), "2026-03-29T00:30", "2026-03-29T02:00"),
        ("Europe/Berlin", "2026-10-25", (150, 240), "2026-10-25T00:30", "2026-10-25T03:00"),
        ("Australia/Lord_Howe", "2026-10-04", (90, 180), "2026-10-03T15:00", "2026-10-03T16:00"),
        ("Australia/Lord_Howe", "2026-04-05", (90, 150), "2026-04-04T14:30", "2026-04-04T16:00"),
        ("Asia/Kathmandu", "2026-03-03", (540, 1020), "2026-03-03T03:15", "2026-03-03T11:15"),
        ("Pacific/Apia", "2011-12-30", (540, 1020), None, None),
    ],
)
def test_a_block_across_a_clock_jump_opens_and_closes_by_the_wall_clock(zone, on, block, opens, closes):
    that_day = date.fromisoformat(on)
    days = [() for _ in range(7)]
    days[that_day.weekday()] = (block,)
    intervals = calendar(zone, tuple(days)).intervals(that_day)
    expected = [] if opens is None else [(local("UTC", opens), local("UTC", closes))]
    assert intervals == expected


def test_a_day_the_date_line_swallowed_is_no_working_day():
    apia = calendar("Pacific/Apia")  # Friday 2011-12-30 never was
    start = local("Pacific/Apia", "2011-12-29T16:00")
    assert add_business_seconds(apia, start, 2 * HOUR) == local("Pacific/Apia", "2012-01-02T10:00")
    assert business_seconds_between(apia, start, local("Pacific/Apia", "2012-01-02T10:00")) == 2 * HOUR


def test_going_back_over_midnight_does_not_undo_the_new_day():
    """Newfoundland, 2010: at 00:01 on Sunday the clocks went back to 23:01 on Saturday."""
    sunday_first_hour = calendar("America/St_Johns", ((),) * 6 + (((0, 60),),))
    midnight, again_saturday = local("UTC", "2010-11-07T02:30"), local("UTC", "2010-11-07T02:45")
    assert is_open(sunday_first_hour, again_saturday)
    assert next_open(sunday_first_hour, again_saturday) == again_saturday
    assert business_seconds_between(sunday_first_hour, midnight, again_saturday) == 900
    assert add_business_seconds(sunday_first_hour, again_saturday, 600) == local("UTC", "2010-11-07T02:55")
    assert business_seconds_between(sunday_first_hour, midnight, local("UTC", "2010-11-08T00:00")) == 2 * HOUR


def test_a_holiday_on_the_day_of_a_clock_jump_takes_its_real_length_away():
    closed = calendar(week=ALWAYS, holidays=[date(2026, 3, 8)])
    assert (
        business_seconds_between(closed, chicago("2026-03-07T00:00"), chicago("2026-03-10T00:00"))
        == 48 * HOUR
    )


def test_clocks_going_back_shorten_a_long_wait_exactly():
    """Thirty-five days always open: the extra hour is in the first weeks, so the walk must not overshoot."""
    start = chicago("2026-10-26T00:00")
    for seconds in (7 * 24 * HOUR, 7 * 24 * HOUR + 1, 35 * 24 * HOUR, 35 * 24 * HOUR + HOUR):
        assert add_business_seconds(calendar(week=ALWAYS), start, seconds) == start + timedelta(
            seconds=seconds
        )


def test_a_night_shift_is_split_at_midnight_and_a_block_across_it_refused():
    night = week_of([(4, 22 * 60, 6 * 60), (6, 20 * 60, 0)])
    assert night[4] == ((1320, 1440),)
    assert night[5] == ((0, 360),)
    assert night[6] == ((1200, 1440),)
    assert night[0] == ()
    start = chicago("2026-03-06T23:00")
    assert add_business_seconds(calendar(week=night), start, 2 * HOUR) == chicago("2026-03-07T01:00")
    with pytest.raises(CalendarError, match="within one day"):
        calendar(week=(((1320, 360),),) * 7)


def test_overlapping_shifts_count_once():
    assert week_of([(0, 600, 900), (0, 540, 720), (0, 900, 960)])[0] == ((540, 960),)


@pytest.mark.parametrize(
    "wrong",
    [
        {"zone": "Mars/Olympus"},
        {"zone": "../etc/passwd"},
        {"zone": ""},
        {"week": ((),) * 6},
        {"week": (((540, 540),),) * 7},
        {"week": (((-1, 540),),) * 7},
        {"week": (((540, 1441),),) * 7},
        {"week": (((540, 720), (700, 900)),) * 7},
        {"week": (((780, 1020), (540, 720)),) * 7},
        {"absences": [(date(2026, 2, 2), date(2026, 2, 1))]},
    ],
)
def test_a_calendar_that_cannot_be_is_refused(wrong):
    with pytest.raises(CalendarError):
        calendar(**wrong)


def test_a_calendar_without_open_time_has_no_deadline():
    never = calendar(week=((),) * 7)
    now = chicago("2026-03-03T10:00")
    with pytest.raises(NeverOpenError, match="no working hours"):
        add_business_seconds(never, now, 1)
    with pytest.raises(NeverOpenError):
        next_open(never, now)
    assert not is_open(never, now)
    assert business_seconds_between(never, now, now + timedelta(days=30)) == 0


def test_an_absence_for_ever_has_no_deadline():
    gone = calendar(absences=[(date(2026, 1, 1), date.max)])
    with pytest.raises(NeverOpenError, match="9999"):
        add_business_seconds(gone, chicago("2026-03-03T10:00"), 1)
    with pytest.raises(NeverOpenError):
        next_open(gone, chicago("2026-03-03T10:00"))


def test_naive_instants_and_negative_durations_are_refused():
    naive, aware = datetime(2026, 3, 3, 10), chicago("2026-03-03T10:00")
    for refused in (
        lambda: add_business_seconds(calendar(), naive, 1),
        lambda: business_seconds_between(calendar(), naive, aware),
        lambda: business_seconds_between(calendar(), aware, naive),
        lambda: is_open(calendar(), naive),
        lambda: next_open(calendar(), naive),
        lambda: deadline(naive, 1),
        lambda: add_business_seconds(calendar(), aware, -1),
        lambda: deadline(aware, -1),
        lambda: deadline(aware, 1, "lunar"),
        lambda: deadline(aware, 1, "business"),
    ):
        with pytest.raises(ValueError):
            refused()


def test_a_deadline_runs_by_the_clock_it_names():
    friday = chicago("2026-03-06T16:00")
    assert deadline(friday, 4 * HOUR) == friday + timedelta(hours=4)
    assert deadline(friday, 4 * HOUR, "business", calendar()) == chicago("2026-03-09T12:00")


def test_any_aware_instant_will_do_and_utc_comes_back():
    start = datetime(2026, 3, 3, 10, tzinfo=ZoneInfo("America/Chicago"))
    end = add_business_seconds(calendar(), start, HOUR)
    assert end == chicago("2026-03-03T11:00")
    assert end.tzinfo is UTC


def test_a_span_backwards_is_negative():
    a, b = chicago("2026-03-03T10:00"), chicago("2026-03-04T10:00")
    assert (
        business_seconds_between(calendar(), b, a) == -business_seconds_between(calendar(), a, b) == -8 * HOUR
    )


def test_ten_years_take_no_longer_than_an_hour_does():
    holidays = [date(year, month, 1) for year in range(2020, 2040) for month in range(1, 13)]
    busy = calendar(week=LUNCH, holidays=holidays)
    start = chicago("2026-03-03T10:00")
    add_business_seconds(busy, start, 10 * 250 * 7 * HOUR)
    began = stopwatch.perf_counter()
    for _ in range(200):
        add_business_seconds(busy, start, 10 * 250 * 7 * HOUR)
    assert (stopwatch.perf_counter() - began) / 200 < 0.002


# -- against the slow clock

ZONES = ["America/Chicago", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu", "UTC"]
ZONES += [
    "America/Sao_Paulo",
    "America/St_Johns",
    "Africa/Casablanca",
    "America/Havana",
    "Pacific/Kiritimati",
]
JUMPS = {
    "America/Chicago": ["2026-03-08", "2026-11-01"],
    "Europe/Berlin": ["2026-03-29", "2026-10-25"],
    "Australia/Lord_Howe": ["2026-04-05", "2026-10-04"],
    "Pacific/Apia": ["2011-12-30", "2012-04-01"],
    "America/Sao_Paulo": ["2018-02-17", "2018-11-04"],
    "America/St_Johns": ["2010-03-14", "2010-11-07"],
    "Africa/Casablanca": ["2026-02-15", "2026-03-22"],
    "America/Havana": ["2026-03-08", "2026-11-01"],
    "Pacific/Kiritimati": ["1994-12-31"],
}


@st.composite
def _days(draw):
    edges = draw(st.lists(st.integers(0, 1440), max_size=6, unique=True).map(sorted))
    return tuple(zip(edges[::2], edges[1::2], strict=False))


@st.composite
def _situations(draw):
    """A calendar and an instant in the fortnight around one of its zone's clock jumps."""
    zone = draw(st.sampled_from(ZONES))
    around = date.fromisoformat(draw(st.sampled_from(JUMPS.get(zone, ["2026-07-01"]))))
    days = st.integers(-7, 14).map(lambda number: around + timedelta(days=number))
    closed = draw(st.frozensets(days, max_size=3))
    absence = sorted(draw(st.tuples(days, days))) if draw(st.booleans()) else None
    calendar_ = BusinessCalendar(
        zone=zone,
        week=draw(st.tuples(*[_days()] * 7)),
        holidays=closed,
        absences=((absence[0], absence[1]),) if absence else (),
        half_days=draw(st.frozensets(days, max_size=3)),
    )
    minute = draw(st.integers(-3 * 1440, 3 * 1440))
    start = datetime.combine(around, datetime.min.time(), tzinfo=UTC) + timedelta(minutes=minute)
    return calendar_, start


def _slow_minutes(calendar_, start, minutes):
    """Open or not, minute by minute, by a wall clock that is held until a repeated stretch is over."""
    zone, held = ZoneInfo(calendar_.zone), datetime(1, 1, 1)
    answers = []
    for minute in range(-2 * 1440, minutes):
        wall = (start + timedelta(minutes=minute)).astimezone(zone).replace(tzinfo=None)
        held = max(held, wall)
        if minute >= 0:
            on, clock = held.date(), held.hour * 60 + held.minute
            closed = on in calendar_.holidays or any(a <= on <= b for a, b in calendar_.absences)
            blocks = () if closed else calendar_.week[on.weekday()]
            is_over = on in calendar_.half_days and clock >= 720
            answers.append(not is_over and any(opens <= clock < closes for opens, closes in blocks))
    return answers


@settings(max_examples=150, deadline=None)
@given(situation=_situations(), minutes=st.integers(0, 6 * 1440))
@example((calendar("America/St_Johns", ALWAYS), local("UTC", "2010-11-06T12:00")), 3 * 1440)
def test_spans_agree_with_a_clock_that_walks_minute_by_minute(situation, minutes):
    calendar_, start = situation
    walked = _slow_minutes(calendar_, start, minutes + 1)
    end = start + timedelta(minutes=minutes)
    assert business_seconds_between(calendar_, start, end) == 60 * sum(walked[:-1])
    assert is_open(calendar_, end) == walked[-1]


@settings(max_examples=150, deadline=None)
@given(situation=_situations(), seconds=st.integers(1, 40 * 24 * HOUR))
def test_a_deadline_is_the_first_instant_by_which_the_time_has_passed(situation, seconds):
    calendar_, start = situation
    if not calendar_.week_seconds:
        with pytest.raises(NeverOpenError):
            add_business_seconds(calendar_, start, seconds)
        return
    end = add_business_seconds(calendar_, start, seconds)
    assert business_seconds_between(calendar_, start, end) == seconds
    assert business_seconds_between(calendar_, start, end - timedelta(microseconds=1)) == seconds - 1


@settings(max_examples=150, deadline=None)
@given(situation=_situations())
def test_the_next_opening_is_open_and_nothing_before_it_is(situation):
    calendar_, start = situation
    if not calendar_.week_seconds:
        return
    opening = next_open(calendar_, start)
    assert opening >= start
    assert is_open(calendar_, opening)
    assert business_seconds_between(calendar_, start, opening) == 0


@settings(max_examples=100, deadline=None)
@given(situation=_situations(), first=st.integers(0, 10**7), second=st.integers(0, 10**7))
def test_two_waits_one_after_the_other_are_one_wait(situation, first, second):
    calendar_, start = situation
    if not calendar_.week_seconds:
        return
    there = add_business_seconds(calendar_, add_business_seconds(calendar_, start, first), second)
    assert there == add_business_seconds(calendar_, start, first + second)


@pytest.mark.parametrize("zone", ZONES)
def test_every_other_day_lasts_twenty_four_hours(zone):
    """The dates taken for irregular are all there are: otherwise a clock jump would go uncorrected."""
    info = ZoneInfo(zone)
    for year in (1986, 1995, 2010, 2011, 2026):
        irregular = set(irregular_dates(info, year))
        for number in range(365):
            on = date(year, 1, 1) + timedelta(days=number)
            length = instant_of(info, on + timedelta(days=1), 0) - instant_of(info, on, 0)
            assert on in irregular or length == timedelta(days=1)


def test_a_half_day_ends_at_noon():
    office = BusinessCalendar("Europe/Berlin", OFFICE, half_days=frozenset({date(2026, 12, 24)}))
    assert is_open(office, local("Europe/Berlin", "2026-12-24T11:59"))
    assert not is_open(office, local("Europe/Berlin", "2026-12-24T12:00"))
    three_hours_on = add_business_seconds(office, local("Europe/Berlin", "2026-12-24T11:00"), 3 * HOUR)
    assert three_hours_on == local("Europe/Berlin", "2026-12-25T11:00")

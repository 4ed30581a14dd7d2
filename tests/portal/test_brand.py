"""Any brand colour can be read, in light and in dark."""

from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from portal.brand import (
    DARK_HOVER,
    LIGHT_PAGE,
    READABLE,
    accent_on_dark,
    accent_on_light,
    contrast,
    parse,
)
from tests.people import VendorPeople

colours = st.integers(0, 0xFFFFFF).map(lambda number: parse(f"#{number:06x}"))


@given(colours)
def test_the_accent_reads_on_every_ground_it_stands_on(colour: tuple[float, float, float]) -> None:
    for accent, ground in ((accent_on_light(colour), LIGHT_PAGE), (accent_on_dark(colour), DARK_HOVER)):
        assert contrast(accent.base, ground) >= READABLE
        assert contrast(accent.strong, accent.soft) >= READABLE
        assert contrast(accent.on, accent.base) >= READABLE


def test_each_vendor_has_its_own_stylesheet(client: Client, acme: VendorPeople, globex: VendorPeople) -> None:
    acme.vendor.brand_color = "#ff0000"
    with acme.scope():
        acme.vendor.save()
    sheets = [client.get(people.url("brand.css")).content for people in (acme, globex)]
    assert sheets[0] != sheets[1]
    page = client.get(acme.url("accounts/login/"))
    assert b"/acme/brand.css?v=ff0000" in page.content
    assert b"style=" not in page.content

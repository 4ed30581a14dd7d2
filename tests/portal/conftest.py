"""Visitors of the portal, and offers for them."""

from collections.abc import Callable

import pytest
from django.test import Client

from leads.models import DeclineReason
from routing.models import Offer
from routing.offers.services.accept_offer import accept_offer
from tests.factories import LeadFactory, OfferFactory, ProductFactory, VerticalFactory
from tests.people import VendorPeople


@pytest.fixture
def rep(acme: VendorPeople) -> Client:
    """Larkspur's rep, signed in."""
    client = Client()
    client.force_login(acme.larkspur.rep)
    return client


@pytest.fixture
def admin(acme: VendorPeople) -> Client:
    """Larkspur's admin, signed in."""
    client = Client()
    client.force_login(acme.larkspur.admin)
    return client


@pytest.fixture
def offered(in_acme: VendorPeople) -> Callable[..., Offer]:
    """Makes an open offer for Larkspur of a lead whose every contact detail holds "zyzzyva"."""
    ProductFactory(name="Next-gen firewall")
    VerticalFactory(name="Manufacturing")
    DeclineReason.objects.get_or_create(slug="too-small", defaults={"name": "Too small for us"})

    def make(**fields: object) -> Offer:
        lead = fields.pop("lead", None) or LeadFactory(state="offered", **fields.pop("of", {}))
        return OfferFactory(lead=lead, **{"partner": in_acme.larkspur.partner, **fields})

    return make


@pytest.fixture
def accepted(in_acme: VendorPeople, offered: Callable[..., Offer]) -> Offer:
    """A lead that Larkspur has accepted."""
    larkspur = in_acme.larkspur
    return accept_offer(offer_id=offered().id, partner_id=larkspur.partner.id, actor=larkspur.rep_actor)

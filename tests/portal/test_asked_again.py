"""The partner that has a lead reads what the same person said when it asked again."""

from django.test import Client

from leads.services.receive_leads import receive_lead
from routing.models import Offer
from routing.offers.services.accept_offer import accept_offer
from tests.people import VendorPeople
from tests.services.rounds import PERSON, publish, route

RITA = {"email": "rita@gmail.com", "last_name": "Roe", "country": "US"}


def test_the_holder_reads_what_is_new_and_nobody_before_it_accepts(
    acme: VendorPeople, client: Client
) -> None:
    with acme.scope():
        publish()
        receive_lead(data=RITA, actor=PERSON)
        route()
        receive_lead(data=RITA | {"need": "Zyzzyva firewall", "phone": "+15125550100"}, actor=PERSON)
        offer = Offer.objects.get()
        holder = next(each for each in (acme.larkspur, acme.quillon) if each.partner.id == offer.partner_id)
    client.force_login(holder.rep)
    before = client.get(f"/acme/portal/offers/{offer.id}/").content.decode()
    assert "Zyzzyva" not in before and "5550100" not in before
    with acme.scope():
        accept_offer(offer_id=offer.id, partner_id=holder.partner.id, actor=PERSON)
    shown = client.get(f"/acme/portal/leads/{offer.id}/", follow=True).content.decode()
    assert "Asked again" in shown and "Zyzzyva firewall" in shown and "+15125550100" in shown

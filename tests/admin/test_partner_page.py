"""One partner's page: what it lacks before it can work leads, and what happened with it."""

from datetime import timedelta

from django.test import Client

from partners.models import Agreement, ChangeRequest, Partner
from prm.platform import clock
from routing.partner_pages.selectors.partner_timeline import partner_timeline
from routing.partner_pages.selectors.readiness import readiness_of
from tests.admin.console import change
from tests.admin.test_leads import queries_of
from tests.factories import AgreementFactory, LeadFactory, OfferFactory, PartnerFactory
from tests.people import VendorPeople


def missing(partner: Partner) -> list[str]:
    return [str(step.words) for step in readiness_of(partner).steps if not step.is_done]


def test_a_new_partner_is_told_what_it_lacks_and_one_with_a_history_what_is_left(
    in_acme: VendorPeople,
) -> None:
    new = PartnerFactory(email="", capacity=None)
    lacks = missing(new)
    assert lacks[:2] == ["People can sign in", "Somebody is told of offers"]
    assert "A first lead is accepted" in lacks and "The agreement is signed" not in lacks
    old = in_acme.larkspur.partner
    assert "People can sign in" not in missing(old)
    OfferFactory(lead=LeadFactory(), partner=old, state="closed", accepted_at=clock.now())
    assert "A first lead is accepted" not in missing(old)


def test_signing_is_a_step_only_where_there_is_something_to_sign(in_acme: VendorPeople) -> None:
    assert "The agreement is signed" not in [str(s.words) for s in readiness_of(PartnerFactory()).steps]
    AgreementFactory(published_at=clock.now() - timedelta(days=1))
    assert Agreement.objects.exists() and "The agreement is signed" in missing(PartnerFactory())


def test_the_history_holds_every_side_newest_first(in_acme: VendorPeople) -> None:
    partner, now = in_acme.larkspur.partner, clock.now()
    OfferFactory(
        lead=LeadFactory(company="Quarry"), partner=partner, state="closed", outcome="won", outcome_value=900,
        offered_at=now - timedelta(days=3), accepted_at=now - timedelta(days=2), closed_at=now,
    )  # fmt: skip
    ChangeRequest.objects.create(partner=partner, kind="territory", asked_at=now - timedelta(days=1))
    told = partner_timeline(partner_id=partner.pk)
    assert [one.at for one in told] == sorted((one.at for one in told), reverse=True)
    about_leads = [one.words for one in told if one.lead_id]
    assert about_leads[0].startswith("Won") and about_leads[1:] == ["Accepted", "Offered"]
    assert any(one.request_id for one in told)
    others = partner_timeline(partner_id=in_acme.quillon.partner.pk)
    assert not any(one.lead_id or one.request_id for one in others)


def test_the_page_shows_both(acme: VendorPeople, client: Client) -> None:
    client.force_login(acme.ana)
    url = change(acme, "partners/partner", acme.larkspur.partner.pk)
    page = client.get(url).text
    assert "Ready for leads:" in page and "What happened with this partner, newest first" in page
    assert queries_of(client, url) <= 45

"""A Python client generated from the schema: typed, without a warning, and it works against a real server."""

import compileall
import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from django.test import Client
from openapi_python_client import generate
from openapi_python_client.config import Config, ConfigFile, MetaType

from partners.models import Partner, PartnerStatus
from routing.batches.services.route_leads import route_waiting_leads
from routing.policies.services.start_vendor import start_vendor
from tests.people import VendorPeople

PACKAGE = "prm_client_of_tests"
CONFIG = Path(__file__).parents[2] / "docs/python-client.yaml"


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The package, made as `docs/api.md` says, and importable."""
    folder = tmp_path_factory.mktemp("client")
    document = folder / "schema.json"
    document.write_bytes(Client().get("/api/v1/schema/?format=json&bodies=json").content)
    config = Config.from_sources(
        ConfigFile.load_from_path(CONFIG),
        MetaType.NONE,
        document_source=document,
        file_encoding="utf-8",
        overwrite=True,
        output_path=folder / PACKAGE,
    )
    complaints = generate(config=config)
    assert not complaints, [f"{one.header} {one.detail}" for one in complaints]
    sys.path.insert(0, str(folder))
    yield folder / PACKAGE
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


def test_the_generated_code_compiles_and_every_choice_has_a_name_of_its_own(generated: Path) -> None:
    assert compileall.compile_dir(generated, quiet=1)
    made_up = {one.stem for one in (generated / "models").glob("*_enum.py")} - {"blank_enum"}
    assert not made_up, "name them in ENUM_NAME_OVERRIDES"


def calls(*names: str) -> Any:
    """The modules of calls, by their names: `leads.lead_create`."""
    found = {name.rpartition(".")[2]: importlib.import_module(f"{PACKAGE}.api.{name}") for name in names}
    return SimpleNamespace(**found)


def test_the_generated_client_posts_reads_lists_accepts_and_reads_problems(
    generated: Path, served: str, fresh_vendor: Callable[[], VendorPeople]
) -> None:
    people = fresh_vendor()
    with people.scope():
        start_vendor()
        Partner.objects.exclude(pk=people.larkspur.partner.pk).update(status=PartnerStatus.INACTIVE)
    models = importlib.import_module(f"{PACKAGE}.models")
    api = calls(
        "leads.lead_create", "leads.lead_read", "leads.lead_list", "leads.lead_create_bulk",
        "offers.offer_list", "offers.offer_accept", "offers.offer_decline",
    )  # fmt: skip
    client = importlib.import_module(f"{PACKAGE}").AuthenticatedClient
    vendor = client(base_url=served, token=people.key)
    partner = client(base_url=served, token=people.larkspur.key)

    posted = models.LeadInputRequest(
        external_id="c-1", email="jo@mills.example.com", company="Example Mills", country="US", employees=240
    )
    lead = api.lead_create.sync(client=vendor, body=posted)
    assert isinstance(lead, models.ReceivedOut) and lead.state is models.LeadState.NEW
    again = api.lead_create.sync_detailed(client=vendor, body=posted)
    assert again.status_code == 200 and again.parsed.duplicate is True and again.parsed.id == lead.id
    read = api.lead_read.sync(lead.id, client=vendor)
    assert isinstance(read, models.LeadOut) and read.employees == 240 and read.received_at.tzinfo

    rows = [
        models.LeadInputRequest(email=f"row{number}@looms.example.com", country="DE") for number in (1, 2)
    ]
    bulk = api.lead_create_bulk.sync(client=vendor, body=rows)
    assert [row.status for row in bulk.results] == [201, 201]
    first = api.lead_list.sync(client=vendor, country="DE", limit=1)
    assert isinstance(first, models.LeadPage) and len(first.results) == 1 and first.next_
    second = api.lead_list.sync(client=vendor, country="DE", limit=1, cursor=cursor_of(first.next_))
    assert {row.email for page in (first, second) for row in page.results} == {row.email for row in rows}
    assert second.next_ is None

    route_waiting_leads(vendor_id=people.vendor.id)
    [offer] = [
        one
        for one in api.offer_list.sync(client=partner, state=models.OfferState.OFFERED).results
        if one.lead == lead.id
    ]
    assert offer.contact is None
    accepted = api.offer_accept.sync(offer.id, client=partner)
    assert accepted.state is models.OfferState.ACCEPTED and accepted.contact.email == posted.email

    refused = api.offer_accept.sync_detailed(offer.id, client=partner)
    assert refused.status_code == 409 and isinstance(refused.parsed, models.Problem)
    assert refused.parsed.code == "not_offered" and refused.parsed.errors == []
    wrong = api.lead_create.sync(client=vendor, body=models.LeadInputRequest(email="no address"))
    assert isinstance(wrong, models.Problem) and wrong.errors[0].field == "email"
    for each in (vendor, partner):
        each.get_httpx_client().close()


def cursor_of(url: str) -> str:
    """The cursor in the address of another page."""
    return httpx.URL(url).params["cursor"]

"""Which names and addresses are of one company."""

import pytest

from leads.identity.company import Company, match
from prm.platform.cleaning.company import company_domains
from prm.platform.cleaning.registry_id import registry_ids

SAME = [
    ("Nordlys A/S", "Nordlys AS"),
    ("Casa Verde S/A", "Casa Verde SA"),
    ("Beaumont S.à r.l.", "Beaumont Sarl"),
    ("Quellwerk UG (haftungsbeschränkt)", "Quellwerk UG"),
    ("Müller Netze e.K.", "Mueller Netze"),
    ("Fjord Data AB (publ)", "Fjord Data AB"),
    ("ООО Ромашка", "Ромашка"),
    ("株式会社あおぞら", "あおぞら株式会社"),
    ("Vltava spol. s r.o.", "Vltava s.r.o."),
    ("Ромашка", "Romashka LLC"),
    ("Müller", "Muller"),
    ("Søndergaard ApS", "Soendergaard"),
    ("Søndergaard", "Sondergaard A/S"),
    ("Straße AG", "Strasse"),
    ("Åkerlund AB", "Aakerlund"),
    ("Åkerlund", "Akerlund Oy"),
    ("Æble ApS", "Aeble"),
    ("Kеstrel Mills", "Kestrel Mills"),
    ("Acme Ges.m.b.H.", "Acme GmbH"),
    ("Acme S. r. o.", "Acme"),
    ("ACME  Sp. z o.o. Sp. k.", "Acme"),
    ("UAB Baltija", "Baltija, UAB"),
    ("PT Maju Jaya Tbk", "Maju Jaya"),
    ("Acme S.A. de C.V.", "Acme"),
    ("Acme S.A.P.I. de C.V.", "Acme"),
    ("Acme (Pty) Ltd", "Acme Proprietary Limited"),
    ("㈱あおぞら", "あおぞら"),
    ("有限会社テスト", "テスト"),
    ("삼성전자(주)", "삼성전자 주식회사"),
    ("北京字节有限公司", "北京字节"),
    ("Gül A.Ş.", "Gül Anonim Şirketi"),
    ("Gül San. ve Tic. Ltd. Şti.", "Gul"),
    ("Общество с ограниченной ответственностью «Ромашка»", "ООО «Ромашка»"),
    ("ТОВ Ромашка", "Ромашка"),
    ("Ромашка ООД", "Ромашка"),
    ("Rossi S.r.l.s.", "Rossi Srl"),
    ("Smith & Sons Ltd", "Smith and Sons Limited"),
    ("Müller und Söhne KG", "Mueller & Soehne"),
    ("L'Oréal SA", "Loreal"),
    ("AB Volvo", "Volvo AB"),
    ("Volvo AB (publ)", "Volvo"),
    ("Acme Co., Ltd.", "Acme Co Ltd"),
    ("Acme, Inc", "ACME INCORPORATED"),
    ("SARL Dupont", "Dupont SARL"),
    ("Weber GmbH & Co. KGaA", "Weber"),
    ("Weber AG & Co. KG", "Weber"),
    ("Công ty TNHH Sao Mai", "Sao Mai"),
    ("Sao Mai JSC", "Sao Mai"),
    ("Acme FZ-LLC", "Acme"),
    ("Acme W.L.L.", "Acme"),
    ("Acme P.J.S.C.", "Acme PJSC"),
    ("Acme Sdn. Bhd.", "Acme"),
    ("Acme Pvt. Ltd.", "Acme Private Limited"),
    ("Kilo Lda.", "Kilo Unipessoal Lda"),
    ("Nord\u00adwind GmbH", "Nordwind"),
    ("Ельта Α.Ε.", "Ельта"),
    ("Tartu OÜ", "OÜ Tartu"),
    ("Acme Kft.", "Acme"),
    ("Acme Ltée", "Acme"),
    ("Acme p.l.c.", "Acme PLC"),
    ("Acme SE", "Acme S.E."),
    ("Acme Aktiengesellschaft", "Acme AG"),
    ('בזק בע"מ', "בזק"),
    ("Acme gGmbH", "Acme"),
    ("Acme e.V.", "Acme"),
    ("บริษัท ปตท จำกัด (มหาชน)", "ปตท"),
    ("Acme d.o.o.", "Acme doo"),
    ("Acme S.p.A.", "Acme spa"),
    ("ACME G.m.b.H.", "Acme"),
    ("Chose Sàrl", "Chose S.à.r.l."),
    ("Foo Kabushiki Kaisha", "Foo K.K."),
    ("Acme ООО", "OOO Acme"),
    ("«Ромашка» ЗАО", "Ромашка"),
    ("Bäcker Müller", "Baecker Mueller"),
    ("Ćevap d.d.", "Cevap"),
    ("ABC Company Limited", "ABC"),
    ("Łódź Sp.j.", "Lodz"),
]
DIFFERENT = [
    ("North Star Foods", "North Shore Foods"),
    ("Delta Air", "Delta Airports"),
    ("Bauer", "Baur"),
    ("Mueller", "Muller"),
    ("Air France", "Air"),
    ("Acme", "Acme Group"),
    ("Vitamin", "Vitamin C"),
    ("Santander UK", "Santander"),
    ("Team A", "Team B"),
    ("Bank of America", "Bank"),
    ("Pepe Jeans", "Pepe"),
    ("As", "AB"),
    ("Amsa", "Am"),
    ("Costco", "Cost"),
    ("Data AI", "Data"),
    ("Sole", "Sol"),
    ("Manuel", "Manel"),
    ("Nestle NA", "Nestle EU"),
    ("Do Co", "Re Co"),
    ("Private", "Company"),
    ("Star Alliance", "Star"),
    ("Big Ben", "Big"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_a_company_is_known_in_every_spelling_of_its_name(one: str, other: str) -> None:
    found = match(Company.of(company=one, country="DE"), Company.of(company=other))
    assert found is not None and found.evidence == "name"


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_companies_with_like_names_are_not_one(one: str, other: str) -> None:
    assert match(Company.of(company=one), Company.of(company=other)) is None


def test_a_name_counts_within_a_country_and_less_where_one_is_not_said() -> None:
    american, german = Company.of(company="Acme", country="US"), Company.of(company="Acme", country="DE")
    nowhere = Company.of(company="Acme Inc.")
    assert match(american, german) is None
    sure, unsure = match(american, american), match(american, nowhere)
    assert sure and unsure and sure.confidence > unsure.confidence


def test_a_domain_counts_in_every_country_and_a_registry_number_before_it() -> None:
    lei = {"LEI": "529900T8BM49AURSDO55"}
    one = Company.of(company="Acme", website="https://shop.acme.com/x", country="US", custom=lei)
    by_mail = Company.of(company="Other", email="jo@mail.acme.com", country="DE")
    by_number = Company.of(custom={"lei": "5299 00T8 BM49 AURS DO55"})
    domain, number = match(one, by_mail), match(one, by_number)
    assert domain and domain.evidence == "domain"
    assert number and number.evidence == "registry_id" and number.confidence > domain.confidence


def test_both_domains_of_a_lead_count() -> None:
    lead = Company.of(website="https://acme.com", email="jo@acme.de")
    assert match(lead, Company.of(website="https://www.acme.de"))
    assert match(lead, Company.of(email="x@acme.com"))


FREE = "gmail.com googlemail.com gmx.de web.de t-online.de orange.fr qq.com proton.me yahoo.co.uk outlook.de"
FREE += " icloud.com wanadoo.fr libero.it mail.ru naver.com bluewin.ch hey.com tutanota.com aol.com free.fr"


@pytest.mark.parametrize("domain", FREE.split())
def test_a_free_mail_service_is_no_company(domain: str) -> None:
    assert company_domains("", domain) == ()


def test_a_shared_site_is_no_company_but_its_own_people_are() -> None:
    assert company_domains("https://www.linkedin.com/company/acme", "acme.de") == ("acme.de",)
    assert company_domains("https://acme.github.io", "") == ("acme.github.io",)
    assert company_domains("", "linkedin.com") == ("linkedin.com",)
    assert company_domains("https://www.example.com", "shop.acme.example.com") == ("acme.example.com",)


@pytest.mark.parametrize(
    ("custom", "found"),
    [
        ({"VAT ID": "DE 123 456 789"}, ["vat:DE123456789"]),
        ({"D-U-N-S": "12-345-6789", "duns": "12-345-6789"}, ["duns:123456789", "duns:123456789"]),
        ({"company_number": "00000000"}, []),
        ({"vat_id": "none"}, []),
        ({"lei": "short"}, []),
        ({"shoe size": "123456"}, []),
        ({"siren": 732829320}, ["siren:732829320"]),
    ],
)
def test_registry_numbers_are_read_from_custom_fields(custom: dict[str, object], found: list[str]) -> None:
    assert list(registry_ids(custom)) == found

"""How companies are told apart: domain, folded name, account."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leads.intake.normalise import clean_lead
from prm.platform.cleaning.company_name import fold_company


@pytest.mark.parametrize(
    ("name", "fold"),
    [
        ("Acme, Inc.", "acme"),
        ("ACME INCORPORATED", "acme"),
        ("The Acme Company", "acme"),
        ("Acme GmbH & Co. KG", "acme"),
        ("Acme S.p.A.", "acme"),
        ("Acme Sp. z o.o.", "acme"),
        ("Acme S.A. de C.V.", "acme"),
        ("Acme Pty Ltd", "acme"),
        ("ООО Ромашка", "ромашка"),
        ("Ромашка ООО", "ромашка"),
        ("Müller & Söhne AG", "muller and sohne"),
        ("Johnson & Johnson", "johnson and johnson"),
        ("McDonald’s Corp.", "mcdonalds"),
        ("J.P. Morgan", "jp morgan"),
        ("株式会社テスト", "テスト"),
        ("テスト株式会社", "テスト"),
        ("株式会社", "株式会社"),
        ("हिन्दी लिमिटेड", "हिन्दी लिमिटेड"),
        ("شركة النور", "شركة النور"),
        ("AG", "ag"),
        ("Co.", "co"),
        ("The", "the"),
        ("The Limited", "limited"),
        ("🚀", ""),
        ("---", ""),
        ("", ""),
    ],
)
def test_a_name_is_folded_to_what_tells_companies_apart(name, fold):
    assert fold_company(name) == fold


@given(st.text(max_size=200))
def test_a_fold_fits_its_column_and_holds_no_case(name):
    fold = fold_company(name)
    assert len(fold) <= 190
    assert fold == fold.strip()


@pytest.mark.parametrize(
    ("posted", "key"),
    [
        ({"website": "https://shop.acme.co.uk/de"}, "acme.co.uk"),
        ({"email": "jane@mail.acme.example.com"}, "acme.example.com"),
        ({"website": "acme.com", "email": "jane@acme.de"}, "acme.com"),
        ({"email": "jane@gmail.com"}, ""),
        ({"email": "jane@gmail.com", "company": "Acme, Inc.", "country": "US"}, "acme/US"),
        ({"email": "jane@gmx.de", "website": "acme.de"}, "acme.de"),
        ({"website": "https://www.linkedin.com/company/acme", "email": "jane@acme.de"}, "acme.de"),
        ({"website": "https://acme.github.io"}, "acme.github.io"),
        ({"email": "jane@bücher.example.org", "company": "Bücher"}, "xn--bcher-kva.example.org"),
        ({"website": "https://bücher.de"}, "xn--bcher-kva.de"),
        ({"company": "Acme GmbH", "country": "DE"}, "acme/DE"),
        ({"company": "Acme GmbH"}, "acme/"),
        ({"company": "🚀"}, ""),
        ({"external_id": "L-1"}, ""),
        ({"email": "jane@intranet.corp-internal", "external_id": "L-1"}, ""),
    ],
)
def test_an_account_is_a_domain_or_else_a_name_in_a_country(posted, key):
    assert clean_lead(posted).account_key == key


def test_the_same_company_has_one_account_however_it_is_written():
    spellings = ["Acme Inc", "ACME, Inc.", "The Acme Corporation", " acme  LLC"]
    keys = {clean_lead({"company": name, "country": "usa"}).account_key for name in spellings}
    assert keys == {"acme/US"}


def test_an_e_mail_domain_is_kept_in_ascii():
    assert clean_lead({"email": "jane@Bücher.example"}).email_domain == "xn--bcher-kva.example"
    assert clean_lead({"external_id": "L-1"}).email_domain == ""

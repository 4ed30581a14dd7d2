"""Every field of a lead that can be posted, declared once.

The reader, the API's schema in and out, what partners see, what erasing empties and what routing knows
follow from it. A new field is one line here and a migration; `tests/leads/test_fields.py` says what
is missing. A field that routing knows has its line among the engine's facts too, which may import nothing.
"""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from leads.fields import bands, readers
from leads.fields.about import CONTACT, Engine, Partner, Use
from leads.fields.kinds import (
    code,
    codes,
    degrees,
    flag,
    json_object,
    json_value,
    money,
    number,
    paragraphs,
    text,
)
from leads.fields.readers import alone, named, remembered
from prm.platform.cleaning.company import clean_website
from prm.platform.cleaning.contact import clean_email
from prm.platform.cleaning.flag import clean_authority, clean_flag
from prm.platform.cleaning.json_values import clean_consent, clean_custom
from prm.platform.cleaning.language import clean_language
from prm.platform.cleaning.number import (
    MOST_EMPLOYEES,
    clean_intent_score,
    clean_latitude,
    clean_longitude,
)
from prm.platform.cleaning.place import clean_country, clean_currency
from prm.platform.cleaning.placeholder import clean_named, clean_person
from prm.platform.cleaning.text import clean_category
from prm.platform.cleaning.zone import clean_zone

ORIGIN: Final = Use(personal=False, partner=Partner.HOLDER, engine=Engine.CONDITION)
CODE: Final = Use(personal=False, partner=Partner.CODE, engine=Engine.CONDITION)
AMOUNT: Final = Use(personal=False, partner=Partner.BAND, engine=Engine.CONDITION)
ADDRESS: Final = Use(personal=True, partner=Partner.HOLDER, engine=Engine.CONDITION)
POINT: Final = Use(personal=True, partner=Partner.NOTHING, engine=Engine.FACT)
WORDS: Final = Use(personal=True, partner=Partner.HOLDER, engine=Engine.ASKED)


class LeadFields(models.Model):
    """What was posted, in its normal form."""

    external_id = text(
        _("external ID"), 200, CONTACT, identifies=True, help=_("Your own ID."), example="mkt-1001"
    )
    source = text(
        _("source"),
        100,
        ORIGIN,
        help=_("Where the lead came from, such as web, event or partner."),
        example="web",
    )
    campaign = text(_("campaign"), 200, ORIGIN)
    first_name = code(
        _("first name"), 100, CONTACT, named(clean_person, 100), typed=100, identifies=True, example="Jo"
    )
    last_name = code(
        _("last name"), 100, CONTACT, named(clean_person, 100), typed=100, identifies=True, example="Example"
    )
    email = code(
        _("e-mail"), 254, CONTACT, alone(clean_email), typed=254, identifies=True,
        help=_("Its domain tells the company, unless it is a free mail service’s."), example="jo@example.com",
    )  # fmt: skip
    phone = code(
        _("phone"), 20, CONTACT, readers.phone, identifies=True,
        help=_(
            "In any usual format. Stored as E.164. Without +, it is read as a number of the lead’s country."
        ),
        example="+1 512 555 0100",
    )  # fmt: skip
    job_title = text(_("job title"), 200, WORDS)
    company = code(
        _("company"), 200, CONTACT, named(clean_named, 200), typed=200, identifies=True,
        example="Example Mills",
    )  # fmt: skip
    website = code(_("website"), 500, CONTACT, alone(clean_website), typed=500, identifies=True)
    country = code(
        _("country"), 2, CODE, remembered(clean_country),
        help=_("An ISO 3166-1 code (US, USA) or a name (United States)."), example="US",
    )  # fmt: skip
    region = code(
        _("region"), 6, CODE, readers.region,
        help=_("A code (US-TX), or a name (Texas) if the country is given."), example="US-TX",
    )  # fmt: skip
    city = code(_("city"), 100, ADDRESS, named(clean_named, 100), typed=100)
    postal_code = code(_("postal code"), 20, ADDRESS, readers.postal_code, typed=20, example="78701")
    latitude = degrees(
        _("latitude"), 90, POINT, alone(clean_latitude),
        help=_("Send it with longitude. If left out, it is filled from the postal code or city."),
    )  # fmt: skip
    longitude = degrees(_("longitude"), 180, POINT, alone(clean_longitude), help=_("With latitude."))
    time_zone = code(
        _("time zone"), 50, CONTACT, alone(clean_zone),
        help=_("An IANA name. If left out, it follows from the address or phone."),
        example="America/Chicago",
    )  # fmt: skip
    industry = code(
        _("industry"), 80, CODE, readers.industry, typed=80,
        help=_("The slug or name of one of your verticals."), example="manufacturing",
    )  # fmt: skip
    products = codes(
        _("products"), 50, CODE, readers.product, longest=80,
        help=_("Slugs or names of your products."), example=["firewall"],
    )  # fmt: skip
    employees = number(
        _("employees"), MOST_EMPLOYEES,
        Use(personal=False, partner=Partner.BAND, engine=Engine.CONDITION), readers.employees,
        band=bands.SIZE, example=240,
    )  # fmt: skip
    languages = codes(
        _("languages"), 20, ADDRESS, remembered(clean_language), longest=35, help=_("BCP 47 tags.")
    )
    budget_amount = money(
        _("budget"), AMOUNT, readers.money, band=bands.VALUE, help=_("In the lead’s currency.")
    )
    budget_confirmed = flag(_("budget confirmed"), ORIGIN, alone(clean_flag))
    authority = code(
        _("authority"), 200, WORDS, alone(clean_authority), typed=200, help=_("Who decides, or true.")
    )
    need = paragraphs(_("need"), 5000, CONTACT, help=_("Partners see it once they have accepted."))
    need_category = code(
        _("kind of need"), 80, CODE, remembered(clean_category), typed=80,
        help=_("A word or slug. Partners see it before they accept."),
    )  # fmt: skip
    timeline = text(
        _("timeline"), 80, Use(personal=True, partner=Partner.BAND, engine=Engine.CONDITION),
        band=bands.TIMELINE, help=_("Such as “3 months”. Before accepting, partners see a band of it."),
        example="3 months",
    )  # fmt: skip
    estimated_value = money(
        _("estimated value"), AMOUNT, readers.money, band=bands.VALUE,
        help=_("In the lead’s currency. Before accepting, partners see a band of it."), example=60000,
    )  # fmt: skip
    currency = code(
        _("currency"), 3, CODE, remembered(clean_currency), typed=3, help=_("ISO 4217."), example="USD"
    )
    intent_score = number(_("intent"), 100, CODE, alone(clean_intent_score), example=80)
    partner_campaign = text(
        _("partner campaign"), 200,
        Use(personal=False, partner=Partner.NOTHING, engine=Engine.CONDITION),
        help=_("The partner’s campaign that the lead came from."),
    )  # fmt: skip
    marks = codes(
        _("marks"), 20, Use(personal=False, partner=Partner.NOTHING, engine=Engine.NO),
        remembered(clean_category), longest=80, is_later=True, example=["new-segment"],
        help=_("Words or slugs of your own. Rules ask for them among the marks."),
    )  # fmt: skip
    consent = json_value(
        _("consent"), ADDRESS, alone(clean_consent), help=_("true, false, or an object of up to 4 KB.")
    )
    custom = json_object(_("custom fields"), WORDS, alone(clean_custom), help=_("An object of up to 16 KB."))

    class Meta:
        abstract = True

"""What a partner may know of a lead: before it has accepted it, and after.

Pages, API, mails and webhooks all take it from here, so that what is blind is decided in one place: each
field says in `leads/fields/lead.py` what a partner sees of it.
"""

from types import SimpleNamespace
from typing import Any, Final
from uuid import UUID

from leads.fields.about import Partner
from leads.fields.catalogue import LEAD, seen_before
from leads.models import Lead
from leads.selectors.unread import raw_text

CODES: Final = seen_before(Partner.CODE)
BANDS: Final = tuple((name, band) for name in seen_before(Partner.BAND) if (band := LEAD[name].band))
HELD: Final = tuple(
    name for name, field in LEAD.items() if field.use.partner in (Partner.BAND, Partner.HOLDER)
)


class Facts(SimpleNamespace):
    """Facts of a lead, each an attribute."""

    def as_dict(self) -> dict[str, Any]:
        """For JSON: a payload, an API answer."""
        return dict(vars(self))


class BlindLead(Facts):
    """Codes and bands only: nothing that somebody could have typed freely, nothing that names anybody.

    The fields in CODES, the bands in BANDS ("" for unknown), and the stage. `size_band` counts employees
    ("50-199", "5000+"); `value_band` is money in `currency` ("25000-99999").
    """


class Contact(Facts):
    """Everything about a lead that its holder needs; only for the partner that has accepted it."""


def blind_facts(lead: Lead) -> BlindLead:
    """The only facts of a lead that may leave for a partner before it has accepted."""
    codes = {name: LEAD[name].stored(getattr(lead, name)) for name in CODES}
    return BlindLead(**codes, **_bands(lead), stage=lead.stage)


def _bands(lead: Lead) -> dict[str, str]:
    """Where several fields share a band, as value and budget do, the last one that is known counts."""
    bands: dict[str, str] = {}
    for name, band in BANDS:
        bands[band.name] = band.of(getattr(lead, name)) or bands.get(band.name, "")
    return bands


def contact_facts(lead: Lead) -> Contact:
    """Who the lead is and what it said. The caller has made sure that the viewer holds the lead.

    `unread`: of these fields, what was sent and could not be read.
    """
    unread = {
        name: raw_text(kept["value"]) for name, kept in sorted(lead.unread.items()) if name in {*HELD, *CODES}
    }
    return Contact(**{name: getattr(lead, name) for name in HELD}, unread=unread)


def may_see_contact(offer_state: str, offer_partner_id: UUID | None, viewer_id: UUID) -> bool:
    """Whether a partner sees who the lead is: while it holds it (`accepted`), and when it has closed it."""
    return offer_partner_id == viewer_id and offer_state in ("accepted", "closed")

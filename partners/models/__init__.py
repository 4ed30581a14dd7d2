"""Who may receive leads, and what each of them can do."""

from partners.models.agreement import Agreement, Signature
from partners.models.availability import Absence, WorkingHours
from partners.models.catalogue import (
    Certification,
    Product,
    ProductCertification,
    Tier,
    TierMeasure,
    TierRequirement,
    Vertical,
)
from partners.models.partner import Partner, PartnerStatus
from partners.models.qualification import PartnerCertification, PartnerSpecialisation, Territory
from partners.models.request import ChangeRequest
from partners.models.wishes import PartnerWishes

__all__ = [
    "Absence",
    "Agreement",
    "Certification",
    "ChangeRequest",
    "Partner",
    "PartnerCertification",
    "PartnerSpecialisation",
    "PartnerStatus",
    "PartnerWishes",
    "Product",
    "ProductCertification",
    "Signature",
    "Territory",
    "Tier",
    "TierMeasure",
    "TierRequirement",
    "Vertical",
    "WorkingHours",
]

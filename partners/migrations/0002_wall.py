"""Puts the tables behind the wall."""

from django.db import migrations

from prm.platform.tenants.wall import AppendOnly, Wall


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0001_initial"),
    ]

    operations = [
        Wall(
            "Tier",
            "TierRequirement",
            "Vertical",
            "Certification",
            "Product",
            "ProductCertification",
            "Partner",
            "PartnerCertification",
            "PartnerSpecialisation",
            "Territory",
            "WorkingHours",
            "Absence",
            "Agreement",
            "Signature",
            "ChangeRequest",
        ),
        AppendOnly("Signature"),
    ]

"""Puts the tables behind the wall, and seals timelines."""

from django.db import migrations

from prm.platform.ledger.operations import Sealed
from prm.platform.tenants.wall import AppendOnly, DueVendors, OwnerReads, Wall


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0001_initial"),
        ("ledger", "0002_wall"),
        ("partners", "0003_absence_of_a_member"),
    ]

    operations = [
        Wall(
            "Lead",
            "LeadEvent",
            "Note",
            "Attachment",
            "DeclineReason",
            "LeadRating",
            "DealRegistration",
            "ExchangeRate",
            "StrategicAccount",
            "Alias",
            "CompanyKey",
            "QualificationRules",
            "PersonKey",
            "LaterPost",
            "LeadLink",
            "InboundSource",
            "InboundPayload",
        ),
        AppendOnly("LeadEvent"),
        Sealed("LeadEvent"),
        OwnerReads("Lead"),
        DueVendors("leads_waiting_vendors", "leads_lead", "state = 'new' AND received_at <= moment"),
    ]

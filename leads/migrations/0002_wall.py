"""Puts the tables behind the wall."""

from django.db import migrations

from prm.platform.tenants.wall import AppendOnly, DueVendors, OwnerReads, Wall


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0001_initial"),
        ("partners", "0003_absence_of_a_member"),
        ("tenants", "0003_wall"),
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
        ),
        AppendOnly("LeadEvent"),
        OwnerReads("Lead"),
        DueVendors("leads_waiting_vendors", "leads_lead", "state = 'new' AND received_at <= moment"),
    ]

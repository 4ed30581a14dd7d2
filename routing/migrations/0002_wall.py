"""Puts the tables behind the wall."""

from django.db import migrations

from prm.platform.tenants.wall import AppendOnly, DueVendors, OwnerReads, Wall


class Migration(migrations.Migration):
    dependencies = [
        ("routing", "0001_initial"),
        ("leads", "0002_wall"),
    ]

    operations = [
        Wall(
            "RoutingLock",
            "PolicyVersion",
            "PartnerTableSnapshot",
            "Batch",
            "Decision",
            "Offer",
            "OfferInvitee",
            "Timer",
            "Credit",
            "Simulation",
            "PathReport",
        ),
        AppendOnly("PartnerTableSnapshot", "Batch", "Decision"),
        OwnerReads("Timer"),
        DueVendors("timers_due_vendors", "routing_timer", "fired_at IS NULL AND fires_at <= moment"),
    ]

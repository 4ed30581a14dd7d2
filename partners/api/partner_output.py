"""A partner going out."""

from typing import Any

from rest_framework import serializers

from partners.api.fields import MinuteOfDay
from partners.models import (
    Absence,
    Partner,
    PartnerCertification,
    PartnerStatus,
    Territory,
    WorkingHours,
)
from prm.platform.api.json_fields import JsonObject


class CertificationHeldOut(serializers.ModelSerializer[PartnerCertification]):
    """A certification held."""

    slug = serializers.CharField(source="certification.slug")

    class Meta:
        model = PartnerCertification
        fields = ("slug", "expires_on")


class TerritoryPartOut(serializers.ModelSerializer[Territory]):
    """Where the partner sells."""

    class Meta:
        model = Territory
        fields: Any = ("id", "country", "region", "postal_prefix", "latitude", "longitude", "radius_km")


class WorkingHoursOut(serializers.ModelSerializer[WorkingHours]):
    """A block of open hours."""

    opens = MinuteOfDay(source="opens_at_minute")
    closes = MinuteOfDay(source="closes_at_minute")
    weekday = serializers.IntegerField()

    class Meta:
        model = WorkingHours
        fields = ("weekday", "opens", "closes")


class AbsenceOut(serializers.ModelSerializer[Absence]):
    """An absence: days without leads."""

    class Meta:
        model = Absence
        fields = ("starts_on", "ends_on", "note")


class PartnerOut(serializers.ModelSerializer[Partner]):
    """A partner with its certifications, territories, hours and absences."""

    tier = serializers.CharField(source="tier.slug")
    status = serializers.ChoiceField(choices=PartnerStatus.choices)
    certifications = CertificationHeldOut(many=True)
    specialisations = serializers.SerializerMethodField()
    territories = TerritoryPartOut(many=True)
    working_hours = WorkingHoursOut(many=True)
    absences = AbsenceOut(many=True)
    email = serializers.CharField(help_text="Empty when unknown, like the other texts.")
    website = serializers.CharField()
    manager = serializers.CharField(
        source="manager.user.email", default="", help_text="The channel manager's e-mail address, or empty."
    )
    deputy = serializers.CharField(source="deputy.user.email", default="")
    custom = JsonObject()

    class Meta:
        model = Partner
        fields: Any = (
            "id",
            "external_id",
            "name",
            "tier",
            "status",
            "weight",
            "capacity",
            "languages",
            "certifications",
            "specialisations",
            "territories",
            "working_hours",
            "absences",
            "country",
            "region",
            "city",
            "postal_code",
            "latitude",
            "longitude",
            "time_zone",
            "email",
            "phone",
            "website",
            "manager",
            "deputy",
            "joined_on",
            "daily_cap",
            "weekly_cap",
            "monthly_cap",
            "missed_windows",
            "paused_at",
            "holiday_country",
            "holiday_region",
            "training_score",
            "mdf_score",
            "custom",
            "created_at",
            "updated_at",
        )
        read_only_fields = fields

    def get_specialisations(self, partner: Partner) -> list[str]:
        return [row.vertical.slug for row in partner.specialisations.all()]

"""The API's view of leads: serializers, intake, timeline, deals, conflicts."""

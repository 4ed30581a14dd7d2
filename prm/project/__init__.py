"""The composition on top: settings, URLs, Celery, the schedule, checks, metrics."""

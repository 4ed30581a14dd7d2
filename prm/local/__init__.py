"""The embedded stack: `manage.py up` starts and watches PostgreSQL, Redis, web, worker and beat."""

"""The web application for a WSGI server. Does not start with unsafe settings or an unsafe database role."""

import os

from django.core.wsgi import get_wsgi_application

from prm.project.checks import refuse_unsafe_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prm.project.settings")
application = get_wsgi_application()

from prm.project.warm import warm_up  # noqa: E402  (it names models, which the line above makes ready)

refuse_unsafe_start()
warm_up()

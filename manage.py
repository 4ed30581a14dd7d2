#!/usr/bin/env python3
"""Every command of the product starts here; given no servers, it works on the stack that is running."""

import os
import sys

from django.core.management import execute_from_command_line
from django.db.utils import OperationalError

from prm.local.running import join_running_stack

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prm.project.settings")
    advice = None if sys.argv[1:2] == ["up"] else join_running_stack()
    try:
        execute_from_command_line(sys.argv)
    except OperationalError:
        if advice is None:
            raise
        sys.exit(advice)

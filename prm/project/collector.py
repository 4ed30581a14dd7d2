"""The garbage collector passes over what stays for good.

Each full collection would look at some 200,000 objects of code and data, while leads wait.
"""

import gc
from typing import Any


def pass_over_what_is_loaded(**_: Any) -> None:
    """Collect once, and never look again at what is left. Call when a process has loaded what it needs."""
    gc.collect()
    gc.freeze()

"""Every way of choosing, by name. A method is a file in this folder that says `METHOD = …`."""

from importlib import import_module
from pkgutil import iter_modules

from routing.engine.methods.method import Method, MethodSettings

METHODS: dict[str, Method] = {}
"""By name, in the order of their files' names."""

for _module in iter_modules(__path__, f"{__name__}."):
    _found = getattr(import_module(_module.name), "METHOD", None)
    if isinstance(_found, Method):
        METHODS[_found.name] = _found

__all__ = ["METHODS", "Method", "MethodSettings"]

"""A person chooses in which language the product speaks to them."""

from django.conf import settings
from django.utils.translation import gettext as _

from prm.platform.errors import FieldError, InvalidInput
from prm.platform.tenants.models import User


def choose_language(*, user: User, language: str) -> None:
    """Pages and mails are in this language from now on. Raises InvalidInput for one we do not speak."""
    if language not in dict(settings.LANGUAGES):
        message = _("Choose one of: %(choices)s.") % {"choices": ", ".join(dict(settings.LANGUAGES))}
        raise InvalidInput([FieldError("language", "not_a_choice", message)])
    user.language = language
    user.save(update_fields=["language"])

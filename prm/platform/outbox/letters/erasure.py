"""The letter about a lead that was erased."""

from django.utils.translation import gettext as _

from prm.platform.outbox.letters.letter import Letter, Source


def lead_erased(source: Source) -> Letter:
    """It names nobody: what was erased cannot be in a letter about it."""
    return Letter(
        subject=_("Please erase a lead"),
        opening=_(
            "A contact of yours asked us to erase their data. We have done so. Please also "
            "erase any copies you keep."
        ),
        facts=((_("Lead"), source.text("lead", "id")),),
        button=_("See your leads"),
        path="portal/",
    )

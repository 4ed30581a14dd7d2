"""The letter about a lead that was erased."""

from django.utils.translation import gettext as _

from prm.platform.outbox.letters.letter import Letter, Source


def lead_erased(source: Source) -> Letter:
    """It names nobody: what was erased cannot be in a letter about it."""
    return Letter(
        subject=_("Please erase a lead"),
        opening=_(
            "Somebody you were in contact with asked for their data to be erased. It is gone from here; "
            "please erase what you have copied, too."
        ),
        facts=((_("Lead"), source.text("lead", "id")),),
        button=_("See your leads"),
        path="portal/",
    )

"""`manage.py import_partners FILE --vendor SLUG`"""

from prm.platform.sheets.command import ImportCommand


class Command(ImportCommand):
    """Partners from a spreadsheet."""

    help = "Import partners from a CSV or XLSX file."
    kind = "partners"

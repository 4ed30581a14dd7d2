"""`manage.py import_leads FILE --vendor SLUG`"""

from prm.platform.sheets.command import ImportCommand


class Command(ImportCommand):
    """Leads from a spreadsheet."""

    help = "Import leads from a CSV or XLSX file."
    kind = "leads"

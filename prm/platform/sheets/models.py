"""An import and the rows of its file; an export and the parts of its file."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from prm.platform import clock
from prm.platform.tenants.base import TenantForeignKey, TenantModel


class ImportState(models.TextChoices):
    """Where an import is."""

    COLUMNS = "columns", _("Choose columns")
    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Checked")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped")


AT_WORK = (ImportState.CHECKING, ImportState.RUNNING)


class ExportState(models.TextChoices):
    """Where an export is."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Being made")
    DONE = "done", _("Ready")
    FAILED = "failed", _("Failed")


class SheetImport(TenantModel):
    """One file. `columns` names the field of each column of `header`; "" leaves the column out.

    `next_row` is the number of the first row that has not been tried in the present pass (a check or the
    import itself). Rows are tried in chunks, and the counts are written in each chunk's transaction.
    """

    kind = models.CharField(_("what"), max_length=20)
    name = models.CharField(_("file"), max_length=200)
    digest = models.CharField(max_length=64)
    state = models.CharField(
        _("state"), max_length=10, choices=ImportState.choices, default=ImportState.COLUMNS
    )
    header = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    is_strict = models.BooleanField(_("refuse rows with an unreadable value"), default=False)
    total_rows = models.PositiveIntegerField(_("rows"), default=0)
    next_row = models.PositiveIntegerField(default=1)
    added = models.PositiveIntegerField(_("added"), default=0)
    updated = models.PositiveIntegerField(_("updated"), default=0)
    known = models.PositiveIntegerField(_("already there"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)
    warned = models.PositiveIntegerField(_("with warnings"), default=0)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.UUIDField(null=True)
    created_at = models.DateTimeField(_("uploaded"), default=clock.now)
    progress_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(_("finished"), null=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ("-created_at", "-id")
        indexes = (
            models.Index(fields=["vendor", "-created_at", "-id"], name="import_newest"),
            models.Index(
                fields=["progress_at"],
                condition=models.Q(state__in=("checking", "running")),
                name="import_at_work",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def imported(self) -> int:
        """How many rows were taken, or are there already."""
        return self.added + self.updated + self.known

    @property
    def done_rows(self) -> int:
        """How many rows have been tried in the present pass."""
        return self.next_row - 1


class SheetRow(TenantModel):
    """One row of a file, until it has been taken; a refused one stays, with its problems.

    `number` counts the rows below the header from 1; `line` is what the spreadsheet shows beside it.
    """

    sheet = TenantForeignKey(SheetImport, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    line = models.PositiveIntegerField()
    cells = models.JSONField()
    problems = models.JSONField(default=list)

    class Meta:
        verbose_name = _("row")
        verbose_name_plural = _("rows")
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["vendor", "sheet", "number"], name="sheet_row_once"),)

    def __str__(self) -> str:
        return str(self.line)


class SheetExport(TenantModel):
    """A sheet that one person asked for, made in the background and kept for some days.

    `query` and `columns` say which rows, as the page of its kind shows them to that person. `attempt` counts
    the workers that began: only the latest may add to the file.
    """

    kind = models.CharField(_("what"), max_length=20)
    query = models.TextField(blank=True)
    columns = models.JSONField(default=list)
    is_xlsx = models.BooleanField(default=False)
    language = models.CharField(max_length=10)
    zone = models.CharField(max_length=64)
    name = models.CharField(_("file"), max_length=200)
    state = models.CharField(
        _("state"), max_length=10, choices=ExportState.choices, default=ExportState.WAITING
    )
    attempt = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    size_bytes = models.PositiveBigIntegerField(_("size"), default=0)
    asked_by = models.ForeignKey("tenants.User", on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(_("asked for"), default=clock.now)
    progress_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(_("finished"), null=True)

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ("-created_at", "-id")
        indexes = (
            models.Index(fields=["vendor", "asked_by", "-created_at"], name="export_newest"),
            models.Index(
                fields=["progress_at"],
                condition=models.Q(state__in=("waiting", "running")),
                name="export_at_work",
            ),
        )

    def __str__(self) -> str:
        return self.name


class SheetExportPart(TenantModel):
    """A piece of an export's file; pieces are read one at a time."""

    export = TenantForeignKey(SheetExport, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        verbose_name = _("part of a file")
        verbose_name_plural = _("parts of files")
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["vendor", "export", "number"], name="part_once"),)

    def __str__(self) -> str:
        return str(self.number)

"""Counting the posts of a form by what became of them."""

from django.db.models import F

from leads.web_forms.models import FormCount, PostOutcome, WebForm, today


def count_post(form: WebForm, outcome: PostOutcome) -> None:
    """Count one post of today. Locks the day's row until the transaction ends: do it last."""
    row = {"form": form, "counted_on": today(), "outcome": outcome}
    if FormCount.objects.filter(**row).update(posts=F("posts") + 1):
        return
    _count, is_new = FormCount.objects.get_or_create(**row, defaults={"posts": 1})
    if not is_new:
        FormCount.objects.filter(**row).update(posts=F("posts") + 1)

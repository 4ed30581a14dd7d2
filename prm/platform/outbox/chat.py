"""Letters in the shapes that chat programs take: Slack's incoming webhooks, Teams' workflows."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import override

from prm.platform.outbox.catalogue import write_letter
from prm.platform.outbox.letters.letter import Letter
from prm.platform.outbox.models import OutboxMessage, WebhookEndpoint
from prm.platform.tenants.models import Vendor


def chat_body(message: OutboxMessage, endpoint: WebhookEndpoint, vendor: Vendor) -> dict[str, Any]:
    """A message as its endpoint's chat program takes it, in the vendor's language."""
    data: Mapping[str, Any] = message.payload.get("data", {})
    with override(vendor.language):
        letter = write_letter(message.event, data, zone=vendor.time_zone)
    url = f"{settings.BASE_URL}/{vendor.slug}/{letter.path}"
    return _slack(letter, url) if endpoint.shape == WebhookEndpoint.Shape.SLACK else _teams(letter, url)


def _slack(letter: Letter, url: str) -> dict[str, Any]:
    lines = [f"*{_escaped(letter.subject)}*", _escaped(letter.opening)]
    lines += [f"{_escaped(label)}: {_escaped(value)}" for label, value in letter.facts]
    if letter.button:
        lines.append(f"<{url}|{_escaped(letter.button)}>")
    text = "\n".join(line for line in lines if line)
    section = {"type": "section", "text": {"type": "mrkdwn", "text": text[:3000]}}
    return {"text": letter.subject, "blocks": [section]}


def _teams(letter: Letter, url: str) -> dict[str, Any]:
    body: list[dict[str, Any]] = [
        {"type": "TextBlock", "text": letter.subject, "weight": "bolder", "wrap": True},
        {"type": "TextBlock", "text": letter.opening, "wrap": True},
        {"type": "FactSet", "facts": [{"title": label, "value": value} for label, value in letter.facts]},
    ]
    card: dict[str, Any] = {"type": "AdaptiveCard", "version": "1.4", "body": body}
    if letter.button:
        card["actions"] = [{"type": "Action.OpenUrl", "title": letter.button, "url": url}]
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "content": card}
    return {"type": "message", "attachments": [attachment]}


def _escaped(text: str) -> str:
    """Slack reads &, < and > as markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

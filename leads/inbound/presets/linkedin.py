"""Responses to LinkedIn’s lead forms, as its API gives them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from leads.inbound.models import Signature
from leads.inbound.presets.preset import Preset


def _answer(question: int) -> str:
    return f"formResponse.answers[questionId={question}].answerDetails.textQuestionAnswer.answer"


def _given(question: int, answer: str) -> dict[str, Any]:
    return {"questionId": question, "answerDetails": {"textQuestionAnswer": {"answer": answer}}}


PRESET = Preset(
    slug="linkedin",
    title=_("LinkedIn lead forms"),
    help=_(
        "Subscribe to lead notifications with this address and enter your app’s client secret. LinkedIn "
        "numbers the questions of each form: compare the numbers below with your form’s. A notification only "
        "names a response: let your connector fetch it and post it here as it is."
    ),
    signature=Signature.LINKEDIN,
    is_challenged=True,
    leads_path="elements[]",
    mapping={
        "external_id": '"linkedin-" + id',
        "source": '"linkedin"',
        "campaign": "leadMetadata.sponsoredLeadMetadata.campaign",
        "first_name": f"firstName | {_answer(1)}",
        "last_name": f"lastName | {_answer(2)}",
        "email": f"emailAddress | email | {_answer(3)}",
        "company": f"companyName | {_answer(4)}",
        "job_title": f"jobTitle | {_answer(5)}",
        "phone": f"phoneNumber | {_answer(6)}",
        "country": "country",
    },
    left_out=(
        "submittedAt", "owner", "testLead", "leadType", "submitter", "versionedLeadGenFormUrn",
        "formResponse.answers[*].questionId", "formResponse.consentResponses", "associatedEntity",
    ),
    example={
        "id": "9d2c7a50-demo",
        "leadType": "SPONSORED",
        "submittedAt": 1772442900000,
        "owner": {"sponsoredAccount": "urn:li:sponsoredAccount:500000001"},
        "leadMetadata": {"sponsoredLeadMetadata": {"campaign": "urn:li:sponsoredCampaign:600000001"}},
        "formResponse": {
            "answers": [
                _given(1, "Noor"),
                _given(2, "Haddad"),
                _given(3, "noor.haddad@example.com"),
                _given(4, "Example Freight"),
                _given(9, "Rotterdam"),
            ]
        },
    },
)  # fmt: skip

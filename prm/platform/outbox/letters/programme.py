"""Letters about deals, requests, pauses, rules and agreements."""

from django.utils.translation import gettext as _

from prm.platform.outbox.letters.letter import Fact, Letter, Source, known

PORTAL_DEALS, ADMIN_DEALS = "portal/deals/", "admin/leads/dealregistration/"
POLICIES, REQUESTS = "admin/routing/policyversion/", "admin/partners/changerequest/"


def deal_registered(source: Source) -> Letter:
    names = {"partner": source.text("partner", "name"), "company": company(source)}
    return Letter(
        subject=_("%(partner)s registered a deal: %(company)s") % names,
        opening=_("A partner claims an account. Approve the registration or refuse it."),
        facts=deal_facts(source),
        button=_("Decide"),
        path=ADMIN_DEALS,
    )


def deal_conflict(source: Source) -> Letter:
    rival = (_("Registered before by"), source.text("claim", "partner", "name"))
    return Letter(
        subject=_("Two partners claim %(company)s") % {"company": company(source)},
        opening=_(
            "Both are waiting for your decision. The account is protected for the partner you approve."
        ),
        facts=known((_("Partner"), source.text("partner", "name")), rival),
        button=_("Decide"),
        path=ADMIN_DEALS,
    )


def deal_approved(source: Source) -> Letter:
    return Letter(
        subject=_("Your deal is approved: %(company)s") % {"company": company(source)},
        opening=_("Leads of this account come to you for as long as it is protected."),
        facts=deal_facts(source),
        button=_("See your deals"),
        path=PORTAL_DEALS,
    )


def deal_refused(source: Source) -> Letter:
    return Letter(
        subject=_("Your deal was not approved: %(company)s") % {"company": company(source)},
        opening=_("The vendor did not approve this registration."),
        facts=deal_facts(source),
        button=_("See your deals"),
        path=PORTAL_DEALS,
    )


def deal_expired(source: Source) -> Letter:
    return Letter(
        subject=_("Deal protection has ended: %(company)s") % {"company": company(source)},
        opening=_("The account is no longer protected for you. You can register it again."),
        facts=deal_facts(source),
        button=_("See your deals"),
        path=PORTAL_DEALS,
    )


def partner_paused(source: Source) -> Letter:
    name = source.text("partner", "name") or _("Your company")
    return Letter(
        subject=_("%(partner)s receives no leads for now") % {"partner": name},
        opening=_("Several offers in a row went unanswered, so this partner gets no more offers."),
        facts=known((_("Windows missed in a row"), source.text("missed_windows"))),
        button=_("Ask to receive leads again"),
        path="portal/company/",
    )


def partner_resumed(source: Source) -> Letter:
    return Letter(
        subject=_("You receive leads again"),
        opening=_("The vendor ended the pause. New leads are offered to you from now on."),
        button=_("See your inbox"),
        path="portal/",
    )


def request_made(source: Source) -> Letter:
    name = source.text("partner", "name") or _("A partner")
    return Letter(
        subject=_("%(partner)s asks for a change") % {"partner": name},
        opening=_("A partner asks you to change its profile."),
        facts=known((_("What"), source.text("kind")), (_("Because"), source.text("reason"))),
        button=_("Decide"),
        path=REQUESTS,
    )


def request_decided(source: Source) -> Letter:
    return Letter(
        subject=_("Your request was answered"),
        opening=_("The vendor has answered your change request."),
        facts=known(
            (_("What"), source.text("kind")),
            (_("Decision"), source.text("state")),
            (_("Answer"), source.text("answer")),
        ),
        button=_("See your company page"),
        path="portal/company/",
    )


def policy_review_due(source: Source) -> Letter:
    return Letter(
        subject=_("Time to review the routing rules"),
        opening=_("The routing rules are due for a review. Check their results and whether they still fit."),
        facts=known((_("In force since"), source.day("published_at"))),
        button=_("Open the rules"),
        path=POLICIES,
    )


def policy_approval_asked(source: Source) -> Letter:
    return Letter(
        subject=_("Routing rules wait for your approval"),
        opening=_("A colleague wants to publish new rules. A second person must approve them."),
        facts=known((_("Version"), source.text("number")), (_("Note"), source.text("note"))),
        button=_("Read the changes"),
        path=POLICIES,
    )


def agreement_published(source: Source) -> Letter:
    return Letter(
        subject=_("Please sign: %(title)s") % {"title": source.text("title") or _("rules of engagement")},
        opening=_(
            "There is a new version of the rules of engagement. Leads go to partners who have signed it."
        ),
        facts=known((_("Sign by"), source.day("sign_by_on"))),
        button=_("Read and sign"),
        path="portal/company/agreement/",
    )


def company(source: Source) -> str:
    """The account that a deal is about."""
    return source.text("company") or source.text("deal", "company") or _("an account")


def deal_facts(source: Source) -> tuple[Fact, ...]:
    """What the payload tells of a deal."""
    until = source.day("deal", "protected_until_on") or source.day("protected_until_on")
    return known(
        (_("Partner"), source.text("partner", "name")),
        (_("Protected until"), until),
        (_("Because"), source.text("reason")),
    )

"""What has changed since a policy was published: what a review should look at."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext, ngettext

from partners.models import Partner, PartnerCertification, PartnerStatus
from prm.platform import clock
from routing.decisions.selectors.decision_words import review_words
from routing.models import Decision, Offer, OfferState, PolicyVersion
from routing.policies.selectors.policy import published_row
from routing.policies.selectors.policy_check import check_document


@dataclass(frozen=True)
class ReviewFacts:
    """Since a version was published: who came, what was decided, what went wrong, what is no longer sound."""

    since: datetime
    leads_decided: int
    new_partners: int
    partners_not_receiving: int
    expired_certifications: int
    idle_rules: list[str]
    review_reasons: list[tuple[str, int]]
    expired_offers: int
    problems: list[str]

    @property
    def words(self) -> list[str]:
        """One sentence each, nothing for what did not happen; what is wrong with the policy at the end."""
        return [*self.happened, *self.problems]

    @property
    def happened(self) -> list[str]:
        """As `words`, without what is wrong with the policy."""
        told = [
            ngettext("%(n)s lead was decided.", "%(n)s leads were decided.", self.leads_decided)
            % {"n": self.leads_decided},
            self._counted(self.new_partners, gettext("New partners: %(n)s.")),
            self._counted(self.partners_not_receiving, gettext("Partners that receive no leads: %(n)s.")),
            self._counted(self.expired_certifications, gettext("Certifications that have expired: %(n)s.")),
            self._counted(self.expired_offers, gettext("Offers that ended unanswered: %(n)s.")),
            *(gettext("No lead matched rule “%(rule)s”.") % {"rule": rule} for rule in self.idle_rules),
            *(
                gettext("Held for a person: %(reason)s (%(n)s)")
                % {"reason": review_words(reason), "n": count}
                for reason, count in self.review_reasons
            ),
        ]
        return [sentence for sentence in told if sentence]

    def as_dict(self) -> dict[str, Any]:
        """For JSON, but for the instant."""
        return asdict(self) | {"words": self.words}

    @staticmethod
    def _counted(count: int, words: str) -> str:
        return words % {"n": count} if count else ""


def since_last_review() -> ReviewFacts | None:
    """The facts since the version in force was published; None where none is."""
    published = published_row()
    return None if published is None else review_facts(published)


def review_facts(version: PolicyVersion) -> ReviewFacts:
    """The facts since this version was published."""
    since, today = version.published_at or version.created_at, clock.now().date()
    decided = Decision.objects.filter(decided_at__gte=since).order_by()
    by_rule = dict(decided.values_list("rule_name").annotate(Count("id")))
    reasons = decided.filter(outcome="review").values_list("review_reason").annotate(Count("id"))
    expired = PartnerCertification.objects.filter(expires_on__gte=since.date(), expires_on__lt=today)
    return ReviewFacts(
        since=since,
        leads_decided=sum(by_rule.values()),
        new_partners=Partner.objects.filter(created_at__gte=since).count(),
        partners_not_receiving=Partner.objects.exclude(
            status__in=(PartnerStatus.ACTIVE, PartnerStatus.PROBATION)
        ).count(),
        expired_certifications=expired.count(),
        idle_rules=[rule["name"] for rule in version.document["rules"] if rule["name"] not in by_rule],
        review_reasons=sorted(reasons, key=lambda pair: -pair[1])[:5],
        expired_offers=Offer.objects.filter(offered_at__gte=since, state=OfferState.EXPIRED).count(),
        problems=[problem.message for problem in check_document(version.document)],
    )

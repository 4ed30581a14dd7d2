"""`/<vendor>/forms/<id>/`: the hosted page, and where embedded forms post to. Anybody may come; nobody logs
in.

There is no CSRF check: see `token.py`. A script gets JSON, a browser a page with what was typed still in it.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from django.views.generic import View

from leads.web_forms.answers import finished, is_allowed, page, preflight, problem, wants_json
from leads.web_forms.models import PostOutcome, WebForm
from leads.web_forms.origins import origin_of
from leads.web_forms.post import TRACKED, Post, UnreadablePost, read_post
from leads.web_forms.proof import new_challenge
from leads.web_forms.replies import (
    doubted,
    form_page,
    path_of,
    thanked,
    thanks_of,
    to_correct,
    wait,
    wait_words,
)
from leads.web_forms.robots import HOUR, Doubt, doubt_about, too_many
from leads.web_forms.selectors.forms import consent_shown, form_at, form_with_code
from leads.web_forms.services.count_posts import count_post
from leads.web_forms.services.take_post import ProofReused, take_post
from leads.web_forms.token import new_token
from prm.platform.errors import InvalidInput, NotFound
from prm.platform.throttle import seconds_to_wait

CHALLENGES_AN_HOUR = 240


@method_decorator(csrf_exempt, name="dispatch")
class PublicFormView(View):
    """Finds the form, speaks its language, and answers other sites only where it may."""

    def dispatch(self, request: HttpRequest, public_id: str) -> HttpResponse:
        form = _found(public_id)
        with translation.override(form.basis.language):
            if not is_allowed(form, origin_of(request)):
                return finished(request, self.refuse_site(request, form), form)
            if not form.is_open:
                return finished(request, self.say_closed(request, form), form)
            response = super().dispatch(request, form)
            return finished(request, response, form)  # type: ignore[arg-type]

    def options(self, request: HttpRequest, form: WebForm) -> HttpResponse:
        return preflight(request, form)

    def refuse_site(self, request: HttpRequest, form: WebForm) -> HttpResponse:
        """Browsers keep the answer from the script: the words are for whoever looks at the network."""
        if request.method == "POST":
            count_post(form, PostOutcome.ORIGIN)
        words = _("This form may not be sent from %(site)s. Whoever runs the form can add that site to it.")
        return problem(request, 403, "origin_not_allowed", words % {"site": origin_of(request)})

    def say_closed(self, request: HttpRequest, form: WebForm) -> HttpResponse:
        words = _("This form is closed.")
        if wants_json(request):
            return problem(request, 410, "closed", words)
        return page(request, form, "closed", {}, status=410)


class FormView(PublicFormView):
    """The form, and what is posted to it."""

    http_method_names = ["get", "head", "post", "options"]

    def get(self, request: HttpRequest, form: WebForm) -> HttpResponse:
        tracked = {name: request.GET[name][:200] for name in TRACKED if request.GET.get(name)}
        return form_page(request, form, Post(tracked=tracked))

    def post(self, request: HttpRequest, form: WebForm) -> HttpResponse:
        try:
            post = read_post(request, origin_of(request))
        except UnreadablePost as refused:
            return problem(request, refused.status, refused.code, refused.message)
        address = str(request.META.get("REMOTE_ADDR", ""))
        doubt = too_many(form, address) or doubt_about(form, post, address)
        if doubt is not None:
            return doubted(request, form, post, doubt)
        try:
            take_post(form=form, post=post)
        except InvalidInput as refused:
            count_post(form, PostOutcome.WRONG)
            return to_correct(request, form, post, refused.errors)
        except ProofReused:
            return doubted(request, form, post, Doubt(PostOutcome.REUSED))
        return thanked(request, form)


class ChallengeView(PublicFormView):
    """What a script needs to send the form: a token, a challenge, and which consent text is shown now."""

    http_method_names = ["get", "options"]

    def get(self, request: HttpRequest, form: WebForm) -> HttpResponse:
        name = f"form-challenge:{form.id}:{request.META.get('REMOTE_ADDR', '')}"
        if seconds := seconds_to_wait(name, quota=CHALLENGES_AN_HOUR, window_seconds=HOUR):
            return wait(problem(request, 429, "too_many_requests", wait_words(seconds)), seconds)
        consent = consent_shown(form)
        shown: dict[str, Any] = {
            "token": new_token(form.public_id),
            "challenge": new_challenge(form.public_id),
            "consent": {"version": consent.version, "text": consent.text} if consent else None,
        }
        return JsonResponse(shown)


class ThanksView(PublicFormView):
    """Where a browser arrives that has sent the form."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, form: WebForm) -> HttpResponse:
        return page(request, form, "thanks", {"thanks": thanks_of(form)})


@require_safe
def short_link(request: HttpRequest, short_code: str) -> HttpResponse:
    """To the form, with the campaign's parameters."""
    try:
        form = form_with_code(short_code)
    except NotFound as missing:
        raise Http404 from missing
    query = request.META.get("QUERY_STRING", "")
    return HttpResponseRedirect(path_of("web_form", form) + (f"?{query}" if query else ""))


def _found(public_id: str) -> WebForm:
    try:
        return form_at(public_id)
    except NotFound as missing:
        raise Http404 from missing

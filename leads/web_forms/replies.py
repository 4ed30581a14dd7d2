"""What somebody is told who has sent a form: thanks, what to correct, or why it is not taken."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leads.web_forms.answers import page, problem, wants_json
from leads.web_forms.models import PostOutcome, WebForm
from leads.web_forms.post import Post
from leads.web_forms.robots import Doubt
from leads.web_forms.selectors.shown import shown_form
from leads.web_forms.services.count_posts import count_post
from leads.web_forms.token import new_token
from prm.platform.errors import FieldError


def path_of(name: str, form: WebForm) -> str:
    """A path of the form, by its name."""
    return reverse(name, args=[form.public_id])


def form_page(
    request: HttpRequest,
    form: WebForm,
    post: Post,
    *,
    notice: str = "",
    errors: list[FieldError] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The form as a page, with what was sent."""
    context = {
        "shown": shown_form(form, post, errors or ()),
        "token": new_token(form.public_id),
        "action": path_of("web_form", form),
        "notice": notice,
    }
    return page(request, form, "form", context, status=status)


def to_correct(request: HttpRequest, form: WebForm, post: Post, errors: list[FieldError]) -> HttpResponse:
    """What is wrong, beside each answer."""
    words = ngettext("Please correct %(n)d answer.", "Please correct %(n)d answers.", len(errors))
    detail = words % {"n": len(errors)}
    if wants_json(request):
        return problem(request, 400, "invalid", detail, errors)
    return form_page(request, form, post, notice=detail, errors=errors, status=400)


def doubted(request: HttpRequest, form: WebForm, post: Post, doubt: Doubt) -> HttpResponse:
    """A robot that fell for the field nobody sees is thanked and forgotten; others are told what to do."""
    if doubt.outcome == PostOutcome.STALE and not post.token:
        return _without_token(request, form, post)
    count_post(form, doubt.outcome)
    if doubt.outcome == PostOutcome.HONEYPOT:
        return thanked(request, form)
    status, code, words = _words_of(doubt)
    if wants_json(request):
        return wait(problem(request, status, code, words), doubt.wait_seconds)
    return wait(form_page(request, form, post, notice=words, status=status), doubt.wait_seconds)


def _without_token(request: HttpRequest, form: WebForm, post: Post) -> HttpResponse:
    """The form of another site, sent without its script: shown with what was entered, to be sent again."""
    if wants_json(request):
        words = _("Get a token from %(path)s first.") % {"path": f"{request.path}challenge/"}
        return problem(request, 400, "token_required", words)
    return form_page(request, form, post, notice=_("Please look over what you entered and send it."))


def _words_of(doubt: Doubt) -> tuple[int, str, str]:
    """The status, the code, and what a person reads."""
    match doubt.outcome:
        case PostOutcome.RATE:
            return 429, "too_many_requests", wait_words(doubt.wait_seconds)
        case PostOutcome.TOO_FAST:
            return 400, "too_fast", _("That was very quick. Please send the form again.")
        case PostOutcome.STALE:
            return 400, "expired", _("The form was open for a long time. Please send it again.")
        case PostOutcome.REUSED:
            return 409, "proof_reused", _("This form has been sent already. Please send it again.")
    return (
        400,
        "proof_wrong",
        _("Your browser could not show that it is no robot. Please send the form again."),
    )


def wait_words(seconds: int) -> str:
    """When to try again."""
    minutes = -(-seconds // 60)
    words = ngettext(
        "Many forms were sent just now. Please try again in %(n)d minute.",
        "Many forms were sent just now. Please try again in %(n)d minutes.",
        minutes,
    )
    return words % {"n": minutes}


def wait(response: HttpResponse, seconds: int) -> HttpResponse:
    """The answer; it says when to come again, if there is a time to wait."""
    if seconds:
        response.headers["Retry-After"] = str(seconds)
    return response


def thanks_of(form: WebForm) -> str:
    """The form's words of thanks."""
    return form.basis.thanks or _("Thank you. We have received what you sent.")


def thanked(request: HttpRequest, form: WebForm) -> HttpResponse:
    """Thanks, here or on the page that the form names."""
    target = form.basis.redirect_url
    if wants_json(request):
        return JsonResponse({"message": thanks_of(form), "redirect": target or None})
    return HttpResponseRedirect(target or path_of("web_form_thanks", form), status=303)

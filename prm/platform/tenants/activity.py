"""When a session was last seen, written at most every few minutes: open pages ask for news every second."""

from datetime import timedelta

from allauth.usersessions.middleware import UserSessionsMiddleware
from django.http import HttpRequest, HttpResponse

from prm.platform import clock

EVERY = timedelta(minutes=5)
SEEN = "seen_at"


class SessionActivityMiddleware(UserSessionsMiddleware):  # type: ignore[misc]
    """allauth's, held back: without this every request costs five queries, one of them a write."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        session, now = request.session, clock.now().timestamp()
        if session.session_key and now - session.get(SEEN, 0) < EVERY.total_seconds():
            return self.get_response(request)  # type: ignore[no-any-return]
        if session.session_key and request.user.is_authenticated:
            session[SEEN] = now
        return super().__call__(request)  # type: ignore[no-any-return]

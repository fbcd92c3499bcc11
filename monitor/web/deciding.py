"""What a form sends: a verdict, the moment of a look, a token. Only our own forms are believed."""

from __future__ import annotations

from http import HTTPStatus
from typing import cast, get_args
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from monitor.errors import NotFoundError
from monitor.review import decide, withdraw
from monitor.storage import Store
from monitor.verdict import Decision
from monitor.web.access import LASTS, SESSION, clean_name, own_path
from monitor.web.asked import bad
from monitor.web.desk import Desk
from monitor.web.pages import LOOKED, shown
from monitor.web.trouble import Request

# A reason of 500 signs of four bytes each, as a form spells them, and the rest of the form.
_LARGEST = 16_384
_MOST_FIELDS = 20
_UNDO = "undo"
_A_YEAR = 365 * 86_400

Form = dict[str, str]


async def read_form(request: Request) -> Form:
    """The fields of a form, each once; raises HTTPException for too much of it, or another kind."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Send it as a form does.")
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > _LARGEST:
            words = f"The form has more than {_LARGEST:,} bytes; write less."
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, words)
    try:
        fields = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise bad("the form cannot be read") from error
    return dict(fields)


def verdict(desk: Desk, request: Request, form: Form) -> Response:
    """Keep what a person decided, by the one store that may write."""
    key, visitor = request.path_params["key"], request.state.visitor
    if not visitor.decides or visitor.name is None:
        words = "Sign in to decide: verdicts are kept with a name, and need the token."
        raise HTTPException(HTTPStatus.FORBIDDEN, words)
    _must_be_ours(desk, request, form, key)
    decision = form.get("decision", "")
    if decision not in (*get_args(Decision), _UNDO):
        raise bad(f"no decision {decision[:40]!r}")
    with desk.writing() as store:
        _keep(desk, store, key, decision, form, visitor.name)
    return RedirectResponse(f"/relations/{key}#verdict", 303)


def looked(desk: Desk, request: Request, form: Form) -> Response:
    """Note in a cookie up to which moment somebody has looked."""
    _must_be_ours(desk, request, form, "looked")
    answer = RedirectResponse("/", 303)
    _set_cookie(desk, answer, LOOKED, form.get("until", "")[:40], _A_YEAR)
    return answer


def sign_in(desk: Desk, request: Request, form: Form) -> Response:
    """Begin a session of whoever has the token."""
    if not desk.access.own_origin(request.headers):
        raise _elsewhere()
    going_on = own_path(form.get("next", "/"))
    name = clean_name(form.get("name", ""))
    right = desk.access.with_token and desk.access.is_token(form.get("token", ""))
    if not right or not name:
        answer: Response = shown(desk, request, "sign_in.html.j2", next=going_on, wrong=True)
        answer.status_code = HTTPStatus.FORBIDDEN
        return answer
    answer = RedirectResponse(going_on, 303)
    session = desk.access.session(name, desk.clock())
    _set_cookie(desk, answer, SESSION, session, int(LASTS.total_seconds()))
    return answer


def sign_out(desk: Desk, request: Request, form: Form) -> Response:
    """End the session in this browser."""
    _must_be_ours(desk, request, form, "sign-out")
    answer = RedirectResponse("/", 303)
    answer.delete_cookie(SESSION)
    return answer


def _keep(desk: Desk, store: Store, key: str, decision: str, form: Form, by: str) -> None:
    row = store.relation(key)
    if decision == _UNDO:
        if withdraw(store, row, by=by, at=desk.clock()) is None:
            raise NotFoundError("there is no verdict on it to take back")
        return
    reason = form.get("other", "").strip() or form.get("reason", "")
    decide(
        desk.config,
        store,
        row,
        cast(Decision, decision),
        reason=reason,
        by=by,
        at=desk.clock(),
    )


def _must_be_ours(desk: Desk, request: Request, form: Form, about: str) -> None:
    given = form.get("form", "")
    theirs = desk.access.is_form_token(given, request.state.visitor, about)
    if not theirs or not desk.access.own_origin(request.headers):
        raise _elsewhere()


def _elsewhere() -> HTTPException:
    words = "This form was not sent from a page of this server, or is old; load the page anew."
    return HTTPException(HTTPStatus.FORBIDDEN, words)


def _set_cookie(desk: Desk, answer: Response, name: str, value: str, lasts: int) -> None:
    answer.set_cookie(
        name,
        value,
        max_age=lasts,
        httponly=True,
        samesite="strict",
        secure=desk.access.secure,
    )

"""What every answer bears, and which requests never reach a page."""

from __future__ import annotations

import pytest

from tests.web.parts import OURS, TOKEN, Site, decide, field_of

PAGES = ("/", "/relations", "/timeline", "/said", "/sources", "/source?key=outlet", "/nothing")


@pytest.mark.parametrize("path", [*PAGES, "/said.json", "/said.atom", "/style.css"])
def test_no_answer_lets_a_script_run_or_a_page_frame_it(site: Site, path: str) -> None:
    headers = site.client().get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_needs_nothing_from_elsewhere_and_has_nothing_inline(site: Site, path: str) -> None:
    html = site.client().get(path).text
    assert "<script" not in html
    assert "<style" not in html
    assert " style=" not in html
    assert "src=" not in html
    assert " on" + "click" not in html


def test_a_name_that_is_not_ours_is_not_answered(site: Site) -> None:
    answer = site.client().get("/said.json", headers={"Host": "evil.example"})
    assert answer.status_code == 421
    assert site.claim not in answer.text


def test_who_asks_too_often_is_told_when_to_come_again(site: Site) -> None:
    client = site.client(requests_a_minute=10)
    codes = [client.get("/style.css").status_code for _ in range(12)]
    assert codes == [200] * 10 + [429] * 2
    assert int(client.get("/").headers["Retry-After"]) >= 1


def test_behind_a_proxy_each_person_is_a_client(site: Site) -> None:
    client = site.client(requests_a_minute=10, proxy_header="X-User")
    for _ in range(12):
        client.get("/style.css", headers={"X-User": "Ann"})
    assert client.get("/style.css", headers={"X-User": "Ann"}).status_code == 429
    assert client.get("/style.css", headers={"X-User": "Bob"}).status_code == 200


def test_a_stranger_behind_the_same_proxy_locks_nobody_out(site: Site) -> None:
    """Whatever a stranger does, who signed in looks on, programs ask on, and others can sign in."""
    ann = site.signed_in("Ann", requests_a_minute=40)
    for _ in range(42):
        last = ann.get("/said", headers={"Cookie": "", "Authorization": ""})
    for _ in range(3):
        guess = ann.post("/sign-in", data={"token": "x"}, headers={**OURS, "Cookie": ""})
    assert (last.status_code, guess.status_code) == (429, 429)
    assert ann.get("/said").status_code == 200
    token = {"Cookie": "", "Authorization": f"Bearer {TOKEN}"}
    assert ann.get("/said.json", headers=token).status_code == 200


def test_with_a_token_a_person_is_sent_to_sign_in_and_then_on(site: Site) -> None:
    client = site.client(TOKEN)
    answer = client.get("/said?text=seats")
    assert answer.headers["Location"] == "/sign-in?next=%2Fsaid%3Ftext%3Dseats"
    form = {"name": "Ann", "token": TOKEN, "next": "/said?text=seats"}
    answer = client.post("/sign-in", data=form, headers=OURS)
    assert answer.headers["Location"] == "/said?text=seats"
    cookie = answer.headers["Set-Cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "Signed in as Ann" in client.get("/said?text=seats").text


def test_served_over_https_the_cookie_stays_there(site: Site) -> None:
    client = site.client(TOKEN, address="https://monitor.example.org/")
    answer = client.post("/sign-in", data={"name": "Ann", "token": TOKEN}, headers=OURS)
    assert "secure" in answer.headers["Set-Cookie"].lower()


def test_a_wrong_token_costs_as_much_as_many_pages(site: Site) -> None:
    client = site.client(TOKEN, requests_a_minute=100)
    form = {"name": "Ann", "token": "guess"}
    codes = [client.post("/sign-in", data=form, headers=OURS).status_code for _ in range(6)]
    assert codes == [403] * 5 + [429]


def test_a_program_without_the_token_is_told_how_to_send_it(site: Site) -> None:
    client = site.client(TOKEN)
    answer = client.get("/said.json")
    assert (answer.status_code, answer.json()["error"]["status"]) == (401, 401)
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    sent = client.get("/said.json", headers={"Authorization": f"Bearer {TOKEN}"})
    assert sent.status_code == 200


def test_signing_out_ends_it(site: Site) -> None:
    client = site.signed_in()
    form = {"form": field_of(client.get("/sources").text, "form")}
    assert client.post("/sign-out", data=form, headers=OURS).status_code == 303
    assert client.get("/").status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Origin": "https://evil.example"}, id="a form of another site"),
        pytest.param({"Origin": "null"}, id="a page that hides where it is from"),
        pytest.param({"Sec-Fetch-Site": "cross-site"}, id="the browser says it is another site"),
        pytest.param({}, id="no browser says anything"),
    ],
)
def test_no_form_of_others_decides(site: Site, headers: dict[str, str]) -> None:
    client = site.signed_in()
    assert decide(client, site.relation, "dismissed", headers).status_code == 403
    with site.store() as store:
        assert store.verdicts() == {}


def test_a_form_without_its_token_decides_nothing(site: Site) -> None:
    answer = decide(site.signed_in(), site.relation, "dismissed", OURS, form="0" * 64)
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        pytest.param(b"a=" + b"x" * 20_000, "application/x-www-form-urlencoded", 413, id="a flood"),
        pytest.param(b"&".join([b"a=1"] * 50), "application/x-www-form-urlencoded", 400, id="many"),
        pytest.param(b"\xff=\xff", "application/x-www-form-urlencoded", 400, id="no UTF-8"),
        pytest.param(b"{}", "application/json", 415, id="what no form of ours sends"),
        pytest.param(b"", "multipart/form-data; boundary=x", 415, id="a file"),
    ],
)
def test_a_body_is_a_small_form_or_none(site: Site, body: bytes, kind: str, code: int) -> None:
    answer = site.client().post("/looked", content=body, headers={**OURS, "Content-Type": kind})
    assert answer.status_code == code


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE"])
def test_a_page_is_only_looked_at(site: Site, method: str) -> None:
    assert site.client().request(method, "/relations").status_code == 405

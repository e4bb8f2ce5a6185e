"""`kawara check --external`: what addresses elsewhere are told to be, whom is asked, how often, and who never is."""

from __future__ import annotations

import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from kawara.base.findings import Finding
from kawara.build import reaching
from kawara.build.checking import check
from kawara.build.options import Options
from kawara.build.reaching import is_ignored
from kawara.check.far import far_of, occurrences
from kawara.cli import main
from kawara.external import faults
from kawara.external.addresses import is_public
from kawara.external.asking import FARTHEST, verdict_of
from kawara.external.faults import LASTING, UnansweredError, meaning
from kawara.external.gates import Gates
from kawara.external.request import Line, ask, host_of, named_host
from kawara.external.rounds import ask_all
from kawara.external.verdict import (
    BROKEN,
    DAY,
    GOOD,
    HOUR,
    MOVED,
    PRIVATE,
    UNKNOWN,
    Verdict,
    decode,
    encode,
    is_believed,
)
from sites import NOW, lay, made, write

ANYWHERE = Line("kawara/test", 1.0, lambda _address: True)
STATUS_WITHOUT_HEAD = {"/no-head": 405, "/forbidden-head": 403, "/not-built": 501, "/head-lost": 404}


@dataclass
class Web:
    """A small web on this machine: it answers by the path, and notes what it was asked."""

    url: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    at_once: int = 0
    most_at_once: int = 0
    times: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


def handler(web: Web) -> type[BaseHTTPRequestHandler]:
    """What answers for such a web."""

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.reply()

        def do_GET(self) -> None:
            self.reply()

        def reply(self) -> None:
            with web.lock:
                web.asked.append((self.command, self.path))
                web.headers = dict(self.headers)
                web.at_once += 1
                web.most_at_once = max(web.most_at_once, web.at_once)
                web.times.append(time.monotonic())
            try:
                self.respond()
            finally:
                with web.lock:
                    web.at_once -= 1

        def respond(self) -> None:
            path = self.path.partition("?")[0]
            if path == "/drip":
                self.drip()
            elif path == "/garbage":
                self.wfile.write(b"220 mail ready\r\n\r\n")
            elif path == "/hang-up" and self.command == "HEAD":
                self.close_connection = True
            elif path.startswith("/to/"):
                _, _, status, to = path.split("/", 3)
                self.status(int(status), to.replace("!", "/") if ":" in to else f"/{to}")
            elif path.startswith("/circle"):
                self.status(302, f"{path}x")
            elif path[1:].isdigit():
                self.status(int(path[1:]))
            elif self.command == "HEAD" and path in STATUS_WITHOUT_HEAD:
                self.status(STATUS_WITHOUT_HEAD[path])
            else:
                self.status(206 if "Range" in self.headers else 200)

        def status(self, number: int, location: str = "") -> None:
            self.send_response(number)
            if location:
                self.send_header("Location", location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def drip(self) -> None:
            try:
                for _ in range(100):
                    self.wfile.write(b"H")
                    time.sleep(0.1)
            except OSError:
                pass

        def log_message(self, *_words: Any) -> None:
            pass

    return Handler


@contextmanager
def serving() -> Iterator[Web]:
    """The web, while it is up."""
    web = Web()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(web))
    server.daemon_threads = True
    web.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def web() -> Iterator[Web]:
    """The web of one test."""
    with serving() as one:
        yield one


def asked(address: str, line: Line = ANYWHERE) -> Verdict:
    """What one address comes to, without a pause."""
    return verdict_of(address, line, Gates(0.0))


# --- what an answer means ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "state", "text"),
    [
        ("/200", GOOD, ""),
        ("/204", GOOD, ""),
        ("/no-head", GOOD, ""),
        ("/forbidden-head", GOOD, ""),
        ("/not-built", GOOD, ""),
        ("/head-lost", GOOD, ""),
        ("/hang-up", GOOD, ""),
        ("/416", GOOD, ""),
        ("/404", BROKEN, "answers 404"),
        ("/410", BROKEN, "answers 410"),
        ("/401", UNKNOWN, "answers 401"),
        ("/403", UNKNOWN, "answers 403"),
        ("/429", UNKNOWN, "answers 429"),
        ("/500", UNKNOWN, "answers 500"),
        ("/503", UNKNOWN, "answers 503"),
        ("/300", UNKNOWN, "answers 300"),
        ("/drip", UNKNOWN, "did not answer in time"),
        ("/garbage", UNKNOWN, "did not answer as the web does (BadStatusLine)"),
        ("/to/302/200", GOOD, ""),
        ("/to/307/to/303/200", GOOD, ""),
        ("/to/302/404", BROKEN, "leads to '{}/404', which answers 404"),
        ("/to/302/500", UNKNOWN, "leads to '{}/500', which answers 500"),
        ("/circle", UNKNOWN, f"leads on and on: {FARTHEST} redirects have been followed"),
        ("/to/302/http:!!localhost:99999!", BROKEN, "leads to 'http://localhost:99999/', which is no address"),
    ],
)
def test_an_answer_is_judged(web: Web, path: str, state: str, text: str) -> None:
    """Only what is certain is called broken; what may pass, or may be meant for programs alone, is unknown."""
    found = asked(web.url + path)
    assert (found.state, found.text) == (state, text.format(web.url))


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/to/301/200", "/200"),
        ("/to/308/to/301/200", "/200"),
        ("/to/301/to/302/200", "/to/302/200"),
        ("/to/302/to/301/200", ""),
    ],
)
def test_what_has_moved_for_good_says_where(web: Web, path: str, to: str) -> None:
    """As far as each redirect is for ever: behind one that may change again, links must not follow."""
    found = asked(web.url + path)
    assert (found.state, found.to) == ((MOVED, web.url + to) if to else (GOOD, ""))


def test_a_fragment_is_not_sent_and_a_password_is_not_either(web: Web) -> None:
    """Nor does a name with a password reach the header; signs beyond ASCII are encoded."""
    assert asked(web.url.replace("//", "//me:secret@") + "/猫?q=犬#here").state == GOOD
    assert web.asked == [("HEAD", "/%E7%8C%AB?q=%E7%8A%AC")]
    assert web.headers["Host"] == web.url.removeprefix("http://")
    assert web.headers["User-Agent"] == "kawara/test"
    assert "Authorization" not in web.headers


def test_get_asks_for_one_byte(web: Web) -> None:
    """A film need not be sent."""
    assert asked(f"{web.url}/no-head").state == GOOD
    assert web.asked == [("HEAD", "/no-head"), ("GET", "/no-head")]
    assert web.headers["Range"] == "bytes=0-0"


def test_nobody_listening_is_unknown() -> None:
    """The server may be up again tomorrow."""
    with serving() as gone:
        pass
    assert asked(gone.url).text == "has a host that takes no connections now"
    assert asked(gone.url).state == UNKNOWN


def certificate(code: int) -> ssl.SSLCertVerificationError:
    """A failed verification."""
    error = ssl.SSLCertVerificationError(1, "no")
    error.verify_code = code
    return error


@pytest.mark.parametrize(
    ("error", "state", "text"),
    [
        (socket.gaierror(socket.EAI_NONAME, "no"), BROKEN, "has a host that does not exist"),
        (socket.gaierror(socket.EAI_AGAIN, "no"), UNKNOWN, "has a host whose name cannot be looked up now"),
        (certificate(10), BROKEN, "has a certificate that has expired"),
        (certificate(62), BROKEN, "has a certificate that is of another name"),
        (certificate(20), UNKNOWN, "has a certificate that this machine cannot verify"),
        (TimeoutError(), UNKNOWN, "did not answer in time"),
        (ConnectionResetError(), UNKNOWN, "did not answer as the web does (ConnectionResetError)"),
        (UnansweredError(PRIVATE, "x"), PRIVATE, "x"),
    ],
)
def test_a_failure_is_judged(error: Exception, state: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that does not exist is one thing, a resolver that is not there another."""
    monkeypatch.setattr(faults, "finds_names", lambda: True)
    found = meaning(error)
    assert (found.state, found.text) == (state, text)


@pytest.mark.parametrize(("answer", "state"), [([], BROKEN), (socket.gaierror(socket.EAI_NONAME, "no"), UNKNOWN)])
def test_a_resolver_that_knows_no_name_is_not_believed(
    answer: list[object] | OSError, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that is there for certain is looked up, once, before another is said not to exist."""
    looked_up: list[object] = []

    def getaddrinfo(*asked: object) -> list[object]:
        looked_up.append(asked[0])
        if isinstance(answer, OSError):
            raise answer
        return answer

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    faults.finds_names.cache_clear()
    missing = socket.gaierror(socket.EAI_NONAME, "no")

    assert [meaning(missing).state, meaning(missing).state] == [state, state]
    assert looked_up == [LASTING]
    faults.finds_names.cache_clear()


@pytest.mark.parametrize(
    "address", ["http://", "http://[::1", "http://a:b/", "http://.../", f"http://{'a' * 70}.test/"]
)
def test_what_is_no_address_is_broken(address: str) -> None:
    """Nobody is asked."""
    assert asked(address).state == BROKEN


def test_a_plain_host_is_no_tls(web: Web) -> None:
    """A handshake that is not answered as such ends, and is not certain."""
    assert asked(web.url.replace("http:", "https:")).state == UNKNOWN


# --- who is never asked ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        *(
            "0.0.0.0",  # noqa: S104  nobody binds to it
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "127.8.8.8",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
        ),
        *("192.0.0.8", "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1"),
        *("239.255.255.250", "240.0.0.1", "255.255.255.255"),
        *(
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "::ffff:169.254.169.254",
            "fe80::1",
            "fe80::1%eth0",
        ),
        *(
            "fc00::1",
            "fd12:3456::1",
            "fec0::1",
            "ff02::1",
            "ff0e::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "3fff::1",
        ),
        *("64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b:1::1", "100::1", "5f00::1", "4000::1"),
    ],
)
def test_addresses_of_ones_own_are_not_public(address: str) -> None:
    """Loopback, private, shared, link-local, multicast, reserved, for examples; by IPv6 too, in each disguise."""
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "172.15.0.1",
        "172.32.0.1",
        "100.128.0.1",
        "192.167.0.1",
        "223.255.255.255",
        "2606:4700::1111",
        "2001:200::1",
        "64:ff9b::8.8.8.8",
    ],
)
def test_everybodys_addresses_are_public(address: str) -> None:
    """Right beside the closed ranges too."""
    assert is_public(address)


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0", "127.0.0.1."),
        *("[::1]", "[::ffff:127.0.0.1]", "[::]", "１２７.０.０.１", "①②⑦.0.0.1"),
    ],
)
def test_this_machine_is_not_asked_however_it_is_spelt(host: str, web: Web) -> None:
    """Decimal, octal, hexadecimal, short, mapped, in wide digits: what counts is the address that would be connected to."""
    found = asked(web.url.replace("127.0.0.1", host), Line("kawara/test", 1.0))
    assert (found.state, web.asked) == (PRIVATE, [])
    assert found.text.startswith("leads to a machine that only you can reach")


def at(*addresses: str, port: int = 0) -> list[tuple[Any, ...]]:
    """What a resolver answers."""
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]


def test_a_name_is_resolved_once_and_that_address_is_connected_to(web: Web) -> None:
    """A name that means another machine the second time (DNS rebinding) is not asked a second time."""
    port = int(web.url.rpartition(":")[2])
    answers = [at("127.0.0.1", port=port), at("10.0.0.1", port=port)]
    line = replace(ANYWHERE, may_reach=lambda address: address == "127.0.0.1", resolve=lambda *_name: answers.pop(0))
    assert ask("HEAD", f"http://rebinding.test:{port}/200", line).status == 200
    assert len(answers) == 1
    with pytest.raises(UnansweredError, match=r"only you can reach \(10\.0\.0\.1\)"):
        ask("HEAD", f"http://rebinding.test:{port}/200", line)


def test_of_several_addresses_only_the_public_ones_are_tried(web: Web) -> None:
    """A host that has a private address beside a public one is asked by the public one."""
    port = int(web.url.rpartition(":")[2])
    tried: list[str] = []

    def may_reach(address: str) -> bool:
        tried.append(address)
        return address == "127.0.0.1"

    line = replace(ANYWHERE, may_reach=may_reach, resolve=lambda *_name: at("10.0.0.1", "127.0.0.1", port=port))
    assert ask("HEAD", f"http://both.test:{port}/200", line).status == 200
    assert tried == ["10.0.0.1", "127.0.0.1"]


def test_a_redirect_into_ones_own_network_is_not_followed(web: Web) -> None:
    """Each hop is looked at anew."""
    line = replace(ANYWHERE, may_reach=lambda address: address != "127.0.0.2")
    found = asked(f"{web.url}/to/302/{web.url.replace('127.0.0.1', '127.0.0.2').replace('/', '!')}!200", line)
    assert (found.state, len(web.asked)) == (PRIVATE, 1)
    assert found.text.endswith("which leads to a machine that only you can reach")


@pytest.mark.parametrize("to", ["file:!!!etc!passwd", "ftp:!!a.test!", "javascript:alert(1)", "gopher:!!a.test!"])
def test_a_redirect_off_the_web_is_not_followed(web: Web, to: str) -> None:
    """Only http and https are asked."""
    found = asked(f"{web.url}/to/302/{to}")
    assert (found.state, found.text.partition(",")[2]) == (UNKNOWN, " which is not asked")
    assert len(web.asked) == 1


def test_proxies_of_the_environment_are_not_used(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    """They would resolve the name again."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1/")
    assert asked(f"{web.url}/200").state == GOOD


# --- how often ---------------------------------------------------------------------------------------------------------


def test_a_host_gets_one_request_at_a_time_with_a_pause(web: Web) -> None:
    """Redirects and GET after HEAD wait their turn as well."""
    addresses = [f"{web.url}/a", f"{web.url}/to/302/b", f"{web.url}/no-head"]
    found = {one: verdict for answers in ask_all(addresses, ANYWHERE, 0.05) for one, verdict in answers.items()}
    assert {verdict.state for verdict in found.values()} == {GOOD}
    assert web.most_at_once == 1
    assert len(web.asked) == 5
    assert all(later - sooner >= 0.045 for sooner, later in zip(web.times, web.times[1:], strict=False))


def test_hosts_are_asked_side_by_side(web: Web) -> None:
    """Two names of one machine are two hosts, and neither waits for the other."""
    both = threading.Barrier(2, timeout=10)

    def resolve(_host: str, port: int) -> list[tuple[Any, ...]]:
        both.wait()
        return at("127.0.0.1", port=port)

    port = web.url.rpartition(":")[2]
    addresses = [f"http://{name}.test:{port}/200" for name in ("a", "b")]
    answers = list(ask_all(addresses, replace(ANYWHERE, resolve=resolve), 0.0))
    assert sorted(one for each in answers for one in each) == addresses


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_asks_for_peace_is_left_alone(web: Web, status: int) -> None:
    """The other addresses of it are unknown, without a request."""
    gates = Gates(0.0)
    assert verdict_of(f"{web.url}/{status}", ANYWHERE, gates).text == f"answers {status}"
    left = verdict_of(f"{web.url}/200", ANYWHERE, gates)
    assert (left.state, left.text) == (UNKNOWN, f"was not asked: its host answers {status}, which asks for peace")
    assert web.asked == [("HEAD", f"/{status}")]


def test_a_host_that_is_silent_twice_is_left_alone() -> None:
    """A hundred links to it do not mean a hundred times the wait; an answer in between counts."""
    with serving() as gone:
        pass
    gates = Gates(0.0)
    texts = [verdict_of(f"{gone.url}/{n}", ANYWHERE, gates).text for n in range(3)]
    assert texts == ["has a host that takes no connections now"] * 2 + [
        "was not asked: its host has not answered before"
    ]


@pytest.mark.parametrize(
    ("state", "age", "believed"),
    [
        (GOOD, 6.9 * DAY, True),
        (GOOD, 7.1 * DAY, False),
        (MOVED, 6.9 * DAY, True),
        (BROKEN, 0.9 * DAY, True),
        (BROKEN, 1.1 * DAY, False),
        (UNKNOWN, 0.9 * HOUR, True),
        (UNKNOWN, 1.1 * HOUR, False),
        (PRIVATE, 0.0, False),
        (GOOD, -1.0, False),
    ],
)
def test_what_is_known_is_believed_for_a_while(state: str, age: float, *, believed: bool) -> None:
    """Good news for long, bad news shortly, and nothing out of the future."""
    assert is_believed(Verdict(state, at=1e9), 1e9 + age, 7) is believed


def test_a_verdict_is_kept_whole() -> None:
    """And what is none is as if it had never been."""
    verdict = Verdict(MOVED, "has moved", "https://a.test/", 12.5)
    assert decode(encode(verdict)) == verdict
    assert [decode(data) for data in (b"", b"[]", b"{}", b'["fine","","",0]', b'["good","","","x"]')] == [None] * 5


# --- what is asked -----------------------------------------------------------------------------------------------------


def test_addresses_elsewhere_are_those_that_are_followed() -> None:
    """Links, pictures in every version, scripts; not this site, not hints to browsers, not what looks like one."""
    html = """<a href="https://a.test/?x=1&amp;y=2#z">a</a><img srcset="https://b.test/1.png 1x, /own.png 2x" src='HTTPS://c.test/'>
    <link rel="preconnect" href="https://no.test"><link rel="stylesheet" href="https://d.test/s.css"><base href="https://no.test/">
    <a href="https://cat.test/own">own</a><a href="https://cat.test">own</a><a href="https://cat.test.evil.test/">e</a>
    <a href="mailto:a@b.test">m</a><a href="//no.test/">f</a><code>href="https://no.test/"</code><!-- <a href="https://no.test/"> -->"""
    assert far_of(html, "https://cat.test") == (
        "https://a.test/?x=1&y=2#z",
        "https://b.test/1.png",
        "HTTPS://c.test/",
        "https://d.test/s.css",
        "https://cat.test.evil.test/",
    )
    assert far_of("<p>No address.</p>", "https://cat.test") == ()


def test_places_are_of_the_whole_address() -> None:
    """Not where it only begins a longer one."""
    text = "[a](https://a.test/b) https://a.test/ <https://a.test/>, https://a.test/. x=https://a.test/#c\n[1]: https://a.test/"
    assert [at for at, _ in occurrences(text, "https://a.test/")] == [22, 39, 57, 99]
    assert list(occurrences('<a href="https://a.test/?x=1&amp;y">', "https://a.test/?x=1&y")) == [
        (9, "https://a.test/?x=1&amp;y")
    ]


@pytest.mark.parametrize(
    ("pattern", "ignored"),
    [
        ("https://shop.test/*", True),
        ("*.test", True),
        ("shop.test", True),
        ("https://shop.test/", False),
        ("shop.*?", False),
        ("test", False),
    ],
)
def test_patterns_are_of_addresses_and_hosts(pattern: str, *, ignored: bool) -> None:
    """A star is anything; no other sign means more than itself."""
    assert is_ignored("https://shop.test/a?b", [pattern]) is ignored


def test_hosts_are_named_in_ascii() -> None:
    """As resolvers and servers know them."""
    assert host_of("https://日本語.JP./") == "xn--wgv71a119e.jp"
    assert named_host("https://a@[2606:4700::1]:443/") == "[2606:4700::1]"
    assert named_host("http://a.test:443/") == "a.test:443"


SITE = """
-- kawara.yml --
url: https://cat.test/
check: {{external: {{allow_private: true, ignore: ["{0}/ignored*"]}}}}
-- content/posts/a.md --
---
title: A
date: 2026-01-01
---
[gone]({0}/404), [fine]({0}/200), [gone again]({0}/404#there) and `{0}/410`.

![moved]({0}/to/301/200) <a href="{0}/500">raw</a> [no]({0}/ignored/404) [own](https://cat.test/)
-- templates/page.html --
<p>Page</p>
<a href="{0}/410">a</a>
-- content/about.md --
---
title: About
---
Text.
-- content/more.md --
---
title: More
---
Text.
"""


def told(every: tuple[Finding, ...]) -> list[str]:
    """The findings about addresses elsewhere."""
    return [
        f"{f.problem.path}:{f.problem.line}:{f.problem.column} {f.problem.code} {f.problem.text}"
        for f in every
        if f.problem.code.startswith("external-")
    ]


def asking(folder: Path, **options: Any) -> list[str]:
    """What a check with --external tells."""
    return told(check(folder, Options(**{"now": NOW, "jobs": 1, "external": True, **options})))


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """No pause between requests."""
    monkeypatch.setattr(reaching, "ask_all", lambda addresses, line: ask_all(addresses, line, 0.0))


@pytest.mark.usefixtures("hurried")
def test_each_address_is_told_where_it_stands(tmp_path: Path, web: Web) -> None:
    """In texts with line and column, in raw HTML, once in a template; code, the own site and what is ignored are not asked."""
    lay(tmp_path, SITE.format(web.url))
    made(tmp_path)
    lines = (tmp_path / "content/posts/a.md").read_text("utf-8").split("\n")
    there, raw = lines[4].index(f"{web.url}/404#there") + 1, lines[6].index(f"{web.url}/500") + 1
    assert asking(tmp_path) == [
        f"content/posts/a.md:5:8 external-broken '{web.url}/404' answers 404",
        f"content/posts/a.md:5:{there} external-broken '{web.url}/404#there' answers 404",
        f"content/posts/a.md:7:10 external-moved '{web.url}/to/301/200' has moved for good",
        f"content/posts/a.md:7:{raw} external-unknown '{web.url}/500' answers 500",
        f"templates/page.html:2:10 external-broken '{web.url}/410' answers 410, on 2 pages",
    ]
    assert {path for _, path in web.asked} == {"/404", "/200", "/to/301/200", "/500", "/410"}
    assert web.headers["User-Agent"] == "kawara/0.1.0 (checks the links of https://cat.test/)"


@pytest.mark.usefixtures("hurried")
def test_answers_are_remembered_with_their_date(tmp_path: Path, web: Web) -> None:
    """A second check asks nobody and tells the same, with the day; later it asks what is no more believed."""
    lay(tmp_path, SITE.format(web.url))
    first = asking(tmp_path)
    web.asked.clear()
    again = asking(tmp_path, now=NOW + timedelta(minutes=30))
    assert web.asked == []
    assert [line.replace(" (asked on 2026-11-23)", "") for line in again] == first
    asking(tmp_path, now=NOW + timedelta(hours=2))
    assert {path for _, path in web.asked} == {"/500"}
    web.asked.clear()
    asking(tmp_path, now=NOW + timedelta(days=2))
    assert {path for _, path in web.asked} == {"/500", "/404"}
    web.asked.clear()
    asking(tmp_path, now=NOW + timedelta(days=8), cache=False)
    assert {path for _, path in web.asked} == {"/500", "/404", "/200", "/to/301/200"}


@pytest.mark.usefixtures("hurried")
def test_nobody_is_asked_without_being_told_to(tmp_path: Path, web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither by a build nor by a check without the flag; and by default no machine of one's own is, with it."""
    monkeypatch.setattr(socket.socket, "connect", lambda *_to: pytest.fail("something was contacted"))
    lay(tmp_path, SITE.format(web.url))
    made(tmp_path)
    assert told(check(tmp_path, Options(now=NOW, jobs=1))) == []
    write(tmp_path, "kawara.yml", "url: https://cat.test/\n")
    assert {line.split()[1] for line in asking(tmp_path)} == {"external-private"}


@pytest.mark.usefixtures("hurried")
def test_the_command_asks_and_tells_in_every_form(tmp_path: Path, web: Web, capsys: pytest.CaptureFixture[str]) -> None:
    """A broken address ends with status 1; a post may ask to be spared, and a site may set severities."""
    lay(tmp_path, SITE.format(web.url))
    assert main(["-C", str(tmp_path), "check", "--external", "--format", "json"]) == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    (first, *_) = [one for one in problems if one["code"] == "external-broken"]
    assert (first["line"], first["column"], first["end_column"]) == (5, 8, 8 + len(f"{web.url}/404"))
    (moved,) = [one for one in problems if one["code"] == "external-moved"]
    assert moved["hint"] == f"write {web.url}/200"
    post = (tmp_path / "content/posts/a.md").read_text("utf-8")
    spared = "check: {ignore: [external-broken, external-unknown, external-moved]}\n---\n["
    write(tmp_path, "content/posts/a.md", post.replace("---\n[", spared, 1))
    assert asking(tmp_path) == []

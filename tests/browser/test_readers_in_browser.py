"""A reader says what is wrong, in a real browser without script; another site cannot do it for her."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.request import urlopen

import pytest

pytestmark = pytest.mark.browser

AWS = "/incidents/20181122-aws"


def said(site: str) -> list[dict[str, Any]]:
    with urlopen(f"{site}{AWS}.json") as answer:
        found: list[dict[str, Any]] = json.load(answer)["reader_claims"]
    return found


@pytest.fixture
def elsewhere(site: str) -> Iterator[str]:
    """Another site, whose page sends a form to ours."""
    form = (
        f'<!doctype html><form method="post" action="{site}{AWS}/claims">'
        '<input name="says" value="wrong"><input name="about" value="outage"><button>go</button></form>'
    ).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(form)))
            self.end_headers()
            self.wfile.write(form)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def test_without_script_a_reader_says_who_was_not_hit(open_page: Any, site: str) -> None:
    before = len(said(site))
    page = open_page(AWS, java_script_enabled=False)
    page.get_by_role("link", name="이 사건에서 잘못된 것 알리기").click()
    form = page.locator("form", has=page.locator("[value=not-hit]"))
    form.get_by_label("겪지 않은 곳").select_option(label="야놀자")
    form.get_by_label("덧붙일 말").fill("저는 예약했습니다")
    form.get_by_role("button", name="보내기").click()
    assert page.url == f"{site}{AWS}#thanks"
    assert page.get_by_text("받았습니다. 사람이 살펴봅니다.").is_visible()
    assert page.get_by_text("겪지 않음: 야놀자").is_visible()
    assert page.get_by_text("저는 예약했습니다").count() == 0  # before a person has looked
    page.goto(f"{site}{AWS}")
    assert not page.get_by_text("받았습니다. 사람이 살펴봅니다.").is_visible()
    assert len(said(site)) == before + 1


def test_another_site_cannot_send_in_a_readers_stead(
    open_page: Any, site: str, elsewhere: str
) -> None:
    before = len(said(site))
    page = open_page(AWS)
    page.goto(elsewhere)
    page.get_by_role("button").click()
    page.wait_for_url(f"{site}{AWS}/claims")
    assert page.get_by_text("이 화면에서 보낸 것이 아니라 받지 않았습니다.").is_visible()
    assert len(said(site)) == before

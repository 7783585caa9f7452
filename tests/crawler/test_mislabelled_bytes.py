"""Bytes that say one thing and are another, written down before the reader saw them."""

from __future__ import annotations

import codecs
import json

import pytest

from crawler.encoding import decode

TITLE = "똠방각하 펲시 뷁! ‘새벽톡’ 접속 장애…복구"
PLAIN = "새벽톡 접속 장애, 두 시간 만에 복구"


def page(label: str, text: str = TITLE, filler: int = 0) -> str:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={label}">'
    return f"<html><head>{' ' * filler}{meta}<title>{text}</title></head><body><p>{text}</p></body></html>"


def as_windows_1252(body: bytes) -> str:
    """Return what a browser makes of bytes under that label: five it leaves as they are."""
    return "".join(
        chr(byte) if byte in b"\x81\x8d\x8f\x90\x9d" else bytes([byte]).decode("cp1252")
        for byte in body
    )


CASES = {
    "cp949 called euc-kr": (page("euc-kr").encode("cp949"), "text/html; charset=EUC-KR"),
    "cp949 called utf-8 by the server": (page("euc-kr").encode("cp949"), "text/html; charset=utf-8"),
    "cp949 called latin-1 by the server": (page("euc-kr").encode("cp949"), "text/html; charset=ISO-8859-1"),
    "cp949 without any label": (f"<title>{TITLE}</title>".encode("cp949"), ""),
    "cp949 called gb2312": (page("euc-kr").encode("cp949"), "text/html; charset=ms949"),
    "cp949 with its label after 3,000 characters": (page("euc-kr", filler=3000).encode("cp949"), ""),
    "utf-8 called euc-kr": (page("euc-kr").encode(), "text/html; charset=euc-kr"),
    "utf-8 called latin-1": (page("iso-8859-1").encode(), "text/html; charset=iso-8859-1"),
    "utf-8 with a mark, called euc-kr": (codecs.BOM_UTF8 + page("euc-kr").encode(), ""),
    "utf-16 with a mark": (page("utf-16").encode("utf-16"), ""),
    "utf-16-le without a mark": (page("utf-16").encode("utf-16-le"), ""),
    "utf-16-be without a mark": (page("utf-16").encode("utf-16-be"), ""),
    "utf-16 JSON without a mark": (json.dumps({"t": TITLE}, ensure_ascii=False).encode("utf-16-le"), ""),
    "utf-16 JSON that begins with Hangul": (json.dumps([TITLE], ensure_ascii=False).encode("utf-16-be"), ""),
    "utf-8 encoded twice": (page("utf-8").encode().decode("latin-1").encode(), ""),
    "utf-8 read as Windows-1252 and encoded again": (as_windows_1252(page("utf-8", PLAIN).encode()).encode(), ""),
    "a wrong meta element of EUC-JP": (page("euc-jp").encode("cp949"), ""),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_the_letters_are_as_they_were_written(case: str) -> None:
    body, content_type = CASES[case]
    found = decode(body, content_type)
    assert TITLE in found.text or PLAIN in found.text
    assert "\ufffd" not in found.text
    assert found.replaced == 0


@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
@pytest.mark.parametrize("cut", [1, 2, 3, 4])
def test_a_page_cut_in_a_letter_loses_that_letter_only(encoding: str, cut: int) -> None:
    body = (f"<title>{TITLE}</title>" + PLAIN * 20).encode(encoding)[:-cut]
    found = decode(body, "text/html; charset=euc-kr")
    assert TITLE in found.text
    assert found.text.count(PLAIN) == 19
    assert found.replaced <= 1


def test_a_foreign_byte_in_the_middle_spoils_one_letter() -> None:
    for encoding in ("utf-8", "cp949"):
        body = f"<title>{TITLE}</title>".encode(encoding) + b"\xff" + PLAIN.encode(encoding)
        found = decode(body)
        assert TITLE in found.text
        assert PLAIN[1:] in found.text
        assert 1 <= found.replaced <= 2


def test_a_block_in_another_encoding_leaves_the_rest_whole() -> None:
    body = page("euc-kr", PLAIN).encode("cp949") * 5 + "새벽 광고".encode() + PLAIN.encode("cp949")
    found = decode(body, "text/html; charset=euc-kr")
    assert found.text.count(PLAIN) >= 10

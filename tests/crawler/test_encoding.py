"""How bytes become text."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.encoding import decode, is_double_encoded, undouble

HANGUL = "똠방각하 펲시콜라, 뷁! 서비스 접속 장애"
hangul = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=4)


def page(text: str, label: str) -> str:
    return f'<html><head><meta charset="{label}"><title>{text}</title></head></html>'


@pytest.mark.parametrize(
    "label", ["euc-kr", "EUC-KR", "ks_c_5601-1987", "x-windows-949", "utf-8", "nonsense", "zlib"]
)
def test_cp949_bytes_are_read_as_cp949_whatever_they_are_called(label: str) -> None:
    found = decode(page(HANGUL, label).encode("cp949"))
    assert HANGUL in found.text
    assert (found.encoding, found.replaced, found.label) == ("cp949", 0, label.lower())


@pytest.mark.parametrize("label", ["euc-kr", "utf-8", "iso-8859-1", "shift_jis"])
def test_utf8_that_decodes_wins_over_every_label(label: str) -> None:
    found = decode(page(HANGUL, label).encode(), f"text/html; charset={label}")
    assert (HANGUL in found.text, found.encoding) == (True, "utf-8")


def test_a_label_of_another_language_is_believed_for_what_is_not_utf8() -> None:
    found = decode(page("障害情報のお知らせ", "shift_jis").encode("shift_jis"))
    assert "障害情報のお知らせ" in found.text


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_a_byte_order_mark_decides_and_goes(bom: bytes, encoding: str) -> None:
    assert decode(bom + HANGUL.encode(encoding)).text == HANGUL


def test_plain_ascii_is_ascii() -> None:
    assert decode(b"<p>ok</p>").encoding == "ascii"


def test_utf8_cut_within_a_character_loses_that_one_only() -> None:
    found = decode((HANGUL * 5).encode()[:-1])
    assert (found.encoding, found.replaced) == ("utf-8", 1)


def test_broken_cp949_reports_what_was_lost() -> None:
    found = decode((HANGUL * 5).encode("cp949") + b"\xff\xfe\xff")
    assert found.encoding == "cp949"
    assert found.replaced > 0
    assert HANGUL in found.text


def test_korean_encoded_twice_is_recognised_and_repaired() -> None:
    doubled = "보안 시스템 확인 중입니다".encode().decode("latin-1")
    assert is_double_encoded(doubled)
    assert undouble(doubled) == "보안 시스템 확인 중입니다"
    assert decode(doubled.encode()).text == "보안 시스템 확인 중입니다"


def test_french_is_not_taken_for_doubled_korean() -> None:
    assert not is_double_encoded("Él está aquí, où êtes-vous ? naïveté, forêt")


@given(hangul)
def test_text_survives_both_korean_encodings(text: str) -> None:
    assert decode(text.encode()).text == text
    assert decode(text.encode("cp949")).text == text or decode(text.encode("cp949")).replaced == 0


@given(st.binary(max_size=200))
def test_no_bytes_bring_an_error(body: bytes) -> None:
    assert isinstance(decode(body, "text/html; charset=euc-kr").text, str)

"""Bytes of a page or feed → its text."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

from crawler.surrogates import join_surrogates

# Korean servers say EUC-KR and send CP949, its superset: 똠 and 펲 exist only in the latter.
_KOREAN_LABELS = frozenset(
    {
        "euc-kr", "euc_kr", "euckr", "ks_c_5601", "ks_c_5601-1987", "ks_c_5601-1989", "ksc5601",
        "ksc_5601", "korean", "iso-ir-149", "cseuckr", "x-windows-949", "windows-949", "ms949",
        "cp949", "uhc", "949",
    }
)  # fmt: skip
# Other labels that are believed. Not Latin-1 or ASCII, which servers say when they mean nothing.
_SPECIFIC = frozenset(
    {"shift_jis", "euc_jp", "gb2312", "gbk", "gb18030", "big5", "johab", "utf-16", "koi8-r"}
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HEAD = 4096  # browsers look for the label in the first 1,024 bytes; some Korean pages put it later
_XML_LABEL = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})["']""", re.I)
_META_LABEL = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_HEADER_LABEL = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_ISO_2022_KR = b"\x1b$)C"
_HANGUL = re.compile("[가-힣]")
# KS X 1001 spells the syllables it has no code for as a filler and three jamo, and so does
# Python's own euc-kr codec: "안\u3164ㄷㅙㅁ?" is "안됌?".
_SPELT_OUT = re.compile("\u3164([ㄱ-ㅎ])([ㅏ-ㅣ])([ㄱ-ㅎ\u3164])")
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_FINALS = "\u3164ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
# Characters that single bytes 0x80 to 0xFF become when UTF-8 is read as Windows-1252 or Latin-1.
_CP1252_EXTRAS = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_BYTE_RUN = re.compile(f"[\x80-\xff{_CP1252_EXTRAS}]{{2,}}")
# In doubled Hangul each syllable shows as ì, í, ë or ê and one or two signs.
_DOUBLED = re.compile(f"[êëìí][\x80-\xff{_CP1252_EXTRAS}]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, how it was read, and how many characters were lost on the way."""

    text: str
    encoding: str
    label: str | None = None  # what the page or server said it was
    replaced: int = 0


def decode(body: bytes, content_type: str = "") -> Decoded:
    """Return the text of a body; the header's or the page's own label is a hint, not an order.

    Numeric entities that write a character as two halves of a UTF-16 pair are that character.
    """
    found = _decode(body, content_type)
    return replace(found, text=join_surrogates(found.text))


def _decode(body: bytes, content_type: str) -> Decoded:
    label = find_label(body, content_type)
    for bom, encoding in _BOMS:
        if body.startswith(bom):
            return _with_replacement(body, encoding, label)
    if utf16 := _utf16_without_bom(body):
        return _with_replacement(body, utf16, label)
    if _ISO_2022_KR in body[:_HEAD]:
        return _with_replacement(body, "iso2022_kr", label)
    if body.isascii():
        return Decoded(body.decode("ascii"), "ascii", label)
    try:
        # CP949 text is practically never valid UTF-8, so this beats every label.
        return _repaired(Decoded(body.decode("utf-8"), "utf-8", label))
    except UnicodeDecodeError:
        return _decode_not_utf8(body, label)


def _utf16_without_bom(body: bytes) -> str | None:
    """Return which UTF-16 a body is that begins with two ASCII characters, as JSON and XML do."""
    zeros = [byte == 0 for byte in body[:4]]  # RFC 4627, section 3
    if zeros == [False, True, False, True]:
        return "utf-16-le"
    return "utf-16-be" if zeros == [True, False, True, False] else None


def find_label(body: bytes, content_type: str = "") -> str | None:
    """Return the encoding that the header, XML declaration or meta element names, lower case."""
    if found := _HEADER_LABEL.search(content_type):
        return found[1].lower()
    head = body[:_HEAD]
    found_bytes = _XML_LABEL.search(head) or _META_LABEL.search(head)
    return found_bytes[1].decode("ascii", "replace").lower() if found_bytes else None


def is_double_encoded(text: str) -> bool:
    """Tell whether Korean UTF-8 was read as Latin-1 and encoded again on its way to us."""
    return not _HANGUL.search(text) and len(_DOUBLED.findall(text)) >= 4


def undouble(text: str) -> str:
    """Return doubly encoded text as it was meant; runs that cannot be read back stay."""
    return _BYTE_RUN.sub(_undouble_run, text)


def _undouble_run(run: re.Match[str]) -> str:
    try:
        raw = b"".join(_single_byte(character) for character in run[0])
        return raw.decode("utf-8")
    except UnicodeError:
        return run[0]


def _single_byte(character: str) -> bytes:
    encoding = "cp1252" if character in _CP1252_EXTRAS else "latin-1"
    return character.encode(encoding)


def _repaired(decoded: Decoded) -> Decoded:
    """Undo double encoding where that brings Hangul to light."""
    if not is_double_encoded(decoded.text):
        return decoded
    text = undouble(decoded.text)
    if not _HANGUL.search(text):
        return decoded
    return Decoded(text, "utf-8, doubled", decoded.label, decoded.replaced)


def _decode_not_utf8(body: bytes, label: str | None) -> Decoded:
    as_utf8 = _with_replacement(body, "utf-8", label)
    # CP949 read as UTF-8 loses nearly everything; a UTF-8 page cut in a character loses one.
    if as_utf8.replaced * 10 <= sum(not character.isascii() for character in as_utf8.text):
        return as_utf8
    for encoding in _strict_order(label):
        try:
            return Decoded(_composed(body.decode(encoding)), encoding, label)
        except UnicodeDecodeError:
            continue
    as_cp949 = _with_replacement(body, "cp949", label)
    return min(as_utf8, as_cp949, key=lambda reading: reading.replaced)


def _composed(text: str) -> str:
    """Return the text with the syllables that KS X 1001 spells out put together."""
    return _SPELT_OUT.sub(_syllable, text) if "\u3164" in text else text


def _syllable(spelt: re.Match[str]) -> str:
    initial, final = _INITIALS.find(spelt[1]), _FINALS.find(spelt[3])
    if initial < 0 or final < 0:
        return spelt[0]
    vowel = ord(spelt[2]) - ord("ㅏ")
    return chr(ord("가") + (initial * 21 + vowel) * 28 + final)


def _strict_order(label: str | None) -> list[str]:
    """Return the encodings to try strictly: a label that says something specific, then CP949."""
    if label is None or label in _KOREAN_LABELS:
        return ["cp949"]
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return ["cp949"]
    return [name, "cp949"] if name in _SPECIFIC else ["cp949"]


def _with_replacement(body: bytes, encoding: str, label: str | None) -> Decoded:
    text = body.decode(encoding, "replace").removeprefix("\ufeff")
    lost = text.count("\ufffd") - body.count("\ufffd".encode())
    return Decoded(text, encoding, label, max(lost, 0))

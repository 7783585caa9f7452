"""Where sentences begin and end."""

from __future__ import annotations

from detector.sentences import LONGEST, split_sentences


def test_what_has_no_end_is_cut_at_a_blank() -> None:
    text = "제목\n" + "가나다 " * 2_000
    found = split_sentences(text)
    assert max(len(sentence.text) for sentence in found) <= LONGEST
    assert all(text[one.start : one.end] == one.text for one in found)
    assert {word for one in found for word in one.text.split()} == {"제목", "가나다"}


def test_a_million_letters_without_a_blank_are_cut_too() -> None:
    assert len(split_sentences("가" * 1_000_000)) == 1_000_000 // LONGEST

"""How a text writes a name: with its bracket, number or edition, and without the part behind it."""

from __future__ import annotations

import pytest

from detector.facts.names import name_finder
from detector.facts.written_forms import written_forms
from detector.sentences import split_sentences


def _forms(text: str) -> set[str]:
    mentions = name_finder().find(text, split_sentences(text))
    return {form for mention in mentions for form in written_forms(text, mention)}


FORMS = {
    "나이키 앱이 멈췄다": "나이키",
    "영국 정부 홈페이지가 열리지 않았다": "영국 정부",
    "아마존웹서비스(AWS)가 멈췄다": "아마존웹서비스(AWS)",
    "옵치2 접속 안 됨": "옵치2",
    "‘챗GPT 플러스’ 가입자도 접속하지 못했다": "챗GPT 플러스",
    "‘콜 오브 듀티: 블랙옵스 6’ 접속이 끊겼다": "콜 오브 듀티: 블랙옵스 6",
}


@pytest.mark.parametrize("text", FORMS)
def test_a_name_has_every_form_in_which_the_text_writes_it(text: str) -> None:
    assert FORMS[text] in _forms(text)


@pytest.mark.parametrize(
    "text",
    ["“쿠팡 접속 오류가 났다”고 말했다", "‘카카오톡 먹통 사태’가 길어졌다", "쿠팡12일 접속 오류"],
)
def test_what_else_stands_in_quotation_marks_or_behind_a_name_is_no_form(text: str) -> None:
    names = {"쿠팡", "카카오톡"}
    assert _forms(text) <= names

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.facts.boundaries import stands_alone

WHOLE_WORDS = """
나만[카톡]안됨 | [업비트]터졌네ㅋㅋ | 지금[쿠팡]안들어가짐 | [인스타]왜이럼 | [카톡]도
[카톡]이랑 | [네이버페이]만 | [AWS]의 | [KT]는 | [SKT]랑 | [LGU+] | [LGU+]가 | [카톡]이안돼
[업비트]는왜 | ㅋㅋ[카톡]터짐 | [KT]아현지사 | [넷플]또 | [카톡]아 | [쿠팡]으로 | [네이버]로
[멜론]은 | [빗썸]에서는 | [트위터]라고 | [쿠팡]이었다 | [카카오]측은 | [구글]코리아가 | [KT]發
아까부터[인스타] | [카톡]ㅠㅠ | [카톡]됨? | [카톡]뭐임 | 안되는데[쿠팡]도 | [디코]렉 | [토스]로
[카카오뱅크]· | [페북]터짐 | [다날]로 | [삼성페이]안되는 | 우리집[넷플릭스]안됨 | [쿠팡],
[업비트]다 | [라인]이 | ([AWS]) | ‘[카카오톡]’이 | [KT]·SKT | "[쿠팡]" | [네이버]까지도
[빗썸]뿐
"""
PARTS_OF_WORDS = """
크[레딧] | [애플]리케이션 | [넷플릭스]법 | [KT]&G | [다날]다 | [롤]렉스 | [롤]백 | [롤]모델
[라인]업 | 온[라인] | [배그]림 | [스팀]다리미 | [쿠팡]맨 | [업비트]코 | http://www.[ilbe].com
a@[naver].com | [밴드]부 | 헤드[라인] | [줌]마 | 아[줌]마 | [KT]X | [ai]d | [애플]파이
[시리]즈 | [스타]일 | [트위치]로운 | [토스]트 | [네이버]후드 | [킥]보드 | [우리]나라 | [라인]강
동[서울대] | [지니]어스 | [기아]차 | m.post.[naver].com | AT&[T] | sp[ea]k | [GS]25
"""


def _marked(case: str) -> tuple[str, int, int]:
    start, end = case.index("["), case.index("]") - 1
    return case.replace("[", "").replace("]", ""), start, end


def _cases(table: str) -> list[str]:
    return [case.strip() for line in table.split("\n") for case in line.split("|") if case.strip()]


@pytest.mark.parametrize("case", _cases(WHOLE_WORDS))
def test_a_name_stands_alone_with_particles_and_in_posts_without_blanks(case: str) -> None:
    assert stands_alone(*_marked(case))


@pytest.mark.parametrize("case", _cases(PARTS_OF_WORDS))
def test_a_name_inside_another_word_is_none(case: str) -> None:
    assert not stands_alone(*_marked(case))


@given(st.text(max_size=40), st.integers(0, 40), st.integers(1, 8))
def test_any_place_of_any_text_can_be_asked_about(text: str, start: int, length: int) -> None:
    start = min(start, max(0, len(text) - 1))
    end = min(len(text), start + length)
    if start < end:
        assert stands_alone(text, start, end) in (True, False)

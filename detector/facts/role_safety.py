"""Whether a clause says that a name works, as a whole or in part."""

from __future__ import annotations

import re

from detector.cues import FAILURE
from detector.facts import role_cues as cue
from detector.facts.role_neutral import is_not_meant
from detector.facts.role_posts import works
from detector.facts.role_predicates import KEEPS
from detector.facts.role_scene import Scene

# How much it weighs that the whole works, or one thing that people do with it: less than one sign of failing.
_SAFE = 1.5
_SAFE_IN_PART = 0.9
# What a sentence goes on to say is said of what it speaks of: 스냅챗과 쇼피파이는.
_TOPIC = re.compile(rf"^{cue.ALIAS}(?:\s?(?:등|측|앱|쪽))?(?:은|는|도|이|가|역시)?\s")
# One thing that people do with it works, which the whole may not: 체크카드 결제는 가능하다.
_PART_WORKS = re.compile(
    rf"^{cue.ALIAS}[^.\n]{{0,60}}?(?:이체|송금|출금|입금|입출금|결제|승인|조회|예매|예약|발권|주문|배달|충전|환불|"
    rf"통화|전화|문자|메시지|"
    r"검색|재생|시청|방송|중계|자동화기기|ATM|창구|콜센터|카드|매장|점포|자동차|운항|운행|진료|수납|거래|매매|로그인|조회|"
    r"홈페이지|웹|앱|PC|모바일)(?:은|는|도)\s"
)
# What does not work as it should, or has only begun to: 정상 작동하지 않았다, 정상 가동에 들어갔다.
_NOT_SO = re.compile(
    r"[가-힣]{0,4}(?:되|하|이뤄지|처리되|작동하|작동되|진행되)?지(?:는|도|를)?\s?(?:않|못)|에\s?들어[갔가간]|으로\s?돌아"
)
# What works now did not before: 이제 평소처럼 쓸 수 있다.
_AGAIN = re.compile(r"(?:이제|다시|드디어|마침내|비로소|들어|부터|만에|모두 복구돼|복구돼)\s")
# Said of the cause by who speaks, it is no sign of being safe: 보안 사고와는 무관하다고 설명했다.
_UNRELATED = re.compile(r"(?:와는?|과는?) (?:무관|관련[이은]? 없|별개)|별개의 (?:문제|장애|사안)")


def safety(scene: Scene, index: int, after: str) -> float:
    """Return the points by which the clause says that the name at this index works."""
    if not _works(scene, index, after):
        return 0.0
    in_part = _PART_WORKS.match(scene.within(index)) is not None
    return _SAFE_IN_PART if in_part else _SAFE


def _works(scene: Scene, index: int, after: str) -> bool:
    """Whether the clause says that it works; in a post's title that is news: 빗썸 들어가집니다."""
    if scene.is_post and not scene.sentence.in_title and works(after):
        return True
    speaks = cue.SPEAKS.match(after) is not None
    if _UNRELATED.search(after):
        return not speaks
    if is_not_meant(after):
        return False
    goes_on = scene.told[len(scene.clause.text) :] if _TOPIC.match(after) else ""
    return _is_safe(scene.within(index) + goes_on)


def _is_safe(within: str) -> bool:
    """Whether the first thing said after a name is that it works."""
    found = [match for sign in (cue.SAFE, KEEPS) if (match := sign.search(within))]
    safe = min(found, key=lambda match: match.start(), default=None)
    if safe is None or (safe.group().startswith("정상") and _NOT_SO.match(within, safe.end())):
        return False
    if _AGAIN.search(within, 0, safe.start()):
        return False
    hit = cue.VICTIMS.search(within)
    if (
        hit is not None and not hit.start() <= safe.start() < hit.end()
    ):  # 같은 문제가 보고되지 않았다
        return False
    fails = FAILURE.search(within)
    return fails is None or fails.end() >= safe.start() - 2

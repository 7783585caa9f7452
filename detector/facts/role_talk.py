"""Whether a name is only spoken of: a source, a channel, a rival, a refuge, a passer-by."""

from __future__ import annotations

import re

from detector.cues import FAILURE
from detector.facts import role_cues as cue
from detector.facts.role_asides import came_out, is_aside, is_new_share
from detector.facts.role_bodies import SITE, SITE_END, own_service
from detector.facts.role_posts import is_asked, is_resort, is_written_at, opens_asking, sits_at
from detector.facts.role_scene import Scene, fails_at_once, reaches_next
from detector.gazetteer.kin import is_carrier, runs_services

# How far the ending of a matched verb may reach: 올라|가지 않고.
_VERB_END = 12
_IN = re.compile(r"^(?:\s?등)?\s?에서")
#: Schools and hospitals are institutions that others fail, as companies are.
SERVED = frozenset({"health", "education"})
# A game that is played for an audience is what is shown: 스타크래프트 결승 생중계.
_MATCH = re.compile(r"^\s(?:[가-힣]{1,4}\s)?(?:결승|준결승|경기|대회|리그|중계|생중계|e스포츠)")
# Where games are bought: what comes out there draws the crowd that it fails under.
_STORE = re.compile(
    r"스팀|플레이스테이션|PS\s?스토어|엑스박스|Xbox|닌텐도|[eE]숍|에픽게임즈|배틀넷|원스토어|스토브"
)
# Those for whom 상장 and 청약 are what they do.
_TRADE = frozenset({"crypto", "exchange", "broker", "public"})
# A maker named where shares are traded is what is traded.
_MAKER = "other"
_SHARES = re.compile(
    r"상장|공모[주가]|청약|코스피|코스닥|유가증권|시초가|상한가|따상|MTS|HTS|증권사|매도|매수"
)
# What a broadcaster itself no longer sends: 스카이뉴스는 생방송을 내보내지 못했다.
_ITS_OWN = re.compile(r"\s?(?:의\s)?['‘“\"<]")
_ON_AIR = re.compile(
    r"^[은는이가도]\s(?:생방송|방송|송출|홈페이지|사이트|지면 제작)[을를은는이가도]\s"
)
# What a broadcaster or paper works with: MBC 전산망, KBS 사내 업무망, YTN은 편집용 PC 일부가.
_ITS_SYSTEM = re.compile(
    r"^(?:[은는이가도의]|에서는?)?\s(?:[가-힣0-9]{1,6}(?:시|일|[을를의은는이가])?\s){0,3}?(?:사내\s|내부\s|편집용\s|"
    r"제작용\s|뉴스\s|보도국\s)?"
    r"(?:전산망|전산|업무망|내부망|사내망|서버|송출|보도정보시스템|제작시스템|제작 시스템|PC|컴퓨터|홈페이지|누리집|앱|편집기)"
)
# Who wants in is not let in, so it fails, whoever hears of it: 티빙에 로그인할 수 없다는 신고.
_KEPT_OUT = re.compile(
    r"^(?:\s?등)?\s?에(?:도|는)?\s?(?:(?:접속|로그인|연결|진입|접근|가입|입장)"
    r"(?:할|하|이|을|도|되|조차|\s?안|\s?못|\s?불가|해)|들어[가갈])[^.,\n]{0,14}?"
    r"(?:없|못|안\s|안\s?[되돼된됐]|않|불가|오류|지연|실패|막[혀혔히])"
)
# Even this one fails: 다운디텍터마저 열리지 않았다.
_EVEN = re.compile(
    r"^['\"’”]?(?:(?:조차|마저|까지도?|역시)\s|도\s[^.\n]{0,30}?(?:열리|뜨|접속되|켜지|작동하)지\s?[않못])"
)
_SPOKEN_OF = (cue.SOURCE, cue.COMPARED, cue.REFUGE)


def is_talk(scene: Scene, index: int, after: str) -> bool:
    """Return whether the name at this index only passes by or is spoken of as one who speaks."""
    if _KEPT_OUT.match(after) and not is_aside(scene.before(index), after):
        return not _may_fail(scene, index, after)
    return _passes_by(scene, index, after)


def _passes_by(scene: Scene, index: int, after: str) -> bool:
    """Whether it is told of as something else than what fails here, or as what rarely fails."""
    if any(sign.match(after) for sign in _SPOKEN_OF) or is_aside(scene.before(index), after):
        return True
    if _is_channel(scene, index, after) or is_written_at(scene.named[index], after):
        return True
    if scene.is_post and _is_elsewhere(scene, index, after):
        return True
    if sits_at(after) and not is_carrier(scene.named[index].entry):
        return True
    if _is_new_share(scene, index, after):
        return True
    if scene.named[index].entry.sector == "game" and _is_no_victim(scene, index, after):
        return True
    if cue.STOCK.search(scene.within(index)) and not scene.fails:
        return True
    return not _may_fail(scene, index, after)


def _is_no_victim(scene: Scene, index: int, after: str) -> bool:
    """Whether a game is what is played for an audience, or what came out in a store that failed."""
    if _MATCH.match(after):
        return True
    rest = scene.text[scene.named[index].end : scene.sentence.end]
    return came_out(after) and _STORE.search(rest) is not None


def _is_new_share(scene: Scene, index: int, after: str) -> bool:
    """Whether it is a company whose shares are new; on a market of its own that would be a coin."""
    entry = scene.named[index].entry
    if entry.sector == _MAKER and entry.kind == "provider" and _SHARES.search(scene.clause.text):
        return True
    return entry.sector not in _TRADE and is_new_share(scene.before(index), after)


def _may_fail(scene: Scene, index: int, after: str) -> bool:
    """Whether one of its kind is told to fail here: institutions and media rarely are."""
    entry = scene.named[index].entry
    if entry.kind == "institution":
        return _is_institution_down(scene, index, after)
    if entry.kind == "monitor" and entry.sector == "exchange":
        trades = cue.FAILS_AFTER.match(after) or cue.TRADING.match(after)
        return scene.fails and trades is not None
    return entry.kind not in {"media", "monitor"} or _is_site_down(scene, index, after)


def _is_institution_down(scene: Scene, index: int, after: str) -> bool:
    mention = scene.named[index]
    if mention.entry.sector in SERVED and _owns_what_fails(scene, index):
        return scene.fails
    later = [m for m in scene.near(index) if m.start >= mention.start]
    if any(m.entry.kind != "institution" for m in later):
        return False
    serves = mention.entry.sector in SERVED and not runs_services(mention.entry)
    if serves and not cue.SPEAKS.match(after):
        return True
    down = scene.fails or scene.recovers
    length = own_service(after) if down else None
    if length is not None and not reaches_next(scene, index, length):
        return True
    is_site = SITE.match(after) or SITE_END.search(mention.surface)
    return is_site is not None and down


def _owns_what_fails(scene: Scene, index: int) -> bool:
    """Whether what stands right behind it is its own, in quotation marks: 고려대 '블랙보드'."""
    following = scene.named[index + 1 : index + 2]
    end = scene.named[index].end
    return bool(following) and _ITS_OWN.fullmatch(scene.text, end, following[0].start) is not None


def _is_elsewhere(scene: Scene, index: int, after: str) -> bool:
    """Whether a post says that people go there, or only asks about it outside its title."""
    if opens_asking(scene.named[index].start, after):
        return False
    return is_resort(after) or is_asked(after, in_title=scene.sentence.in_title)


def _is_site_down(scene: Scene, index: int, after: str) -> bool:
    """Whether a medium is told to fail itself, alone or in a list, and not to tell of it."""
    first, last = scene.chains[index]
    others = any(m.entry.kind not in {"media", "monitor"} for m in scene.near(index))
    if _EVEN.match(after) or _ON_AIR.match(after):
        return scene.fails
    if scene.named[index].entry.kind == "media" and _ITS_SYSTEM.match(after):
        return scene.fails or scene.recovers
    in_list = last > first and (others or scene.named[index].entry.kind == "media")
    return scene.fails and (in_list or fails_at_once(scene, index, after))


def _is_channel(scene: Scene, index: int, after: str) -> bool:
    """Whether people only write there; 디즈니플러스에서 로그인이 안 된다는 불만 tells of the name itself."""
    match = cue.CHANNEL.match(after)
    if match is None:
        return False
    written = after[: match.end() + _VERB_END]
    if reaches_next(scene, index, match.end()):
        return True
    if "영향" in written:
        return False
    return not (_IN.match(written) and (FAILURE.search(written) or cue.UNDONE.search(written)))

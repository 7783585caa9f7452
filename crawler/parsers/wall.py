"""Is this page an answer to a visitor who is kept out, rather than what was asked for?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.encoding import is_double_encoded, undouble
from crawler.parsers.html import find_all, lines_below, one_line, parse_html
from models.errors import ParseError
from models.problems import Problem

# 430 is 에펨코리아's own; 403, 429 and 451 say it plainly.
WALL_STATUSES = frozenset({401, 403, 407, 429, 430, 451})
# A page with more text than this shows something besides its wall.
MOST_TEXT_OF_A_WALL = 1_500
MOST_TAGS_OF_A_WALL = 20_000
LEAST_SCRIPT_OF_A_WALL = 2_000
# Words of refusal alone make a wall only on a page that says hardly anything else.
MOST_TEXT_OF_A_REFUSAL = 700
LEAST_TEXT_OF_A_PAGE = 100
LEAST_SIZE_OF_A_PAGE = 5_000
_LONGEST_END = 20_000  # scripts that stand behind the body's end

# What the products that keep visitors out write into the pages they answer with: Cloudflare,
# Imperva, AWS WAF, Akamai, F5 BIG-IP, DDoS-Guard, Sucuri, DataDome, PerimeterX. Cloudflare's
# challenge-platform/scripts/jsd stands on ordinary pages too, so it is not among them.
_PRODUCTS = re.compile(
    r"cf[-_]chl[-_]|_cf_chl_opt|challenge-platform/h/|cf-browser-verification|cf-error-details"
    r"|cf-im-under-attack|_incapsula_resource|incapsula incident id|awswafcookie|gokuprops"
    r"|aws-waf-token|awswaf\.com/\S*challenge|errors\.edgesuite\.net|reference\s*(?:&#35;|#)\s*\d+\.[0-9a-f]+"
    r"|support id is|check\.ddos-guard\.net|ddos-guard\.net/\S*check|sucuri website firewall"
    r"|sucuri_cloudproxy_js|captcha-delivery\.com|px-captcha|_pxcaptcha|slowaes\.decrypt|__test=",
    re.IGNORECASE,
)
_TITLES = re.compile(
    r"보안\s*시스템$|^(?:just a moment|잠시만\s*기다|attention required|access(?: to this page)? (?:has been )?denied"
    r"|ddos-guard|ddos protection|are you (?:a )?(?:human|robot)|(?:error )?403(?: -)? ?forbidden|forbidden$"
    r"|request rejected|pardon our interruption|robot (?:check|or human)|human verification"
    r"|security (?:check|verification)|보안\s*(?:확인|인증)\s*(?:페이지)?$"
    r"|(?:접근|접속)\s*(?:이\s*)?(?:차단|제한|거부)|비정상적인?\s*(?:접근|접속)|로봇이\s*아닙니다|자동\s*입력\s*방지)",
    re.IGNORECASE,
)
_REFUSALS = re.compile(
    r"비정상적인?\s*(?:접근|접속|요청|트래픽)|정상적(?:인|이지\s*않은)\s*접근이\s*아닙|접근이\s*(?:차단|제한|거부)"
    r"|접속이\s*(?:일시적으로\s*)?(?:차단|제한|거부)|(?:접속|접근)을\s*(?:일시적으로\s*)?(?:차단|제한)|차단된\s*(?:ip|아이피|페이지)"
    r"|(?:ip|아이피)(?:가|는|이|은)?\s*차단|과도한\s*(?:접근|접속|요청|트래픽)|자동\s*(?:등록|입력)\s*방지|자동화된\s*(?:접근|요청|프로그램)"
    r"|로봇이\s*아닙니다|로봇이\s*아님을|사람인지\s*확인|실제\s*사용자인지|보안\s*시스템|웹\s*방화벽|보안\s*정책에\s*(?:의해|따라)"
    r"|the requested url was rejected|access denied|you don't have permission to access|unusual traffic"
    r"|verify (?:that )?you are (?:a )?human|you have been blocked|too many requests|request blocked"
    r"|request could not be satisfied|checking (?:if the site connection is secure|your browser)"
    r"|서비스\s*이용이?\s*(?:일시적으로\s*)?(?:제한|차단)",
    re.IGNORECASE,
)
_MEMBERS_ONLY = re.compile(
    r"로그인이?\s*(?:후|하셔야|하신|을?\s*하신|이?\s*필요|을?\s*해\s*주|하여\s*주)|로그인\s*(?:하세요|하시기|하지\s*않)|회원만\s*(?:볼|이용|읽|접근)"
    r"|(?:카페|까페)\s*(?:멤버|회원)(?:만|에게만)|멤버(?:만|에게만)\s*(?:볼|공개)|가입\s*후\s*(?:이용|열람)|회원\s*공개\s*게시"
    r"|성인\s*(?:인증|확인)|본인\s*(?:인증|확인)이\s*필요|연령\s*확인|19세\s*(?:미만|이상)|권한이\s*없습니다",
)
_LOGIN = re.compile(r"로그인|log ?in|sign ?in", re.IGNORECASE)
_CAPTCHA = (
    "[class*=g-recaptcha], [class*=h-captcha], [class*=cf-turnstile], #captcha, [id*=captcha]"
)
_ALERT = re.compile(r"alert\s*\(\s*(['\"])(.{2,200}?)\1\s*\)", re.DOTALL)
_SENT_ON = re.compile(
    r"location(?:\.href|\.replace|\.assign)?\s*(?:=|\()\s*['\"][^'\"]*(?:login|signin|sso\.|/auth|nidlogin|adult)",
    re.IGNORECASE,
)
_COOKIE_CHECK = re.compile(
    r"document\.cookie\s*=[^=].*?location\.(?:reload|href|replace|assign)", re.DOTALL
)

# What an article's, a post's or a list's page has and a wall has not.
_CONTENT = (
    'meta[property^="article:"], meta[property="og:type"][content="article"], [itemprop=articleBody],'
    "[itemprop=datePublished], #dic_area, .write_div, .thum-txtin, .post_article, .view_content,"
    ".xe_content, td.board-contents, #KH_Content, .bodyCont, #powerbbsContent, .bbs-con, #contentArea,"
    "#contentDetail, tr.us-post, tr.baseList, .list_item, tr.table_body, .gall-detail-lst li,"
    "#boardlist tr, .bbsList_new li, .fm_best_widget li, table.bd_lst tr"
)
# Some of it as it stands in a page's source, for a look before the page is parsed.
_MARKED = re.compile(
    r"property=[\"']article:published_time|[\"']@type[\"']\s*:\s*[\"'](?:\w*NewsArticle|Article)[\"']"
    r"|itemprop=[\"']?articleBody|id=[\"']dic_area[\"']"
)
_LD = 'script[type="application/ld+json"]::text'
# A day or a clock, and not the visitor's address, which walls like to show.
_DATED = re.compile(
    r"(?<![\d.])(?:19|20)?\d{2}\s*[-./년]\s*\d{1,2}\s*[-./월]\s*\d{1,2}(?!\d|\.\d)"
    r"|(?<!\d)\d{1,2}:\d{2}(?!\d)"
)


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a small page without content shows."""

    text: str  # the page's source
    title: str
    words: str
    has_password: bool
    has_captcha: bool


def find_wall(text: str, status: int = 200) -> str | None:
    """Return why the page is a wall, in a few words; None where it is not."""
    if status in WALL_STATUSES:
        return f"HTTP {status}"
    if is_double_encoded(text):
        text = undouble(text)
    if text.count("<") > MOST_TAGS_OF_A_WALL:
        return None
    if _MARKED.search(text):  # what most pages of a crawl have, so none of them is looked at twice
        return None
    page = _look_at(text)
    if page is None or len(page.words) > MOST_TEXT_OF_A_WALL:
        return None
    # These products put their scripts on ordinary pages too, which show a day sooner or later.
    is_bare = len(page.words) <= LEAST_TEXT_OF_A_PAGE or not _DATED.search(page.words)
    if is_bare and _TITLES.search(page.title):
        return Problem("problem.wall.security", title=page.title[:40])
    signs = {
        "script": _is_only_script(page),
        "captcha": is_bare and (bool(_PRODUCTS.search(text)) or page.has_captcha),
        "refusal": _says(_REFUSALS, page),
        "login": _is_login(page),
    }
    return next((Problem(f"problem.wall.{name}") for name, is_met in signs.items() if is_met), None)


def is_cut_short(text: str) -> bool:
    """Tell whether a page too large for a wall ends before its body does."""
    if len(text) < LEAST_SIZE_OF_A_PAGE or "<body" not in text.lower():
        return False
    return not re.search(r"</(?:body|html)\s*>", text[-_LONGEST_END:], re.IGNORECASE)


def _look_at(text: str) -> _Shown | None:
    """Return what the page shows; None where that is content, or too much to be a wall."""
    try:
        root = parse_html(text, "").root  # whoever reads the page next finds it parsed
    except ParseError:
        return None
    if find_all(root, _CONTENT) or any("NewsArticle" in ld for ld in find_all(root, _LD)):
        return None
    alerts = [one_line(said[1]) for said in _ALERT.findall(text)]
    words = " ".join([*lines_below(root), *alerts])
    return _Shown(
        text=text,
        title=one_line("".join(find_all(root, "title::text")[:1])),
        words=words,
        has_password=bool(find_all(root, "input[type=password]")),
        # A form under a text has one too; alone it is the page.
        has_captcha=bool(find_all(root, _CAPTCHA)) and len(words) <= MOST_TEXT_OF_A_REFUSAL,
    )


def _says(words: re.Pattern[str], page: _Shown) -> bool:
    """Tell whether the words are what a page is about: it is short and nothing on it has a date."""
    return (
        len(page.words) <= MOST_TEXT_OF_A_REFUSAL
        and not _DATED.search(page.words)
        and bool(words.search(f"{page.title} {page.words}"))
    )


def _is_login(page: _Shown) -> bool:
    named = bool(_LOGIN.search(f"{page.title} {page.words}"))
    if page.has_password and named and not _DATED.search(page.words):
        return not is_cut_short(page.text)  # whose menu, with its login, may be all that came
    is_sent_on = len(page.words) <= 100 and bool(_SENT_ON.search(page.text))
    return is_sent_on or _says(_MEMBERS_ONLY, page)


def _is_only_script(page: _Shown) -> bool:
    """Tell whether a page is a script and nothing to read (에펨코리아: 58 kB of ASCII)."""
    if "<script" not in page.text or len(page.words) >= 20:
        return False
    is_large = len(page.text) >= LEAST_SCRIPT_OF_A_WALL and page.text.isascii()
    return is_large or bool(_COOKIE_CHECK.search(page.text))

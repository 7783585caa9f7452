"""The official notice board: a table of notices, and a page for each."""

from __future__ import annotations

from crawler.sample.documents import SampleDocument
from crawler.sample.page import Page, as_html, escape, kst, paragraphs
from crawler.sample.publishers import NOTICES


def notice_path(notice: SampleDocument) -> str:
    """Return where a notice stands."""
    return f"/al/notice/{notice.number}"


def render_notice_list(notices: list[SampleDocument], page: int, pages: int) -> Page:
    """Return one page of the table of notices."""
    rows = "".join(
        f'<tr><td class="num">{notice.number}</td><td class="subject">'
        f'<a href="{notice_path(notice)}">{escape(notice.title)}</a></td>'
        f'<td class="date">{kst(notice.published, "%Y-%m-%d %H:%M")}</td></tr>\n'
        for notice in notices
    )
    links = "".join(
        f'<a href="/al/notice?page={number}">{number}</a>' for number in range(1, pages + 1)
    )
    return as_html(
        f"{_head('공지사항')}<h1>공지사항</h1>"
        '<table class="board_list notice_list"><thead><tr><th>번호</th><th>제목</th>'
        f"<th>등록일</th></tr></thead><tbody>{rows}</tbody></table>"
        f'<div class="paging">{links}</div>{_FOOTER}',
        NOTICES,
    )


def render_notice(notice: SampleDocument) -> Page:
    """Return a notice's page."""
    body = "".join(f"<p>{line}</p>" for line in paragraphs(notice.text))
    return as_html(
        f'{_head(notice.title)}<div class="board_view notice_view">'
        f'<h2 class="subject">{escape(notice.title)}</h2>'
        f'<p class="info">등록일 <span class="date">{kst(notice.published, "%Y-%m-%d %H:%M")}'
        f'</span></p><div class="content">{body}</div></div>'
        f'<p><a href="/al/notice?page=1">목록으로</a></p>{_FOOTER}',
        NOTICES,
    )


def _head(title: str) -> str:
    return (
        f'<!DOCTYPE html><html lang="ko"><head><meta charset="utf-8"><title>{escape(title)} - '
        f'{NOTICES.name}</title></head><body><div id="header"><a href="/al/">{NOTICES.name}</a>'
        "<ul><li>서비스 소개</li><li>공지사항</li><li>자주 묻는 질문</li></ul></div>"
    )


_FOOTER = f'<div id="footer">{NOTICES.name} · 시연용으로 지어낸 공지판입니다</div></body></html>'

"""Two community boards: an old table board in CP949 and a newer one of rows."""

from __future__ import annotations

from crawler.sample.documents import SampleDocument
from crawler.sample.page import Page, as_html, escape, kst, paragraphs
from crawler.sample.publishers import NEW_BOARD, OLD_BOARD, Publisher

PAGE_SIZE = 20


def split_pages(documents: list[SampleDocument]) -> list[list[SampleDocument]]:
    """Return the documents cut into list pages."""
    return [documents[i : i + PAGE_SIZE] for i in range(0, len(documents), PAGE_SIZE)]


def table_view_path(document: SampleDocument) -> str:
    """Return where the old board shows a post."""
    return f"/dm/zboard/view.php?id=freeboard&no={document.number}"


def row_view_path(document: SampleDocument) -> str:
    """Return where the newer board shows a post."""
    return f"/yu/service/board/park/{document.number}"


def render_table_list(posts: list[SampleDocument], page: int, pages: int) -> Page:
    """Return a list page of the old board, with pinned notices and an advert among the rows."""
    pinned = (
        '<tr class="baseList notice"><td class="baseList-space">공지</td><td class="title">'
        '<a class="baseList-title" href="view.php?id=regulation&no=3"><span>게시판 이용 규칙'
        '</span></a></td><td class="baseList-space">운영진</td></tr>'
    )
    advert = (
        '<tr class="baseList ad"><td class="baseList-space" colspan="6"><a class="baseList-title"'
        ' href="/members/sponsor.html"><span>[광고] 포근한 겨울 이불 특가</span></a></td></tr>'
    )
    rows = [_table_row(post, page) for post in posts]
    rows.insert(len(rows) // 2, advert)
    links = "".join(
        f'<a href="zboard.php?id=freeboard&page={number}">[{number}]</a>'
        for number in range(1, pages + 1)
    )
    return as_html(
        f"{_board_head(OLD_BOARD, '자유게시판')}"
        f'<table id="revolution_main_table"><tbody><tr class="title_bg"><td>번호</td><td>제목</td>'
        f"<td>글쓴이</td><td>등록일</td><td>추천</td><td>조회</td></tr>{pinned}{''.join(rows)}"
        f'</tbody></table><div id="page_list">{links}</div></body></html>',
        OLD_BOARD,
    )


def _table_row(post: SampleDocument, page: int) -> str:
    view = f"view.php?id=freeboard&page={page}&divpage=1&no={post.number}"
    exact = kst(post.published, "%y.%m.%d %H:%M:%S")
    return (
        '<tr class="baseList bbs_new1">'
        f'<td class="baseList-space baseList-numb">{post.number}</td>'
        f'<td class="baseList-space title"><a class="baseList-title" href="{view}">'
        f"<span>{escape(post.title)}</span></a>"
        f'<span class="baseList-c">{post.number % 5}</span></td>'
        '<td class="baseList-space"><a class="baseList-name"><span>이웃</span></a></td>'
        f'<td class="baseList-space" title="{exact}"><time class="baseList-time">'
        f"{kst(post.published, '%y/%m/%d')}</time></td>"
        f'<td class="baseList-space baseList-rec">{post.number % 3} - 0</td>'
        f'<td class="baseList-space baseList-views">{post.number % 400 + 31}</td></tr>\n'
    )


def render_table_view(post: SampleDocument) -> Page:
    """Return a post's page on the old board."""
    body = "".join(f"<p>{line}</p>" for line in paragraphs(post.text))
    return as_html(
        f"{_board_head(OLD_BOARD, post.title)}"
        f'<div id="topTitle"><h1>{escape(post.title)}</h1><ul class="topTitle-mainbox">'
        f"<li>이웃</li><li>등록일 {kst(post.published, '%Y-%m-%d %H:%M')}</li>"
        f"<li>조회수 {post.number % 400 + 31}</li></ul></div>"
        f'<table><tr><td class="board-contents">{body}</td></tr></table>'
        '<div id="quote"><p>추천 0</p><p>로그인하면 댓글을 쓸 수 있습니다.</p></div>'
        '<a href="zboard.php?id=freeboard&page=1">목록</a></body></html>',
        OLD_BOARD,
    )


def render_row_list(posts: list[SampleDocument], page: int, pages: int) -> Page:
    """Return a list page of the newer board, pages counted from 0, notices first."""
    pinned = (
        '<div class="list_item notice" data-role="list-row"><div class="list_title">'
        '<a class="list_subject" href="/yu/service/board/rule/1">'
        '<span class="subject_fixed" title="운영 원칙">운영 원칙</span></a></div></div>'
        '<div class="list_item notice symph_row" data-role="list-row" data-board-sn="7">'
        '<div class="list_title"><a class="list_subject" href="/yu/service/board/rule/7">'
        '<span class="subject_fixed" title="모임 후기 공모">모임 후기 공모</span></a></div></div>'
    )
    links = "".join(
        f'<a class="board-nav-page" href="/yu/service/board/park?od=T31&category=0&po={number}">'
        f"{number + 1}</a>"
        for number in range(pages)
    )
    rows = "".join(_row(post, page) for post in posts)
    return as_html(
        f"{_board_head(NEW_BOARD, '모두의 여울')}"
        f'<div class="list_content">{pinned}{rows}</div><div class="board-nav">{links}</div>'
        "</body></html>",
        NEW_BOARD,
    )


def _row(post: SampleDocument, page: int) -> str:
    title = escape(post.title)
    return (
        f'<div class="list_item symph_row" data-role="list-row" data-board-sn="{post.number}"'
        f' data-comment-count="{post.number % 7}">'
        f'<div class="list_symph"><span>{post.number % 4}</span></div><div class="list_title">'
        f'<a class="list_subject" href="{row_view_path(post)}?od=T31&po={page}&category=0'
        f'&groupCd="><span class="subject_fixed" title="{title}">{title}</span></a></div>'
        '<div class="list_author"><span class="nickname"><span>손님</span></span></div>'
        f'<div class="list_hit"><span class="hit">{post.number % 900 + 12}</span></div>'
        f'<div class="list_time"><span class="time">{kst(post.published, "%m-%d")}'
        f'<span class="timestamp">{kst(post.published, "%Y-%m-%d %H:%M:%S")}</span></span></div>'
        "</div>\n"
    )


def render_row_view(post: SampleDocument) -> Page:
    """Return a post's page on the newer board."""
    body = "".join(f"<p>{line}</p>" for line in paragraphs(post.text))
    return as_html(
        f"{_board_head(NEW_BOARD, post.title)}"
        f'<div class="post_title"><h3 class="post_subject"><span>{escape(post.title)}</span></h3>'
        f'</div><div class="post_author"><span class="view_count date">'
        f"{kst(post.published, '%Y-%m-%d %H:%M:%S')}</span></div>"
        f'<div class="post_view"><div class="post_content"><article>'
        f'<div class="post_article">{body}</div></article></div>'
        f'<a class="symph_count"><strong>{post.number % 4}</strong></a></div>'
        '<div class="post_comment"><div class="comment_row"><div class="comment_view">'
        "좋은 하루 보내세요.</div></div></div></body></html>",
        NEW_BOARD,
    )


def _board_head(publisher: Publisher, title: str) -> str:
    return (
        f'<!DOCTYPE html><html lang="ko"><head><meta charset="{publisher.declared}">'
        f"<title>{escape(title)} : {publisher.name}</title></head><body>"
        '<div class="menu"><a href="/">처음</a> <a href="#">장터</a> <a href="#">사진</a></div>'
    )

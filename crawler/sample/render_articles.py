"""Article pages in four publishers' markups, with the clutter that real pages carry."""

from __future__ import annotations

import json

from crawler.sample.documents import SampleDocument
from crawler.sample.page import Page, as_html, escape, kst, paragraphs, related_list
from crawler.sample.publishers import Publisher, Shape

#: What stands on every news page around its text.
MENU = (
    '<ul class="gnb"><li><a href="/">홈</a></li><li>정치</li><li>경제</li><li>사회</li>'
    "<li>국제</li><li>문화</li><li>스포츠</li><li>날씨</li></ul>"
)
SHARE = (
    '<div class="share"><button>공유</button><button>글자 크게</button>'
    '<a href="/members/print.html">인쇄</a></div>'
)
ADVERT = '<aside class="ad" aria-label="광고"><a href="#">가을맞이 구두 모음전</a></aside>'
COMMENTS = (
    '<section id="comments"><h4>댓글 2</h4><p>잘 읽었습니다.</p><p>후속 기사 기다려요.</p>'
    '<textarea placeholder="로그인 후 댓글을 남겨 주세요"></textarea></section>'
)


def article_path(document: SampleDocument) -> str:
    """Return where on the site an article stands."""
    return f"/{document.site}/article/{document.number}"


def render_article(
    document: SampleDocument, publisher: Publisher, base_url: str, others: list[SampleDocument]
) -> Page:
    """Return the article's page; others are linked under it as related news."""
    links = [(article_path(other), other.title) for other in others]
    markup = {
        Shape.JSON_LD: _json_ld,
        Shape.PORTAL: _portal,
        Shape.REFID: _refid,
        Shape.PLAIN: _plain,
    }[publisher.shape]
    url = base_url + article_path(document)
    return as_html(markup(document, publisher, url, links), publisher)


def _head(document: SampleDocument, publisher: Publisher, url: str, extra: str = "") -> str:
    title = escape(document.title)
    return (
        f'<!DOCTYPE html><html lang="ko"><head><meta charset="{publisher.declared}">'
        f"<title>{title} | {publisher.name}</title>"
        f'<meta property="og:title" content="{title}"><meta property="og:type" content="article">'
        f'<meta property="og:site_name" content="{publisher.name}">'
        f'<meta property="og:url" content="{url}">{extra}</head>'
    )


def _footer(publisher: Publisher) -> str:
    return (
        f"<footer><p>{publisher.name} · 시연용으로 지어낸 매체입니다</p>"
        f"<p>Copyright ⓒ {publisher.name}. 무단 전재 및 재배포 금지</p></footer>"
    )


def _iso_meta(document: SampleDocument, form: str) -> str:
    meta = f'<meta property="article:published_time" content="{kst(document.published, form)}">'
    if document.modified:
        edited = kst(document.modified, form)
        meta += f'<meta property="article:modified_time" content="{edited}">'
    return meta


def _json_ld(
    document: SampleDocument, publisher: Publisher, url: str, links: list[tuple[str, str]]
) -> str:
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": document.title,
        "url": url,
        "datePublished": kst(document.published, "%Y-%m-%dT%H:%M:%S+09:00"),
        "dateModified": kst(document.modified or document.published, "%Y-%m-%dT%H:%M:%S+09:00"),
        "publisher": {"@type": "NewsMediaOrganization", "name": publisher.name},
        "author": [{"@type": "Organization", "name": f"{publisher.name} 편집국"}],
    }
    script = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    body = "".join(f"<p>{line}</p>" for line in paragraphs(document.text))
    extra = f'<script type="application/ld+json">{script}</script>'
    return (
        f"{_head(document, publisher, url, extra)}<body><header>{MENU}</header><main>"
        f'<h1 class="tit">{escape(document.title)}</h1>'
        f'<p class="update-time">송고시간 {kst(document.published, "%Y-%m-%d %H:%M")}</p>{SHARE}'
        f'<article class="story-news article">'
        f'<figure><img src="/static/photo.png" alt=""><figcaption>자료 사진</figcaption></figure>'
        f"{body}</article>{ADVERT}{related_list(links, 'related-zone')}{COMMENTS}</main>"
        f"{_footer(publisher)}</body></html>"
    )


def _portal(
    document: SampleDocument, publisher: Publisher, url: str, links: list[tuple[str, str]]
) -> str:
    form = "%Y-%m-%d %H:%M:%S"  # naive: the portal leaves the zone out
    edited = ""
    if document.modified:
        moment = kst(document.modified, form)
        edited = (
            '<span class="media_end_head_info_datestamp_time _ARTICLE_MODIFY_DATE_TIME"'
            f' data-modify-date-time="{moment}">수정 {moment}</span>'
        )
    body = "<br><br>".join(paragraphs(document.text))
    moment = kst(document.published, form)
    return (
        f'{_head(document, publisher, url)}<body><div class="Nnb">{MENU}</div>'
        f'<div id="ct"><div class="media_end_head"><h2 id="title_area"'
        f' class="media_end_head_headline"><span>{escape(document.title)}</span></h2>'
        '<span class="media_end_head_info_datestamp_time _ARTICLE_DATE_TIME"'
        f' data-date-time="{moment}">{moment}</span>{edited}</div>{SHARE}'
        '<div id="contents"><article id="dic_area" class="go_trans _article_content">'
        '<span class="end_photo_org"><img src="/static/photo.png" alt="">'
        f'<em class="img_desc">자료 사진입니다.</em></span>{body}</article>'
        f'<div class="copyright">이 기사의 저작권은 {publisher.name}에 있습니다.</div></div>'
        f"{ADVERT}{related_list(links, 'ranking')}{COMMENTS}</div>{_footer(publisher)}"
        "</body></html>"
    )


def _refid(
    document: SampleDocument, publisher: Publisher, url: str, links: list[tuple[str, str]]
) -> str:
    extra = _iso_meta(document, "%Y-%m-%dT%H:%M:%S+09:00")
    body = "".join(
        f'<p refid="{number}">{line}</p>'
        for number, line in enumerate(paragraphs(document.text), start=1)
    )
    moment = kst(document.published, "%Y-%m-%d %H:%M:%S")
    return (
        f'{_head(document, publisher, url, extra)}<body><nav class="nav_wrap">{MENU}</nav>'
        f'<section class="news_detail"><h2 class="news_ttl">{escape(document.title)}</h2>'
        f'<dl class="time_area"><dt>입력</dt><dd>{moment}</dd></dl>{SHARE}'
        '<div class="news_cnt_detail_wrap" itemprop="articleBody">'
        '<div class="thumb_area"><img src="/static/photo.png" alt=""><p class="thumb_txt">'
        f"기사와 직접 관련 없는 사진</p></div>{body}{ADVERT}</div></section>"
        f'<h2 class="news_ttl sticky">{escape(document.title)}</h2>'
        f"{related_list(links, 'best_view')}{COMMENTS}{_footer(publisher)}</body></html>"
    )


def _plain(
    document: SampleDocument, publisher: Publisher, url: str, links: list[tuple[str, str]]
) -> str:
    extra = _iso_meta(document, "%Y-%m-%dT%H:%M:%S.000+0900")
    body = "<br/>\n<br/>\n".join(paragraphs(document.text))
    return (
        f'{_head(document, publisher, url, extra)}<body><div id="top">{MENU}</div>'
        f'<div class="headline">{escape(document.title)}</div>'
        f'<div class="byline">입력 {kst(document.published, "%Y.%m.%d %H:%M")}</div>{SHARE}'
        '<div id="articleText" class="article_view">'
        '<div class="photo"><img src="/static/photo.png" alt=""><div class="caption">자료 사진'
        f"</div></div>\n{body}\n</div>{ADVERT}{related_list(links, 'relation')}{COMMENTS}"
        f"{_footer(publisher)}</body></html>"
    )

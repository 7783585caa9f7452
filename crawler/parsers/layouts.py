"""Where publishers put an article's title, text and times."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """CSS queries for one publisher's or one CMS's article page."""

    body: str
    in_parts: bool = False  # every element found is a paragraph; else only the first one counts
    drop: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    published: tuple[str, ...] = ()  # queries that end in ::text or ::attr(…)
    modified: tuple[str, ...] = ()


# Captions, menus and boxes as many publishers name them; they stand inside the article's element.
CLUTTER = (
    ".caption", ".img_desc", ".image_desc", ".photo_desc", ".desc_photo", ".end_photo_org",
    ".thumb_area", ".articlePhotoC", ".articlePhotoR", ".articlePhotoL", ".photo", ".imgad",
    "aside", "nav", "form", ".ad", ".ads", ".adsbygoogle", ".advert", "[class^=ad_]", "[class*=ad-container]",
    ".article_relation", ".relation", ".related", ".relation_news", ".related_news", ".link_news",
    ".t_sns", ".sns", ".sns_area", ".share", ".share_area", ".btn-area", ".tooltip-box",
    ".copyright", ".news_copyright", ".byline", ".byline_p", ".writer", ".reporter_area",
    ".journalist_area", ".promotion", ".subscribe", ".news_like", ".tag", ".tags", ".keyword",
    ".comment", ".comments", "#comments",
)  # fmt: skip

LAYOUTS = (
    Layout(  # 네이버 뉴스; #dic_area was a <div> until 2022 and is an <article> since
        body="#dic_area",
        drop=("strong.media_end_summary", ".nbd_table", ".vod_player_wrap"),
        title=("h2#title_area", "h2.media_end_head_headline"),
        published=("span._ARTICLE_DATE_TIME::attr(data-date-time)",),
        modified=("span._ARTICLE_MODIFY_DATE_TIME::attr(data-modify-date-time)",),
    ),
    Layout(  # 네이버 뉴스 in 2020
        body="#articleBodyContents",
        title=("h3#articleTitle",),
        published=("span.t11::text",),
    ),
    Layout(  # 한국일보
        body="p.editor-p, h3.editor-tit", in_parts=True, drop=(".editor-img-box",),
        title=("h1.title",),
    ),
    Layout(  # 매일경제
        body=".news_cnt_detail_wrap p[refid]",
        in_parts=True,
        title=("h2.news_ttl",),
        published=(".time_area .registration dd::text", ".time_area dd::text"),
    ),
    Layout(  # 동아일보 until about 2020
        body="div.article_txt",
        title=(".article_title h2", ".article_title .title", "h2.title"),
        published=(".title_foot .date::text",),
        modified=(".title_foot .date2::text",),
    ),
    Layout(  # 조선일보 until 2020
        body="#news_body_id .par", in_parts=True, drop=("b",),
        title=("#news_title_text_id",), published=(".news_date::text",),
    ),
    Layout(  # 다음 뉴스
        body="div.article_view section", drop=("figure",),
        title=("h3.tit_view",), published=("span.num_date::text",),
    ),
    Layout(  # the CMS of ndsoft, which about a hundred Korean outlets share
        body="#article-view-content-div",
        title=("h3.heading", ".article-head-title"),
    ),
    Layout(body="[itemprop=articleBody]"),
    Layout(body="#articleBody, #articlebody, #articleText, #article_body, #articletxt, #textBody"),
    Layout(body="article.story-news, .article_body, .article-body, .articleBody, .news_body"),
    Layout(body=".article_view, .article-view, .view_con, .view_cont, .text_area, .news_txt"),
)  # fmt: skip

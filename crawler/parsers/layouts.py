"""Where publishers put an article's title, text and times."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """CSS queries for one publisher's or one CMS's article page."""

    body: str
    hosts: tuple[str, ...] = ()  # whose layout it is: there it is tried before the others
    in_parts: bool = False  # every element found is a paragraph; else the longest one counts
    drop: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    published: tuple[str, ...] = ()  # queries that end in ::text or ::attr(…)
    modified: tuple[str, ...] = ()


# Captions, menus and boxes as many publishers name them, by class or id; they stand inside the
# article's element.
CLUTTER = frozenset(
    {
        "caption", "img_desc", "image_desc", "photo_desc", "desc_photo", "end_photo_org", "imgcaption",
        "thumb_area", "articlePhotoC", "articlePhotoR", "articlePhotoL", "photo", "photo_center",
        "photo_left", "photo_right", "img-box", "img_box", "imgbox", "news_imgbox", "photoBox",
        "photo_box", "photo-box", "imageBox", "image-box", "image_box", "image-area", "img_cont",
        "img_txt", "img_caption", "photo_caption", "txt_caption", "thum_figure_txt", "ab_photo",
        "v_photoarea", "article_photo", "art_photo", "article_image", "image-zone01", "yna_caption",
        "ynaimage", "imgad", "ad", "ads", "adsbygoogle", "advert", "advertisement", "banner", "ad_wrap",
        "article_relation", "relation", "related", "relation_news", "related_news", "related-news",
        "related-article", "related_article", "relatedNews", "relation_list", "link_news", "related_link",
        "ab_related_article", "bestnews", "bestnews_layer", "kims_news", "art_latest", "related_serial",
        "ovp_recommend", "recommend", "recommend_news", "hot_news", "article_keyword", "article-keyword",
        "t_sns", "sns", "sns_area", "sns_share", "share", "share_area", "share-box", "btn-area",
        "tooltip-box", "copyright", "news_copyright", "article_copyright", "txt-copyright", "txt-copyright01",
        "txt_prohibition", "byline", "byline_p", "byline_wrap", "ab_byline", "article_byline", "writer",
        "writer_info", "reporter", "reporter_area", "reporter_view", "reporter_info", "reporter-info",
        "journalist_area", "journalist", "e_article", "author_info", "promotion", "subscribe",
        "news_like", "tag", "tags", "tag_wrap", "tag-group", "keyword", "keyword-zone", "hashtag",
        "comment", "comments", "txt_ban", "vod_player_wrap", "player", "video_area", "video-player",
        "sr-only", "is_blind", "blind", "screen_out", "u_hc", "print_only", "ai-summary", "summary_ai",
    }
)  # fmt: skip
CLUTTER_STARTS = (
    "ad_", "ad-", "ads_", "ads-", "google_ads", "google-ad", "div-gpt-ad", "dfp", "taboola", "dable", "aswift",
    "related_", "related-", "relate_", "sns_", "sns-", "share_", "share-", "reporter_", "reporter-",
    "journalist_", "copyright", "caption_", "btn_", "writer-", "writer_", "media_end_linked", "u_cbox",
)  # fmt: skip
CLUTTER_TAGS = ("aside", "nav", "form")

"""The layouts of article pages, the publisher's own before those that many share."""

from __future__ import annotations

from crawler.parsers.layouts import Layout

# Where each was read: S = a saved real page; F = the parsers and tests of flairNLP/fundus and
# goose3; P = public parsers of 2026 that list the markup they met, outlet by outlet; C = the
# selector lists of public crawlers (forkonlp/newspaper and others), so body only, unless named.
LAYOUTS = (
    Layout(  # 네이버 뉴스, S: #dic_area was a <div> until 2022 and is an <article> since
        "#dic_area", ("news.naver.com",),
        drop=("strong.media_end_summary", "table.nbd_table:has(img)", "em.img_desc"),
        title=("#title_area", "h2.media_end_head_headline"),
        published=("._ARTICLE_DATE_TIME::attr(data-date-time)",),
        modified=("._ARTICLE_MODIFY_DATE_TIME::attr(data-modify-date-time)",),
    ),
    Layout(  # 네이버 뉴스 in 2020, S
        "#articleBodyContents", title=("#articleTitle",),
        published=(".sponsor .t11::text", "span.t11::text"),
    ),
    Layout("#articeBody", title=(".end_tit",), published=(".author em::text",)),  # 네이버 연예, C
    Layout("#newsEndContents", title=(".news_headline .title",)),  # 네이버 스포츠 until 2023, C
    Layout("._article_content", published=("[class*=DateInfo_info_item] em::text",)),  # both since, P
    Layout(  # 한국일보 since 2026-07, P; what a quoting box holds is text, says fundus' review of it
        "#article-view-content p.editor-p, #article-view-content h3,"
        "#article-view-content .module-quote, #article-view-content .module-stance",
        ("hankookilbo.com",), in_parts=True, title=("h1.title",),
        drop=(".editor-img-box", ".module-series", ".module-relation", ".guide-notice", ".no-print"),
    ),
    Layout(  # 한국일보, S and F: the page until 2026, and the text in the page's data since
        "p.editor-p, h3[class^=editor-tit]", ("hankookilbo.com",), in_parts=True,
        drop=(".editor-img-box",), title=("h1.title",),
    ),
    Layout(".end-body", ("hankookilbo.com",), title=("h2.news-view-ttl",),
           published=(".writer-info .date::text",)),  # 한국일보, P
    Layout(  # 매일경제, S and F; fundus counts neither the summary nor the boxed subheads as text
        ".news_cnt_detail_wrap", ("mk.co.kr",), title=("h2.news_ttl",),
        drop=(".mid_title", ".midtitle_text", ".border_org", "p.summary_line", ".mapping_group"),
        published=(".time_area .registration dd::text", ".time_area dd::text"),
    ),
    Layout(  # 매일경제, its economy pages, F
        "div.article_body[itemprop=articleBody]", ("mk.co.kr",), title=("h2.news_ttl",),
        drop=("div.image", ".midtitle_text", "p.summary_line"), published=(".time_area dd::text",),
    ),
    Layout(  # MBN, P and C
        "#newsViewArea", ("mbn.co.kr",), title=(".title_box h1", "#article_title .title_n"),
        published=(".txt_box .time::text", "#article_title .reg_dt::text"),
    ),
    Layout(  # 동아일보 until about 2020, S
        "div.article_txt", ("donga.com",),
        title=(".article_title h2", ".article_title .title", "h2.title"),
        published=(".title_foot .date::text",), modified=(".title_foot .date2::text",),
    ),
    Layout(  # 동아일보 since 2023, P
        "section.news_view, div.news_view", ("donga.com",), drop=("h2.sub_tit",),
        title=(".head_group h1",),
        published=(".date_info p span[aria-hidden]::text", ".news_info button span::text"),
    ),
    Layout(  # 조선일보 until 2020 and 스포츠조선, S
        "#news_body_id .par", ("chosun.com",), in_parts=True, drop=("b",),
        title=("#news_title_text_id",), published=(".news_date::text",),
    ),
    Layout(  # 조선일보 since 2020, where the page was saved as shown, P
        ".article-body__content-text, [class*=article-body__content-header]", ("chosun.com",),
        in_parts=True, title=("h1.article-header__headline",),
        published=("span.inputDate::text",), modified=("span.upDate::text",),
    ),
    Layout(  # 중앙일보, P; .ab_box_article and .ab_related_article, C
        "#article_body", ("joongang.co.kr", "joins.com"), drop=(".ab_box_article", ".ab_summary"),
        title=("h1.headline", "#article_title"),
        published=("time[itemprop=datePublished]::attr(datetime)",),
    ),
    Layout(  # 한겨레 since 2023, P; .article-text since 2010, C
        ".article-text", ("hani.co.kr",),
        drop=(".subtitle", "[class*=imageWrap]", "[class*=figcaption]"),
        title=("[class*=ArticleDetailView_title]", "#article_view_headline .title"),
        published=("[class*=ArticleDetailView_dateListItem] span::text",),
    ),
    Layout("p.content_text", ("khan.co.kr",), in_parts=True, title=("article header h1",),
           published=(".date .inner p::text",)),  # 경향신문, P
    Layout(  # 연합뉴스, P and C
        ".story-news", ("yna.co.kr",),
        drop=(".tit-sub", ".story-summary", ".comp-box", ".photo-group", ".tag-zone"), title=("h1.tit01", "h1.tit"),
        published=("[data-published-time]::attr(data-published-time)",
                   ".update-time .txt-time01::text"),
    ),
    Layout(".article-body-text", ("yonhapnewstv.co.kr",), drop=(".ynaobject",),
           title=(".article-inheader h2",),
           published=(".reporter-info span::text",)),  # 연합뉴스TV, P
    Layout("#cont_newstext, .detail-body", ("kbs.co.kr",), title=("h4.headline-title",),
           published=("em.input-date::text",), modified=("em.edit-date::text",)),  # KBS, P
    Layout(".news_txt", ("imbc.com", "nongmin.com"), title=("h2.art_title",),
           published=(".date span.input::text",)),  # MBC, P
    Layout(".text_area", ("sbs.co.kr",), title=("#news-title",),
           published=(".date_area meta::attr(content)", ".date_area span::text")),  # SBS, P
    Layout("#ijam_content", ("jtbc.co.kr",)),  # JTBC, P
    Layout("#CmAdContent", ("ytn.co.kr",), title=("h2.news_title",),
           published=(".news_info .date::text",)),  # YTN, P; 대전일보, C
    Layout(".item-main .text-box", ("tvchosun.com",), title=(".view-title h2.title",),
           published=(".view-title .date li p::text",)),  # TV조선, P
    Layout("#pnlContent", ("nocutnews.co.kr",), drop=(".fr-inner", ".news-image"),
           title=(".h_info h1",), published=(".bl_b li:nth-child(2)::text",)),  # 노컷뉴스, P
    Layout("#articleBody", ("kmib.co.kr", "khan.co.kr", "etnews.com", "ajunews.com"),
           title=("h1.article_headline",), published=(".datetime div::text",)),  # 국민일보, P
    Layout("article.viewBox2, #article_txt", ("segye.com",), drop=("em.precis",),
           title=("#title_sns",), published=(".viewInfo::text",)),  # 세계일보, P
    Layout(".viewContent, .S20_v_article", ("seoul.co.kr",),
           drop=("h2.stit", "section.article-summary-box", ".mixContainer", ".articleCopyright"),
           title=("h1.h38",), published=(".dateInfo .writeInfo::text",),
           modified=(".dateInfo .updateInfo::text",)),  # 서울신문, P
    Layout("#article-body, #NewsAdContent", ("munhwa.com", "sedaily.com", "sportsseoul.com"),
           drop=(".article-photo-wrap",), title=("h1.title",),
           published=(".byline .date-publish::text",)),  # 문화일보, P
    Layout("#articleView", ("mt.co.kr",), drop=("p.ept",), title=("h1.headline",),
           published=(".col2 .date::text",)),  # 머니투데이 since 2025, P
    Layout("#textBody", ("mt.co.kr", "newsis.com")),  # 머니투데이 until 2025, C
    Layout(".viewer article, .viewer", ("newsis.com",), title=("h1.tit.title_area",)),  # 뉴시스, C, P
    Layout("#txt_area", ("asiae.co.kr",)),  # 아시아경제, C
    Layout(".article p[data-alda-marking]", ("asiae.co.kr",), in_parts=True,
           title=(".area_title h1",), published=(".date_box p::text",)),  # 아시아경제, P
    Layout("#articletxt", ("hankyung.com",), title=("h1.headline",)),  # 한국경제, C
    Layout(".news_body", ("edaily.co.kr", "bizwatch.co.kr"), drop=(".news_domino",)),  # 이데일리, C, P
    Layout("section.article-body", ("dt.co.kr",), title=("h1.tit",)),  # 디지털타임스, P
    Layout(".at_contents", ("ohmynews.com",)),  # 오마이뉴스, P
    Layout("#article_conent", ("newdaily.co.kr",)),  # 뉴데일리, P: the id is spelt so
    Layout(".article_cont_wrap", ("kyeonggi.com",), drop=(".report_box", ".mb30"),
           published=(".article_date::text",)),  # 경기일보, P
    Layout(".post-body-area", ("kwnews.co.kr",)),  # 강원일보, P
    Layout("div.article_view section", ("daum.net",), drop=("strong.summary_view",),
           title=("h3.tit_view",), published=("span.num_date::text",)),  # 다음 뉴스, P
    Layout(".article_view", ("sedaily.com", "mdilbo.com"), title=("h1.art_tit",),
           published=(".article_info .url_txt::text",)),  # 서울경제, C with title and time
    Layout(".article-view__body", ("fnnews.com",),
           drop=(".article-view__tags", ".article-view_copyright")),  # 파이낸셜뉴스, P
    Layout("#article_content", ("fnnews.com",)),  # 파이낸셜뉴스 before, C
    Layout("#articleText", ("heraldcorp.com", "koreaherald.com")),  # 헤럴드경제, C
    Layout("#news-contents", ("newspim.com",)),  # 뉴스핌, C
    Layout("div.articleView", ("etoday.co.kr",)),  # 이투데이, C
    Layout("#bodyLayer, .view_cont", ("zdnet.co.kr",), title=(".news_head h1",),
           published=("p.meta span::text",)),  # 지디넷코리아, C with title and time
    Layout("#news_content", ("boannews.com",), title=("#news_title02",),
           published=("#news_util01::text",)),  # 보안뉴스, C with title and time
    Layout("#news_body_area_contents, #news_body_area", ("ddaily.co.kr", "ekn.kr", "kgnews.co.kr"),
           published=("p.arvdate::text",)),  # 디지털데일리, C with time
    Layout("#realArtcContents", ("nate.com",), title=("h1.articleSubecjt",),
           published=(".articleInfo .firstDate em::text",)),  # 네이트 뉴스, P
    Layout(".news_article", ("kookje.co.kr",), drop=("table",), title=(".news_title h1",),
           published=(".f_news_date::text",)),  # 국제신문, P
    Layout(  # the CMS of ndsoft (블로터, AI타임스, 데일리시큐, 디일렉 and a hundred more), P and C
        "#article-view-content-div", title=("h1.heading", "h3.heading", ".article-head-title"),
        drop=(".article-head-sub", ".view-copyright", ".view-editors", ".info-options2"),
        published=(".info-group .breadcrumbs li:nth-child(2)::text",),
    ),
    Layout(  # the themes of WordPress (플래텀, ITWorld, CIO Korea), by its own class names
        ".entry-content", title=("h1.entry-title", ".entry-title"),
        published=("time.entry-date::attr(datetime)", "time.published::attr(datetime)"),
    ),
    # What many share: the names that the public crawlers above list as their last resort.
    Layout("[itemprop=articleBody]"),
    Layout("#articlebody, #article_body, #articleContent, #newsContent, #readBody"),
    Layout(".article_body, .article-body, .articleBody, .article_content, .news_content, .news_text"),
    Layout(".article-txt, .view_con_wrap"),  # 연합뉴스 until 2020, 뉴스투데이, P
    Layout(".article-view, .view_con, .view_text, .news_view, .article_con, .article_txt"),
)  # fmt: skip

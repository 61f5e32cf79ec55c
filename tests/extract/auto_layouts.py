"""Invented listing pages: the layouts that blogs and news sites have, with what must be read from them."""

# ruff: noqa: E501 - markup is easier to read in the lines of its page

HOST = "https://blog.example"

MENU = """<header class="site-header"><a class="logo" href="/"><img src="/logo.png" alt="Harbor Notes"></a>
<nav class="main-menu"><ul><li><a href="/">Home</a></li><li><a href="/about/">About the authors</a></li>
<li><a href="/services/strategy/">Strategy services</a></li><li><a href="/contact/">Contact</a></li></ul></nav></header>"""

SIDEBAR = """<aside class="sidebar"><section class="widget widget_recent_entries"><h2>Recent posts</h2><ul>
<li><a href="/lantern-festival-sales/">Lantern festival sales surprise everyone</a> <span class="post-date">May 2, 2021</span></li>
<li><a href="/tea-brands-go-live/">Tea brands go live on three platforms</a> <span class="post-date">May 1, 2021</span></li>
<li><a href="/old-story-one/">An old story about parcels and lockers</a> <span class="post-date">April 9, 2021</span></li></ul></section>
<section class="widget widget_tag_cloud"><a href="/tag/tea/">tea</a> <a href="/tag/coupons/">coupons</a> <a href="/tag/live/">live</a></section>
<section class="widget widget_recent_comments"><ul><li><a href="/someone/">Rosa</a> on <a href="/old-story-one/#comment-3">An old story</a></li>
<li>Ivo on <a href="/tea-brands-go-live/#comment-4">Tea brands go live</a></li></ul></section></aside>"""

FOOTER = """<footer class="site-footer"><p>© 2019-2021 Harbor Notes</p><ul><li><a href="/privacy/">Privacy policy</a></li>
<li><a href="/imprint/">Imprint and legal notice</a></li><li><a href="https://facebook.com/harbornotes">Facebook</a></li></ul></footer>"""

ARTICLES = (
    ("lantern-festival-sales", "Lantern festival sales surprise everyone", "May 2, 2021", "2021-05-02T09:00:00+02:00"),
    ("tea-brands-go-live", "Tea brands go live on three platforms", "April 27, 2021", "2021-04-27T09:00:00+02:00"),
    ("parcel-lockers", "Why parcel lockers are back in fashion", "March 30, 2021", "2021-03-30T09:00:00+02:00"),
    ("coupon-math", "Coupon math, explained with oranges", "March 4, 2021", "2021-03-04T09:00:00+02:00"),
    ("quiet-winter", "A quiet winter for outdoor ads", "January 11, 2021", "2021-01-11T09:00:00+02:00"),
)
"""Slug, title, printed date, machine-readable date."""

TEASER = "The numbers of the first week were higher than any shop on the coast had dared to plan for, says {slug}."


def listing(card: str, *, before: str = "", after: str = "", head: str = "") -> str:
    """A page with a menu, a sidebar and a footer around one filled-in card an article."""
    cards = "\n".join(
        card.format(slug=slug, url=f"{HOST}/{slug}/", title=title, date=date, iso=iso, teaser=TEASER.format(slug=slug))
        for slug, title, date, iso in ARTICLES
    )
    return (
        f"<!DOCTYPE html><html lang=en><head><title>Harbor Notes</title>{head}</head><body class='blog has-sidebar'>{MENU}"
        f"<div class='content-sidebar-wrap'><div id='content'>{before}{cards}{after}</div>{SIDEBAR}</div>{FOOTER}</body></html>"
    )


PAGER = "<nav class='navigation pagination'><a class='page-numbers' href='/page/2/'>2</a> <a class='next' href='/page/2/'>Older posts</a></nav>"

DATED = {
    "wordpress_classic": listing(
        """<article class="post-{slug} post type-post hentry category-news tag-sidebar"><header class="entry-header">
        <h2 class="entry-title"><a href="{url}" rel="bookmark">{title}</a></h2><div class="entry-meta"><span class="posted-on">
        <span class="screen-reader-text">Posted on</span> <a href="{url}" rel="bookmark"><time class="entry-date published" datetime="{iso}">{date}</time>
        <time class="updated" datetime="2021-06-01T10:00:00+02:00">June 1, 2021</time></a></span>
        <span class="byline">by <a class="url fn" href="/author/rosa/">Rosa</a></span></div></header>
        <div class="entry-content"><p>{teaser} <a class="more-link" href="{url}#more-4">Continue reading</a></p></div>
        <footer class="entry-footer"><span class="cat-links"><a href="/category/news/" rel="category tag">News</a></span>
        <span class="comments-link"><a href="{url}#respond">Leave a comment</a></span></footer></article>""",
        after=PAGER,
    ),
    "wordpress_date_first": listing(
        """<article class="post hentry"><div class="entry-meta"><a href="{url}" rel="bookmark"><time datetime="{iso}">{date}</time></a></div>
        <h2 class="entry-title"><a href="{url}" rel="bookmark">{title}</a></h2><div class="entry-summary"><p>{teaser}</p></div></article>"""
    ),
    "wordpress_blocks": listing(
        """<li class="wp-block-post post type-post"><h2 class="wp-block-post-title"><a href="{url}">{title}</a></h2>
            <div class="wp-block-post-excerpt"><p>{teaser}</p></div><div class="wp-block-post-date"><time datetime="{iso}"><a href="{url}">{date}</a></time></div></li>""",
        before="<main><h1>Blog</h1><ul class='wp-block-post-template'>",
        after="</ul></main>",
    ),
    "wordpress_page_builder": listing(
        """<div class="elementor-post elementor-grid-item"><a class="elementor-post__thumbnail__link" href="{url}"><img src="/img/{slug}.jpg" alt=""></a>
        <div class="elementor-post__text"><h3 class="elementor-post__title"><a href="{url}">{title}</a></h3>
        <div class="elementor-post__meta-data"><span class="elementor-post-date">{date}</span><span class="elementor-post-avatar">No comments</span></div>
        <div class="elementor-post__excerpt"><p>{teaser}</p></div><a class="elementor-post__read-more" href="{url}">Read more »</a></div></div>""",
        before="<div class='elementor-widget elementor-widget-posts'><div class='elementor-widget-container'>",
        after="</div></div>",
    ),
    "date_inside_the_heading": listing(
        """<div class="post"><h2 class="entry_title"><span class="date">{date}</span> <a href="{url}">{title}</a></h2><p>{teaser}</p></div>"""
    ),
    "overlay_link": listing(
        """<article class="post-entry"><header><h2>{title}</h2></header><div class="entry-content"><p>{teaser}</p></div>
        <footer class="entry-footer"><span title="{iso}">{date}</span> · 2 min · 300 words</footer><a class="entry-link" aria-label="post link" href="{url}"></a></article>"""
    ),
    "read_more_only": listing(
        """<div class="teaser-box"><h3>{title}</h3><p class="when">{date}</p><p>{teaser}</p><a class="btn" href="{url}">Read more</a></div>"""
    ),
    "whole_card_is_a_link": listing(
        """<a class="card" href="{url}"><div class="pic"><img src="/img/{slug}.jpg" alt=""></div><div class="label">Retail</div>
        <div class="card-title">{title}</div><div class="card-text">{teaser}</div><div class="card-date">{date}</div></a>""",
        before="<div class='grid'>",
        after="</div>",
    ),
    "timeline_of_divs": listing(
        """<div class="row"><div class="c1"><div class="d">{date}</div></div><div class="c2"><div class="t"><a href="{url}">{title}</a></div>
        <div class="x">{teaser}</div><div class="y"><a href="/tag/tea/">tea</a>, <a href="/tag/live/">live</a></div></div></div>"""
    ),
    "flat_headings": listing(
        """<h3><a href="{url}">{title}</a></h3><p class="meta">Posted on {date} by Rosa</p><p>{teaser}</p><hr>"""
    ),
    "flat_dates_first": listing("""<p class="date">{date}</p><h3><a href="{url}">{title}</a></h3><p>{teaser}</p>"""),
    "definition_list": listing("""<dt>{date}</dt><dd><a href="{url}">{title}</a></dd>""", before="<dl>", after="</dl>"),
    "table": listing(
        """<tr><td class="n">•</td><td><a href="{url}">{title}</a></td><td>Rosa</td><td>{date}</td></tr>""",
        before="<table><tr><th></th><th>Title</th><th>Author</th><th>Date</th></tr>",
        after="</table>",
    ),
    "plain_list": listing(
        """<li><span>{date}</span> » <a href="{url}">{title}</a></li>""", before="<ul class='posts'>", after="</ul>"
    ),
    "date_as_bare_text": listing("""<li>{date}: <a href="{url}">{title}</a></li>""", before="<ul>", after="</ul>"),
    "date_in_the_link": listing("""<li><a href="{url}">{date} - {title}</a></li>""", before="<ul>", after="</ul>"),
    "date_behind_the_title": listing(
        """<li><a href="{url}">{title} <small>({date})</small></a></li>""", before="<ul>", after="</ul>"
    ),
    "no_classes_at_all": listing(
        """<div><div><a href="{url}"><img src="/i/{slug}.png"></a></div><div><p><a href="{url}">{title}</a></p><p>{date}</p><p>{teaser}</p></div></div>"""
    ),
    "published_and_updated": listing(
        """<div class="post-item"><a class="title" href="{url}">{title}</a><div class="info">Updated: <time datetime="2021-06-01">June 1, 2021</time>
        Published: <time datetime="{iso}">{date}</time></div><p>{teaser}</p></div>"""
    ),
}
"""Pages that say a date with each of `ARTICLES`."""

UNDATED = {
    "grid_of_links": listing(
        """<div class="col-4"><a href="{url}"><img src="/img/{slug}.jpg" alt="{title}"></a><div><a href="{url}">{title}</a></div></div>""",
        before="<div class='row'>",
        after="</div>",
    ),
    "headings_and_teasers": listing("""<section><h3><a href="{url}">{title}</a></h3><p>{teaser}</p></section>"""),
    "links_between_breaks": listing("""<a href="{url}">{title}</a><br>"""),
}
"""Pages with the same articles and no dates."""

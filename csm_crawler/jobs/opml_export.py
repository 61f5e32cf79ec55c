"""Sites → OPML, which any reader imports as far as there are feeds, FreshRSS with its scraping, and csm again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import quoteattr

from csm_crawler.extract.opml import FRESHRSS, OURS
from csm_crawler.extract.rules import is_attribute, to_xpath
from csm_crawler.jobs.opml_scraping import SCRAPED
from csm_crawler.jobs.opml_site import KEPT, OF_ONE_LINE
from csm_crawler.sites import Ask, Fields, Rule, Site
from csm_crawler.sites.tables import PLACEHOLDER

LINK, IMAGE = "descendant-or-self::a/@href", "descendant-or-self::img/@src"
"""What an element is taken for where a rule selects elements."""
NOT_IN_OPML = ("request", "pages", "detail", "keep", "skip", "own", "saved")
"""Keys of a site file that OPML has no words for."""
USUAL = Site(name="", file=Path(), title="", url="", kind="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """An OPML file, and what it does not say."""

    body: str
    lost: Mapping[str, tuple[str, ...]]
    """Name of a site → the keys of its file that are not in it."""


def export_opml(sites: Sequence[Site]) -> Exported:
    """OPML 2.0, the sites by name; the same sites give the same text."""
    lines, lost = [], {}
    for site in sorted(sites, key=lambda site: site.name):
        attributes, gone = _outline(site)
        said = [f"{name}={quoteattr(value)}" for name, value in attributes.items() if value]
        if said:
            lines.append(f"    <outline {' '.join(said)}/>")
        if gone:
            lost[site.name] = tuple(gone)
    root = f'<opml version="2.0" xmlns:frss="{FRESHRSS}" xmlns:csm="{OURS}">'
    head = ["  <head>", "    <title>Sites of csm_crawler</title>", "  </head>"]
    whole = ['<?xml version="1.0" encoding="UTF-8"?>', root, *head, "  <body>", *lines, "  </body>", "</opml>", ""]
    return Exported(body="\n".join(whole), lost=lost)


def _outline(site: Site) -> tuple[dict[str, str], list[str]]:
    """Its attributes, some of them empty, and the keys that are lost; no attributes where nobody could read it."""
    scraped, lost = _scraped(site)
    kind = site.kind if site.kind in OF_ONE_LINE else ""
    if scraped:
        type_ = "HTML+XPath" if site.kind == "selectors" else "JSON+DotNotation"
        address = {"type": type_, "xmlUrl": site.request.url or site.url, "htmlUrl": site.url}
    elif site.kind == "feed" or site.feed:
        address = {"type": "rss", "xmlUrl": site.feed or site.url, "htmlUrl": site.url if site.feed else ""}
        lost += [] if kind else [f"kind {site.kind}: its feed is in place of it"]
    elif kind:
        address = {"type": "link", "url": site.url, "htmlUrl": site.url}
    else:
        return {}, [f"kind {site.kind}, so it is not in it"]
    ours = {key: getattr(site, key) for key in KEPT if getattr(site, key) != getattr(USUAL, key)} | {"kind": kind}
    if address["type"] == "rss":
        ours["feed"] = ""
    told = {f"csm:{key}": ",".join(value) if isinstance(value, tuple) else str(value) for key, value in ours.items()}
    lost += [
        key for key in NOT_IN_OPML if getattr(site, key) != getattr(USUAL, key) and not (key == "request" and scraped)
    ]
    return {"text": site.title, **address, "language": site.language, **told, **scraped}, lost


def _scraped(site: Site) -> tuple[dict[str, str], list[str]]:
    """The keys of FreshRSS for a site that is read by rules; none for other kinds, and where they do not suffice."""
    lost: list[str] = []
    if site.request != Ask(url=site.request.url) or PLACEHOLDER.search(site.request.url):
        return {}, lost
    if site.kind == "selectors":
        where = site.selectors
        fields = {"frss:xPathItemUri": LINK, **_fields(where, "xPath", lost)}
        lost += ["selectors.item, but for its first"] if len(where.item) > 1 else []
        lost += ["selectors.day"] if where.day else []
        return {"frss:xPathItem": to_xpath(where.item[0]), **fields}, lost
    where_json = site.json
    if site.kind != "json" or where_json.embedded or where_json.html or not _is_plain(where_json.link):
        return {}, lost
    return {"frss:jsonItem": where_json.items, **_fields(where_json, "json", lost)}, lost


def _fields(table: Fields, kind: str, lost: list[str]) -> dict[str, str]:
    """The first rule of each field by its key; what is lost of the rules is noted."""
    name, said = ("selectors" if kind == "xPath" else "json"), {}
    for end, field in SCRAPED.items():
        rules = getattr(table, field)
        if rules and not _is_plain(rules):
            lost.append(f"{name}.{field}, but for where it is")
        if rules and (value := _xpath(rules[0], field) if kind == "xPath" else rules[0].at):
            said[f"frss:{kind}Item{end}"] = value
    lost += [f"{name}.modified"] if table.modified else []
    return said


def _is_plain(rules: Sequence[Rule]) -> bool:
    """Whether there is one rule, and it only says where the value is."""
    return len(rules) == 1 and rules[0] == Rule(at=rules[0].at, text=rules[0].text)


def _xpath(rule: Rule, field: str) -> str:
    """The rule as XPath that gives a text; of an element its link or its image, where that is meant."""
    if rule.text:
        return f'"{rule.text}"' if '"' not in rule.text else f"'{rule.text}'"
    path = to_xpath(rule.at)
    if field in ("link", "image") and not is_attribute(rule.at):
        return f"({path})[1]/{LINK if field == 'link' else IMAGE}"
    return path

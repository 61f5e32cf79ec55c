"""A link as found → the canonical URL that names its article, and the guid minted of it."""

import re
from urllib.parse import unquote, urlsplit
from uuid import UUID, uuid5

from w3lib.url import canonicalize_url

MAX_LENGTH = 2000
"""Sitemaps' and most servers' bound is 2,048."""

NAMESPACE = UUID("6f1d3c5e-6d0b-5a50-9d0f-0c5a3d1b7e11")
"""The project's own, never to be changed: a lost store then mints the same ids again."""

_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[\w-]+(\.[\w-]+)*\.?|[0-9a-f:.]*:[0-9a-f:.]*")
"""A name in any script, or an IPv6 address."""

_TRACKING = re.compile(
    r"(utm_\w+|fbclid|gclid|dclid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_[ce]id|_hs\w+|hsctatracking|mkt_tok|vero_id"
    r"|phpsessid|jsessionid|aspsessionid\w*|spm|scm|wt_\w+|ns_\w+|ref_src|ref_url|share_token|sharefrom|_ga|_gl)",
    re.IGNORECASE,
)
"""Parameters that campaigns, sessions and share buttons add: vendors' documents, feeds of the field (UTM)."""

_SESSION = re.compile(r";jsessionid=[\w.!-]*", re.IGNORECASE)
_PREFIX = re.compile(r"^(?:www|m|amp|mobile|wap)\.(?=[^.:]+\.)")
"""Of a host that has another name below it: a site's front door, its phone and its AMP pages."""
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)
_AMP_LAST = re.compile(r"^(/.+)/amp$")
_AMP_FIRST = re.compile(r"^/amp/(?=.)")
_AMP_ENDING = re.compile(r"\.amp(\.html?)?$")
_AMP_PARAMETER = re.compile(r"(?:amp|amp=(?:1|true)?|outputtype=amp)", re.IGNORECASE)


def canonical_url(link: str) -> str:
    """Absolute http(s) URL without fragment and tracking, host in lower case and punycode; empty where it is none.

    A fragment that a page's script reads as its path (`#/detail/7`, `#!detail`) names another page and stays.
    """
    try:
        parts = urlsplit(link.strip())
        scheme, host = parts.scheme.lower(), parts.hostname or ""
        if scheme not in _PORTS or not _HOST.fullmatch(host) or len(link) > MAX_LENGTH:
            return ""
        # By its raw parts: a query in GBK does not survive being decoded as UTF-8.
        kept = [part for part in parts.query.split("&") if not _is_tracking(unquote(part.partition("=")[0]))]
        port = "" if parts.port in (None, _PORTS[scheme]) else f":{parts.port}"
        # User and password are dropped: a link that carries them is no address to publish.
        path = _SESSION.sub("", parts.path)
        bare = parts._replace(netloc=f"{_host(host)}{port}", path=path, query="&".join(kept)).geturl()
        return canonicalize_url(bare, keep_fragments=parts.fragment.startswith(("/", "!")))
    except (ValueError, UnicodeError):
        return ""


def address(url: str) -> str:
    """What a canonical URL names, whatever it is reached by: two that differ in scheme, `www.`, `m.`, a slash at the
    end, `index.html` or AMP are one address. For comparing, not for publishing."""
    parts = urlsplit(url)
    host, path = _out_of_amp_cache(parts.netloc, parts.path)
    host = re.sub(r":(80|443)$", "", _PREFIX.sub("", host))
    path = re.sub(r"/{2,}", "/", _INDEX.sub("/", path)).rstrip("/")
    path = _AMP_LAST.sub(r"\1", _AMP_FIRST.sub("/", _AMP_ENDING.sub(r"\1", path)))
    query = "&".join(part for part in parts.query.split("&") if part and not _AMP_PARAMETER.fullmatch(part))
    return f"{host}{path}{'?' if query else ''}{query}{parts.fragment and '#'}{parts.fragment}"


def mint_guid(url: str) -> str:
    """`urn:uuid:…` (version 5) of an article's canonical URL at first sight."""
    return uuid5(NAMESPACE, url).urn


def _out_of_amp_cache(host: str, path: str) -> tuple[str, str]:
    """Host and path of the site's own page behind Google's two copies of it."""
    if host.endswith(".cdn.ampproject.org"):
        path = re.sub(r"^/[a-z]/(s/)?", "", path)
    elif host in ("google.com", "www.google.com") and path.startswith("/amp/"):
        path = re.sub(r"^/amp/(s/)?", "", path)
    else:
        return host, path
    own, slash, rest = path.partition("/")
    return own, slash + rest


def _is_tracking(key: str) -> bool:
    return _TRACKING.fullmatch(key) is not None


def _host(name: str) -> str:
    return f"[{name}]" if ":" in name else name.rstrip(".")

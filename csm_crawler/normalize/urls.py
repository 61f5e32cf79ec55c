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
    r"|spm|scm|wt_\w+|ns_\w+|ref_src|ref_url|share_token|sharefrom|_ga|_gl)",
    re.IGNORECASE,
)
"""Parameters that campaigns and share buttons add: analytics vendors' documents, and feeds of the field (UTM)."""


def canonical_url(link: str) -> str:
    """Absolute http(s) URL without fragment and tracking, host in lower case and punycode; empty where it is none."""
    try:
        parts = urlsplit(link.strip())
        scheme, host = parts.scheme.lower(), parts.hostname or ""
        if scheme not in _PORTS or not _HOST.fullmatch(host) or len(link) > MAX_LENGTH:
            return ""
        # By its raw parts: a query in GBK does not survive being decoded as UTF-8.
        kept = [part for part in parts.query.split("&") if not _is_tracking(unquote(part.partition("=")[0]))]
        port = "" if parts.port in (None, _PORTS[scheme]) else f":{parts.port}"
        # User and password are dropped: a link that carries them is no address to publish.
        return canonicalize_url(parts._replace(netloc=f"{_host(host)}{port}", query="&".join(kept)).geturl())
    except (ValueError, UnicodeError):
        return ""


def mint_guid(url: str) -> str:
    """`urn:uuid:…` (version 5) of an article's canonical URL at first sight."""
    return uuid5(NAMESPACE, url).urn


def _is_tracking(key: str) -> bool:
    return _TRACKING.fullmatch(key) is not None


def _host(name: str) -> str:
    return f"[{name}]" if ":" in name else name.rstrip(".")

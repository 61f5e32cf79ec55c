"""What nobody shall read in a log: passwords of URLs, tokens of query strings, credentials of headers."""

import re
from urllib.parse import unquote

STARS = "***"
_USERINFO = re.compile(r"(?<=://)([^\s/?#\"'<>]*)@")
_PARAMETER = re.compile(r"([?&;])([^=&#;?\s\"'<>]{1,100})=([^&#\s\"'<>]*[^&#\s\"'<>:,.)])")
_SECRET = re.compile(
    r".*(token|secret|passw(or)?d|passphrase|api[_.-]?key|access[_.-]?key|signature|credential|session)[\w.-]*"
    r"|key|pass|pw|pwd|auth|authorization|sig|sid|jwt|code",
    re.IGNORECASE,
)
"""Names of parameters, as servers have them; `key` and `code` are what RSSHub calls its own."""
_SAID = re.compile(
    r"\b((?:\w{0,40}[_-])?(?:password|passwd|pwd|passphrase|secret|token|api[_-]?key|access[_-]?key))"
    r"(\\?[\"']?\s{0,3}[:=]\s{0,3}(?:\[?b?\\?[\"'])?)([^\s\"',;&)}\]\\]+)",
    re.IGNORECASE,
)
"""`password=…` of a database's driver, `'token': '…'` of a table that is printed."""
_HEADER = re.compile(
    r"\b((?:proxy-)?authorization|(?:set-)?cookie|x-api-key)(\\?[\"']?\s{0,3}[:=]\s{0,3}(?:\[?b?\\?[\"'])?)([^\"'\]\r\n]+)",
    re.IGNORECASE,
)


def mask(text: str) -> str:
    """The text with stars in place of every secret that can be told by what stands around it."""
    text = _USERINFO.sub(_userinfo, text)
    text = _PARAMETER.sub(_parameter, text)
    return _SAID.sub(rf"\1\2{STARS}", _HEADER.sub(rf"\1\2{STARS}", text))


def _userinfo(found: re.Match[str]) -> str:
    """Who it is stays, but where there is no password: what stands alone may be a token."""
    user, colon, _ = found[1].partition(":")
    return f"{user}:{STARS}@" if colon else f"{STARS}@"


def _parameter(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2]}={STARS}" if _SECRET.fullmatch(unquote(found[2])) else found[0]

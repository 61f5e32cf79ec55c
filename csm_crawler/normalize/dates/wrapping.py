"""The words around a date: may they stand there without making it something else?"""

import re
from functools import cache

FILLERS = r"[dLlhcotWXKkPpx@,.:()\-~/ps_]"


@cache
def _splitter() -> re.Pattern[str]:
    return re.compile(r"[|~\n]")


@cache
def _plain() -> re.Pattern[str]:
    return re.compile(rf"{FILLERS}*+(?:b[^_|~12Y]{{0,8}}+{FILLERS}*+)*+|[dx]*[Ll]{FILLERS}*d[w]{{1,4}}")


NAME = re.compile(r"b[^_|~12Y]{0,8}")


def stands_alone(shape: str) -> bool:
    """True where every segment that holds something read (`_`, `t`) holds nothing else but fillers and a name.

    Segments are divided by bars, bullets, symbols, line ends and dashes between spaces; the others may say anything
    («5 comentarios»). «por Ana», «来源：…» may follow or go before.
    """
    if "_" not in shape:
        return False
    if _plain().fullmatch(shape):
        return True
    return all(
        _plain().fullmatch(NAME.sub("", segment)) is not None
        for segment in _splitter().split(shape)
        if "_" in segment or "t" in segment
    )


def cover(shape: str, start: int, end: int) -> str:
    """The shape with what has been read between two places covered."""
    return shape[:start] + "_" * (end - start) + shape[end:]

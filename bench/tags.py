"""What tagging costs: microseconds an item, beside one regex alternation over all names, and the catalogue's load.

Run: python bench/tags.py [ROUNDS]      (default 7; the lines are invented)

Both sides read the same lines in turn, A B A B …; figures are medians, the ratio is the median of the pairs' ratios.
The alternation does less: it knows no guards, no company, no roles.
"""

import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import product
from pathlib import Path

from csm_crawler.platforms import load_catalogue, tag_platforms, tag_topics

ROOT = Path(__file__).parent.parent
SUBJECTS = {
    "en": ["WeChat", "A bakery in Leeds", "Douyin and Red", "The museum", "JD", "Tmall Global", "Keep", "A zoo"],
    "es": ["Weibo", "Una bodega riojana", "La red social", "Alibaba", "Un hotel", "Miniprogramas de WeChat", "Temu"],
    "zh": ["小红书", "一家书店", "抖快", "北京东部的咖啡店", "淘寶直播", "动物园", "B 站", "360"],
}
ENDINGS = {
    "en": [
        "opens a shop for spring, and its neighbors wonder whether the queue will ever end on a rainy Monday morning",
        "tests longer videos with creators, who say that views matter less than the letters that people still write",
    ],
    "es": [
        "abre una tienda en primavera y los vecinos se preguntan si la cola acabará alguna vez en un lunes de lluvia",
        "prueba vídeos más largos con creadores que dicen que las cartas importan más que las visitas de una tarde",
    ],
    "zh": [
        "春天开了一家新店,邻居们都在猜,下雨的周一早上队伍会不会散去",
        "试着让创作者拍更长的视频,他们说来信比播放量更要紧",
    ],
}
ITEMS = [
    (subject, f"{subject} {ending}", language)
    for language in SUBJECTS
    for subject, ending in product(SUBJECTS[language], ENDINGS[language])
]


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    alternation = one_regex()

    def ours() -> object:
        return [tag_platforms(title, text, language=tongue) for title, text, tongue in ITEMS]

    def topics() -> object:
        return [tag_topics(title, text, language=tongue) for title, text, tongue in ITEMS]

    def theirs() -> object:
        return [alternation.findall(f"{title}\n{text}") for title, text, _ in ITEMS]

    for warm in (ours, topics, theirs):
        warm()
    pairs = [(cost(ours), cost(theirs)) for _ in range(rounds)]
    print(f"{len(ITEMS)} items, {len(list(load_catalogue().names()))} names, {rounds} rounds")
    print(f"platforms        {statistics.median(one for one, _ in pairs):9.1f} µs an item")
    print(f"topics           {statistics.median(cost(topics) for _ in range(rounds)):9.1f} µs an item")
    print(f"one alternation  {statistics.median(other for _, other in pairs):9.1f} µs an item")
    print(f"ratio            {statistics.median(other / one for one, other in pairs):9.1f} times as fast")
    load = statistics.median(load_cost() for _ in range(rounds))
    print(f"load             {load:9.1f} ms: imports, catalogue, matcher, first text")


def one_regex() -> re.Pattern[str]:
    """What a first attempt would be: every name, longest first, between word borders where it is Latin."""
    names = sorted({name.text for name in load_catalogue().names()}, key=len, reverse=True)
    parts = [rf"\b{re.escape(name)}\b" if name.isascii() else re.escape(name) for name in names]
    return re.compile("|".join(parts), re.IGNORECASE)


def cost(work: Callable[[], object]) -> float:
    """Microseconds an item."""
    start = time.perf_counter()
    work()
    return 1e6 * (time.perf_counter() - start) / len(ITEMS)


def load_cost() -> float:
    """Milliseconds from nothing loaded of ours to the first tagged text, in a process of its own."""
    code = (
        "import tomllib, pathlib, dataclasses, hashlib, collections, time; start = time.perf_counter()\n"
        "from csm_crawler.platforms import tag_platforms; tag_platforms('WeChat', '')\n"
        "print(1e3 * (time.perf_counter() - start))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return float(done.stdout)


if __name__ == "__main__":
    main()

"""What telling the language of a text costs, beside plain langdetect in the same run.

    python -m bench.language [--texts 600] [--seed 1]

Prints microseconds of CPU a text for both and their ratio, then, each in a process of its own, the time to the first
answer and the memory it takes. The texts are put together here from invented phrases in eight languages.
"""

import argparse
import random
import subprocess
import sys
import time
from collections.abc import Callable

from langdetect import LangDetectException, detect

from csm_crawler.normalize.language import detect_language

PHRASES = {
    "es": "las marcas pequeñas|venden cada vez más|en las ferias de abril|según una encuesta|pues los precios bajan",
    "en": "the smaller brands|sell more and more|at the spring fairs|according to a survey|because prices are falling",
    "pt": "as marcas pequenas|vendem cada vez mais|nas feiras da primavera|segundo uma pesquisa|pois os preços caem",
    "ca": "les marques petites|venen cada vegada més|a les fires de primavera|segons una enquesta|ja que tot baixa",
    "fr": "les petites marques|vendent de plus en plus|aux foires d'avril|selon une enquête|car les prix baissent",
    "de": "die kleinen Marken|verkaufen immer mehr|auf den Messen im April|laut einer Umfrage|weil die Preise fallen",
    "zh-Hans": "小品牌|销售得越来越多|在春季展会上|根据一项调查|因为价格正在下降",
    "zh-Hant": "小品牌|銷售得越來越多|在春季展會上|根據一項調查|因為價格正在下降",
}
FIRST = """
import time
def resident(): return int(open('/proc/self/statm').read().split()[1]) * 4096 / 2**20
before, start = resident(), time.perf_counter()
{}
print(f'{{(time.perf_counter() - start) * 1000:.0f}} {{resident() - before:.0f}}')
"""
OURS = "from csm_crawler.normalize.language import detect_language as detect\ndetect('Las marcas venden cada vez más')"
PLAIN = "from langdetect import detect\ndetect('Las marcas venden cada vez más')"


def make_texts(number: int, seed: int) -> list[tuple[str, str]]:
    """(language, text): titles of two phrases and cards of ten, a name in another script in some."""
    chance = random.Random(seed)
    texts = []
    for _ in range(number):
        language = chance.choice(list(PHRASES))
        phrases = PHRASES[language].split("|")
        space = "" if language.startswith("zh") else " "
        words = [chance.choice(phrases) for _ in range(chance.choice((2, 2, 10)))]
        if chance.random() < 0.2:
            words.insert(1, "WeChat" if not space else "微信")
        texts.append((language, space.join(words)))
    return texts


def plain(text: str) -> str | None:
    try:
        return str(detect(text)).replace("zh-cn", "zh-Hans").replace("zh-tw", "zh-Hant")
    except LangDetectException:
        return None


def measure(function: Callable[[str], str | None], texts: list[tuple[str, str]]) -> tuple[float, float]:
    """Microseconds of CPU a text, and the share of right answers in per cent."""
    function(texts[0][1])
    start = time.process_time()
    answers = [function(text) for _, text in texts]
    spent = time.process_time() - start
    right = sum(answer == language for answer, (language, _) in zip(answers, texts, strict=True))
    return spent * 1e6 / len(texts), 100 * right / len(texts)


def first_answer(code: str) -> str:
    """ "37 12": milliseconds from the import to the first answer and MB of memory, in a new process."""
    run = subprocess.run([sys.executable, "-c", FIRST.format(code)], capture_output=True, text=True, check=True)
    return run.stdout.strip()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    texts = make_texts(arguments.texts, arguments.seed)
    ours, ours_right = measure(detect_language, texts)
    theirs, theirs_right = measure(plain, texts)
    print(f"{len(texts)} texts        µs a text   right   first answer ms, MB")
    for name, cost, right, code in (
        ("csm_crawler", ours, ours_right, OURS),
        ("langdetect", theirs, theirs_right, PLAIN),
    ):
        print(f"{name:14} {cost:12.0f} {right:6.1f} %   {first_answer(code)}")
    print(f"ratio {theirs / ours:.1f}")


if __name__ == "__main__":
    main()

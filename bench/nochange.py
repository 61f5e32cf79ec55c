"""What a run costs in which nothing changed: sixty sites, each asked with a condition, none of which has anything new.

Run: python bench/nochange.py [ROUNDS]      (default 7; needs nginx, which serves the pages on loopback)

Beside it a bare Scrapy spider that makes the same sixty requests with the same conditions. Both run in turn, A B A B …;
a ratio is the median of the ratios of the pairs, so that the drift of a shared machine cancels. Each site is a host of
its own (127.0.1.1, 127.0.1.2, …), as they are in life. Counted beside time: requests, conditional ones, files of feeds/
that were written.
"""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from listing import page
from world import START, make_places
from year import site_file

ROOT = Path(__file__).parent.parent
SITES, PORT, AT_MOST = 60, 8765, 1.1
NGINX = next((path for path in ("/usr/sbin/nginx", shutil.which("nginx") or "") if path and Path(path).exists()), "")
CONFIG = """\
daemon off; worker_processes 1; error_log stderr; pid {folder}/nginx.pid;
events {{ worker_connections 512; }}
http {{
  types {{ text/html html; }}
  log_format asked '$server_addr $request_uri $status "$http_if_none_match"';
  access_log {folder}/access.log asked;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  server {{ listen {port}; root {folder}/www/$server_addr; }}
}}
"""
BARE = """\
import json
import scrapy
class Bare(scrapy.Spider):
    name = "bare"
    handle_httpstatus_list = [304]
    async def start(self):
        for url, tag in json.load(open("asked.json")):
            yield scrapy.Request(url, headers={"If-None-Match": tag})
    def parse(self, response):
        assert response.status == 304, response.status
"""


def main() -> None:
    """Serve, warm up, compare."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)  # nginx serves as another user where it is started as root
        home, bare = folder / "home", folder / "bare"
        home.mkdir()
        bare.mkdir()
        make(folder, home)
        with served(folder):
            csm = [sys.executable, "-c", "from csm_crawler.cli import main; main()", "run", "--all"]
            for _ in range(2):
                asked = requests(folder)
                measure(csm, home)
            asked = requests(folder)
            (bare / "asked.json").write_text(json.dumps([[url, tag] for url, _status, tag in asked]), "utf-8")
            (bare / "bare.py").write_text(BARE, "utf-8")
            before = {path: path.stat().st_mtime_ns for path in (home / "feeds").rglob("*")}
            compare(csm, home, [sys.executable, "-m", "scrapy", "runspider", "-L", "ERROR", "bare.py"], bare, rounds)
            asked = requests(folder)
            written = {path for path in (home / "feeds").rglob("*") if before.get(path) != path.stat().st_mtime_ns}
    of_both = len(asked) / (2 * (rounds + 1))
    whole = sum(not tag or status != "304" for _url, status, tag in asked)
    print(f"{of_both:.0f} requests a run, {whole} without a condition or answered whole; {len(written)} files written")


def make(folder: Path, home: Path) -> None:
    """Sixty sites with a page each, and a home that collects them."""
    places = make_places(number=SITES, days=1)
    for number, place in enumerate(places, 1):
        place.kind, host = "selectors", f"127.0.1.{number}"
        www = folder / "www" / host
        www.mkdir(parents=True)
        (www / "index.html").write_text(page(place, place.listed(START)), "utf-8")
        (www / "robots.txt").write_text("User-agent: *\nDisallow: /admin/\n", "utf-8")
        (home / "sites").mkdir(exist_ok=True)
        text = site_file(place, f"http://{host}:{PORT}/")
        (home / "sites" / f"{place.name}.toml").write_text(text, "utf-8")
    names = ", ".join(f'"{place.name}"' for place in places)
    (home / "csm.toml").write_text(f"sites = [{names}]\n", "utf-8")


@contextmanager
def served(folder: Path) -> Iterator[None]:
    """The pages, by nginx, on loopback."""
    (folder / "nginx.conf").write_text(CONFIG.format(folder=folder, port=f"0.0.0.0:{PORT}"), "utf-8")
    process = subprocess.Popen([NGINX, "-c", str(folder / "nginx.conf")], stderr=subprocess.DEVNULL)
    try:
        time.sleep(0.5)
        yield
    finally:
        process.terminate()
        process.wait()


def requests(folder: Path) -> list[tuple[str, str, str]]:
    """URL, status and condition of each request since the last time."""
    log = folder / "access.log"
    time.sleep(0.1)  # nginx writes when it has answered
    rows = re.findall(r'^(\S+) (\S+) (\d+) "(.*)"$', log.read_text("utf-8"), re.MULTILINE)
    os.truncate(log, 0)
    tags = [tag.replace("\\x22", '"') for *_others, tag in rows]
    return [
        (f"http://{host}:{PORT}{path}", status, tag if tag != "-" else "")
        for (host, path, status, _tag), tag in zip(rows, tags, strict=True)
    ]


def compare(one: list[str], in_one: Path, other: list[str], in_other: Path, rounds: int) -> None:
    """Print both; the first round warms the caches and does not count."""
    pairs = [(measure(one, in_one), measure(other, in_other)) for _ in range(rounds + 1)][1:]
    print(f"{'':12}{'csm run':>9}{'bare':>9}{'ratio':>8}{'at most':>9}")
    for at, name in enumerate(("wall s", "CPU s", "peak MB")):
        ours, bare = (statistics.median(pair[side][at] for pair in pairs) for side in (0, 1))
        ratio = statistics.median(pair[0][at] / pair[1][at] for pair in pairs)
        print(f"{name:12}{ours:9.3f}{bare:9.3f}{ratio:8.2f}{AT_MOST if at < 2 else '':>9}")


def measure(command: list[str], folder: Path) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds and peak MB of one process; it must succeed."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": str(ROOT)}
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _pid, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


if __name__ == "__main__":
    main()

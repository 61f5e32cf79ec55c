"""What the server of a made-up site answers at any moment."""

import random
from datetime import datetime

from listing import page
from troubles import troubled
from world import Place, Reply


def answer(place: Place, now: datetime, *, tag: str = "") -> Reply:
    """What the site's server answers; `tag`: the version that the visitor knows."""
    trouble = place.trouble(now)
    blip = random.Random(f"{place.salt} {now:%Y-%m-%d %H:%M}").random()
    if blip < 0.003 and trouble is None:
        return Reply(503, "busy")
    shown = place.listed(now)
    version = f'"{shown.start}-{shown.stop}-{trouble.kind if trouble else ""}"'.replace(" ", "-")
    reply = troubled(place, trouble, shown) if trouble else None
    if reply is None:
        reply = Reply(200, "" if tag == version else page(place, shown))
    return _with_headers(place, reply, version, tag)


def _with_headers(place: Place, reply: Reply, version: str, tag: str) -> Reply:
    headers = {"Content-Type": "application/rss+xml" if reply.body.startswith("<?xml") else "text/html; charset=utf-8"}
    if reply.status == 200 and place.max_age:
        headers["Cache-Control"] = f"public, max-age={place.max_age}"
    if reply.status == 200 and place.has_tag:
        headers["ETag"] = version
        if tag == version:
            return Reply(304, "", headers)
    return Reply(reply.status, reply.body, headers | reply.headers)

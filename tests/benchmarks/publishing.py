"""Publishes articles inside a site: `python -m tests.benchmarks.publishing`.

Each line of standard input, `SECONDS RATE`, has that many articles a second published, any of all, for as long; then
`{"published": …, "seconds": …}` is printed. The first line printed says that it is ready.
"""

import json
import random
import sys
import time

import django

django.setup()

from wagtail.models import Page  # noqa: E402


def publish(seconds: float, rate: float) -> tuple[int, float]:
    """Publish new summaries of articles, no faster than ``rate``. How many, and in which time."""
    articles = list(Page.objects.filter(depth=4).values_list("pk", flat=True))
    began, published = time.monotonic(), 0
    while (now := time.monotonic() - began) < seconds:
        if now < published / rate:
            time.sleep(published / rate - now)
            continue
        article = Page.objects.get(pk=random.choice(articles)).specific
        article.search_description = f"{article.search_description.partition('#')[0]}#{random.randrange(10**6)}"
        article.save_revision().publish()
        published += 1
    return published, now


if __name__ == "__main__":
    print("ready", flush=True)
    for line in sys.stdin:
        done, took = publish(*map(float, line.split()))
        print(json.dumps({"published": done, "seconds": took}), flush=True)

"""Which cards of a page are of articles that the store has not, before anything of them is understood."""

from collections.abc import Sequence
from dataclasses import replace

from csm_crawler.items import Card
from csm_crawler.normalize.urls import canonical_url
from csm_crawler.store import ArticleStore, sighting_of_card


def unseen_links(store: ArticleStore, cards: Sequence[Card]) -> frozenset[str]:
    """The links of the cards that lead to no article by address, id or words; StoreError."""
    linked = [(card, url) for card in cards if card.link and (url := canonical_url(card.link))]
    met = [sighting_of_card(card, url) for card, url in linked]
    left = store.unknown(met)
    if left:
        # Only here: a page with nothing new needs none of what understands words.
        from csm_crawler.normalize.text import clean_teaser, clean_title

        for place in left:
            card = linked[place][0]
            met[place] = replace(met[place], title=clean_title(card.title), summary=clean_teaser(card.teaser))
        left = store.unknown(met)
    return frozenset(linked[place][0].link for place in left)

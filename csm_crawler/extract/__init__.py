"""Page → cards: one module a kind of source, none of which knows Scrapy."""

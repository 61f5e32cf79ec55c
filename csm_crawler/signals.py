"""What the spider, the pipelines and the middlewares tell each other of a site's pages: Scrapy's signals."""

page_read = object()
"""Signal: a page was read. Arguments: site (Site), page_url (of its cards), name (for people), cards (list of Card),
owes (whether the site's min_cards hold of it), number (of the page, from 1), is_whole (False where more of its cards
come later: a long page is read in lots where articles' own pages are fetched), page (Page), details (list of Snapshot:
the articles' own pages that completed these cards)."""
page_kept = object()
"""Signal: all cards of a page are in the store. Arguments: site (name), page_url (str)."""
articles_added = object()
"""Signal: articles that are new are in the store. Arguments: site (name), articles (tuple of Article)."""
page_unchanged = object()
"""Signal: a server says that a page is as we know it. Arguments: site (Site), page_url (str)."""
page_lost = object()
"""Signal: a page was lost. Arguments: site (Site), error (PageError), page (Page; None where none came)."""
store_failed = object()
"""Signal: the store refused. Argument: error (StoreError)."""

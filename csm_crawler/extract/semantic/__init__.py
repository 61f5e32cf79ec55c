"""What pages tell machines of their articles: JSON-LD, microdata, microformats, meta tags."""

"""Card → article: what a card means."""

"""What is remembered: cards word for word, articles, runs."""

"""Figures of the stored articles: who is named how often, where, with whom, and what changed."""

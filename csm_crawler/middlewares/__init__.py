"""How we behave as a visitor: what stands between the spider and other people's servers."""

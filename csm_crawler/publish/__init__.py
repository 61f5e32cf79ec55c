"""Articles → bytes: feeds and pages."""

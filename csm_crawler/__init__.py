"""News about China's digital-marketing platforms, collected from many sites and republished as clean feeds."""

__version__ = "0.1.0"

"""Where pages lie below feeds/."""

LANGUAGES = ("", "es/", "zh/")


def in_all_languages(*names: str) -> set[str]:
    """The files of these pages: "index", "wechat"."""
    return {f"{folder}{name}.html" for name in names for folder in LANGUAGES}

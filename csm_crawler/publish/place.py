"""Where a page lies below feeds/, and how it leads to the others from there."""

from dataclasses import dataclass

from csm_crawler.publish.wording import LANGUAGES

DEFAULT = next(iter(LANGUAGES))
INDEX = "index"
"""The page that all others lead to."""
_FOLDERS = ("", "group", "topic")
_PAGELESS = frozenset({"all", "corrections"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A page in one language. English lies at the top, `index.html`; the others in a folder each, `es/index.html`.

    Its links are relative: they hold wherever feeds/ lies, and where it is opened as a folder of files.
    """

    name: str
    """Without suffix: "index", "trends", or the name of a feed ("wechat", "group/bats")."""
    language: str = DEFAULT

    @property
    def path(self) -> str:
        """Below feeds/, without suffix."""
        return self.name if self.language == DEFAULT else f"{self.language}/{self.name}"

    def page(self, name: str, language: str = "") -> str:
        """The link to another page, in the same language where none is named."""
        return self.file(f"{Place(name=name, language=language or self.language).path}.html")

    def file(self, path: str) -> str:
        """The link to a file below feeds/."""
        here, there = self.path.split("/")[:-1], path.split("/")
        while here and len(there) > 1 and here[0] == there[0]:
            del here[0], there[0]
        return "../" * len(here) + "/".join(there)


def index_paths() -> dict[str, str]:
    """Language → where its index.html lies below feeds/."""
    return {language: f"{Place(name=INDEX, language=language).path}.html" for language in LANGUAGES}


def has_page(name: str) -> bool:
    """Whether the feed with this name has a page of its own: platforms and companies, groups, topics, one's own."""
    folder, _, slug = name.rpartition("/")
    return folder in _FOLDERS and "." not in slug and name not in _PAGELESS

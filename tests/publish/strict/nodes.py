"""XML as a tree that knows its lines, and what may stand where in it."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

PREFIXES = {
    "http://www.w3.org/2005/Atom": "atom",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://search.yahoo.com/mrss/": "media",
    "http://purl.org/syndication/history/1.0": "fh",
    "http://www.w3.org/XML/1998/namespace": "xml",
}
_DECLARATION = re.compile(rb"""<\?xml version=["']1\.0["'] encoding=["']UTF-8["']\?>\n""", re.IGNORECASE)
_STYLESHEET = re.compile(r'type="text/css" href="(\.\./)*[\w.-]+"')
Check = Callable[["Node"], Iterator[str]]


class Malformed(Exception):
    """What an XML parser refuses."""


@dataclass(slots=True)
class Node:
    name: str
    """With the usual prefix of its namespace: `dc:creator`; without one in the document's own."""
    attributes: dict[str, str]
    line: int
    parent: Node | None = None
    language: str | None = None
    text: str = ""
    has_hexadecimal: bool = False
    """Whether one of its lines holds a hexadecimal reference: the mark of the RSS Profile for plain text."""
    children: list[Node] = field(default_factory=list)

    @property
    def where(self) -> str:
        return f"line {self.line}, {self.name}"

    def all(self, name: str) -> list[Node]:
        return [child for child in self.children if child.name == name]

    def has(self, name: str) -> bool:
        return any(child.name == name for child in self.children)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What an element may hold."""

    check: Check | None = None
    """Of its text; without one it may have none."""
    attributes: Mapping[str, Check | None] = field(default_factory=dict)
    """Those that it may have, each with what its value must be."""
    needs: tuple[str, ...] = ()
    """Attributes."""
    children: Mapping[str, Rule] = field(default_factory=dict)
    many: bool = False


def parse(body: bytes) -> tuple[Node, list[str]]:
    """The tree, and complaints about the document as such; Malformed."""
    found = []
    if body.startswith(codecs.BOM_UTF8) or not _DECLARATION.match(body):
        found.append("MissingEncoding: the declaration")
    try:
        lines = body.decode("utf-8").split("\n")
    except UnicodeDecodeError as problem:
        raise Malformed(str(problem)) from problem
    reader = _Reader([f"&#{'x'}" in line for line in lines])
    try:
        reader.parser.Parse(body, True)
    except expat.ExpatError as problem:
        raise Malformed(str(problem)) from problem
    assert reader.root
    return reader.root, found + reader.found


class _Reader:
    def __init__(self, hexadecimal: list[bool]) -> None:
        self.root: Node | None = None
        self.at: Node | None = None
        self.found: list[str] = []
        self.hexadecimal = hexadecimal
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartNamespaceDeclHandler = self.declared
        self.parser.ProcessingInstructionHandler = self.instruction
        self.parser.StartDoctypeDeclHandler = lambda *_: self.found.append("InvalidDoctype: the document")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        own = self.name(name, own="atom" if name.endswith(" feed") or (self.root and self.root.name == "feed") else "")
        named = {self.name(key): value for key, value in attributes.items()}
        language = named.get("xml:lang", self.at.language if self.at else None)
        node = Node(own, named, self.parser.CurrentLineNumber, self.at, language)
        if self.at is None:
            self.root = node
        else:
            self.at.children.append(node)
        self.at = node

    def name(self, name: str, own: str = "") -> str:
        space, _, local = name.rpartition(" ")
        prefix = PREFIXES.get(space, space)
        return local if prefix == own else f"{prefix}:{local}"

    def end(self, name: str) -> None:
        assert self.at
        self.at.has_hexadecimal = any(self.hexadecimal[self.at.line - 1 : self.parser.CurrentLineNumber])
        self.at = self.at.parent

    def characters(self, text: str) -> None:
        assert self.at
        self.at.text += text

    def declared(self, prefix: str | None, uri: str) -> None:
        if uri not in PREFIXES:
            self.found.append(f"UnknownNamespace: {uri}")
        elif prefix and PREFIXES[uri] != prefix:
            self.found.append(f"NonstdPrefix: {prefix} for {uri}")
        elif prefix and self.root:
            self.found.append(f"NonstdPrefix: {prefix} is declared inside the document")

    def instruction(self, target: str, data: str) -> None:
        if target != "xml-stylesheet" or not _STYLESHEET.fullmatch(data) or self.root:
            self.found.append(f"UnexpectedInstruction: {target} {data}")


def check_node(node: Node, rule: Rule) -> Iterator[str]:
    """Complaints about the element and all in it, so far as a table can tell."""
    yield from _check_attributes(node, rule)
    if rule.check:
        yield from rule.check(node)
    elif node.text.strip():
        yield f"UnexpectedText: {node.where}"
    for name, count in Counter(child.name for child in node.children).items():
        if name in rule.children and count > 1 and not rule.children[name].many:
            yield f"DuplicateElement: {node.where}/{name}"
    for child in node.children:
        if child.name in rule.children:
            yield from check_node(child, rule.children[child.name])
        else:
            yield f"UndefinedElement: {child.where} in {node.name}"


def _check_attributes(node: Node, rule: Rule) -> Iterator[str]:
    for key, value in node.attributes.items():
        if key == "xml:lang":
            check: Check | None = rule.attributes.get(key)
        elif key not in rule.attributes:
            yield f"UnexpectedAttribute: {node.where}@{key}"
            continue
        else:
            check = rule.attributes[key]
        if check:
            of_value = Node(f"{node.name}@{key}", {}, node.line, node.parent, node.language, value)
            of_value.has_hexadecimal = node.has_hexadecimal
            yield from check(of_value)
    for key in rule.needs:
        if key not in node.attributes:
            yield f"MissingAttribute: {node.where}@{key}"

"""In: Markdown as the Markdown edition writes it. Out: blocks and notes for the peers' own languages.

Understood: headings, paragraphs, `[^id]` calls and their notes, emphasis, quotations, lists, verse, ornaments. What is
not understood stays as it is written.
"""

import re
from dataclasses import dataclass, field


@dataclass
class Block:
    kind: str  # heading paragraph quote item verse ornament
    text: str
    level: int = 0


@dataclass
class Text:
    blocks: list = field(default_factory=list)
    notes: dict = field(default_factory=dict)  # id -> list of paragraphs


SPAN = re.compile(r"\[([^][]*)\]\{([^}]*)\}")
NOTE = re.compile(r"\[\^([^]]+)\]:\s*")


def clean(text):
    """Spans keep their words; page turns and printed numbers have none."""
    return SPAN.sub(lambda span: span.group(1), text).replace("\u00ad", "")


def read(markdown):
    if markdown.startswith("---\n"):
        markdown = markdown.split("\n---\n", 1)[1]
    text, note = Text(), None
    for chunk in re.split(r"\n\s*\n", markdown):
        if not chunk.strip():
            continue
        head = NOTE.match(chunk)
        if head:
            # Notes may follow each other without a blank line.
            for part in re.split(r"\n(?=\[\^[^]]+\]:)", chunk):
                name = NOTE.match(part)
                note = text.notes.setdefault(name.group(1), [])
                note.append(clean(one_line(part[name.end():])))
        elif chunk.startswith("    ") and note is not None:
            note.append(clean(one_line(chunk)))
        else:
            note = None
            text.blocks.extend(blocks(chunk.strip("\n")))
    return text


def one_line(chunk):
    return " ".join(chunk.split())


def blocks(chunk):
    lines = [clean(line) for line in chunk.split("\n")]
    first = lines[0]
    heading = re.match(r"(#{1,6})\s+", first)
    if heading:
        yield Block("heading", one_line(" ".join(lines)[heading.end():]), len(heading.group(1)))
    elif first.startswith("> "):
        yield Block("quote", one_line(" ".join(line.lstrip("> ") for line in lines)))
    elif first.startswith("|"):
        yield Block("verse", "\n".join(line.lstrip("| ") for line in lines))
    elif re.fullmatch(r"\s*(\*\s*){3}", first) or first.strip() == "⁂":
        yield Block("ornament", "* * *")
    elif re.match(r"(\d+\.|[-*+])\s", first):
        item = ""
        for line in lines:
            if re.match(r"(\d+\.|[-*+])\s", line) and item:
                yield Block("item", one_line(item))
                item = ""
            item += " " + line
        yield Block("item", one_line(item))
    else:
        yield Block("paragraph", one_line(" ".join(lines)))


TOKEN = re.compile(r"\\(.)|\[\^([^]]+)\]|(\*\*|\*)|(.)", re.S)


def inlines(text):
    """Pairs: ("char", c), ("call", id), ("emph" or "strong", is it opened?)."""
    is_open = {"*": False, "**": False}
    for token in TOKEN.finditer(text):
        escaped, call, stars, char = token.groups()
        if call:
            yield "call", call
        elif stars:
            is_open[stars] = not is_open[stars]
            yield ("strong" if stars == "**" else "emph"), is_open[stars]
        else:
            yield "char", escaped or char

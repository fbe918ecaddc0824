"""In: a text and a page. Out: Typst source: justified, notes at the foot, the page of the others."""

from markdown_text import inlines

PAGE = """#set document(title: "{title}")
#set page(width: {width}mm, height: {height}mm, numbering: "1",
  margin: (inside: {inner}mm, outside: {outer}mm, top: {top}mm, bottom: {bottom}mm))
#set text(font: "Libertinus Serif", size: {size}pt, lang: "en", number-type: "old-style", top-edge: 0.7em, bottom-edge: -0.3em)
#set par(justify: true, leading: {leading}pt - 1em, spacing: {leading}pt - 1em, first-line-indent: 1em)
#show heading: it => block(above: {leading}pt, below: {leading}pt, text(size: {size}pt, weight: "regular", it.body))
#set footnote.entry(gap: {note_leading}pt - {note_size}pt, clearance: {leading}pt / 2)
#show footnote.entry: it => {{ set text(size: {note_size}pt); set par(leading: {note_leading}pt - 1em); it }}
"""


def source(text, page, title):
    out = [PAGE.format(title=title, **page)]
    for block in text.blocks:
        words = line(block.text, text)
        if block.kind == "heading":
            out.append("=" * block.level + " " + words)
        elif block.kind == "quote":
            out.append(f"#quote(block: true)[{words}]")
        elif block.kind == "verse":
            out.append(words.replace("\n", " \\\n"))
        elif block.kind == "ornament":
            out.append("#align(center)[\\* \\* \\*]")
        else:
            out.append(words)
    return "\n\n".join(out) + "\n"


def line(words, text):
    out = []
    for kind, value in inlines(words):
        if kind == "call":
            body = "\n\n".join(line(part, text) for part in text.notes.get(value, []))
            out.append(f"#footnote[{body}]")
        elif kind == "char":
            out.append("\\" + value if value in "\\#$*_`<>@[]~=-+/'\"" else value)
        elif kind == "emph":
            out.append("#emph[" if value else "]")
        else:
            out.append("#strong[" if value else "]")
    return "".join(out)

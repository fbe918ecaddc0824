use super::*;
use crate::book::{Block, Inline, words};

fn book(text: &str) -> Book {
    read(&[Source::new("a.md", text.into())])
        .expect("a book")
        .value
}

fn warnings(text: &str) -> Vec<String> {
    let read = read(&[Source::new("a.md", text.into())]).expect("a book");
    read.warnings.0.into_iter().map(|w| w.message).collect()
}

fn said(block: &Block) -> String {
    match block {
        Block::Paragraph(text) | Block::Heading { text, .. } => words(text),
        other => panic!("no words: {other:?}"),
    }
}

#[test]
fn notes_come_in_the_order_of_their_calls() {
    let book = book(
        "One[^b] two[^a].\n\n[^a]: Alpha\n    goes on.\n\n    More.\n\n[^b]: Beta.\n\n[^c]: Gamma.\n",
    );
    let printed: Vec<&str> = book.notes().iter().map(|n| n.printed.as_str()).collect();
    assert_eq!(printed, ["b", "a"]);
    assert_eq!(book.notes()[1].body.len(), 2);
    assert_eq!(said(&book.notes()[1].body[0]), "Alpha goes on.");
    assert_eq!(book.loose().len(), 1);
}

#[test]
fn a_call_before_another_bracket_is_a_call() {
    let book = book("One[^1][two](three) and[^1][four].\n\n[^1]: Note.\n");
    let mut calls = 0;
    crate::book::visit_calls(book.blocks(), &mut |_| calls += 1);
    assert_eq!(calls, 2);
}

#[test]
fn a_call_without_note_stays_and_is_told() {
    assert_eq!(said(&book("One[^9] two.\n").blocks()[0]), "One[^9] two.");
    assert_eq!(warnings("One[^9] two.\n").len(), 1);
}

#[test]
fn spans_point_into_the_source() {
    let text = "---\ntitle: T\n---\n\nOne\ntwo[^1].\n\n[^1]: Note.\n";
    let book = book(text);
    assert_eq!(book.meta.title, "T");
    let Block::Paragraph(inlines) = &book.blocks()[0] else {
        panic!("a paragraph")
    };
    let (Inline::Text { text: words, at }, Inline::Call { at: call, .. }) =
        (&inlines[0], &inlines[1])
    else {
        panic!("words and a call")
    };
    assert_eq!(words, "One two");
    assert_eq!(&text[at.start as usize..at.end as usize], "One\ntwo");
    assert_eq!(&text[call.start as usize..call.end as usize], "[^1]");
}

#[test]
fn verse_keeps_its_lines_and_indents() {
    let book = book("| One\n|   *two*\n|\n| three\n");
    let Block::Verse(stanzas) = &book.blocks()[0] else {
        panic!("verse")
    };
    assert_eq!(stanzas.len(), 2);
    assert_eq!(stanzas[0][1].indent, 1);
    assert_eq!(words(&stanzas[0][1].text), "two");
}

#[test]
fn an_escaped_bar_is_no_verse() {
    assert!(matches!(book("\\| One\n").blocks()[0], Block::Paragraph(_)));
}

#[test]
fn an_escaped_bar_inside_html_or_verse_is_a_word() {
    let found =
        book("Long words before what is read by itself.\n\n<div>\n| One\n\n\\| Two\n</div>\n");
    assert!(
        matches!(found.blocks()[1], Block::Verse(_)),
        "{:?}",
        found.blocks()
    );
    assert_eq!(said(&found.blocks()[2]), "| Two");
    let raised = book("Words before.\n\n<div>\nx^2^ and ~~no~~\n</div>\n");
    let Block::Paragraph(inlines) = &raised.blocks()[1] else {
        panic!("a paragraph")
    };
    assert_eq!(shown(inlines), "x<up 2> and <no no>");
    let verse = book("| One\n\\| two\n");
    let Block::Verse(stanzas) = &verse.blocks()[0] else {
        panic!("verse")
    };
    assert_eq!(words(&stanzas[0][0].text), "One | two");
}

#[test]
fn brackets_without_class_stay() {
    assert_eq!(
        said(&book("a [sic] b [c d*\n").blocks()[0]),
        "a [sic] b [c d*"
    );
    assert_eq!(said(&book("a [b]{.unknown} c\n").blocks()[0]), "a b c");
}

/// Inlines with a name for what they are.
fn shown(inlines: &[Inline]) -> String {
    let one = |inline: &Inline| {
        let inner = shown(inline.inner());
        match inline {
            Inline::Text { text, .. } => text.clone(),
            Inline::Emphasis(_) => format!("<em {inner}>"),
            Inline::Strong(_) => format!("<strong {inner}>"),
            Inline::SmallCapitals(_) => format!("<sc {inner}>"),
            Inline::Raised(_) => format!("<up {inner}>"),
            Inline::Lowered(_) => format!("<down {inner}>"),
            Inline::Struck(_) => format!("<no {inner}>"),
            Inline::Span { of, .. } => format!(
                "<{}:{} {inner}>",
                of.classes.join("."),
                of.language.as_deref().unwrap_or_default()
            ),
            Inline::Link { to, .. } => format!("<{to} {inner}>"),
            Inline::Call { note, .. } => format!("<call {}>", note.0 + 1),
            Inline::PageTurn { label } => format!("<page {label}>"),
            Inline::Typewriter(_) => format!("<code {inner}>"),
            Inline::Picture(picture) => format!("<pic {} {}>", picture.to, picture.alt),
            Inline::Anchor(name) => format!("<#{name}>"),
            Inline::Break => "/".into(),
        }
    };
    inlines.iter().map(one).collect()
}

/// The first paragraph of a text.
fn line(text: &str) -> String {
    match &book(text).blocks()[0] {
        Block::Paragraph(inlines) => shown(inlines),
        other => panic!("no paragraph: {other:?}"),
    }
}

#[test]
fn signs_raise_lower_and_strike_out() {
    for (text, want) in [
        ("m^2^, H~2~O, M^lle^X", "m<up 2>, H<down 2>O, M<up lle>X"),
        ("x^*n*+1^ and e^-\\^^", "x<up <em n>+1> and e<up -^>"),
        ("a ~~bad *old*~~ thing", "a <no bad <em old>> thing"),
        ("*a ~~b~~ c^2^*", "<em a <no b> c<up 2>>"),
        ("~~a [b~~ c]{.emph} d~~", "<no a <em b~~ c> d>"),
        ("2 ^ 3 ^ 4, a ~ b ~ c", "2 ^ 3 ^ 4, a ~ b ~ c"),
        ("~5 to ~6 and ~~ 7 ~~ 8", "~5 to ~6 and ~~ 7 ~~ 8"),
        ("up^to this^ and ^^ and \\^a^", "up^to this^ and ^^ and ^a^"),
        ("a~~b and [c~d] e~", "a~~b and [c~d] e~"),
    ] {
        assert_eq!(line(text), want, "{text}");
    }
}

#[test]
fn spans_say_what_their_words_are() {
    for (text, want) in [
        ("[Je sais]{lang=fr}", "<:fr Je sais>"),
        ("[a]{.ship lang=\"de-at\"} b", "<ship:de-AT a> b"),
        ("[a]{.smallcaps lang=la}", "<:la <sc a>>"),
        ("[a]{.underline} [b]{.ul}", "<em a> <em b>"),
        ("[a]{b} [c]{.} [d]{}", "[a]{b} [c]{.} [d]{}"),
    ] {
        assert_eq!(line(text), want, "{text}");
    }
    assert_eq!(warnings("[a]{lang=fr} [b]{.smallcaps}\n"), [""; 0]);
    assert_eq!(
        warnings("[a]{.ship} [b]{style=x} [c]{lang=klingon}\n").len(),
        3
    );
}

#[test]
fn notes_may_stand_in_their_line() {
    let text = "Late^[By *an* hour[^1], [as]{.sup} said.] and ^[b]^ early.[^1]\n\n[^1]: A.\n";
    let book = book(text);
    let Block::Paragraph(first) = &book.blocks()[0] else {
        panic!("a paragraph")
    };
    assert_eq!(shown(first), "Late<call 1> and <call 2>^ early.<call 3>");
    let printed: Vec<&str> = book.notes().iter().map(|n| n.printed.as_str()).collect();
    assert_eq!(printed, ["1", "2", "1"]);
    let Block::Paragraph(said) = &book.notes()[0].body[0] else {
        panic!("a paragraph")
    };
    assert_eq!(shown(said), "By <em an> hour<call 3>, <up as> said.");
    assert_eq!(line("a^[b and c\n"), "a^[b and c");
    assert_eq!(line("a \\^[b] c\n"), "a ^[b] c");
}

#[test]
fn links_lead_to_named_places() {
    let text =
        "# The Loft {#loft}\n\nSee [it](#the-mole), [b]{#b} and [c](#no).\n\nThe Mole\n===\n";
    let read = book(text);
    let headings: Vec<String> = read
        .blocks()
        .iter()
        .filter_map(|block| match block {
            Block::Heading { text, .. } => Some(shown(text)),
            _ => None,
        })
        .collect();
    assert_eq!(headings, ["<#loft>The Loft", "<#the-mole>The Mole"]);
    assert_eq!(warnings(text).len(), 1);
    assert_eq!(warnings("# A {.unnumbered}\n\n# B {.ship}\n").len(), 1);
    assert_eq!(said(&book("# A \\{#b}\n").blocks()[0]), "A {#b}");
}

#[test]
fn divisions_are_what_their_class_names() {
    let text = "::: verse\nOne  \ntwo\n\nthree\n:::\n\n:::: {.quote lang=fr}\nOui.\n::: ship\nNon.\n:::\n::::\n";
    let blocks = book(text).blocks().to_vec();
    assert!(
        matches!(&blocks[0], Block::Verse(stanzas) if stanzas[0].len() == 2 && stanzas.len() == 2)
    );
    let Block::Division { of, blocks: inner } = &blocks[1] else {
        panic!("{blocks:?}")
    };
    assert_eq!(of.language.as_deref(), Some("fr"));
    let [Block::Quote(quoted)] = inner.as_slice() else {
        panic!("{inner:?}")
    };
    assert!(matches!(&quoted[1], Block::Division { of, .. } if of.classes == ["ship"]));
    assert_eq!(warnings(text).len(), 1);
    assert_eq!(warnings(":::\n\n::: a b\n\n::: ok\n").len(), 4);
}

#[test]
fn items_keep_how_they_are_numbered() {
    let text = "a) one\nb) two\n    i.  deep\n    ii. deeper\n\n1. three\n\n(C)  four\n";
    let marks: Vec<String> = {
        let mut marks = Vec::new();
        let book = book(text);
        crate::book::visit_blocks(book.blocks(), &mut |block| {
            if let Block::List {
                numbers: Some(numbers),
                items,
            } = block
            {
                marks.push(format!("{}x{}", numbers.mark(0), items.len()));
            }
        });
        marks
    };
    assert_eq!(marks, ["a)x2", "i.x2", "1.x1", "(C)x1"]);
    let done = book("- [x] done\n- [ ] not\n");
    let Block::List { items, .. } = &done.blocks()[0] else {
        panic!("a list")
    };
    assert_eq!(said(&items[0][0]), "☒ done");
    assert_eq!(said(&items[1][0]), "☐ not");
}

#[test]
fn terms_code_and_html_are_read() {
    let found =
        book("Mole\n:   A wall.\n\n    Of stone.\n:   An animal.\n\nLamp\n\n:   A light.\n");
    let Block::Definitions(definitions) = &found.blocks()[0] else {
        panic!("{:?}", found.blocks())
    };
    assert_eq!(words(&definitions[0].term), "Mole");
    assert_eq!(definitions[0].said.len(), 2);
    assert_eq!(definitions[0].said[0].len(), 2);
    assert_eq!(definitions.len(), 2);
    let nothing = book("|\n:   A wall.\n");
    assert!(matches!(nothing.blocks(), [Block::Paragraph(said)] if words(said) == "A wall."));
    let code = book("```{.python}\nif a:\n    ::: b\n\n```\n");
    let Block::Preformatted { text, kind, .. } = &code.blocks()[0] else {
        panic!("{:?}", code.blocks())
    };
    assert_eq!(
        (text.as_str(), kind.as_deref()),
        ("if a:\n    ::: b\n", Some("python"))
    );
    assert_eq!(line("a `b  c` d"), "a <code b c> d");
    let html = "One.\n\n<div class=\"x\">The <b>old</b> *rules*</div> of <script>no</script>1 < 2.\n\nLast.\n";
    let html = book(html);
    let all: Vec<String> = html.blocks().iter().map(said).collect();
    assert_eq!(all.join("|"), "One.|The old rules|of|1 < 2.|Last.");
}

#[test]
fn each_text_has_its_head() {
    let sources = [
        Source::new(
            "a.md",
            "---\ntitle: A\nauthor: X\nlang: en-gb\n---\n\n# A\n\nOne.\n".into(),
        ),
        Source::new("b.md", "% B\n% Y; Z\n\nTwo.\n\n## C\n".into()),
    ];
    let read = read(&sources).expect("a book");
    assert_eq!(read.warnings.0, []);
    let book = read.value;
    let people: Vec<&str> = book.meta.authors().collect();
    assert_eq!(
        (book.meta.title.as_str(), people),
        ("A", vec!["X", "Y", "Z"])
    );
    let sections = book.sections();
    let heads: Vec<_> = sections
        .iter()
        .map(|section| (section.heading().map(words), section.language))
        .collect();
    let wanted = [(Some("A".into()), Some("en-GB")), (Some("B".into()), None)];
    assert_eq!(heads, wanted);
}

#[test]
fn what_a_book_cannot_hold_is_told() {
    assert_eq!(
        warnings("a <big>b</big>\n\n<!-- no -->\n\n    code\n").len(),
        2
    );
    assert_eq!(warnings("---\ntitle: [\n---\n\na\n").len(), 1);
}

#[test]
fn labels_hold_within_their_file() {
    let sources = [
        Source::new("a.md", "One[^1].\n\n[^1]: A.\n".into()),
        Source::new("b.md", "Two[^1].\n\n[^1]: B.\n".into()),
    ];
    let book = read(&sources).expect("a book").value;
    assert_eq!(book.notes().len(), 2);
    assert_eq!(said(&book.notes()[1].body[0]), "B.");
}

#[test]
fn a_text_is_markdown_when_a_note_is_called() {
    assert!(has_notes("One[^1].\n\n[^1]: A.\n"));
    assert!(!has_notes("One.\n\n[^1]: A.\n"));
    assert!(!has_notes("One[^1].\n"));
}

/// The second item stands further left than the first, which the note's label goes before.
#[test]
fn a_roman_list_in_a_note_goes_on() {
    let book = book("One[^a].\n\n[^a]: (ix)  Nine.\n\n    (x)  Ten.\n");
    let [Block::List { numbers, items }] = &book.notes()[0].body[..] else {
        panic!("one list: {:?}", book.notes()[0].body)
    };
    assert_eq!((numbers.map(|n| n.first), items.len()), (Some(9), 2));
}

/// A picture by itself: file, width, own description and caption.
fn figure(text: &str) -> String {
    match &book(text).blocks()[0] {
        Block::Picture { picture, caption } => {
            let (to, alt) = (&picture.to, &picture.alt);
            format!("{to} {:?} {alt}: {}", picture.width, shown(caption))
        }
        other => panic!("no picture: {other:?}"),
    }
}

#[test]
fn a_picture_alone_has_a_caption() {
    for (text, want) in [
        ("![The *lamp*](a.png)", "a.png None : The <em lamp>"),
        ("![](<a b.png>)", "a b.png None : "),
        (
            "![L](a.png){width=40% alt=\"A *lamp*\" #l}",
            "a.png Some(Percent(40)) A *lamp*: <#l>L",
        ),
        (
            "![The lamp[^1] *here[^1]*](a.png)\n\n[^1]: Lit.",
            "a.png None : The lamp<call 1> <em here<call 1>>",
        ),
        (
            "![a ![b](<]>) `]` ^[n] [c](d)[^1]](a.png){width=4cm}\n\n[^1]: Lit.",
            "a.png Some(TenthMm(400)) : a <pic ] b> <code ]> <call 1> <d c><call 2>",
        ),
        ("![a [b]{.smallcaps}](x.png)", "x.png None : a <sc b>"),
        ("![a][x]\n\n[x]: a.png", "a.png None : a"),
    ] {
        assert_eq!(figure(text), want, "{text}");
    }
}

#[test]
fn a_picture_among_words_is_described_by_its_own() {
    for (text, want) in [
        (
            "See ![the *lamp*](a.png) there",
            "See <pic a.png the lamp> there",
        ),
        ("![a](b.png) ![c](d.png)", "<pic b.png a> <pic d.png c>"),
        ("![a](b.png){alt=\"x\"}, so", "<pic b.png x>, so"),
        ("[![a](b.png)](c)", "<c <pic b.png a>>"),
        ("a ![b[^1]](c.png)\n\n[^1]: n", "a <pic c.png b><call 1>"),
        (
            "a ![no picture[^1] here\n\n[^1]: n",
            "a ![no picture<call 1> here",
        ),
    ] {
        assert_eq!(line(text), want, "{text}");
    }
}

#[test]
fn what_says_nothing_of_a_picture_is_named() {
    assert!(warnings("![a](b.png){width=50% height=3cm}").is_empty());
    for text in [
        "![a](b.png \"T\")",
        "![a](b.png){.wide}",
        "![a](b.png){width=wide}",
    ] {
        assert_eq!(warnings(text).len(), 1, "{text}");
    }
}

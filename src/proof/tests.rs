use super::reading::Part;
use super::*;
use crate::book::{Book, assemble};
use crate::editions::markdown;
use crate::galley::Decision;
use crate::ledger::Certainty;
use crate::ledger::write::Record;
use crate::pipeline;
use crate::source::Span;

/// Own words: a head, folios, notes below the text, a quotation, a broken word, words run together.
const OWN: &str = "THE MILL\n\nThe mill stood by the <weir> & no one asked it for any-\nthing. Its wheel wasmade of elm.1 The miller slept\n\
    and the river did not.2 He had a book.\n\n1 Parish papers, 12.\n2 So his daughter says.\n\u{c}THE MILL\n\n\
    A page later the wheel had stopped. It was a dry year, and\nthe corn stood low.3\n\n    All water is borrowed,\n    and all of it goes home.\n\n\
    The book was lost.\n\n3 Rate book, 4.\n";

struct Made {
    settings: Settings,
    sources: Vec<Source>,
    book: Book,
    galley: Galley,
    ledger: Ledger,
}

impl Made {
    fn of(texts: &[&str]) -> Made {
        let names = texts.iter().enumerate();
        let sources = names.map(|(i, text)| Source::new(&format!("{i}.txt"), (*text).into()));
        Made::from(sources.collect(), Settings::default())
    }

    fn from(sources: Vec<Source>, mut settings: Settings) -> Made {
        settings.meta.language = "en".into();
        let (book, galley, ledger) = pipeline::repair_sources(&sources, &settings);
        Made {
            settings,
            sources,
            book,
            galley,
            ledger,
        }
    }

    fn proof(&self) -> Proof<'_> {
        Proof {
            settings: &self.settings,
            galley: &self.galley,
            ledger: &self.ledger,
            sources: &self.sources,
        }
    }

    fn ids(&self) -> Vec<String> {
        let changes = self.ledger.changes().iter().map(|change| change.id);
        let queries = self.ledger.queries().iter().map(|query| query.id);
        changes.chain(queries).map(|id| id.to_string()).collect()
    }
}

fn sample() -> Made {
    Made::of(&[include_str!("../../sample/a-penny-for-the-fire.txt")])
}

/// The parts of a page between two marks.
fn between<'h>(html: &'h str, from: &str, to: &str) -> &'h str {
    let start = html.find(from).expect(from);
    let end = html[start..].find(to).expect(to);
    &html[start..start + end]
}

#[test]
fn every_entry_is_listed_and_stands_in_the_text_and_in_the_source() {
    for made in [sample(), Made::of(&[OWN]), Made::of(&[OWN, OWN])] {
        let html = page(&made.proof(), Mode::File);
        let list = between(&html, "<nav", "</nav>");
        let source = between(&html, "<section id=\"source\"", "</section>");
        let text = between(&html, "<section id=\"text\"", "</section>");
        let ids = made.ids();
        assert!(ids.len() > 10, "{}", ids.len());
        for id in &ids {
            assert!(
                list.contains(&format!("href=\"#{id}\"")),
                "{id} in the list"
            );
            let named = text.matches(&format!(" id=\"{id}\"")).count();
            assert_eq!(named, 1, "{id} in the text");
            let mut named = source.split("data-e=\"").skip(1);
            let named = named.any(|rest| {
                rest.split('"')
                    .next()
                    .is_some_and(|e| e.split(' ').any(|e| e == id))
            });
            assert!(named, "{id} in the source");
        }
        let links = list.matches("href=\"#").count();
        assert_eq!(links, ids.len(), "each once");
    }
}

/// The words of a book as a reader would say them, marks of calls left out.
fn words(book: &Book) -> Vec<String> {
    let mut text = String::new();
    let bodies = book.notes().iter().map(|note| &note.body);
    let loose = book.loose().iter().map(|note| &note.body);
    let all = std::iter::once(book.blocks())
        .chain(bodies.map(|b| &**b))
        .chain(loose.map(|b| &**b));
    for blocks in all {
        said(blocks, &mut text);
    }
    text.split_whitespace().map(Into::into).collect()
}

fn said(blocks: &[crate::book::Block], text: &mut String) {
    use crate::book::Block;
    for block in blocks {
        match block {
            Block::Quote(inner) => said(inner, text),
            Block::Epigraph {
                text: inner,
                source,
            } => {
                said(inner, text);
                text.push_str(&crate::book::words(source.as_deref().unwrap_or_default()));
            }
            Block::List { items, .. } => items.iter().for_each(|item| said(item, text)),
            Block::Definitions(_)
            | Block::Division { .. }
            | Block::Preformatted { .. }
            | Block::Table(_)
            | Block::Picture { .. }
            | Block::TextBegins(_) => {
                panic!("no repair makes {block:?}")
            }
            Block::Heading { text: line, .. } | Block::Paragraph(line) => {
                text.push_str(&crate::book::words(line));
            }
            Block::Verse(stanzas) => {
                for line in stanzas.iter().flatten() {
                    text.push_str(&crate::book::words(&line.text));
                    text.push('\n');
                }
            }
            Block::Ornament(mark) => text.push_str(mark),
        }
        text.push('\n');
    }
}

#[test]
fn the_words_are_those_of_the_markdown_edition() {
    for made in [sample(), Made::of(&[OWN]), Made::of(&[OWN, OWN])] {
        let edition = Source::new("a.md", markdown::write(&made.book));
        let read = crate::source::markdown::read(&[edition])
            .expect("the edition")
            .value;
        let entries = entries::entries(&made.proof());
        let mut text = String::new();
        for part in reading::reading(&made.proof(), &entries) {
            match part {
                Part::Words(words, ..) => text.push_str(&words),
                Part::Close(tag) if !is_inline(&tag) => text.push('\n'),
                Part::Break => text.push(' '),
                _ => {}
            }
        }
        let shown: Vec<&str> = text.split_whitespace().collect();
        assert_eq!(shown, words(&read));
        assert!(shown.len() > 50);
    }
}

fn is_inline(tag: &reading::Tag) -> bool {
    use reading::Tag::{Emphasis, Lowered, Raised, SmallCapitals, Strong, Struck, Typewriter};
    matches!(
        tag,
        Emphasis | Strong | SmallCapitals | Raised | Lowered | Struck | Typewriter
    )
}

#[test]
fn a_traced_book_has_the_words_in_smaller_runs() {
    let made = sample();
    let traced = assemble::traced(made.settings.meta.clone(), &made.galley, &made.sources);
    let traced = traced.expect("a book");
    assert_eq!(words(&traced), words(&made.book));
    assert_eq!(markdown::write(&traced), markdown::write(&made.book));
    let runs = |book: &Book| {
        let mut runs = 0;
        crate::book::visit_inlines(book.blocks(), &mut |inline| {
            runs += usize::from(matches!(inline, crate::book::Inline::Text { .. }));
        });
        runs
    };
    assert!(runs(&traced) > 2 * runs(&made.book));
}

#[test]
fn a_change_stands_on_its_words() {
    let made = Made::of(&[OWN]);
    let html = page(&made.proof(), Mode::File);
    let text = between(&html, "<section id=\"text\"", "</section>");
    let broken = made
        .ledger
        .changes()
        .iter()
        .find(|change| change.id.pass == "hyphens");
    let broken = broken.expect("a broken word").id;
    let gone = format!("any<i id=\"{broken}\" class=\"point change\"></i>");
    assert!(text.contains(&gone), "{text}");
    let parted = made.ledger.changes().iter();
    let parted = parted
        .filter(|change| change.id.pass == "spacing")
        .map(|change| change.id);
    for id in parted {
        let mark = format!("was<mark id=\"{id}\" class=\"change\"> </mark>made");
        assert!(text.contains(&mark), "{text}");
    }
    assert!(text.contains("&lt;weir&gt; &amp; no one"), "{text}");
    assert!(
        text.contains("<div class=\"body\" id=\"note-1\" data-note=\"1\">"),
        "{text}"
    );
    assert!(
        text.contains("href=\"#note-2\" data-call=\"2\" aria-label=\"note 2\">2</a></sup>"),
        "{text}"
    );
}

#[test]
fn the_lines_are_those_of_the_source() {
    let made = Made::of(&[OWN, "One line\r\nand one without an end"]);
    let entries = entries::entries(&made.proof());
    let lines = facing::facing(&made.proof(), &entries);
    let shown = lines.iter().map(|line| {
        let words = line.segments.iter().map(|segment| segment.text.as_str());
        (line.source, line.number, words.collect::<String>())
    });
    let shown: Vec<(usize, u32, String)> = shown.collect();
    let mut wanted = Vec::new();
    for (index, source) in made.sources.iter().enumerate() {
        let lines = source.text().lines().map(|line| line.replace('\u{c}', ""));
        wanted.extend((1..).zip(lines).map(|(number, line)| (index, number, line)));
    }
    assert_eq!(shown, wanted);
    let begun = lines
        .iter()
        .flat_map(|line| &line.segments)
        .flat_map(|s| &s.begins);
    let mut begun: Vec<usize> = begun.copied().collect();
    begun.sort_unstable();
    assert_eq!(begun, (0..entries.len()).collect::<Vec<_>>());
}

#[test]
fn the_page_is_made_for_phones_and_voices() {
    let made = sample();
    let html = page(&made.proof(), Mode::Desk("/abc"));
    for wanted in [
        "<html lang=\"en\">",
        "<meta name=\"viewport\"",
        "<main>",
        "<nav ",
        "data-desk=\"/abc\"",
        "<div lang=\"en\">",
    ] {
        assert!(html.contains(wanted), "{wanted}");
    }
    assert_eq!(html.matches("<h1").count(), 1);
    // The name of a language is no address that is asked.
    let html = html.replace("http://www.w3.org/2000/svg", "");
    assert!(
        !html.contains("http:") && !html.contains("https:"),
        "no network"
    );
    let mut names: Vec<&str> = html
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count, "an id stands once");
}

#[test]
fn what_is_asked_comes_first_and_certainty_is_said_in_words() {
    let made = sample();
    let html = page(&made.proof(), Mode::File);
    let list = between(&html, "<nav", "</nav>");
    let query = made
        .ledger
        .queries()
        .iter()
        .find(|query| !query.remark)
        .expect("a query");
    let doubtful = made
        .ledger
        .changes()
        .iter()
        .find(|c| c.certainty == Certainty::Doubtful);
    let doubtful = doubtful.expect("a doubtful change");
    let place = |words: &str| list.find(words).expect("listed");
    let of = |id: crate::ledger::EntryId| place(&format!("href=\"#{id}\""));
    assert!(place("To answer") < of(query.id) && of(query.id) < place("Doubtful changes"));
    assert!(of(doubtful.id) < place("Remarks") && place("Remarks") < place("Changes by kind"));
    assert!(list.contains("doubtful: more likely right than wrong"));
    assert!(list.contains("sure: wrong at most once in 500"));
    assert!(list.contains("<th scope=\"col\">printed</th>"));
}

#[test]
fn an_answer_that_was_given_is_shown() {
    let made = sample();
    let doubtful = made
        .ledger
        .changes()
        .iter()
        .find(|c| c.certainty == Certainty::Doubtful);
    let id = doubtful.expect("a doubtful change").id.to_string();
    let mut settings = Settings::default();
    settings
        .repair
        .decisions
        .insert(id.clone(), Decision::Accept);
    let made = Made::from(made.sources, settings);
    let html = page(&made.proof(), Mode::File);
    assert!(html.contains(&format!("<li data-given=\"accept\"><a href=\"#{id}\">")));
}

#[test]
fn many_alike_queries_can_be_answered_at_once() {
    let made = sample();
    for alike in made
        .ledger
        .questions()
        .iter()
        .filter(|alike| alike.len() > 1)
    {
        let html = page(&made.proof(), Mode::File);
        assert!(html.contains(&format!("data-kind=\"{}\"", alike[0].kind())));
    }
}

#[test]
fn what_needs_no_repair_has_nothing_to_prove() {
    let sources = [Source::new("a.md", "# A\n\nb\n".into())];
    let (settings, galley, ledger) = (Settings::default(), Galley::default(), Ledger::default());
    let proof = Proof {
        settings: &settings,
        galley: &galley,
        ledger: &ledger,
        sources: &sources,
    };
    let html = page(&proof, Mode::File);
    assert!(
        html.contains("nothing to prove") && html.contains("<h1>a.md</h1>"),
        "{html}"
    );
}

#[test]
fn a_query_of_a_page_says_where_its_words_stand() {
    let hocr = "<html><body><div class='ocr_page' title='bbox 0 0 600 800; scan_res 72 72'>\
        <span class='ocr_line' title='bbox 50 90 300 100'>\
        <span class='ocrx_word' title='bbox 50 90 90 100; x_wconf 90'>They</span>\
        <span class='ocrx_word' title='bbox 100 90 190 100; x_wconf 90'>lefttheroom</span></span></div></body></html>";
    let source = crate::source::read("a.hocr", hocr.as_bytes()).expect("a page");
    let at = |start, end| Span {
        source: 0,
        start,
        end,
    };
    let [left, top, right, foot] = source.value.area(at(5, 16)).expect("a box");
    assert_eq!((left, right, foot), (100.0, 190.0, 100.0));
    assert!(top < foot, "{top}");
    assert_eq!(source.value.area(at(0, 16)).map(|area| area[0]), Some(50.0));
    let made = Made::from(vec![source.value], Settings::default());
    let html = page(&made.proof(), Mode::File);
    assert!(html.contains("page 1, line 1"), "{html}");
    let of_words = entries::entries(&made.proof());
    assert!(of_words.iter().all(|entry| entry.area().is_some()));
    let asked = of_words.iter().filter(|entry| entry.certainty.is_none());
    for entry in asked {
        let area = entry.area().expect("a box");
        assert!(html.contains(&format!("({area})")), "{area}");
    }
    let record = Record {
        ledger: &made.ledger,
        sources: &made.sources,
        book: None,
    };
    let entries = made.ids().len();
    assert!(entries > 0);
    let lines = record.for_file("a.jsonl".as_ref());
    assert_eq!(lines.matches("\"box\":").count(), entries, "{lines}");
}

#[test]
fn a_long_text_costs_few_bytes_a_line() {
    let line = "The miller counted his sacks and the river counted its days, as it does still,\n";
    let text = line.repeat(2000);
    let made = Made::of(&[&text]);
    let html = page(&made.proof(), Mode::File);
    let own = page(&Made::of(&["One line.\n"]).proof(), Mode::File).len();
    let share = (html.len() - own) as f64 / text.len() as f64;
    assert!(share < 6.0, "{share} bytes for each of the text");
}

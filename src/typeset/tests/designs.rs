//! What a designer would see: initials, indents, running heads.

use super::*;

fn with(text: &str, change: impl Fn(&mut Settings)) -> Layout {
    let mut settings = Settings {
        page: design::paper("a6").expect("a paper of ours").page(),
        ..Settings::default()
    };
    change(&mut settings);
    lay_out(&book(text), &settings)
        .expect("it can be set")
        .value
}

/// The runs of a page that are larger than its text, and stand beside it.
fn initials(layout: &Layout, size: f64) -> Vec<String> {
    let pages = layout.pages[2..].iter();
    let runs = pages
        .flat_map(|page| &page.items)
        .filter_map(|item| match &item.ink {
            Ink::Glyphs(run) if run.size > Length::pt(size) => Some(run.text.clone()),
            _ => None,
        });
    runs.collect()
}

#[test]
fn an_initial_opens_each_section_that_can_bear_one() {
    let long = words(60);
    let text = format!(
        "# One\n\n> []{{.epigraph}}\n>\n> said\n\nThen {long}\n\n## Lower\n\nBut {long}\n\n# Two\n\n“Why {long}\n\n\
         # Three\n\nA {long}\n\n# Four\n\nShort.\n\n# Five\n\n> {long}\n\nHere {long}"
    );
    let made = with(&text, |settings| settings.page.drop_caps = true);
    let found = initials(&made, 20.0);
    assert_eq!(found, ["T", "“W", "A "]);
}

#[test]
fn a_paragraph_after_a_quotation_has_no_indent() {
    let made = laid(&format!(
        "one {0}\n\n> two {0}\n\nthree {0}\n\nfour {0}",
        words(20)
    ));
    let lines = lines(&made.value.pages[2]);
    let edge = |word: &str| {
        let line = lines.iter().find(|line| line.2.starts_with(word));
        line.map(|line| line.1).expect("the line")
    };
    assert_eq!(edge("three"), edge("one"));
    assert!(edge("four") > edge("three"));
}

#[test]
fn the_running_head_names_the_section_that_is_open() {
    let text: String = ["Aaa", "Bbb", "Ccc"]
        .map(|title| format!("# {title}\n\n{}\n\n", words(1000)))
        .concat();
    let made = with(&text, |settings| {
        settings.page.running_heads = crate::manifest::settings::RunningHeads::TitleSection;
    });
    let mut heads = Vec::new();
    let mut open = String::new();
    for page in &made.pages[2..] {
        let body = page_text(page);
        let opened = ["Ccc", "Bbb", "Aaa"]
            .iter()
            .find(|title| body.contains(**title));
        open = opened.map_or(open, |title| (*title).to_string());
        let furniture: Vec<&Item> = page
            .items
            .iter()
            .filter(|item| item.element.is_none())
            .collect();
        if page.side == super::super::page::Side::Recto
            && said(&furniture).contains(char::is_alphabetic)
        {
            assert!(
                said(&furniture).starts_with(&open),
                "{} for {open}",
                said(&furniture)
            );
            heads.push(open.clone());
        }
    }
    heads.dedup();
    assert_eq!(heads, ["Aaa", "Bbb", "Ccc"]);
}

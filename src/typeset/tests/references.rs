//! References to pages.

use super::{laid, page_text, words};

#[test]
fn a_reference_says_the_page_of_its_place() {
    let far = words(1_500);
    let text = format!(
        "See [the mole](#mole){{.pageref}}, and [](#mole){{.pageref}}.\n\n{far}\n\n# The Mole {{#mole}}\n\nStone.\n"
    );
    let layout = laid(&text).value;
    let page = layout
        .pages
        .iter()
        .position(|page| page_text(page).contains("Stone."));
    let page = page.expect("a page") + 1;
    assert!(page > 5);
    let said: String = layout.pages.iter().map(page_text).collect();
    let said = said.replace('\u{a0}', " ");
    assert!(
        said.contains(&format!("See the mole (p. {page}), and p. {page}.")),
        "{}",
        &said[..200]
    );
}

#[test]
fn a_reference_that_leads_nowhere_is_only_words() {
    let layout = laid("See [the mole](#none){.pageref}.\n").value;
    let said: String = layout.pages.iter().map(page_text).collect();
    assert!(said.contains("See the mole."), "{said}");
}

//! Title page and colophon. In: the facts of the title page. Out: two pages.

use super::volume::Volume;
use crate::book::isbn_in_words;
use crate::editions::xml::escaped;

/// Adds the title page.
pub(super) fn title_page(volume: &mut Volume<'_>) {
    let facts = volume.facts;
    let mut lines = Vec::new();
    let authors: Vec<&str> = facts.people_of("aut").collect();
    if !authors.is_empty() {
        lines.push(format!(
            r#"<p class="author">{}</p>"#,
            escaped(&authors.join(", "))
        ));
    }
    lines.push(format!(
        r#"<h1 class="title" epub:type="title">{}</h1>"#,
        escaped(&facts.title)
    ));
    if let Some(subtitle) = &facts.subtitle {
        lines.push(format!(
            r#"<p class="subtitle" role="doc-subtitle" epub:type="subtitle">{}</p>"#,
            escaped(subtitle)
        ));
    }
    for line in facts.credits() {
        lines.push(format!("<p>{}</p>", escaped(&line)));
    }
    if let Some((series, number)) = &facts.series {
        let number = number.as_deref().unwrap_or_default();
        let words = format!("{series} {number}");
        lines.push(format!(
            r#"<p class="series">{}</p>"#,
            escaped(words.trim())
        ));
    }
    if let Some(publication) = facts.publication() {
        lines.push(format!(
            r#"<p class="publisher">{}</p>"#,
            escaped(&publication)
        ));
    }
    let title = volume.words.title_page;
    let body = format!(
        "<section class=\"titlepage\" epub:type=\"titlepage\" aria-label=\"{title}\">\n{}\n</section>",
        lines.join("\n")
    );
    volume.add_page("title", &facts.title.clone(), &body);
    volume.add_landmark("titlepage", title, "title.xhtml");
}

/// Adds the colophon: whatever is known of the publication and of its printed source.
pub(super) fn colophon(volume: &mut Volume<'_>) {
    let facts = volume.facts;
    let isbn = facts.isbn.as_deref().map(isbn_in_words);
    let lines = [
        Some(facts.title.clone()),
        facts.publication(),
        facts.rights.clone(),
        isbn,
        facts.source.clone(),
    ];
    let lines: Vec<String> = lines
        .into_iter()
        .flatten()
        .map(|line| format!("<p>{}</p>", escaped(&line)))
        .collect();
    if lines.len() < 2 {
        return;
    }
    let title = volume.words.colophon;
    let body = format!(
        "<section class=\"colophon\" epub:type=\"colophon\" role=\"doc-colophon\" aria-label=\"{title}\">\n{}\n</section>",
        lines.join("\n")
    );
    volume.add_page("colophon", title, &body);
    volume.add_landmark("colophon", title, "colophon.xhtml");
}

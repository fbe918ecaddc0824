//! Title page and colophon. In: the facts of the title page. Out: two pages.

use super::pictures;
use super::volume::Volume;
use crate::book::{ImprintLine, isbn_in_words};
use crate::editions::xml::{address, escaped};

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
    let title: Vec<String> = facts.title_lines.iter().map(|line| escaped(line)).collect();
    lines.push(format!(
        r#"<h1 class="title" epub:type="title">{}</h1>"#,
        title.join("<br/>\n")
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
    if let Some(logo) = logo(volume) {
        let at = lines.len() - usize::from(volume.facts.publication().is_some());
        lines.insert(at, format!("<p class=\"logo\">{logo}</p>"));
    }
    lines.splice(0..0, frontispiece(volume));
    let title = volume.words.title_page;
    let named = escaped(title);
    let body = format!(
        "<section class=\"titlepage\" epub:type=\"titlepage\" aria-label=\"{named}\">\n{}\n</section>",
        lines.join("\n")
    );
    volume.add_page("title", &facts.title.clone(), &body);
    volume.add_landmark("titlepage", title, "title.xhtml");
}

/// The publisher's device. Its name stands beside it.
fn logo(volume: &Volume<'_>) -> Option<String> {
    let image = volume.book.image(volume.facts.imprint.logo.as_ref()?)?;
    let alt = volume.facts.publisher.as_deref().unwrap_or_default();
    Some(pictures::img(image, alt, ""))
}

/// The picture opposite a printed title page stands above this one.
fn frontispiece(volume: &Volume<'_>) -> Option<String> {
    let front = volume.book.meta.frontispiece.as_ref()?;
    let image = volume.book.image(&front.picture)?;
    let caption = front.caption.as_deref();
    let alt = front.describes.as_deref().or(caption).unwrap_or_default();
    let shown = pictures::img(image, alt, "");
    let caption = caption.map(|words| format!("<figcaption>{}</figcaption>", escaped(words)));
    let caption = caption.unwrap_or_default();
    Some(format!("<figure>{shown}{caption}</figure>"))
}

/// Lines of the imprint as one paragraph.
fn paragraph(lines: &[ImprintLine<'_>]) -> Option<String> {
    let line = |line: &ImprintLine<'_>| {
        let words = escaped(line.words);
        match line.to.and_then(address) {
            Some(to) => format!("<a href=\"{}\">{words}</a>", escaped(&to)),
            None => words,
        }
    };
    let lines: Vec<String> = lines.iter().map(line).collect();
    (!lines.is_empty()).then(|| format!("<p>{}</p>", lines.join("<br/>\n")))
}

/// Adds the colophon: whatever is known of the publication and of its printed source.
pub(super) fn colophon(volume: &mut Volume<'_>) {
    let facts = volume.facts;
    let isbn = facts.isbn.as_deref().map(isbn_in_words);
    let said = |line: Option<String>| line.map(|line| format!("<p>{}</p>", escaped(&line)));
    let imprint = &facts.imprint;
    let mut lines: Vec<String> = Vec::new();
    lines.extend(said(Some(facts.title.clone())));
    lines.extend(said(facts.publication()));
    lines.extend(paragraph(&imprint.whereabouts()));
    lines.extend(paragraph(&imprint.history()));
    lines.extend(said(facts.rights.clone()));
    lines.extend(paragraph(&imprint.terms()));
    lines.extend(said(isbn));
    lines.extend(said(facts.source.clone()));
    if lines.len() < 2 {
        return;
    }
    let title = volume.words.colophon;
    let named = escaped(title);
    let body = format!(
        "<section class=\"colophon\" epub:type=\"colophon\" role=\"doc-colophon\" aria-label=\"{named}\">\n{}\n</section>",
        lines.join("\n")
    );
    volume.add_page("colophon", title, &body);
    volume.add_landmark("colophon", title, "colophon.xhtml");
}

//! The page for browsers. In: the catalogue. Out: HTML that needs no other file but the covers.

use super::publication::{Offer, Publication};
use super::{ATOM, Catalogue, GENERATOR, JSON};
use crate::editions::Audience;
use crate::editions::xml::escaped;
use crate::summary::size;
use crate::wording::Wording;

/// The style sheet.
const STYLE: &str = include_str!("library.css");

/// The page.
pub(super) fn page(catalogue: &Catalogue<'_>) -> String {
    let title = escaped(&catalogue.title);
    let language = escaped(&catalogue.language);
    let (opds, atom) = ("application/opds+json", super::atom::FEED);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n{GENERATOR}\n<title>{title}</title>\n\
         <link rel=\"alternate\" type=\"{opds}\" href=\"{JSON}\">\n<link rel=\"alternate\" type=\"{atom}\" href=\"{ATOM}\">\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n</header>\n<main>\n"
    );
    for publication in &catalogue.publications {
        out.push_str(&article(publication, catalogue.words));
    }
    out.push_str(&format!(
        "</main>\n<footer>\n<p>{}: <a href=\"{JSON}\">2.0</a>, <a href=\"{ATOM}\">1.2</a></p>\n</footer>\n</body>\n</html>\n",
        catalogue.words.opds
    ));
    out
}

fn article(publication: &Publication<'_>, words: &Wording<'_>) -> String {
    let facts = publication.facts;
    let thumbnail = publication.href(&publication.thumbnail_name());
    let (width, height) = publication.thumbnail;
    let mut out = format!(
        "<article lang=\"{}\">\n<img src=\"{thumbnail}\" width=\"{width}\" height=\"{height}\" alt=\"\">\n<div>\n<h2>{}</h2>\n",
        escaped(&facts.language),
        escaped(&facts.title)
    );
    let mut paragraph = |class: &str, text: Option<String>| {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            let text = escaped(&text);
            out.push_str(&format!("<p class=\"{class}\">{text}</p>\n"));
        }
    };
    // Authors by their names, the others by what they did.
    let authors: Vec<&str> = facts.people_of("aut").collect();
    paragraph("subtitle", facts.subtitle.clone());
    paragraph("people", Some(authors.join(", ")));
    for credit in facts.credits() {
        paragraph("people", Some(credit));
    }
    paragraph("about", facts.description.clone());
    let series = facts.series.as_ref();
    let series = series.map(|(name, number)| match number {
        Some(number) => format!("{name} {number}"),
        None => name.clone(),
    });
    let imprint = [series, facts.publication(), Some(facts.language.clone())];
    let imprint: Vec<String> = imprint.into_iter().flatten().collect();
    paragraph("imprint", Some(imprint.join(" · ")));
    let of = |audience: &[Audience]| -> Vec<&Offer> {
        let offers = publication.offers.iter();
        offers
            .filter(|o| audience.contains(&o.edition.audience))
            .collect()
    };
    out.push_str(&files(publication, &of(&[Audience::Readers]), words));
    let others = of(&[Audience::Printers, Audience::Editors]);
    if !others.is_empty() {
        let files = files(publication, &others, words);
        let summary = words.for_printers;
        out.push_str(&format!(
            "<details lang=\"{}\">\n<summary>{summary}</summary>\n{files}</details>\n",
            words.language
        ));
    }
    out.push_str("</div>\n</article>\n");
    out
}

/// A list of files, each with its kind and size.
fn files(publication: &Publication<'_>, offers: &[&Offer], words: &Wording<'_>) -> String {
    let mut out = format!("<ul lang=\"{}\">\n", words.language);
    for offer in offers {
        let href = publication.href(&offer.name);
        let (name, media) = (name(offer, words), offer.edition.media);
        let size = size(offer.bytes);
        out.push_str(&format!(
            "<li><a href=\"{href}\" type=\"{media}\">{name}</a> <small>{size}</small></li>\n"
        ));
    }
    out.push_str("</ul>\n");
    out
}

/// What a reader calls an edition.
fn name(offer: &Offer, words: &Wording<'_>) -> String {
    match offer.edition.name {
        "epub" => "EPUB".into(),
        "text" => words.plain_text.into(),
        "booklet" => format!("{} (PDF)", words.booklet),
        "markdown" => "Markdown".into(),
        "muse" => "Muse".into(),
        "screen" => "PDF".into(),
        other => format!("PDF, {other}"),
    }
}

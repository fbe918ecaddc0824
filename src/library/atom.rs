//! OPDS 1.2 (specs.opds.io/opds-1.2). In: the catalogue. Out: an acquisition feed in Atom (RFC 4287), for the readers that
//! know no other.

use super::json::OPEN_ACCESS;
use super::publication::Publication;
use super::{ATOM, Catalogue, INDEX, JSON};
use crate::editions::Audience;
use crate::editions::facts::Facts;
use crate::editions::xml::escaped;
use uuid::Uuid;

/// Media type of an acquisition feed (OPDS 1.2, 8.3).
pub(super) const FEED: &str = "application/atom+xml;profile=opds-catalog;kind=acquisition";

/// The feed.
pub(super) fn feed(catalogue: &Catalogue<'_>) -> String {
    let title = escaped(&catalogue.title);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" \
         xmlns:dc=\"http://purl.org/dc/terms/\" xml:lang=\"{}\">\n<id>{}</id>\n<title>{title}</title>\n\
         <updated>{}</updated>\n<author><name>{title}</name></author>\n",
        catalogue.language,
        identifier(catalogue),
        catalogue.updated,
    );
    for (relation, name, media) in [
        ("self", ATOM, FEED),
        ("start", ATOM, FEED),
        ("alternate", INDEX, "text/html"),
        ("alternate", JSON, "application/opds+json"),
    ] {
        out.push_str(&link(relation, name, media, ""));
    }
    for publication in &catalogue.publications {
        out.push_str(&entry(publication));
    }
    out.push_str("</feed>\n");
    out
}

/// The same for the same publications, wherever they are served.
fn identifier(catalogue: &Catalogue<'_>) -> String {
    let books = catalogue.publications.iter();
    let books: Vec<&str> = books.map(|p| p.facts.identifier.as_str()).collect();
    let name = format!("pamphleteer:catalogue:{}", books.join(" "));
    let uuid = Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes());
    format!("urn:uuid:{uuid}")
}

fn link(relation: &str, href: &str, media: &str, more: &str) -> String {
    format!("<link rel=\"{relation}\" href=\"{href}\" type=\"{media}\"{more}/>\n")
}

fn entry(publication: &Publication<'_>) -> String {
    let mut out = format!("<entry>\n{}", description(publication.facts));
    let cover = publication.href(&publication.cover_name());
    let thumbnail = publication.href(&publication.thumbnail_name());
    let jpeg = "image/jpeg";
    out.push_str(&link("http://opds-spec.org/image", &cover, jpeg, ""));
    let relation = "http://opds-spec.org/image/thumbnail";
    out.push_str(&link(relation, &thumbnail, jpeg, ""));
    let offers = publication.offers.iter();
    for offer in offers.filter(|o| o.edition.audience == Audience::Readers) {
        let (about, bytes) = (escaped(offer.edition.about), offer.bytes);
        let more = format!(" length=\"{bytes}\" title=\"{about}\"");
        let href = publication.href(&offer.name);
        out.push_str(&link(OPEN_ACCESS, &href, offer.edition.media, &more));
    }
    let licence = publication.facts.imprint.licence.iter();
    for licence in licence.filter(|licence| !licence.address.is_empty()) {
        let to = escaped(&licence.address);
        out.push_str(&format!("<link rel=\"license\" href=\"{to}\"/>\n"));
    }
    out.push_str("</entry>\n");
    out
}

/// What the title page says.
fn description(facts: &Facts) -> String {
    let mut out = String::new();
    let mut element = |name: &str, text: Option<&str>| {
        if let Some(text) = text {
            let tag = name.split(' ').next().unwrap_or_default();
            out.push_str(&format!("<{name}>{}</{tag}>\n", escaped(text)));
        }
    };
    element("id", Some(&facts.identifier));
    element("title", Some(&facts.title));
    element("updated", Some(&facts.modified));
    element("dc:language", Some(&facts.language));
    element("dc:publisher", facts.publisher.as_deref());
    element("dc:issued", facts.date.as_deref());
    let isbn = facts.isbn.as_ref().map(|isbn| format!("urn:isbn:{isbn}"));
    element("dc:identifier", isbn.as_deref());
    element("rights", facts.rights.as_deref());
    let summary = facts.description.as_deref().or(facts.subtitle.as_deref());
    element("summary type=\"text\"", summary);
    for person in &facts.people {
        let kind = if person.role == "aut" {
            "author"
        } else {
            "contributor"
        };
        let name = escaped(&person.name);
        out.push_str(&format!("<{kind}><name>{name}</name></{kind}>\n"));
    }
    for subject in &facts.subjects {
        let subject = escaped(subject);
        out.push_str(&format!(
            "<category term=\"{subject}\" label=\"{subject}\"/>\n"
        ));
    }
    out
}

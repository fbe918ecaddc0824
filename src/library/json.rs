//! OPDS 2.0 (drafts.opds.io/opds-2.0). In: the catalogue. Out: its feed, and a document for each publication, as JSON.

use super::publication::Publication;
use super::{ATOM, Catalogue, INDEX, JSON, full_date};
use crate::book::Contributor;
use crate::editions::Audience;
use crate::editions::facts::Facts;
use crate::editions::xml::encoded;
use serde_json::{Map, Value, json};

/// Media type of a feed.
const FEED: &str = "application/opds+json";
/// Media type of a publication's document.
const PUBLICATION: &str = "application/opds-publication+json";
/// The relation of what anybody may fetch.
pub(super) const OPEN_ACCESS: &str = "http://opds-spec.org/acquisition/open-access";

/// Members of a metadata object for people of a role, by the default context of Readium's web publication manifest;
/// all others are contributors.
const ROLES: &[(&str, &str)] = &[
    ("aut", "author"),
    ("trl", "translator"),
    ("edt", "editor"),
    ("art", "artist"),
    ("ill", "illustrator"),
    ("nrt", "narrator"),
];

/// The feed.
pub(super) fn feed(catalogue: &Catalogue<'_>) -> String {
    let publications = catalogue.publications.iter();
    let publications = publications.map(|p| object(p, &|name| p.href(name)));
    let feed = json!({
        "metadata": {
            "title": catalogue.title,
            "modified": catalogue.updated,
            "numberOfItems": catalogue.publications.len(),
        },
        "links": [
            {"rel": "self", "href": JSON, "type": FEED},
            {"rel": "alternate", "href": ATOM, "type": super::atom::FEED},
            {"rel": "alternate", "href": INDEX, "type": "text/html"},
        ],
        "publications": publications.collect::<Vec<Value>>(),
    });
    pretty(&feed)
}

/// A publication's own document, whose links start from its folder.
pub(super) fn publication(publication: &Publication<'_>) -> String {
    pretty(&object(publication, &encoded))
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

fn object(publication: &Publication<'_>, href: &dyn Fn(&str) -> String) -> Value {
    let document = href(&publication.document_name());
    let mut links = vec![json!({"rel": "self", "href": document, "type": PUBLICATION})];
    let offers = publication.offers.iter();
    for offer in offers.filter(|o| o.edition.audience == Audience::Readers) {
        links.push(json!({
            "rel": OPEN_ACCESS,
            "href": href(&offer.name),
            "type": offer.edition.media,
            "title": offer.edition.about,
            "size": offer.bytes,
        }));
    }
    let licence = publication.facts.imprint.licence.iter();
    for licence in licence.filter(|licence| !licence.address.is_empty()) {
        links.push(json!({"rel": "license", "href": licence.address}));
    }
    let image = |name: String, (width, height): (u32, u32)| {
        let name = href(&name);
        json!({"href": name, "type": "image/jpeg", "width": width, "height": height})
    };
    json!({
        "metadata": metadata(publication.facts),
        "links": links,
        "images": [
            image(publication.cover_name(), publication.cover),
            image(publication.thumbnail_name(), publication.thumbnail),
        ],
    })
}

/// What the title page says; nothing that is empty (OPDS 2.0, 5.2).
fn metadata(facts: &Facts) -> Value {
    let mut out = Map::new();
    let mut set = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            out.insert(key.into(), value);
        }
    };
    let isbn = facts.isbn.as_ref().map(|isbn| format!("urn:isbn:{isbn}"));
    set("@type", Some("http://schema.org/Book".into()));
    set("title", Some(facts.title.clone().into()));
    set("sortAs", facts.file_as.clone().map(Value::from));
    set("subtitle", facts.subtitle.clone().map(Value::from));
    set("identifier", Some(facts.identifier.clone().into()));
    set("altIdentifier", isbn.map(|isbn| json!([isbn])));
    set("language", Some(facts.language.clone().into()));
    set("modified", Some(facts.modified.clone().into()));
    set("published", full_date(facts).map(Value::from));
    set("publisher", facts.publisher.clone().map(Value::from));
    set("description", facts.description.clone().map(Value::from));
    set(
        "subject",
        list(facts.subjects.iter().map(|s| s.as_str().into())),
    );
    for (role, member) in ROLES {
        let people = facts.people.iter().filter(|p| p.role == *role);
        set(member, list(people.map(|p| person(p, None))));
    }
    let is_other = |p: &&Contributor| !ROLES.iter().any(|(role, _)| p.role == *role);
    let others = facts.people.iter().filter(is_other);
    set(
        "contributor",
        list(others.map(|p| person(p, Some(&p.role)))),
    );
    set("belongsTo", facts.series.as_ref().map(series));
    Value::Object(out)
}

fn list(values: impl Iterator<Item = Value>) -> Option<Value> {
    let values: Vec<Value> = values.collect();
    (!values.is_empty()).then(|| values.into())
}

fn person(person: &Contributor, role: Option<&str>) -> Value {
    let mut out = Map::new();
    out.insert("name".into(), person.name.clone().into());
    if let Some(name) = &person.file_as {
        out.insert("sortAs".into(), name.clone().into());
    }
    if let Some(role) = role {
        out.insert("role".into(), role.into());
    }
    Value::Object(out)
}

/// A series, with its number where that is one.
fn series((name, number): &(String, Option<String>)) -> Value {
    let number = number.as_deref().and_then(|n| n.parse::<u32>().ok());
    match number {
        Some(position) => json!({"series": {"name": name, "position": position}}),
        None => json!({"series": {"name": name}}),
    }
}

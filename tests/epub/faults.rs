//! What no validator notices: whether notes and pages are what they claim to be.

use super::markup::{Tag, content, plain, tags};
use super::unpacked::Unpacked;
use std::collections::{BTreeMap, BTreeSet};

/// A page, taken apart.
struct Page<'a> {
    name: String,
    text: &'a str,
    tags: Vec<Tag>,
}

/// All faults of an EPUB of ours.
pub fn faults(epub: &Unpacked) -> Vec<String> {
    let pages = epub.pages();
    let pages: Vec<Page> = pages
        .into_iter()
        .map(|(name, text)| Page {
            tags: tags(text),
            name,
            text,
        })
        .collect();
    let mut faults = Vec::new();
    notes(&pages, &mut faults);
    printed_pages(epub, &pages, &mut faults);
    package(epub, &mut faults);
    shape(&pages, &mut faults);
    faults
}

/// Calls and notes: every call leads to a note and every note's first link back to its first call.
fn notes(pages: &[Page], faults: &mut Vec<String>) {
    let mut calls: BTreeMap<String, Vec<String>> = BTreeMap::new(); // note → its calls, as file#id
    let mut shown: BTreeMap<String, String> = BTreeMap::new(); // note → number that its first call shows
    for page in pages {
        for tag in page.tags.iter().filter(|t| t.has("epub:type", "noteref")) {
            let target = resolved(page, tag.get("href").unwrap_or_default());
            let inner = content(page.text, tag);
            if inner.contains('<') || inner.trim().is_empty() {
                faults.push(format!("{}: a call with `{inner}` inside", page.name));
            }
            if tag.get("role") != Some("doc-noteref") {
                faults.push(format!("{}: a call without its role", page.name));
            }
            let id = format!("{}#{}", page.name, tag.get("id").unwrap_or_default());
            shown
                .entry(target.clone())
                .or_insert_with(|| inner.to_owned());
            calls.entry(target).or_default().push(id);
        }
    }
    let mut noted = BTreeSet::new();
    for page in pages {
        for tag in page.tags.iter().filter(|t| t.has("epub:type", "footnote")) {
            let id = format!("{}#{}", page.name, tag.get("id").unwrap_or_default());
            note(page, tag, &id, calls.get(&id), shown.get(&id), faults);
            noted.insert(id);
        }
    }
    for target in calls.keys().filter(|target| !noted.contains(*target)) {
        faults.push(format!("a call leads to {target}, which is no note"));
    }
}

fn note(
    page: &Page,
    tag: &Tag,
    id: &str,
    calls: Option<&Vec<String>>,
    shown: Option<&String>,
    faults: &mut Vec<String>,
) {
    let Some(calls) = calls else {
        return faults.push(format!("{id} is never called"));
    };
    if tag.name != "div" || tag.get("role") != Some("doc-footnote") {
        faults.push(format!(
            "{id} is a {} in the role of {:?}",
            tag.name,
            tag.get("role")
        ));
    }
    let inner = content(page.text, tag);
    let links = tags(&format!("<x>{inner}</x>"));
    let backs: Vec<&Tag> = links
        .iter()
        .filter(|t| t.has("epub:type", "backlink"))
        .collect();
    let first = links.iter().find(|t| t.name == "a");
    if !first
        .is_some_and(|t| t.has("epub:type", "backlink") && t.get("role") == Some("doc-backlink"))
    {
        faults.push(format!("{id} does not begin with a backlink"));
    }
    let targets: Vec<String> = backs
        .iter()
        .map(|t| resolved(page, t.get("href").unwrap_or_default()))
        .collect();
    if &targets != calls {
        faults.push(format!(
            "{id} leads back to {targets:?}, its calls are {calls:?}"
        ));
    }
    let number = plain(inner);
    let number: String = number
        .trim_start()
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    if shown != Some(&number) {
        faults.push(format!("{id} shows {number:?}, its call {shown:?}"));
    }
    let own: Vec<&String> = calls
        .iter()
        .filter(|c| c.starts_with(&format!("{}#", page.name)))
        .collect();
    if own.is_empty() && page.name != "notes.xhtml" {
        faults.push(format!("{id} stands in another file than its calls"));
    }
    for call in own {
        let anchor = format!("id=\"{}\"", call.split('#').nth(1).unwrap_or_default());
        let is_inside = inner.contains(&anchor);
        let in_notes = page
            .text
            .find("class=\"notes\"")
            .is_some_and(|n| page.text.find(&anchor) > Some(n));
        if !is_inside && !in_notes && page.text.find(&anchor) > Some(tag.at) {
            faults.push(format!("{id} stands before its call"));
        }
    }
}

/// A link as file#id.
fn resolved(page: &Page, href: &str) -> String {
    match href.strip_prefix('#') {
        Some(id) => format!("{}#{id}", page.name),
        None => href.to_owned(),
    }
}

/// The page list names just the markers, in their order.
fn printed_pages(epub: &Unpacked, pages: &[Page], faults: &mut Vec<String>) {
    let mut markers = Vec::new();
    for page in pages {
        for tag in page.tags.iter().filter(|t| t.has("epub:type", "pagebreak")) {
            let id = format!("{}#{}", page.name, tag.get("id").unwrap_or_default());
            let label = tag.get("aria-label").unwrap_or_default();
            if label.is_empty() || tag.get("role") != Some("doc-pagebreak") {
                faults.push(format!("{id} is a page without label or role"));
            }
            markers.push((label.to_owned(), id));
        }
    }
    let nav = epub.text("nav.xhtml");
    let list = tags(nav)
        .into_iter()
        .find(|t| t.has("epub:type", "page-list"));
    let listed = list.map_or_else(Vec::new, |list| {
        let inner = content(nav, &list);
        let links = tags(&format!("<x>{inner}</x>"))
            .into_iter()
            .filter(|t| t.name == "a");
        let wrapped = format!("<x>{inner}</x>");
        links
            .map(|t| {
                (
                    plain(content(&wrapped, &t)),
                    t.get("href").unwrap_or_default().to_owned(),
                )
            })
            .collect()
    });
    if listed != markers {
        faults.push(format!(
            "the page list has {} pages, the text {}",
            listed.len(),
            markers.len()
        ));
    }
    let package = epub.text("content.opf");
    let features = ["pageBreakSource", ">pageNavigation<", ">pageBreakMarkers<"];
    for feature in features {
        if package.contains(feature) == markers.is_empty() {
            faults.push(format!(
                "{feature} does not go with {} pages",
                markers.len()
            ));
        }
    }
}

/// Package, NCX and files agree.
fn package(epub: &Unpacked, faults: &mut Vec<String>) {
    let package = epub.text("content.opf");
    let all = tags(package);
    let uid = all
        .iter()
        .find(|t| t.name == "package")
        .and_then(|t| t.get("unique-identifier"));
    let identifier = all
        .iter()
        .find(|t| t.name == "dc:identifier" && t.get("id") == uid);
    let identifier = identifier.map(|t| content(package, t)).unwrap_or_default();
    let ncx = tags(epub.text("toc.ncx"));
    let ncx = ncx.iter().find(|t| t.get("name") == Some("dtb:uid"));
    if ncx.and_then(|t| t.get("content")) != Some(&plain(identifier)) {
        faults.push("package and NCX have other identifiers".into());
    }
    for item in all.iter().filter(|t| t.name == "item") {
        let (href, media) = (item.get("href").unwrap_or_default(), item.get("media-type"));
        let wanted = match href.rsplit('.').next() {
            Some("otf") => "font/otf",
            Some("ttf") => "font/ttf",
            Some("xhtml") => "application/xhtml+xml",
            Some("css") => "text/css",
            Some("png") => "image/png",
            Some("jpg") => "image/jpeg",
            Some("svg") => "image/svg+xml",
            _ => "application/x-dtbncx+xml",
        };
        if media != Some(wanted) {
            faults.push(format!("{href} is called {media:?}"));
        }
    }
}

/// Whether a page goes on with the section of the one before.
fn is_part(page: &Page) -> bool {
    page.name.starts_with('s') && page.name.contains('-')
}

/// A page is called by its first heading.
fn title(page: &Page, faults: &mut Vec<String>) {
    let of = |name: &str| page.tags.iter().find(|t| t.name == name);
    if is_part(page) && of("h1").is_some() {
        faults.push(format!("{}: a part begins a section", page.name));
    }
    let title = of("title").map_or_else(String::new, |t| plain(content(page.text, t)));
    // A section without heading of its own may have one over its notes, at its end.
    let heading = of("h1").filter(|tag| !tag.get("id").is_some_and(|id| id.ends_with("-n")));
    let heading = heading.map(|tag| words(content(page.text, tag)));
    let is_right = match heading {
        Some(heading) if !heading.is_empty() => blanks(&title) == heading,
        _ => !title.trim().is_empty(),
    };
    if !is_right {
        faults.push(format!("{}: the title is `{title}`", page.name));
    }
}

/// The words of a stretch of markup, without the numbers of calls.
fn words(markup: &str) -> String {
    let wrapped = format!("<x>{markup}</x>");
    let tags = tags(&wrapped);
    let mut out = String::new();
    let mut done = 0;
    for call in tags.iter().filter(|t| t.has("epub:type", "noteref")) {
        out.push_str(&wrapped[done..call.at]);
        done = call.end + content(&wrapped, call).len();
    }
    out.push_str(&wrapped[done..]);
    blanks(&plain(&out.replace("<br/>", " ")))
}

fn blanks(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every page: a title of its own, languages, ids once, nothing of the kind that readers trip over.
fn shape(pages: &[Page], faults: &mut Vec<String>) {
    let mut level = 0;
    for page in pages {
        let html = page.tags.iter().find(|t| t.name == "html").expect("html");
        if html.get("lang").is_none() || html.get("lang") != html.get("xml:lang") {
            faults.push(format!("{}: no language", page.name));
        }
        title(page, faults);
        let mut ids = BTreeSet::new();
        for tag in &page.tags {
            // Readers hide asides that say they are notes of the foot.
            let is_beside = tag.has("class", "sidenote")
                && tag.has("role", "note")
                && tag.get("epub:type").is_none();
            if tag.get("style").is_some() || tag.name == "aside" && !is_beside {
                faults.push(format!("{}: a style attribute or an aside", page.name));
            }
            if tag.get("id").is_some_and(|id| !ids.insert(id)) {
                faults.push(format!("{}: the id {:?} twice", page.name, tag.get("id")));
            }
        }
        // In a further part of a section the levels go on.
        if !is_part(page) {
            level = 0;
        }
        for tag in page
            .tags
            .iter()
            .filter(|t| t.name.len() == 2 && t.name.starts_with('h') && t.name != "hr")
        {
            let next: u32 = tag.name[1..].parse().expect("a level");
            if next > level + 1 {
                faults.push(format!(
                    "{}: a heading of level {next} after {level}",
                    page.name
                ));
            }
            level = next;
        }
    }
}

//! The navigation document and the NCX. In: the headings, printed pages and landmarks. Out: nav.xhtml and toc.ncx.

use super::volume::{Entry, File, Volume, XHTML};
use crate::editions::xml::escaped;
use std::collections::BTreeSet;

/// nav.xhtml: contents, landmarks, and the pages of the printed source.
pub(super) fn nav(volume: &Volume<'_>) -> File {
    let words = volume.words;
    let said = |words: &str| escaped(words);
    let mut body = format!(
        "<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\" aria-labelledby=\"toc-h\">\n<h1 id=\"toc-h\">{}</h1>\n",
        said(words.contents)
    );
    body.push_str(&nested(&volume.contents));
    body.push_str("</nav>\n");
    body.push_str(&format!(
        "<nav epub:type=\"landmarks\" aria-label=\"{}\" hidden=\"hidden\">\n<ol>\n",
        said(words.landmarks)
    ));
    body.push_str(&format!(
        "<li><a epub:type=\"toc\" href=\"nav.xhtml\">{}</a></li>\n",
        said(words.contents)
    ));
    for landmark in &volume.landmarks {
        body.push_str(&format!(
            "<li><a epub:type=\"{}\" href=\"{}\">{}</a></li>\n",
            landmark.kind,
            landmark.target,
            escaped(&landmark.title)
        ));
    }
    body.push_str("</ol>\n</nav>");
    if !volume.pages.is_empty() {
        body.push_str(&format!(
            "\n<nav epub:type=\"page-list\" role=\"doc-pagelist\" aria-label=\"{}\" hidden=\"hidden\">\n<ol>\n",
            said(words.pages)
        ));
        for page in &volume.pages {
            body.push_str(&link(&page.target, &page.label));
            body.push_str("</li>\n");
        }
        body.push_str("</ol>\n</nav>");
    }
    File {
        name: "nav.xhtml".into(),
        id: "nav".into(),
        media: XHTML,
        properties: "nav",
        title: Some(words.contents.into()),
        data: volume.page(words.contents, &body).into_bytes(),
    }
}

/// An open list item.
fn link(target: &str, title: &str) -> String {
    let title = match title.trim() {
        "" => "—",
        title => title,
    };
    format!("<li><a href=\"{target}\">{}</a>", escaped(title))
}

/// Entries as lists in lists.
fn nested(entries: &[Entry]) -> String {
    let mut out = String::from("<ol>\n");
    let mut depth = 1;
    for (i, entry) in entries.iter().enumerate() {
        let level = entry.level.min(depth + 1).max(1);
        if i > 0 {
            out.push_str(if level > depth { "\n<ol>\n" } else { "</li>\n" });
            for _ in level..depth {
                out.push_str("</ol>\n</li>\n");
            }
        }
        depth = if i == 0 { 1 } else { level };
        out.push_str(&link(&entry.target, &entry.title));
    }
    out.push_str("</li>\n");
    for _ in 1..depth {
        out.push_str("</ol>\n</li>\n");
    }
    out.push_str("</ol>\n");
    out
}

/// toc.ncx, for readers of EPUB 2.
pub(super) fn ncx(volume: &Volume<'_>) -> File {
    let facts = volume.facts;
    let depth = volume.contents.iter().map(|e| e.level).max().unwrap_or(1);
    let total = volume.pages.len();
    let mut out = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="{}">
<head>
<meta name="dtb:uid" content="{}"/>
<meta name="dtb:depth" content="{depth}"/>
<meta name="dtb:totalPageCount" content="{total}"/>
<meta name="dtb:maxPageNumber" content="{}"/>
</head>
<docTitle><text>{}</text></docTitle>
<navMap>
"#,
        escaped(&facts.language),
        escaped(&facts.identifier),
        volume
            .pages
            .iter()
            .filter_map(|p| p.label.parse::<u32>().ok())
            .max()
            .unwrap_or(0),
        escaped(&facts.title),
    );
    out.push_str(&points(&volume.contents));
    out.push_str("</navMap>\n");
    if total > 0 {
        out.push_str("<pageList id=\"pages\" class=\"pages\">\n<navLabel><text>");
        out.push_str(&escaped(volume.words.pages));
        out.push_str("</text></navLabel>\n");
        let order = volume.contents.len();
        // A type and a value may occur together but once (DAISY NCX); books of several texts count their pages anew.
        let mut values = BTreeSet::new();
        for (n, page) in (1..).zip(&volume.pages) {
            let label = escaped(&page.label);
            let number = page.label.parse::<u32>().ok();
            let (kind, value) = match number.filter(|&number| values.insert(number)) {
                Some(number) => ("normal", format!(" value=\"{number}\"")),
                None => ("special", String::new()),
            };
            out.push_str(&format!(
                "<pageTarget class=\"page\" id=\"pt-{n}\" type=\"{kind}\"{value} playOrder=\"{}\"><navLabel><text>{label}</text></navLabel><content src=\"{}\"/></pageTarget>\n",
                order + n,
                page.target
            ));
        }
        out.push_str("</pageList>\n");
    }
    out.push_str("</ncx>\n");
    File {
        name: "toc.ncx".into(),
        id: "ncx".into(),
        media: "application/x-dtbncx+xml",
        properties: "",
        title: None,
        data: out.into_bytes(),
    }
}

fn points(entries: &[Entry]) -> String {
    let mut out = String::new();
    let mut depth: u8 = 0;
    for (n, entry) in (1..).zip(entries) {
        let level = entry.level.clamp(1, depth + 1);
        for _ in level..=depth {
            out.push_str("</navPoint>\n");
        }
        depth = level;
        let title = match entry.title.trim() {
            "" => "—".into(),
            title => escaped(title),
        };
        out.push_str(&format!(
            "<navPoint id=\"np-{n}\" playOrder=\"{n}\"><navLabel><text>{title}</text></navLabel><content src=\"{}\"/>\n",
            entry.target
        ));
    }
    (0..depth).for_each(|_| out.push_str("</navPoint>\n"));
    out
}

//! The looks. In: the book. Out: a page that shows its pages, its sheets, its cover and its EPUB beside each other; the
//! pictures on it; and the editions as files. Each is made when it is first asked for.

use super::book;
use super::http::Reply;
use super::made::{Made, Work};
use super::routes::Asked;

use crate::editions::front::Drawing;
use crate::editions::xml::escaped_lines;
use crate::editions::{EDITIONS, Edition, epub as epubs, front};
use crate::store::Data;
use crate::summary;
use crate::typeset::Layout;
use crate::typeset::impose::{self, Placed};
use rayon::prelude::*;
use serde_json::{Map, Value, json};
use std::fmt::Write;
use std::io::Read;

/// Pixels of the short side of a page's picture: what 300 CSS pixels take on a sharp screen.
const SHORT_SIDE: f64 = 640.0;
/// Sheets that are shown.
const SHEETS: usize = 64;

/// The page.
pub fn page(asked: &Asked<'_>, status: u16, notice: &str) -> Reply {
    let bench = asked.bench;
    let Some(made) = bench.present() else {
        return Reply::see(asked.at("start"));
    };
    let mut body = book::said(bench, &made);
    if let Some(work) = &made.work {
        editions(&mut body, asked, &made, work);
        match work.pages() {
            Ok(layout) => {
                pages(&mut body, asked, &made, &layout.value);
                sheets(&mut body, asked, (&made, work), &layout.value);
            }
            Err(faults) => {
                let words = escaped_lines(&bench.words(faults, &made.report));
                let _ = writeln!(
                    body,
                    "<section class=\"wrong\"><h2>No pages</h2><p>{words}</p></section>"
                );
            }
        }
        cover_and_epub(&mut body, asked, &made, work);
    }
    asked
        .page("look", "Look", Some(&made), notice)
        .reply(status, bench, &body)
}

/// The downloads; the script fills in the sizes, since each edition must be made for that.
fn editions(html: &mut String, asked: &Asked<'_>, made: &Made, work: &Work) {
    html.push_str("<section><h2>Editions</h2><ul class=\"editions\" data-sizes>\n");
    for edition in work.wanted() {
        let _ = writeln!(
            html,
            "<li><a href=\"{}\" download>{}{}</a> <span data-size=\"{}\"></span><span class=\"about\">{}</span></li>",
            asked.at(&format!("edition/{}", edition.name)),
            escaped_lines(&work.manifest().slug),
            edition.suffix,
            edition.name,
            escaped_lines(edition.about)
        );
    }
    let out = asked
        .bench
        .named(&work.manifest().out)
        .display()
        .to_string();
    let _ = writeln!(
        html,
        "</ul><form method=\"post\" action=\"{}\"><input type=\"hidden\" name=\"version\" value=\"{}\">\
         <button class=\"main\">Write them all into the folder <code>{}</code></button></form></section>",
        asked.at("build"),
        made.version,
        escaped_lines(&out)
    );
}

fn image(asked: &Asked<'_>, made: &Made, layout: &Layout, page: usize) -> String {
    let (width, height) = (layout.trim.width.0, layout.trim.height.0.max(1));
    let folio = &layout.pages[page].folio;
    format!(
        "<img loading=\"lazy\" width=\"320\" height=\"{}\" alt=\"Page {}\" src=\"{}?v={}\">",
        320 * height / width.max(1),
        escaped_lines(if folio.is_empty() {
            "without number"
        } else {
            folio
        }),
        asked.at(&format!("page/{page}")),
        made.version
    )
}

fn pages(html: &mut String, asked: &Asked<'_>, made: &Made, layout: &Layout) {
    let _ = writeln!(
        html,
        "<section><h2 id=\"pages\">Pages <span class=\"count\">{}</span></h2>\
         <div class=\"strip\" tabindex=\"0\" role=\"region\" aria-labelledby=\"pages\">",
        layout.pages.len()
    );
    for page in 0..layout.pages.len() {
        html.push_str(&image(asked, made, layout, page));
    }
    html.push_str("</div></section>\n");
}

/// The sheets of the booklet, front and back, as they come out of the printer.
fn sheets(html: &mut String, asked: &Asked<'_>, (made, work): (&Made, &Work), layout: &Layout) {
    let settings = work.manifest().settings.bound_booklet();
    let Ok(imposition) = impose::impose(layout.pages.len(), layout.trim, &settings) else {
        return;
    };
    let _ = writeln!(
        html,
        "<section><h2 id=\"sheets\">Sheets of the booklet <span class=\"count\">{}</span></h2>\
         <div class=\"strip sheets\" tabindex=\"0\" role=\"region\" aria-labelledby=\"sheets\">",
        imposition.sheets.len()
    );
    for (at, sheet) in imposition.sheets.iter().take(SHEETS).enumerate() {
        for (side, placed) in [("front", &sheet.front), ("back", &sheet.back)] {
            if !placed.is_empty() {
                let columns = imposition.grid.columns;
                let cells = cells(asked, made, layout, placed);
                let _ = writeln!(
                    html,
                    "<figure><div class=\"sheet-side columns-{columns}\">{cells}</div>\
                     <figcaption>Sheet {}, {side}</figcaption></figure>",
                    at + 1
                );
            }
        }
    }
    html.push_str("</div></section>\n");
}

/// The cells of a side, row by row.
fn cells(asked: &Asked<'_>, made: &Made, layout: &Layout, placed: &[Placed]) -> String {
    let mut placed: Vec<&Placed> = placed.iter().collect();
    placed.sort_by_key(|cell| (cell.row, cell.column));
    let cell = |cell: &Placed| {
        let turned = if cell.turned { " class=\"turned\"" } else { "" };
        let image = cell.page.map(|page| image(asked, made, layout, page));
        format!(
            "<div{turned}>{}</div>",
            image.unwrap_or_else(|| "<span class=\"blank\"></span>".into())
        )
    };
    placed.into_iter().map(cell).collect()
}

fn cover_and_epub(html: &mut String, asked: &Asked<'_>, made: &Made, work: &Work) {
    let version = &made.version;
    let _ = writeln!(
        html,
        "<div class=\"beside\"><section><h2>Cover</h2><img class=\"cover\" alt=\"The front cover\" src=\"{}?v={version}\"></section>",
        asked.at(&format!("edition/{}", front::EDITION.name))
    );
    let files = work
        .edition(&epubs::EDITION)
        .map(|epub| chapters(&epub))
        .unwrap_or_default();
    // The cover stands beside it: the text is what is looked for.
    let is_text =
        |(file, _): &&(String, String)| !FURNITURE.iter().any(|name| file.ends_with(name));
    if let Some((first, _)) = files.iter().find(is_text).or(files.first()) {
        let link = |(file, title): &(String, String)| {
            let to = asked.at(&format!("epub/{file}"));
            format!("<li><a href=\"{to}?v={version}\" target=\"phone\">{title}</a></li>")
        };
        let links: String = files.iter().map(link).collect();
        let _ = writeln!(
            html,
            "<section><h2>EPUB, as wide as a phone</h2>\
             <iframe class=\"phone\" name=\"phone\" title=\"The EPUB\" sandbox=\"allow-same-origin\" src=\"{}?v={version}\"></iframe>\
             <ul class=\"chapters\">{links}</ul></section>",
            asked.at(&format!("epub/{first}"))
        );
    }
    html.push_str("</div>\n");
}

/// Pages of an EPUB that are no text.
const FURNITURE: [&str; 3] = ["cover.xhtml", "title.xhtml", "nav.xhtml"];

/// The pages of an EPUB in the order of its package's spine, each with its title as markup.
fn chapters(epub: &Data) -> Vec<(String, String)> {
    let Ok(zip) = zip::ZipArchive::new(epub.reader()) else {
        return Vec::new();
    };
    let mut names: Vec<String> = zip.file_names().flatten().map(Into::into).collect();
    let package = names.iter().find(|name| name.ends_with(".opf")).cloned();
    let package = package
        .and_then(|name| inside(epub, &name))
        .unwrap_or_default();
    let package = String::from_utf8_lossy(&package).into_owned();
    let spine = package.find("<spine").map_or("", |at| &package[at..]);
    // The ids of pages are the names of their files.
    let place = |name: &String| {
        let id = name
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .trim_end_matches(".xhtml");
        spine.find(&format!("idref=\"{id}\""))
    };
    names.retain(|name| name.ends_with(".xhtml") && place(name).is_some());
    names.sort_by_key(place);
    let titled = |name: String| {
        let page = inside(epub, &name).unwrap_or_default();
        let page = String::from_utf8_lossy(&page).into_owned();
        let title = page
            .split_once("<title>")
            .and_then(|(_, rest)| rest.split_once("</title>"));
        (
            name,
            title.map_or_else(String::new, |(title, _)| title.into()),
        )
    };
    names.into_iter().map(titled).collect()
}

/// A file of an EPUB.
fn inside(epub: &Data, name: &str) -> Option<Vec<u8>> {
    let mut zip = zip::ZipArchive::new(epub.reader()).ok()?;
    let mut bytes = Vec::new();
    zip.by_name(name).ok()?.read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

fn with_work(asked: &Asked<'_>, answer: impl FnOnce(&Made, &Work) -> Reply) -> Reply {
    let made = asked.bench.present();
    match made
        .as_ref()
        .and_then(|made| Some((made, made.work.as_ref()?)))
    {
        Some((made, work)) => answer(made, work),
        None => Reply::text(404, "there is no book yet"),
    }
}

/// A page as a PNG.
pub fn picture(asked: &Asked<'_>) -> Reply {
    with_work(asked, |_, work| {
        let page: Option<usize> = asked.rest.first().and_then(|page| page.parse().ok());
        let (Some(page), Ok(layout)) = (page, work.pages()) else {
            return Reply::text(404, "there is no such page");
        };
        if page >= layout.value.pages.len() {
            return Reply::text(404, "there is no such page");
        }
        match Drawing::page(&layout.value, page, SHORT_SIDE).png() {
            Ok(png) => Reply::bytes("image/png", png),
            Err(fault) => Reply::text(500, &fault.message),
        }
    })
}

/// An edition as a file.
pub fn edition(asked: &Asked<'_>) -> Reply {
    with_work(asked, |made, work| {
        let name = asked.rest.first().map_or("", String::as_str);
        let Some(edition) = EDITIONS.iter().find(|edition| edition.name == name) else {
            return Reply::text(404, "there is no such edition");
        };
        match work.edition(edition) {
            Ok(bytes) => file(work, edition, &bytes),
            Err(faults) => Reply::text(422, &asked.bench.words(&faults, &made.report)),
        }
    })
}

fn file(work: &Work, edition: &Edition, bytes: &Data) -> Reply {
    let name = format!("{}{}", work.manifest().slug, edition.suffix);
    let name = percent_encoding::utf8_percent_encode(&name, percent_encoding::NON_ALPHANUMERIC);
    let kept = match edition.media {
        media if media.starts_with("image/") => "inline",
        _ => "attachment",
    };
    let Ok(bytes) = bytes.read() else {
        return Reply::text(500, "the edition can't be read from the disk");
    };
    Reply {
        headers: vec![(
            "content-disposition",
            format!("{kept}; filename*=UTF-8''{name}"),
        )],
        ..Reply::bytes(edition.media, bytes)
    }
}

/// The sizes of all editions.
pub fn sizes(asked: &Asked<'_>) -> Reply {
    with_work(asked, |made, work| {
        if work.wanted().any(|edition| edition.is_paged) {
            // Before the others start, or each would wait for them.
            let _ = work.pages();
        }
        let wanted: Vec<&'static Edition> = work.wanted().collect();
        let sizes = wanted.into_par_iter().map(|edition| {
            let size = match work.edition(edition) {
                Ok(bytes) => summary::size(bytes.len()),
                Err(faults) => asked.bench.words(&faults, &made.report),
            };
            (edition.name.to_string(), Value::from(size))
        });
        let sizes: Vec<(String, Value)> = sizes.collect();
        Reply::json(
            200,
            &json!({"version": made.version, "sizes": sizes.into_iter().collect::<Map<_, _>>()}),
        )
    })
}

/// Media types of an EPUB's files.
const MEDIA: [(&str, &str); 8] = [
    ("xhtml", "application/xhtml+xml"),
    ("css", "text/css"),
    ("otf", "font/otf"),
    ("ttf", "font/ttf"),
    ("woff2", "font/woff2"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("svg", "image/svg+xml"),
];

/// A file of the EPUB. Nothing in it may run.
pub fn epub(asked: &Asked<'_>) -> Reply {
    with_work(asked, |_, work| {
        let name = asked.rest.join("/");
        let media = MEDIA
            .iter()
            .find(|(extension, _)| name.rsplit('.').next() == Some(extension));
        let bytes = work
            .edition(&epubs::EDITION)
            .ok()
            .and_then(|epub| inside(&epub, &name));
        let (Some((_, media)), Some(bytes)) = (media, bytes) else {
            return Reply::text(404, "the EPUB has no such file");
        };
        Reply {
            policy: "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self'; font-src 'self'; \
                     frame-ancestors 'self'; base-uri 'none'"
                .into(),
            ..Reply::bytes(media, bytes)
        }
    })
}

/// Writes the editions into the folder that the manifest names.
pub fn build(asked: &Asked<'_>) -> Reply {
    let bench = asked.bench;
    let report = bench.build();
    let mut words = match report.trouble {
        None => format!("{} files were written:\n", report.written.len()),
        Some(_) => "Not everything could be written.\n".to_string(),
    };
    for (path, bytes) in &report.written {
        let path = bench.named(path).display();
        let _ = writeln!(words, "{path} ({})", summary::size(*bytes));
    }
    words.push_str(&bench.words(&report.messages, &report));
    let status = if report.trouble.is_some() { 422 } else { 200 };
    page(asked, status, &words)
}

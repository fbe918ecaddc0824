//! Booklets that are too long for their sheet. In: a book, and how many pages a sheet holds. Out: what would make it fit, found by
//! laying the book out anew: the largest type, the smallest page.

use crate::editions::Job;
use crate::manifest::Settings;
use crate::manifest::settings::PageSettings;
use crate::typeset::page::Size;
use crate::typeset::papers::Named;
use crate::typeset::{self, Length, design, papers};

/// A book of more than so many times the pages is not tried: no size of type that can be read would do.
const HOPELESS: usize = 8;
/// The smallest type that is tried, in half points: 6 pt, that of timetables.
const SMALLEST: i64 = 12;
/// Papers that are tried for pages, smallest first.
const PAGES: [&str; 6] = ["a7", "a6", "half-letter", "a5", "b5", "a4"];

/// What to do, most likely first.
pub(super) fn ways(job: &Job<'_>, holds: usize) -> Vec<String> {
    let is_hopeless = job
        .layout()
        .is_ok_and(|layout| layout.value.pages.len() > HOPELESS * holds);
    if is_hopeless {
        return Vec::new();
    }
    let fits = |page: PageSettings| {
        let settings = Settings {
            page,
            ..job.settings.clone()
        };
        let laid_out = typeset::lay_out(job.book, &settings);
        laid_out.is_ok_and(|layout| layout.value.pages.len() <= holds)
    };
    let page = &job.settings.page;
    let mut ways = Vec::new();
    if let Some(halves) = largest(page, |size| fits(with_type(page, size))) {
        let type_of = with_type(page, Length::pt(halves as f64 / 2.0));
        ways.push(format!(
            "`editions.page: {{size: {}pt, leading: {}pt}}` makes {holds} pages of it",
            type_of.size.to_pt(),
            (type_of.leading.to_pt() * 10.0).round() / 10.0
        ));
    }
    if let Some(paper) = smallest(page.trim, |paper| fits(on_paper(page, paper))) {
        let (name, size) = (paper.name, paper.size());
        let sheet = |side: Length, times: i64| (side * times).to_mm();
        ways.push(format!(
            "`editions.page.paper: {name}` makes {holds} pages of it, on sheets of {:.0} × {:.0} mm",
            sheet(size.width, 4),
            sheet(size.height, 2)
        ));
    }
    ways
}

/// The largest type, in half points, smaller than the present one: the larger, the more pages.
fn largest(page: &PageSettings, fits: impl Fn(Length) -> bool) -> Option<i64> {
    let half = |halves: i64| Length::pt(halves as f64 / 2.0);
    let mut too_large = (SMALLEST..144).find(|&halves| half(halves) >= page.size)?;
    let mut fitting = SMALLEST;
    if too_large <= SMALLEST || !fits(half(fitting)) {
        return None;
    }
    while too_large - fitting > 1 {
        let middle = (fitting + too_large) / 2;
        match fits(half(middle)) {
            true => fitting = middle,
            false => too_large = middle,
        }
    }
    Some(fitting)
}

fn smallest(trim: Size, fits: impl Fn(&Named) -> bool) -> Option<&'static Named> {
    let larger = PAGES.iter().filter_map(|name| papers::named(name));
    let mut larger = larger.filter(|paper| {
        let size = paper.size();
        size.width > trim.width && size.height > trim.height
    });
    larger.find(|paper| fits(paper))
}

/// The same page in another size and its leading, to a tenth of a point; the notes as a manifest with these two has them.
fn with_type(page: &PageSettings, size: Length) -> PageSettings {
    let scaled = |length: Length| length.scaled(size.0, page.size.0);
    let leading = Length::pt((scaled(page.leading).to_pt() * 10.0).round() / 10.0);
    let note_size = scaled(page.note_size);
    PageSettings {
        size,
        leading,
        note_size,
        note_leading: leading.scaled(4, 5).max(note_size.scaled(6, 5)),
        fit: None,
        ..page.clone()
    }
}

/// The default page of a paper, with all else as it is.
fn on_paper(page: &PageSettings, paper: &Named) -> PageSettings {
    let new = match design::paper(paper.name) {
        Some(paper) => paper.page(),
        None => design::free_page(paper.size()),
    };
    PageSettings {
        trim: new.trim,
        inner: new.inner,
        outer: new.outer,
        top: new.top,
        bottom: new.bottom,
        size: new.size,
        leading: new.leading,
        note_size: new.note_size,
        note_leading: new.note_leading,
        fit: None,
        ..page.clone()
    }
}

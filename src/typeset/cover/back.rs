//! The back cover. In: the description, the publisher and its device, the ISBN and the price. Out: their lines, the device, and the bars
//! of the ISBN.

use super::barcode;
use super::setter::{Piece, Setter};
use crate::book::{Meta, isbn_in_words};
use crate::typeset::face::Style;
use crate::typeset::length::Length;
use crate::typeset::page::{Picture, Size};

/// The back: the description, and at its foot the publisher, the bar code of the ISBN and the price.
pub(super) fn back(
    set: &mut Setter<'_>,
    (meta, logo): (&Meta, Option<&Picture>),
    (left, trim): (Length, Size),
    from: i64,
) {
    let size = set.size;
    let margin = trim.width / 148 * 22;
    let measure = trim.width - margin * 2;
    let mut y = trim.height.scaled(from, 1000);
    for paragraph in meta.description.iter().flat_map(|text| text.lines()) {
        let piece = Piece::plain(paragraph, Style::Regular, size);
        y = set.ragged(&piece, (left + margin, y), measure) + size / 2;
    }
    let foot = Length::mm(BARS.1) + size * 2;
    let has_room = y + foot < trim.height.scaled(900, 1000) - size;
    let bars = meta.isbn.as_deref().and_then(barcode::modules);
    let bars = bars.filter(|_| has_room && measure > Length::mm(BARS.0) * 3 / 2);
    let isbn = meta.isbn.as_deref().map(isbn_in_words);
    let isbn = isbn.filter(|_| bars.is_none());
    let price = meta.imprint.price.as_deref();
    let foot: Vec<&str> = [meta.publisher.as_deref(), isbn.as_deref(), price]
        .into_iter()
        .flatten()
        .collect();
    let foot = Piece::small_caps(&foot.join(" · "), size.scaled(90, 100));
    let below = trim.height.scaled(900, 1000);
    let logo = logo.map(|logo| fitting(logo, measure));
    let logo = logo.filter(|logo| y + logo.height + size * 3 < below);
    let mut stand = |left: Length, logo: &Picture| {
        set.picture((left, below - size * 2 - logo.height), logo.clone());
    };
    let Some(bars) = bars else {
        if let Some(logo) = &logo {
            stand(left + (trim.width - logo.width) / 2, logo);
        }
        set.centred(&foot, (left + trim.width / 2, below), measure);
        return;
    };
    if let Some(logo) = &logo {
        stand(left + margin, logo);
    }
    let wide = measure - Length::mm(BARS.0) - size;
    set.ragged(&foot, (left + margin, below), wide);
    let right = left + trim.width - margin;
    draw(
        set,
        (&bars, meta.isbn.as_deref().unwrap_or_default()),
        (right, below),
    );
}

/// The publisher's device is this high at most, in mm, and a third of the lines wide: it stands beside the bars.
const LOGO: f64 = 14.0;

/// The device, as large as it may be.
fn fitting(logo: &Picture, measure: Length) -> Picture {
    let (width, height) = (logo.width.0.max(1), logo.height.0.max(1));
    let (most, high) = (measure.0 / 3, Length::mm(LOGO).0);
    let is_wide = width * high > height * most;
    let (width, height) = match is_wide {
        true => (most, height * most / width),
        false => (width * high / height, high),
    };
    Picture {
        width: Length(width),
        height: Length(height),
        ..logo.clone()
    }
}

/// The width and height of the bars in mm: nine tenths of the standard's size, and lower, as books have them.
const BARS: (f64, f64) = (28.2, 16.0);
/// The size of the figures below the bars, in hundredths of a point, and how far below they stand.
const FIGURES: (i64, i64) = (850, 820);

/// The bars, their lower right corner at a place, the number above and below them.
fn draw(set: &mut Setter<'_>, (bars, isbn): (&[bool], &str), (right, below): (Length, Length)) {
    let (width, height) = (Length::mm(BARS.0), Length::mm(BARS.1));
    let left = right - width;
    let at = |module: usize| left + width.scaled(module as i64, barcode::MODULES as i64);
    let top = below - height;
    let mut start = None;
    for (module, &dark) in bars.iter().chain([&false]).enumerate() {
        match (start, dark) {
            (None, true) => start = Some(module),
            (Some(from), false) => {
                set.rule((at(from), top), (at(module) - at(from), height));
                start = None;
            }
            _ => {}
        }
    }
    let size = Length::pt(FIGURES.0 as f64 / 100.0);
    let number = Piece::plain(&isbn_in_words(isbn), Style::Regular, size);
    let shrunk = set.width(&number).max(width);
    let number = Piece::plain(
        &isbn_in_words(isbn),
        Style::Regular,
        size.scaled(width.0, shrunk.0),
    );
    set.line(&number, (left, top - size / 3));
    let figures = Piece::plain(isbn, Style::Regular, size);
    let middle = left + width / 2 - set.width(&figures) / 2;
    set.line(
        &figures,
        (middle, below + Length::pt(FIGURES.1 as f64 / 100.0)),
    );
}

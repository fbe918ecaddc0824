//! The table of covers. In: the words of the title page and the room of the front. Out: [`COVERS`], each a way to set the
//! front, with the manifest's picture or without.

use super::setter::{Piece, Setter};
use super::{front_in_frame, title_piece};
use crate::book::Meta;
use crate::typeset::face::Style;
use crate::typeset::length::Length;
use crate::typeset::look::Look;
use crate::typeset::page::{Paint, Size};

/// Where a cover has the manifest's picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureAt {
    /// Nowhere.
    Nowhere,
    /// Over the whole front and its bleed.
    Whole,
    /// Within the white of the front.
    Inset,
}

/// A row of the table of covers.
pub struct CoverForm {
    /// Its name in the manifest.
    pub name: &'static str,
    /// A line for `list covers`.
    pub about: &'static str,
    /// Where it has the manifest's picture.
    pub picture: PictureAt,
    /// From the top edge to the words of the back, in thousandths of the height.
    pub(super) back_from: i64,
    /// Sets the front.
    pub(super) front: fn(&mut Setter<'_>, &Front<'_>),
}

/// What a front is set from.
pub(super) struct Front<'a> {
    /// The words.
    pub meta: &'a Meta,
    /// How the book looks.
    pub look: &'a Look,
    /// From the sheet's left edge to the front.
    pub left: Length,
    /// The front.
    pub trim: Size,
    /// What goes over the whole sheet does so from here to there; of the front alone its own edges.
    pub spans: &'a [(Length, Length)],
    /// How far it goes beyond the trimmed edges.
    pub bleed: Length,
}

impl Front<'_> {
    /// So many thousandths of the height.
    fn down(&self, share: i64) -> Length {
        self.trim.height.scaled(share, 1000)
    }

    /// So many thousandths of the width.
    fn across(&self, share: i64) -> Length {
        self.trim.width.scaled(share, 1000)
    }

    fn middle(&self) -> Length {
        self.left + self.trim.width / 2
    }

    fn authors(&self) -> String {
        // No name is parted.
        let authors = self.meta.authors().map(|name| name.replace(' ', "\u{a0}"));
        authors.collect::<Vec<_>>().join(", ")
    }

    fn foot(&self) -> String {
        let foot = [self.meta.publisher.as_deref(), self.meta.date.as_deref()];
        foot.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }
}

/// The covers; the first is the default.
pub const COVERS: &[CoverForm] = &[
    CoverForm {
        name: "frame",
        about: "author, title and publisher in a double frame",
        picture: PictureAt::Nowhere,
        back_from: 190,
        front: |set, front| front_in_frame(set, front.meta, (front.left, front.trim)),
    },
    CoverForm {
        name: "typographic",
        about: "the title as large as the cover bears, at the left edge below a thick rule",
        picture: PictureAt::Nowhere,
        back_from: 190,
        front: typographic,
    },
    CoverForm {
        name: "band",
        about: "the title in white on a band around the whole cover",
        picture: PictureAt::Nowhere,
        back_from: 560,
        front: band,
    },
    CoverForm {
        name: "picture",
        about: "the picture over the whole front, the lettering on a veil",
        picture: PictureAt::Whole,
        back_from: 190,
        front: veiled,
    },
    CoverForm {
        name: "inset",
        about: "the picture in a thin frame below the title",
        picture: PictureAt::Inset,
        back_from: 190,
        front: inset,
    },
];

/// The row of that name.
#[must_use]
pub fn cover_form(name: &str) -> Option<&'static CoverForm> {
    COVERS.iter().find(|row| row.name == name)
}

/// The margin of covers without a frame, in thousandths of the width.
const MARGIN: i64 = 95;
/// The size of words that are not the title, in thousandths of the width: whatever the text's, a cover is as large as its page.
const SIZE: i64 = 26;

/// Sets a title in the largest size in which it takes so many lines at most, its own line ends kept, and is no deeper than
/// there is room; gives its lines, a piece each where it has line ends of its own, and how many they are.
fn fitted(
    set: &Setter<'_>,
    front: &Front<'_>,
    (size, measure): (Length, Length),
    (most, depth): (usize, Length),
) -> (Vec<Piece>, usize) {
    let shown = front.meta.shown_title();
    let lettering = front.look.title_page.title;
    let mut size = size;
    loop {
        let pieces: Vec<Piece> = shown
            .lines()
            .map(|line| title_piece((line, &front.meta.language), &lettering, size))
            .collect();
        let lines: Vec<usize> = pieces
            .iter()
            .map(|piece| set.height(piece, measure))
            .collect();
        let count = lines.iter().sum::<usize>();
        let is_parted = pieces.len() > 1 && lines.iter().any(|&lines| lines > 1);
        let is_wide = pieces.iter().any(|piece| set.widest(piece) > measure);
        let is_deep = size.scaled(LEADING, 100) * count as i64 > depth;
        let fits = count <= most && !is_parted && !is_wide && !is_deep;
        if fits || size < Length::pt(SMALLEST) {
            return (pieces, count);
        }
        size = size.scaled(95, 100);
    }
}

/// The leading of titles, in hundredths of their size.
const LEADING: i64 = 108;
/// No title is made smaller than this, in points.
const SMALLEST: f64 = 9.0;

fn typographic(set: &mut Setter<'_>, front: &Front<'_>) {
    let margin = front.across(MARGIN);
    let (left, measure) = (front.left + margin, front.trim.width - margin * 2);
    let size = front.across(SIZE);
    set.paint = Paint::Accent;
    set.rule((left, front.down(75)), (measure, front.across(24)));
    set.paint = Paint::Ink;
    let mut author = Piece::plain(&front.authors(), Style::Bold, size.scaled(145, 100));
    let widest = set.widest(&author);
    if widest > measure {
        author.size = author.size.scaled(measure.0, widest.0);
    }
    let below = set.ragged(&author, (left, front.down(75) + front.across(90)), measure);
    let top = below.max(front.down(180));
    let subtitle = front.meta.subtitle.as_deref().unwrap_or_default();
    let subtitle = Piece::plain(subtitle, Style::Italic, size.scaled(145, 100));
    let depth = front.down(850) - top - size * 2 * set.height(&subtitle, measure) as i64;
    let (title, _) = fitted(set, front, (front.across(190), measure), (4, depth));
    let mut y = top + title.first().map_or(size, |piece| piece.size);
    for piece in &title {
        y = set.lettered(piece, (left, y), measure, LEADING);
    }
    set.ragged(&subtitle, (left, y), measure);
    let foot = Piece::plain(&front.foot(), Style::Bold, size);
    set.ragged(&foot, (left, front.down(930)), measure);
}

/// Sets the lines of a title on the middle axis, the first on a baseline; returns the next.
fn on_axis(
    set: &mut Setter<'_>,
    front: &Front<'_>,
    title: &[Piece],
    (y, measure): (Length, Length),
) -> Length {
    let mut y = y;
    for piece in title {
        y = set.centred(piece, (front.middle(), y), measure);
    }
    y
}

/// The band's upper edge and its height, in thousandths of the cover's height.
const BAND: (i64, i64) = (230, 270);

fn band(set: &mut Setter<'_>, front: &Front<'_>) {
    let (top, height) = (front.down(BAND.0), front.down(BAND.1));
    set.paint = Paint::Accent;
    for &(from, to) in front.spans {
        set.rule((from, top), (to - from, height));
    }
    set.paint = Paint::Ink;
    let measure = front.trim.width - front.across(MARGIN) * 2;
    let size = front.across(SIZE);
    let author = Piece::small_caps(&front.authors(), size.scaled(125, 100));
    set.centred(&author, (front.middle(), front.down(150)), measure);
    let room = (4, height.scaled(75, 100));
    let (title, lines) = fitted(set, front, (size.scaled(360, 100), measure), room);
    let letters = title.first().map_or(size, |piece| piece.size);
    // `centred` has its own leading. Capitals are some .66 em high: their middle stands in the band's.
    let depth = letters.scaled(125, 100) * (lines as i64 - 1);
    let first = top + (height - depth) / 2 + letters.scaled(33, 100);
    set.paint = Paint::Paper;
    on_axis(set, front, &title, (first, measure));
    set.paint = Paint::Ink;
    let subtitle = front.meta.subtitle.as_deref().unwrap_or_default();
    let subtitle = Piece::plain(subtitle, Style::Italic, size.scaled(130, 100));
    set.centred(
        &subtitle,
        (front.middle(), top + height + size * 3),
        measure,
    );
    let foot = Piece::small_caps(&front.foot(), size);
    set.centred(&foot, (front.middle(), front.down(920)), measure);
}

/// The veil's upper edge and its height, in thousandths of the cover's height.
const VEIL: (i64, i64) = (590, 330);

fn veiled(set: &mut Setter<'_>, front: &Front<'_>) {
    let (top, height) = (front.down(VEIL.0), front.down(VEIL.1));
    // The bleed is at the fore-edge; at the spine the veil ends with the front.
    let is_left = front.left == Length::ZERO;
    let from = front.left - if is_left { front.bleed } else { Length::ZERO };
    set.paint = Paint::Veil;
    set.rule((from, top), (front.trim.width + front.bleed, height));
    set.paint = Paint::Ink;
    let measure = front.trim.width - front.across(MARGIN) * 2;
    let size = front.across(SIZE);
    let author = Piece::small_caps(&front.authors(), size.scaled(115, 100));
    let below = set.centred(
        &author,
        (front.middle(), top + size.scaled(230, 100)),
        measure,
    );
    let room = (3, height / 2);
    let (title, _) = fitted(set, front, (size.scaled(320, 100), measure), room);
    let first = below + title.first().map_or(size, |piece| piece.size);
    let below = on_axis(set, front, &title, (first, measure));
    let subtitle = front.meta.subtitle.as_deref().unwrap_or_default();
    let subtitle = Piece::plain(subtitle, Style::Italic, size.scaled(115, 100));
    set.centred(&subtitle, (front.middle(), below), measure);
    let foot = Piece::small_caps(&front.foot(), size.scaled(85, 100));
    set.centred(&foot, (front.middle(), top + height - size), measure);
}

/// The inset picture's place and size in thousandths of the front: from the left, from above, its width and its height.
pub(super) const INSET: (i64, i64, i64, i64) = (150, 370, 700, 440);

fn inset(set: &mut Setter<'_>, front: &Front<'_>) {
    let measure = front.trim.width - front.across(MARGIN) * 2;
    let size = front.across(SIZE);
    let author = Piece::small_caps(&front.authors(), size.scaled(120, 100));
    let below = set.centred(&author, (front.middle(), front.down(100)), measure);
    let room = (3, front.down(170));
    let (title, _) = fitted(set, front, (size.scaled(320, 100), measure), room);
    let first = below + title.first().map_or(size, |piece| piece.size);
    let below = on_axis(set, front, &title, (first, measure));
    let subtitle = front.meta.subtitle.as_deref().unwrap_or_default();
    let subtitle = Piece::plain(subtitle, Style::Italic, size.scaled(115, 100));
    set.centred(&subtitle, (front.middle(), below), measure);
    let foot = Piece::small_caps(&front.foot(), size);
    set.centred(&foot, (front.middle(), front.down(910)), measure);
    let (x, y) = (front.left + front.across(INSET.0), front.down(INSET.1));
    let (width, height) = (front.across(INSET.2), front.down(INSET.3));
    let (hair, gap) = (Length::pt(0.6), Length::pt(3.0));
    let (x, y) = (x - gap, y - gap);
    let (width, height) = (width + gap * 2, height + gap * 2);
    for at in [y, y + height - hair] {
        set.rule((x, at), (width, hair));
    }
    for at in [x, x + width - hair] {
        set.rule((at, y), (hair, height));
    }
}

//! Sorts a galley's pieces. In: [`Galley`]. Out: [`Matter`]: the running text with its page turns, and the notes.

use crate::galley::{Galley, Label, NoteId};
use crate::source::typography::Style;
use crate::source::{Source, Span};
use std::collections::BTreeMap;
use std::ops::Range;

/// A bit of text and what it is.
pub(super) struct Scrap<'g> {
    pub text: &'g str,
    pub label: Label,
    pub at: Span,
    /// Whether its bytes are those of the source at its place.
    pub is_exact: bool,
    /// For page turns, the number of the page that begins; else empty.
    pub page: String,
    /// The text in runs of one style; none where all of it is set as usual.
    pub styles: Vec<(Range<usize>, Style)>,
}

impl Scrap<'_> {
    /// The source of some of its bytes: all of its place where the text is another there.
    pub fn part(&self, bytes: Range<usize>) -> Span {
        if !self.is_exact {
            return self.at;
        }
        Span {
            start: self.at.start + bytes.start as u32,
            end: self.at.start + bytes.end as u32,
            ..self.at
        }
    }
}

/// The matter of one note.
pub(super) struct Body<'g> {
    pub printed: String,
    pub at: Span,
    pub scraps: Vec<Scrap<'g>>,
}

/// Running text and notes.
#[derive(Default)]
pub(super) struct Matter<'g> {
    pub flow: Vec<Scrap<'g>>,
    pub notes: BTreeMap<NoteId, Body<'g>>,
}

impl<'g> Matter<'g> {
    /// A text begins, on a page of its own if it has pages: nothing runs on into it.
    fn begin_text(&mut self, at: Span, pages: &[String]) {
        let at = Span {
            end: at.start,
            ..at
        };
        let mut scrap = |text, label, page| {
            self.flow.push(Scrap {
                text,
                label,
                at,
                is_exact: false,
                page,
                styles: Vec::new(),
            });
        };
        scrap("\n\n", Label::Body, String::new());
        if let [first, _, ..] = pages {
            scrap("\u{c}", Label::PageTurn, first.clone());
        }
    }

    fn note(&mut self, id: NoteId, at: Span) -> &mut Body<'g> {
        self.notes.entry(id).or_insert_with(|| Body {
            printed: String::new(),
            at,
            scraps: Vec::new(),
        })
    }
}

/// Sorts the galley's pieces into running text and notes.
pub(super) fn gather<'g>(galley: &'g Galley, sources: &[Source]) -> Matter<'g> {
    let mut matter = Matter::default();
    let pages = pages(galley);
    let (mut page, mut source) = (0, None);
    for (piece, range, inside) in galley.reading_of_notes() {
        let (label, at) = (piece.label(), piece.span());
        if range.is_empty() {
            continue;
        }
        let pages = pages.get(&at.source).map_or(&[][..], Vec::as_slice);
        if source != Some(at.source) {
            (page, source) = (0, Some(at.source));
            matter.begin_text(at, pages);
        }
        page += usize::from(begins_page(label, at));
        let begins = pages.get(page).filter(|_| label == Label::PageTurn);
        let scrap = Scrap {
            styles: galley.styled(piece, range.len()),
            is_exact: piece.change().is_none(),
            text: &galley.text()[range],
            label,
            at,
            page: begins.cloned().unwrap_or_default(),
        };
        match (label, inside) {
            (Label::NoteMark(id), _) => {
                let printed = printed(sources, at);
                let note = matter.note(id, at);
                if note.printed.is_empty() {
                    note.printed = printed;
                }
            }
            (Label::NoteBody(id), _) | (Label::Call(_), Some(id)) => {
                matter.note(id, at).scraps.push(scrap)
            }
            (Label::PageTurn, _) if begins_page(label, at) => matter.flow.push(scrap),
            // Note matter that was never told apart is kept, in place, as running text.
            _ if label.is_flow() || label == Label::NoteZone => matter.flow.push(scrap),
            _ => {}
        }
    }
    matter
}

/// The number or symbol that the source printed, without brackets and stops.
fn printed(sources: &[Source], at: Span) -> String {
    let source = sources.get(at.source as usize).map_or("", Source::text);
    let text = source.get(at.start as usize..at.end as usize);
    let is_adornment =
        |c: char| c.is_whitespace() || matches!(c, '[' | ']' | '(' | ')' | '.' | ':');
    text.unwrap_or_default().trim_matches(is_adornment).into()
}

/// A page turn at the very beginning only opens the first page, which begins with the text.
fn begins_page(label: Label, at: Span) -> bool {
    label == Label::PageTurn && at.start > 0
}

/// Whether this is a number, in figures or roman; a folio that a scan misread (`l5`) is none.
fn is_number(folio: &str) -> bool {
    let is_roman = |c: char| "ivxlcdmIVXLCDM".contains(c);
    let is_one = folio.chars().all(|c| c.is_ascii_digit()) || folio.chars().all(is_roman);
    (1..=8).contains(&folio.len()) && is_one
}

/// The number in a folio: its first digits, or all without what adorns it (`– xii –`).
fn folio(text: &str) -> &str {
    let mut tokens = text.split(|c: char| !c.is_alphanumeric());
    let digits = tokens.find(|token| token.starts_with(|c: char| c.is_ascii_digit()));
    digits.unwrap_or_else(|| text.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// The numbers of the pages of each source.
fn pages(galley: &Galley) -> BTreeMap<u16, Vec<String>> {
    let mut folios: BTreeMap<u16, Vec<Option<String>>> = BTreeMap::new();
    for (piece, text) in galley.pieces() {
        let folios = folios.entry(piece.span().source).or_insert(vec![None]);
        if begins_page(piece.label(), piece.span()) && !text.is_empty() {
            folios.push(None);
        }
        let number = folio(text);
        if piece.label() == Label::Folio
            && is_number(number)
            && let Some(page) = folios.last_mut()
        {
            page.get_or_insert_with(|| number.into());
        }
    }
    let named = folios
        .into_iter()
        .map(|(source, folios)| (source, named(folios)));
    named.collect()
}

/// The number of each page: its folio; else counted on from the last folio before it, or back from the first.
fn named(folios: Vec<Option<String>>) -> Vec<String> {
    let value = |folio: &Option<String>| folio.as_ref().and_then(|f| f.parse::<i64>().ok());
    let first = folios
        .iter()
        .enumerate()
        .find_map(|(i, f)| Some(value(f)? - i as i64));
    let mut step = first.filter(|step| *step >= 0).unwrap_or(1);
    let mut named = Vec::with_capacity(folios.len());
    for (index, folio) in folios.into_iter().enumerate() {
        step = value(&folio).map_or(step, |v| v - index as i64);
        named.push(folio.unwrap_or_else(|| (index as i64 + step).to_string()));
    }
    named
}

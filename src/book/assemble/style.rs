//! From style to emphasis. In: the inlines of a block, each with the style of its words. Out: inlines in which what is
//! set otherwise stands in [`Inline::Emphasis`] and its kin.
//!
//! - Words of one style are one emphasis, with the blanks between them and the signs that are set so, too.
//! - Closing stops stand outside, and quotation marks and brackets whose other half does; but not where the whole block
//!   is emphasised. Signs alone are no emphasis.
//! - In a heading only italics say something, and only where most of it is not in italics.
//! - An epigraph in italics is no emphasis: roman words in it are.

use crate::book::Inline;
use crate::galley::Label;
use crate::source::Span;
use crate::source::typography::Style;

/// The styles that a book holds; where two are as long, the first is the outer one.
const HELD: [Style; 5] = [
    Style::ITALIC,
    Style::BOLD,
    Style::SMALL_CAPITALS,
    Style::RAISED,
    Style::LOWERED,
];

/// Of a style what a book can hold. What German print sets apart, other print sets in italics.
pub(super) fn held(style: Style) -> Style {
    let spaced = match style.has(Style::SPACED) {
        true => Style::ITALIC,
        false => Style::NONE,
    };
    let held = HELD.iter().filter(|&&flag| style.has(flag));
    held.fold(spaced, |sum, &flag| sum | flag)
}

/// A letter of the words, or something else that stands between them.
#[derive(Clone, Copy, Debug)]
struct Sort {
    /// The inline that it stands in, or is.
    inline: usize,
    /// None for what is no letter.
    c: Option<char>,
    style: Style,
}

impl Sort {
    fn is_word(&self) -> bool {
        self.c.is_some_and(char::is_alphanumeric)
    }

    fn is_blank(&self) -> bool {
        self.c == Some(' ')
    }
}

/// The inlines of a block with some label.
pub(super) fn wrapped(inlines: Vec<(Inline, Style)>, label: Option<Label>) -> Vec<Inline> {
    let mut sorts = sorts(&inlines);
    settle_block(&mut sorts, label);
    take_initials(&mut sorts);
    settle_gaps(&mut sorts);
    let composer = Composer {
        inlines: &inlines,
        words: sorts.iter().filter(|s| s.is_word()).count(),
    };
    composer.nest(&sorts, Style::NONE)
}

/// The letters of the words, without blanks at the ends and beside blanks.
fn sorts(inlines: &[(Inline, Style)]) -> Vec<Sort> {
    let mut sorts: Vec<Sort> = Vec::new();
    let mut ends_blank = true;
    for (inline, (value, style)) in inlines.iter().enumerate() {
        let Inline::Text { text, .. } = value else {
            let (c, style) = (None, Style::NONE);
            sorts.push(Sort { inline, c, style });
            continue;
        };
        for c in text.chars() {
            if c != ' ' || !ends_blank {
                let (c, style) = (Some(c), *style);
                sorts.push(Sort { inline, c, style });
            }
            ends_blank = c == ' ';
        }
    }
    if let Some(last) = sorts.iter().rposition(|s| s.c.is_some())
        && sorts[last].is_blank()
    {
        sorts.remove(last);
    }
    sorts
}

/// Takes off what is the style of the block itself.
fn settle_block(sorts: &mut [Sort], label: Option<Label>) {
    let words = sorts.iter().filter(|s| s.is_word()).count();
    let count = |flag: Style| {
        sorts
            .iter()
            .filter(|s| s.is_word() && s.style.has(flag))
            .count()
    };
    let is_italic = 2 * count(Style::ITALIC) > words;
    let of_heading = Style::BOLD | Style::SMALL_CAPITALS;
    for sort in sorts {
        sort.style = match label {
            Some(Label::Heading(_)) if is_italic => sort.style.without(of_heading | Style::ITALIC),
            Some(Label::Heading(_)) => sort.style.without(of_heading),
            Some(Label::Epigraph) if is_italic && sort.style.has(Style::ITALIC) => {
                sort.style.without(Style::ITALIC)
            }
            Some(Label::Epigraph) if is_italic && sort.is_word() => sort.style | Style::ITALIC,
            _ => sort.style,
        };
    }
}

/// The initials of a name in small capitals look like others: `J. S. Mill`.
fn take_initials(sorts: &mut [Sort]) {
    let mut next = Style::NONE;
    for at in (0..sorts.len()).rev() {
        let is_edge = |i: Option<usize>| i.and_then(|i| sorts.get(i)).is_none_or(|s| !s.is_word());
        let is_initial = sorts[at].c.is_some_and(char::is_uppercase)
            && is_edge(at.checked_sub(1))
            && is_edge(Some(at + 1))
            && sorts.get(at + 1).is_some_and(|s| s.c == Some('.'));
        if is_initial && next.has(Style::SMALL_CAPITALS) {
            sorts[at].style |= Style::SMALL_CAPITALS;
            sorts[at + 1].style |= Style::SMALL_CAPITALS;
        }
        match sorts[at].c {
            Some(' ' | '.') => {}
            Some(c) if c.is_alphanumeric() => next = sorts[at].style,
            _ => next = Style::NONE,
        }
    }
}

/// Gives what stands between two words the styles that both have, if it has no signs that are set otherwise.
fn settle_gaps(sorts: &mut [Sort]) {
    let words: Vec<usize> = (0..sorts.len()).filter(|&i| sorts[i].is_word()).collect();
    for pair in words.windows(2).filter(|pair| pair[0] + 1 < pair[1]) {
        let common = sorts[pair[0]].style & sorts[pair[1]].style;
        let gap = &mut sorts[pair[0] + 1..pair[1]];
        let is_inner = gap.iter().all(|s| !s.is_blank());
        let signs = gap.iter().filter(|s| s.c.is_some() && !s.is_blank());
        let of_signs = signs.fold(common, |sum, sign| sum & sign.style);
        let shifts = Style::RAISED | Style::LOWERED;
        let style = if is_inner { common } else { of_signs }.without(shifts);
        for sort in gap {
            if sort.c.is_none() || sort.is_blank() || is_inner {
                sort.style = style;
            }
        }
    }
}

/// Makes inlines of letters.
struct Composer<'a> {
    inlines: &'a [(Inline, Style)],
    /// How many letters the block has.
    words: usize,
}

impl Composer<'_> {
    /// The inlines of some letters, those styles left out that stand around them already.
    fn nest(&self, sorts: &[Sort], around: Style) -> Vec<Inline> {
        let mut out = Vec::new();
        let mut at = 0;
        while at < sorts.len() {
            let Some((flag, length)) = longest(&sorts[at..], around) else {
                self.push(&mut out, &sorts[at]);
                at += 1;
                continue;
            };
            let stretch = &sorts[at..at + length];
            let [head, inner, tail] = self.parted(stretch);
            let around = around | flag;
            join(&mut out, self.nest(head, around));
            if !inner.is_empty() {
                out.push(wrap(flag, self.nest(inner, around)));
            }
            join(&mut out, self.nest(tail, around));
            at += length;
        }
        out
    }

    /// What of a stretch stands before, in and behind its emphasis.
    fn parted<'s>(&self, stretch: &'s [Sort]) -> [&'s [Sort]; 3] {
        let words = stretch.iter().filter(|s| s.is_word()).count();
        if words == 0 {
            return [stretch, &[], &[]];
        }
        let is_whole = words == self.words;
        let is_free = |sort: &Sort| sort.c.is_none_or(|c| c == ' ');
        let (mut start, mut end) = (0, stretch.len());
        let is_stop = |sort: &Sort| !is_whole && sort.c.is_some_and(|c| ".,;:".contains(c));
        while is_free(&stretch[start])
            || is_stop(&stretch[start])
            || is_half(stretch[start].c, &stretch[start..end])
        {
            start += 1;
        }
        while is_free(&stretch[end - 1])
            || is_stop(&stretch[end - 1])
            || is_half(stretch[end - 1].c, &stretch[start..end])
        {
            end -= 1;
        }
        [&stretch[..start], &stretch[start..end], &stretch[end..]]
    }

    /// Adds a letter to the last words, or begins new ones.
    fn push(&self, out: &mut Vec<Inline>, sort: &Sort) {
        match (sort.c, &self.inlines[sort.inline].0) {
            (Some(c), Inline::Text { at, .. }) => add(out, c.encode_utf8(&mut [0; 4]), *at),
            (_, other) => out.push(other.clone()),
        }
    }
}

/// The style that goes on longest from the first letter, and how far.
fn longest(sorts: &[Sort], around: Style) -> Option<(Style, usize)> {
    let own = sorts.first()?.style.without(around);
    let flags = HELD.into_iter().filter(|&flag| own.has(flag));
    let lengths = flags.map(|flag| {
        let length = sorts.iter().take_while(|s| s.style.has(flag)).count();
        (flag, length)
    });
    lengths.reduce(|a, b| if b.1 > a.1 { b } else { a })
}

/// Pairs of signs; of quotation marks that look the same on both sides nothing is said.
const PAIRS: [(char, char); 6] = [
    ('(', ')'),
    ('[', ']'),
    ('“', '”'),
    ('‘', '’'),
    ('«', '»'),
    ('„', '“'),
];

/// Whether a sign has its other half not in a stretch.
fn is_half(c: Option<char>, stretch: &[Sort]) -> bool {
    let Some(c) = c else { return false };
    let has = |c: char| stretch.iter().any(|s| s.c == Some(c));
    let mut pairs = PAIRS
        .iter()
        .filter(|pair| pair.0 == c || pair.1 == c)
        .peekable();
    pairs.peek().is_some() && pairs.all(|&(open, close)| !(has(open) && has(close)))
}

fn wrap(flag: Style, inner: Vec<Inline>) -> Inline {
    match flag {
        Style::ITALIC => Inline::Emphasis(inner),
        Style::BOLD => Inline::Strong(inner),
        Style::SMALL_CAPITALS => Inline::SmallCapitals(inner),
        Style::RAISED => Inline::Raised(inner),
        _ => Inline::Lowered(inner),
    }
}

/// Adds words, to the last ones if these come from the same place.
fn add(out: &mut Vec<Inline>, words: &str, span: Span) {
    match out.last_mut() {
        Some(Inline::Text { text, at }) if *at == span => text.push_str(words),
        _ => out.push(Inline::Text {
            text: words.into(),
            at: span,
        }),
    }
}

fn join(out: &mut Vec<Inline>, more: Vec<Inline>) {
    for inline in more {
        match inline {
            Inline::Text { text, at } => add(out, &text, at),
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A block of parts, each with its style, as Markdown of a kind.
    fn said(parts: &[(&str, Style)], label: Label) -> String {
        let at = Span {
            source: 0,
            start: 0,
            end: 1,
        };
        let inlines = parts.iter().map(|(text, style)| {
            let text = Inline::Text {
                text: (*text).into(),
                at,
            };
            (text, *style)
        });
        shown(&wrapped(inlines.collect(), Some(label)))
    }

    fn shown(inlines: &[Inline]) -> String {
        let one = |inline: &Inline| {
            let inner = shown(inline.inner());
            match inline {
                Inline::Text { text, .. } => text.clone(),
                Inline::Emphasis(_) => format!("*{inner}*"),
                Inline::Strong(_) => format!("_{inner}_"),
                Inline::SmallCapitals(_) => format!("[{inner}]"),
                Inline::Raised(_) => format!("^{inner}^"),
                _ => "?".into(),
            }
        };
        inlines.iter().map(one).collect()
    }

    const I: Style = Style::ITALIC;
    const R: Style = Style::NONE;

    #[test]
    fn blanks_and_stops_stand_outside() {
        let parts = [
            ("They sang", R),
            (" The", I),
            (" ", R),
            ("Herring, ", I),
            ("twice", R),
        ];
        assert_eq!(said(&parts, Label::Body), "They sang *The Herring*, twice");
        let parts = [
            ("(see ", R),
            ("Tides)", I),
            (" and ", R),
            (",", I),
            ("(Salt)", I),
        ];
        assert_eq!(said(&parts, Label::Body), "(see *Tides*) and ,*(Salt)*");
    }

    #[test]
    fn a_stretch_inside_another_is_nested() {
        let both = I | Style::BOLD;
        let parts = [
            ("one", I),
            (" ", R),
            ("two", both),
            (" ", R),
            ("three", I),
            (" four", R),
        ];
        assert_eq!(said(&parts, Label::Body), "*one _two_ three* four");
    }

    #[test]
    fn a_block_that_is_emphasised_keeps_its_stop() {
        assert_eq!(said(&[("All of it.", I)], Label::Body), "*All of it.*");
    }

    #[test]
    fn a_heading_says_nothing_by_its_style() {
        let parts = [("The Tide", Style::BOLD | I), (" of ", I), ("1868", R)];
        assert_eq!(said(&parts, Label::Heading(1)), "The Tide of 1868");
        let parts = [("On the reading of ", R), ("Tides", I)];
        assert_eq!(said(&parts, Label::Heading(1)), "On the reading of *Tides*");
    }

    #[test]
    fn roman_words_of_an_epigraph_in_italics_are_its_emphasis() {
        let parts = [("All water ", I), ("comes", R), (" home, and late.", I)];
        assert_eq!(
            said(&parts, Label::Epigraph),
            "All water *comes* home, and late."
        );
    }

    #[test]
    fn initials_belong_to_their_name() {
        let parts = [
            ("By J. S. ", R),
            ("Moss", Style::SMALL_CAPITALS),
            (", 2", R),
            ("nd", Style::RAISED),
        ];
        assert_eq!(said(&parts, Label::Body), "By [J. S. Moss], 2^nd^");
    }
}

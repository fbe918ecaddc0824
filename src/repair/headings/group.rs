//! Rows that may make up one heading. In: rows and their measure. Out: [`Group`]s of one to five rows.

use super::Survey;
use super::numbering::{self, Kind};
use super::setting::{self, Setting};
use super::unfinished::{is_unfinished, names_author};
use crate::facsimile::measure::Measure;
use crate::facsimile::rows::{Gap, Row};
use crate::facsimile::sentence::{End, Start};
use crate::galley::{Label, LineKind};

/// The rows from `first` to `last`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Group {
    pub first: usize,
    pub last: usize,
}

/// Rows of one heading at most.
const MOST: usize = 5;
/// Twice the columns by which the middles of centred rows differ at most: a row of odd length stands half a blank off.
const OFF_MIDDLE: usize = 2;
/// The same of one that its type holds together.
const MOST_BY_TYPE: usize = 8;

impl Group {
    /// The words of its rows.
    pub fn text(self, rows: &[Row]) -> String {
        let mut text = String::new();
        for (i, row) in rows[self.first..=self.last].iter().enumerate() {
            let is_tight = i > 0 && rows[self.first + i - 1].gap.tight;
            if i > 0 && !is_tight {
                text.push(' ');
            }
            text.push_str(&row.text);
        }
        text
    }

    /// Whether its rows have one middle and stand in differently, all further than first lines do, between blank lines.
    pub fn is_centred(self, rows: &[Row], measure: &Measure) -> bool {
        let rows_of = &rows[self.first..=self.last];
        let middles = rows_of
            .iter()
            .map(|row| 2 * row.indent + row.text.chars().count());
        let (least, most) = middles.fold((usize::MAX, 0), |(a, b), m| (a.min(m), b.max(m)));
        let indent = |row: &Row| row.indent;
        let is_varied = rows_of.iter().any(|row| indent(row) != indent(&rows_of[0]));
        let is_deep = (self.first..=self.last).all(|row| measure.stands_in(rows, row));
        let is_apart = |gap: &Gap| gap.is_blank() || gap.turned;
        let before = self.first.checked_sub(1).map(|row| &rows[row].gap);
        is_varied
            && is_deep
            && most - least <= OFF_MIDDLE
            && before.is_none_or(is_apart)
            && is_apart(&rows[self.last].gap)
    }

    /// The group that begins with a row, as far as it goes on; None where no heading can begin.
    pub fn at(survey: &Survey<'_>, first: usize) -> Option<Group> {
        let rows = survey.rows;
        if !can_begin(survey, first) {
            return None;
        }
        let mut last = first;
        while last + 1 < rows.len() {
            let group = Group { first, last };
            let by_type = setting::goes_on(rows, last);
            let most = match by_type {
                Some(true) => MOST_BY_TYPE,
                _ => MOST,
            };
            let is_closed = rows[last].gap.closed;
            if !(is_closed || by_type.unwrap_or_else(|| goes_on(survey, group))) {
                break;
            }
            if last - first + 1 >= most {
                // A whole paragraph in one type is no heading.
                return by_type
                    .is_none()
                    .then_some(group)
                    .filter(|g| can_end(survey, *g));
            }
            last += 1;
        }
        let group = Group { first, last };
        can_end(survey, group).then_some(group)
    }
}

/// Whether the row before ends a block, and this row begins like a title.
fn can_begin(survey: &Survey<'_>, row: usize) -> bool {
    let (rows, measure) = (survey.rows, survey.measure);
    let text = &rows[row].text;
    let is_free = matches!(rows[row].said, None | Some(LineKind::Heading(_)));
    let is_fresh = is_free && rows[row].label == Label::Body && !is_call_alone(rows[row].print());
    let starts =
        !matches!(Start::of(text), Start::Lower | Start::Dash) || numbering::is_sign_first(text);
    let Some(before) = row.checked_sub(1).map(|b| &rows[b]) else {
        return is_fresh && starts;
    };
    let is_ended = match before.closes {
        End::Sentence => true,
        End::Hyphen | End::Comma => false,
        End::Colon | End::Abbreviation | End::Letter => {
            let is_apart = before.gap.is_blank() && measure.score_of_blank(before) > 1.0;
            is_apart || measure.fill[row - 1] < 0.8 || stands_alone(rows, measure, row)
        }
    };
    let is_clear = || {
        let own = Group {
            first: row,
            last: row,
        };
        setting::goes_on(rows, row - 1) != Some(true) && Setting::of(rows, own).is_clear
    };
    is_fresh && !before.gap.closed && (starts && is_ended || is_clear())
}

/// Whether a short row stands first on its page, and a blank line that tells something after it.
fn stands_alone(rows: &[Row], measure: &Measure, row: usize) -> bool {
    let is_top = rows[row - 1].gap.turned;
    let gap = &rows[row].gap;
    is_top && gap.is_blank() && measure.score_of_blank(&rows[row]) > 1.0 && measure.fill[row] < 0.7
}

/// Whether the row after a group is its next row.
fn goes_on(survey: &Survey<'_>, group: Group) -> bool {
    let (rows, measure) = (survey.rows, survey.measure);
    let (row, next) = (&rows[group.last], &rows[group.last + 1]);
    if row.gap.closed || is_call_alone(next.print()) && !row.gap.turned {
        return true;
    }
    if row.gap.turned || row.gap.parted || row.gap.ends > 2 || next.label != Label::Body {
        return next.label == Label::Body && is_torn(rows, measure, group);
    }
    if is_centred_on(survey, group) {
        return true;
    }
    let is_apart = row.gap.is_blank() && measure.score_of_blank(row) > 1.5;
    let fill = measure.fill[group.last];
    let text = group.text(rows);
    let is_numbered = survey.kind(group.first, &text).is_numbered();
    let is_cut = is_unfinished(&text, is_numbered);
    if next.opens == Start::Lower {
        return (!is_apart || is_cut)
            && matches!(
                row.closes,
                End::Letter | End::Comma | End::Hyphen | End::Abbreviation
            );
    }
    if is_dashed_on(&text, &next.text) && !is_apart {
        return true;
    }
    if group.first == 0 && !is_apart && opens_on(measure, group, &text, next) {
        return true;
    }
    if is_apart || is_cut {
        return is_cut && !(is_apart && row.gap.ends > 1);
    }
    let below = survey.kind(group.last + 1, &next.text);
    if below.value(&next.text).is_some() {
        return false;
    }
    if is_cut_in_capitals(rows, group) || fill > 0.45 && is_set_off(rows, group) {
        return true;
    }
    let third = rows.get(group.last + 2);
    let is_last = third.is_none_or(|row| row.opens != Start::Lower);
    let is_shorter = measure.fill[group.last + 1] <= fill + 0.05;
    // Headings are set larger: between blank lines a shorter row may be full.
    let is_enclosed = row.gap.ends == 1
        && (next.gap.is_blank() || numbering::is_title(&next.text) && next.text.len() < 40)
        && is_numbered;
    let least = if is_enclosed { 0.45 } else { 0.6 };
    if !is_last || !is_shorter || fill < least {
        return false;
    }
    if is_numbered && row.closes == End::Letter && is_tail(&next.text) {
        return true;
    }
    if ends_low(&text) && is_tail(&next.text) && measure.has_capital_nouns(rows) {
        return true;
    }
    let is_title = numbering::is_title(&next.text) || numbering::is_capitals(&next.text);
    is_title && row.closes == End::Letter && next.closes == End::Letter
}

/// Whether a row begins with a dash that parts the words before it, too.
fn is_dashed_on(text: &str, next: &str) -> bool {
    let dashes = ["-- ", "— ", "– "];
    let mut dashes = dashes.into_iter();
    dashes.any(|dash| next.starts_with(dash) && text.contains(&format!(" {dash}")))
}

/// Whether a numbered title goes on in the middle of the page up to the next blank line.
fn is_centred_on(survey: &Survey<'_>, group: Group) -> bool {
    let rows = survey.rows;
    let mut nexts = group.last + 1..rows.len().min(group.first + MOST);
    let last = nexts.find(|&row| rows[row].gap.is_blank());
    let is_numbered = || {
        survey
            .kind(group.first, &rows[group.first].text)
            .is_numbered()
    };
    let whole = last.map(|last| Group { last, ..group });
    !rows[group.last].gap.is_blank()
        && is_numbered()
        && whole.is_some_and(|whole| whole.is_centred(rows, survey.measure))
}

/// Whether a title in rows of larger type stands alone between blank lines.
fn is_set_off(rows: &[Row], group: Group) -> bool {
    let before = group.first.checked_sub(1).map(|row| &rows[row].gap);
    let is_parted = before.is_some_and(|gap| gap.is_blank() || gap.turned);
    let mut nexts = group.last + 1..rows.len().min(group.first + MOST);
    let last = nexts.find(|&row| rows[row].gap.is_blank());
    is_parted
        && last.is_some_and(|last| {
            let whole = Group { last, ..group };
            numbering::is_title(&whole.text(rows)) && rows[last].closes == End::Letter
        })
}

/// Whether a title goes on behind a page turn or the notes of its page: a few words, before something new. A title at a
/// page's foot has no other right below it. One without number goes on where a noun is wanting.
fn is_torn(rows: &[Row], measure: &Measure, group: Group) -> bool {
    let (row, next) = (&rows[group.last], &rows[group.last + 1]);
    let is_lone = rows
        .get(group.last + 2)
        .is_some_and(|row| row.opens == Start::Upper);
    let is_long = measure.fill[group.last] > 0.45;
    let is_rest = match next.opens {
        Start::Lower => true,
        Start::Upper if ends_low(&row.text) && measure.has_capital_nouns(rows) => row.gap.turned,
        Start::Upper => is_long && row.gap.turned && next.closes == End::Letter,
        _ => false,
    };
    let text = group.text(rows);
    is_rest
        && is_tail(&next.text)
        && is_lone
        && (numbering::opens_chapter(&text) || ends_low(&text) && measure.has_capital_nouns(rows))
        && !Kind::of(&next.text).is_numbered()
        && matches!(End::of(&text), End::Letter | End::Comma)
}

/// Whether a title all in capitals breaks off, and the next row is in capitals, too.
fn is_cut_in_capitals(rows: &[Row], group: Group) -> bool {
    let (row, next) = (&rows[group.last], &rows[group.last + 1]);
    numbering::is_capitals(&group.text(rows))
        && numbering::is_capitals(&next.text)
        && row.closes == End::Letter
        && !row.gap.is_blank()
}

/// Whether the title that opens the text goes on: its author's name was cut, or it is set in lines that all end early.
fn opens_on(measure: &Measure, group: Group, text: &str, next: &Row) -> bool {
    let is_name = next.text.split_whitespace().count() <= 4;
    if names_author(text) && is_name && End::of(text) != End::Letter {
        return measure.fill[group.last + 1] < 0.5;
    }
    let is_narrow = |row: usize| (0.5..0.9).contains(&measure.fill[row]);
    is_narrow(group.last)
        && is_narrow(group.last + 1)
        && next.gap.is_blank()
        && End::of(text) == End::Letter
        && next.closes == End::Letter
}

/// Whether a title ends in a word without a capital: where nouns have capitals, its noun stands on the next row.
fn ends_low(text: &str) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    last.starts_with(char::is_lowercase) && End::of(text) == End::Letter
}

/// Whether a row can be the last words of a title.
fn is_tail(text: &str) -> bool {
    text.split_whitespace().count() <= 4 && !matches!(Start::of(text), Start::Dash | Start::Number)
}

/// Whether the row after a group begins something new, and the group's last row is not full.
fn can_end(survey: &Survey<'_>, group: Group) -> bool {
    let (rows, measure) = (survey.rows, survey.measure);
    let last = &rows[group.last];
    let is_apart = last.gap.is_blank() && measure.score_of_blank(last) > 1.0;
    let next = rows.get(group.last + 1).map(|r| r.opens);
    let is_new = next.is_none_or(|s| s != Start::Lower || is_apart);
    let is_clear = || Setting::of(rows, group).is_clear;
    let is_short = measure.fill[group.last] < 0.97;
    let is_whole = is_new && (is_short || is_full_title(survey, group));
    !last.gap.closed && (is_whole || is_clear())
}

/// Whether a full row is a title all the same: behind a blank line, a number and capitals as in titles without a stop, or
/// the last row of several below the name of a chapter.
fn is_full_title(survey: &Survey<'_>, group: Group) -> bool {
    let rows = survey.rows;
    let text = group.text(rows);
    let kind = survey.kind(group.first, &text);
    let is_high = matches!(
        kind,
        Kind::Part | Kind::Chapter | Kind::Roman | Kind::Section
    );
    let before = group.first.checked_sub(1).map(|row| &rows[row]);
    let is_parted = before.is_none_or(|row| row.gap.is_blank() || row.closes == End::Sentence);
    let is_plain_title = numbering::is_title(&text) && End::of(&text) == End::Letter;
    let is_lower_row = kind == Kind::Chapter && group.last > group.first;
    is_high && is_parted && (is_plain_title || is_lower_row)
}

/// Whether a row holds nothing but what may be the call of a note.
pub(super) fn is_call_alone(print: &str) -> bool {
    let bare = print.trim_matches(|c: char| matches!(c, '[' | ']' | '(' | ')'));
    let is_sign = !bare.is_empty()
        && bare
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '*' | '∗' | '†' | '‡'));
    is_sign && bare.chars().count() <= 3 && print.len() > bare.len()
}

/// The rows that hold just these words.
pub(super) fn with_words(rows: &[Row], words: &str) -> Vec<Group> {
    let groups = (0..rows.len()).filter_map(|first| {
        let lasts = first..rows.len().min(first + MOST);
        let is_start = words.starts_with(
            rows[first]
                .text
                .get(..rows[first].text.len().min(8))
                .unwrap_or_default(),
        );
        lasts
            .filter(|_| is_start)
            .map(|last| Group { first, last })
            .find(|g| g.text(rows).split_whitespace().eq(words.split_whitespace()))
    });
    groups.collect()
}

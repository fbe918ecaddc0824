//! Weighs what may be headings. In: rows and their measure. Out: the headings, with what spoke for each.

use super::group::Group;
use super::numbering::{self, Kind};
use super::setting::{self, Setting};
use super::sign::Sign;
use super::unfinished::{is_unfinished, names_author};
use super::{Heading, Survey};
use super::{joined, siblings, stopped};
use crate::facsimile::measure::Measure;
use crate::facsimile::rows::Row;
use crate::facsimile::sentence::{End, Start};
use crate::repair::given;

/// What a family of numbers through the text says for each of them: they are hardly chance.
const FAMILY: f32 = 1.5;
/// What a stop at its end says against a title.
const STOPPED: f32 = 2.0;

/// The headings among some rows.
pub(super) fn headings(survey: &Survey<'_>) -> Vec<Heading> {
    let (rows, measure) = (survey.rows, survey.measure);
    let mut candidates = Vec::new();
    let mut row = 0;
    while row < rows.len() {
        let group = Group::at(survey, row);
        let heading = group.and_then(|g| weigh(survey, g));
        row = heading.as_ref().map_or(row + 1, |h| h.group.last + 1);
        candidates.extend(heading);
    }
    weigh_against(rows, &mut candidates);
    stopped::weigh(rows, measure, &mut candidates);
    joined::weigh(rows, measure, &mut candidates);
    siblings::compare(rows, &mut candidates);
    candidates
}

/// Where a document sets its headings off, what is set as its text is hardly one.
fn weigh_against(rows: &[Row], candidates: &mut [Heading]) {
    let is_shown =
        |h: &&Heading| h.score >= siblings::ENOUGH && Setting::of(rows, h.group).is_clear;
    if candidates.iter().filter(is_shown).count() < setting::SHOWN {
        return;
    }
    for heading in candidates {
        let against = Setting::against(rows, heading.group);
        heading.add("set as the text is, where headings are not", against);
    }
}

/// A group with what speaks for it on its own; None where it can be no heading.
fn weigh(survey: &Survey<'_>, group: Group) -> Option<Heading> {
    let (rows, measure) = (survey.rows, survey.measure);
    let text = group.text(rows);
    let kind = survey.kind(group.first, &text);
    let counts = survey.families.counts(group.first);
    let words = text.split_whitespace().count();
    let setting = Setting::of(rows, group);
    let most = match setting.is_clear {
        true => LONGEST,
        false if kind.is_numbered() => 45,
        false => 25,
    };
    let has_letters = text.chars().any(char::is_alphabetic);
    let is_number = Start::of(&text) == Start::Number && !kind.is_numbered();
    let is_centred = group.last > group.first && group.is_centred(rows, measure);
    let is_item = is_list_item(&text, kind, words) && !is_centred;
    let is_cut = is_unfinished(&text, kind.is_numbered()) || is_item;
    // A number alone is a heading by its type, too.
    let is_name = has_letters || counts || setting.is_clear && Sign::of(&text).is_some();
    let is_text = is_number || is_cut || is_speech(&text);
    if words > most || !is_name || is_text && !setting.is_clear {
        return None;
    }
    let mut evidence = Vec::new();
    evidence.extend(weigh_words(&text, kind, words));
    evidence.extend(weigh_place(rows, measure, group, kind));
    if setting.is_clear {
        evidence.iter_mut().for_each(bend);
    }
    evidence.extend(weigh_company(survey, group, kind, &text));
    evidence.extend(setting.evidence);
    evidence.retain(|(_, weight)| *weight != 0.0);
    Some(Heading {
        score: evidence.iter().map(|e| e.1).sum(),
        group,
        kind,
        evidence,
        level: None,
    })
}

/// Words of a heading that is clear by its type at most.
const LONGEST: usize = 60;
/// What a stop, a length or a full line says against a heading that is clear by its type, at most.
const BENT: f32 = -1.0;

/// What a line of the text's own type says by its length and its end says less of one that is set otherwise.
fn bend((what, weight): &mut Evidence) {
    let is_of_fill = matches!(*what, SHORTER | HAS_ROOM);
    *weight = match is_of_fill {
        true => weight.max(0.0),
        false => weight.max(BENT),
    };
}

/// Whether a numbered line is an item of a list: `3) Salt`, or a number before more than one sentence.
fn is_list_item(text: &str, kind: Kind, words: usize) -> bool {
    let sign = text.split_whitespace().next().unwrap_or_default();
    let rest = text[sign.len()..].trim_end_matches('.');
    let is_low = matches!(kind, Kind::Arabic | Kind::Letter);
    is_low && (has_sentences(rest) && !numbering::is_capitals(rest) || words > 14)
}

/// Whether a sentence ends inside the words.
fn has_sentences(text: &str) -> bool {
    text.match_indices(". ")
        .any(|(at, _)| End::of(&text[..=at]) == End::Sentence)
}

/// Whether a line is something said: quotation marks around it all.
fn is_speech(text: &str) -> bool {
    text.starts_with(['“', '"', '«', '„'])
        && text
            .trim_end_matches(|c: char| c.is_ascii_digit())
            .ends_with(['”', '"', '»', '“'])
}

type Evidence = setting::Evidence;

/// What is said of lines that are not full.
const SHORTER: &str = "shorter than the measure";
const HAS_ROOM: &str = "the next word had no room on it";

/// What the lines of its shape say all through the text.
fn weigh_company(survey: &Survey<'_>, group: Group, kind: Kind, text: &str) -> [Evidence; 3] {
    let counts = survey.families.counts(group.first);
    let is_alone = counts && Sign::of(text).is_some_and(|sign| sign.marks.1.is_some());
    let is_other = survey.families.is_other(group.first);
    let is_verse = kind == Kind::Plain && group.first > 0 && survey.verse[group.first];
    let family = match (counts, is_alone) {
        // The stop behind a number alone says nothing.
        (true, true) => FAMILY + STOPPED,
        (true, false) => FAMILY,
        _ => 0.0,
    };
    [
        ("numbers that count up through the text", family),
        ("a line of verse", given(is_verse, -4.0)),
        ("lines of its shape are no titles", given(is_other, -6.0)),
    ]
}

fn weigh_words(text: &str, kind: Kind, words: usize) -> Vec<Evidence> {
    let end = match (End::of(text), last_sign(text)) {
        _ if numbering::is_number_alone(text) => 2.5,
        (End::Letter, Some(_)) if ends_in_number(text) && !kind.is_numbered() => 0.5,
        (End::Letter, _) => 2.5,
        (End::Sentence, Some('?' | '!')) => -0.2,
        (End::Sentence | End::Abbreviation, _) => -STOPPED,
        (End::Colon, _) => -3.0,
        _ => -5.0,
    };
    let number = match kind {
        Kind::Part | Kind::Chapter | Kind::Named | Kind::Section => 3.0,
        Kind::Roman => 2.5,
        // `3) Salt` is oftener an item of a list.
        Kind::Letter | Kind::Arabic if is_item(text) => 0.5,
        Kind::Letter | Kind::Arabic => 1.5,
        Kind::Decimal(_) => 2.5,
        Kind::Capitals => 2.0,
        Kind::Plain => 0.0,
    };
    vec![
        ("how it ends", end),
        ("numbered, named or in capitals", number),
        (
            "capitals as in a title",
            given(numbering::is_title(text), 1.5),
        ),
        ("many words", given(words > 14, -1.0)),
        ("a sentence", weigh_sentence(text, kind, words)),
        ("no words of a title", weigh_letters(text, kind)),
    ]
}

/// What a remark in brackets, a long question, a chapter's abstract, the beginning of a sentence or more than one of them
/// counts, where no number speaks for it.
fn weigh_sentence(text: &str, kind: Kind, words: usize) -> f32 {
    let is_remark = text.starts_with(['(', '[']) && text.ends_with([')', ']']);
    let is_question = words > 12 && text.ends_with(['?', '!']);
    let is_prose = last_sign(text).is_some_and(|sign| matches!(sign, '.' | '?' | '!'))
        && has_sentences(text)
        && !names_author(text);
    // The heads of a chapter's matter, run on: `The Mill—The Flood—The Bridge`.
    let is_abstract = text.matches(['—', '–']).count() >= 2;
    let is_said = words > 5 && !numbering::is_title(text) && !stopped::is_nominal(text);
    let is_cut = is_said && End::of(text) == End::Letter && !stopped::asks(text);
    let is_sentence = is_remark || is_question || is_prose || is_abstract || is_cut;
    given(kind == Kind::Plain && is_sentence, -2.5)
}

/// Letters of a figure, formulas and addresses stand on lines of their own, too.
fn weigh_letters(text: &str, kind: Kind) -> f32 {
    let is_formula = text.contains(['=', '<', '>', '+', '√', '∫', '∑', '△', '∠', '×', '±', '@']);
    let is_address = text.contains("://") || text.contains("www.");
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    match kind {
        Kind::Plain | Kind::Capitals if is_formula || is_address => -5.0,
        Kind::Plain if letters < 4 => -3.0,
        _ => 0.0,
    }
}

fn is_item(text: &str) -> bool {
    let sign = text.split_whitespace().next().unwrap_or_default();
    sign.ends_with(')') && !sign.starts_with('(')
}

/// Whether a number that is a word of its own ends the text: titles seldom do, cut sentences often.
fn ends_in_number(text: &str) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    !last.is_empty() && last.bytes().all(|b| b.is_ascii_digit())
}

pub(super) fn last_sign(text: &str) -> Option<char> {
    let bare = text.trim_end_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '”' | '"' | ')' | '’' | ']' | '*' | '†')
    });
    bare.chars().next_back()
}

fn weigh_place(rows: &[Row], measure: &Measure, group: Group, kind: Kind) -> Vec<Evidence> {
    let fill = measure.fill[group.last];
    let short = match fill {
        f if f < 0.6 => 0.7,
        f if f < 0.88 => 0.0,
        _ if kind.is_numbered() && group.last > group.first => -1.0,
        _ => -2.5,
    };
    let after = rows.get(group.last + 1).map_or(-2.5, |_| {
        let next = measure.fill[group.last + 1];
        if next > 0.85 { 1.0 } else { -0.4 }
    });
    let is_announced =
        !kind.is_numbered() && group.first > 0 && rows[group.first - 1].closes == End::Colon;
    let is_top = group.first == 0 || rows[group.first - 1].gap.turned;
    vec![
        (SHORTER, short),
        ("what follows", after),
        ("a colon announces it", given(is_announced, -4.0)),
        ("first on its page", given(is_top, 0.7)),
        ("first of the text", given(group.first == 0, 2.0)),
        (
            "the author is named",
            given(group.first == 0 && names_author(&group.text(rows)), 2.0),
        ),
        (
            "its lines end early, as in a title of larger type",
            given(is_narrow(measure, group), 2.0),
        ),
        (
            "a small letter begins its last word, and nouns have capitals",
            weigh_last_word(rows, measure, kind, &group.text(rows)),
        ),
        (HAS_ROOM, weigh_room(rows, measure, group, kind)),
        (
            "it breaks off, or what is above does",
            weigh_breaks(rows, group, kind),
        ),
        ("blank lines around", weigh_blanks(rows, measure, group)),
        ("indent", weigh_indent(rows, measure, group)),
    ]
}

/// Where the next word had no room on it, a long line is short by chance.
fn weigh_room(rows: &[Row], measure: &Measure, group: Group, kind: Kind) -> f32 {
    let (fill, next) = (measure.fill[group.last], rows.get(group.last + 1));
    let is_stopped = rows[group.last].closes == End::Sentence;
    let is_free = kind.is_numbered() || is_stopped || fill < 0.6 || rows[group.last].gap.is_blank();
    let has_room = next.is_none_or(|next| {
        let word = next.text.split_whitespace().next().unwrap_or_default();
        measure.has_room(group.last, word)
    });
    if is_free || has_room { 0.0 } else { -2.0 }
}

/// A line whose words go on in small letters, whatever stands between, is hardly a title, nor is one below such a line.
fn weigh_breaks(rows: &[Row], group: Group, kind: Kind) -> f32 {
    if kind != Kind::Plain {
        return 0.0;
    }
    let before = group.first.checked_sub(1).map(|row| &rows[row]);
    let is_torn = before.is_some_and(|row| {
        row.opens == Start::Lower
            && matches!(row.closes, End::Letter | End::Abbreviation)
            && !row.gap.is_blank()
            && !row.gap.turned
    });
    let next = rows.get(group.last + 1);
    let goes_on = next.is_some_and(|row| row.opens == Start::Lower);
    given(is_torn || goes_on, -2.5)
}

/// Where nouns have capitals, few titles end in a word without one.
fn weigh_last_word(rows: &[Row], measure: &Measure, kind: Kind, text: &str) -> f32 {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_low = last.starts_with(char::is_lowercase) && End::of(text) == End::Letter;
    given(
        kind == Kind::Plain && is_low && measure.has_capital_nouns(rows),
        -2.0,
    )
}

/// Whether a group of several rows opens the text and none of them is full.
fn is_narrow(measure: &Measure, group: Group) -> bool {
    let rows = group.first..=group.last;
    group.first == 0 && group.last > 0 && measure.fill[rows].iter().all(|fill| *fill < 0.9)
}

/// Blank lines count as far as they tell anything in this text.
fn weigh_blanks(rows: &[Row], measure: &Measure, group: Group) -> f32 {
    let side = |row: Option<&Row>| {
        row.filter(|r| !r.gap.turned && !r.gap.parted)
            .map_or(0.3, |r| {
                let says = measure.score_of_blank(r);
                if r.gap.is_blank() {
                    says.clamp(0.0, 0.7)
                } else {
                    says.clamp(-2.0, 0.0)
                }
            })
    };
    let before = group.first.checked_sub(1).map(|i| &rows[i]);
    side(before) + side(Some(&rows[group.last]))
}

/// Centred lines stand far in; a line that stands in as a paragraph does is one.
fn weigh_indent(rows: &[Row], measure: &Measure, group: Group) -> f32 {
    let indent = rows[group.first].indent;
    let is_beside = |row: Option<&Row>| row.is_some_and(|row| row.indent == indent);
    let before = group.first.checked_sub(1).map(|row| &rows[row]);
    let is_row_of_block = is_beside(before) || is_beside(rows.get(group.last + 1));
    let is_deep = indent >= 9 || measure.is_deep(rows, group.first) && !is_row_of_block;
    if is_deep || group.last > group.first && group.is_centred(rows, measure) {
        1.0
    } else {
        given(measure.is_indented(rows, group.first), -2.0)
    }
}

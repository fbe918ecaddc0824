//! Dashes at line ends. In: a flow. Out: the word after the dash moved up to it, where the text elsewhere leaves no
//! blank there.

use super::breaks;
use super::moves::contiguous;
use crate::galley::{Edit, Flow, Pen};
use crate::ledger::Certainty;

fn is_dash(c: char) -> bool {
    matches!(c, '—' | '–' | '―')
}

/// How often dashes stand with and without blanks inside lines: `[blank before][blank after]`.
type Custom = [[u32; 2]; 2];

fn custom(text: &str) -> Custom {
    let mut custom = [[0; 2]; 2];
    for (at, mark) in text.match_indices(is_dash) {
        let before = text[..at].chars().next_back();
        let after = text[at + mark.len()..].chars().next();
        let (Some(before), Some(after)) = (before, after) else {
            continue;
        };
        // Digits have their own customs; a dash at either end of a line tells nothing.
        if before == '\n' || after == '\n' || before.is_ascii_digit() {
            continue;
        }
        custom[usize::from(before.is_whitespace())][usize::from(after.is_whitespace())] += 1;
    }
    custom
}

/// Closes up the dashes at line ends.
pub(super) fn close(pen: &mut Pen<'_>, flow: &Flow) {
    let text = flow.text();
    let custom = custom(text);
    for (end, _) in text.match_indices('\n') {
        let line = text[..end].trim_end_matches([' ', '\t', '\r']);
        let Some(dash) = line.chars().next_back().filter(|&c| is_dash(c)) else {
            continue;
        };
        let before = line[..line.len() - dash.len_utf8()].chars().next_back();
        let is_spaced = before.is_none_or(char::is_whitespace);
        let [closed, open] = custom[usize::from(is_spaced)];
        let is_closed = if is_spaced {
            closed > open
        } else {
            closed >= open
        };
        let rest = &text[end..];
        let start = end + (rest.len() - rest.trim_start().len());
        let is_next_line = text[end..start].matches('\n').count() == 1;
        // A dash behind a colon, or in a row of dashes, ends its paragraph.
        let is_after_text = before.is_some_and(|c| c != '\n' && c != ':' && !is_dash(c));
        // Before a capital or a quotation it may, too: `lines` will tell.
        let goes_on = text[start..].starts_with(char::is_lowercase);
        if is_closed && is_next_line && is_after_text && goes_on {
            move_up(pen, flow, line.len(), start);
        }
    }
}

/// Takes the first word of the next line up to the dash that ends at `dash`.
fn move_up(pen: &mut Pen<'_>, flow: &Flow, dash: usize, start: usize) {
    let text = flow.text();
    let length = text[start..]
        .find(char::is_whitespace)
        .unwrap_or(text.len() - start);
    let chunk = start..start + length;
    let end = breaks::end_of_move(text, &chunk);
    let word = &text[chunk.clone()];
    // A word that a hyphen or dash at its own line end breaks stays for that repair.
    if word.ends_with(|c| is_dash(c) || breaks::is_hyphen(c)) {
        return;
    }
    let head = breaks::start_of_run(text, dash, |c| !c.is_whitespace());
    let shown = (
        &text[head..chunk.end],
        format!("{}{word}", &text[head..dash]),
    );
    let why = "the text leaves no blank beside its dashes";
    if let [range] = contiguous(flow, dash..end).as_slice() {
        let gap = if text[chunk.end..end].contains('\n') {
            &text[chunk.end..end]
        } else {
            &text[dash..start]
        };
        let edit = Edit::sure(range.clone(), format!("{word}{gap}"), why);
        pen.edit(edit.certainty(Certainty::Likely).words(shown.0, &shown.1));
    }
}

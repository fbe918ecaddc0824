//! What each row says about notes. In: the rows, their marks, the candidates for calls, the measures. Out: weights, in
//! natural-log units, for each way in which note matter can begin, go on and end.

use super::looks::{Look, looks};
use super::marks::{Gap, Kind, Mark, SYMBOLS, marks};
use super::measure::Measure;
use super::rows::Reading;
use super::zones::{Act, Mode};
use crate::hash::HashMap;
use crate::repair::noterefs::candidates::Candidate;

/// What a hypothesis remembers of the page: rows, one more than their index; 0 for none.
#[derive(Clone, Copy, Debug, Default)]
pub struct Trail {
    /// The last row of running text.
    pub text_row: u32,
    /// The last row of note matter.
    pub note_row: u32,
    /// Where running text last began below notes.
    pub column_row: u32,
}

/// A mark that a row may begin with, and how well a call of its number supports it: near before it, anywhere before it.
#[derive(Clone, Copy, Debug)]
pub struct Head {
    /// The mark.
    pub mark: Mark,
    near: f32,
    far: f32,
    /// How well near calls of the number before it and of the number after it would support it.
    beside: [f32; 2],
}

/// What it costs that a body has its neighbour's number.
const EXCHANGED: f32 = -0.7;

impl Head {
    /// How well calls support it, if it stands for `number`.
    #[must_use]
    pub fn support(&self, number: u32, mode: Mode) -> f32 {
        let [below, above] = self.beside.map(|near| (near + EXCHANGED).max(self.near));
        match i64::from(number) - i64::from(self.mark.value) {
            _ if mode == Mode::End => self.far + 1.0,
            -1 => below,
            1 => above,
            _ => self.near,
        }
    }
}

impl From<Mark> for Head {
    fn from(mark: Mark) -> Head {
        Head {
            mark,
            near: 0.0,
            far: 0.0,
            beside: [0.0; 2],
        }
    }
}

/// The evidence of all rows.
pub struct Evidence<'r> {
    reading: &'r Reading,
    heads: Vec<Vec<Head>>,
    /// Candidates for calls in a row that look good.
    calls: Vec<u8>,
    habits: Habits,
    looks: Vec<Look>,
    /// Whether notes stand at the feet of columns, so that text may follow them on their page.
    has_columns: bool,
    /// Rows that stand in runs of short lines between blanks: headings.
    titles: Vec<bool>,
}

/// How this text writes the marks of its bodies.
#[derive(Clone, Copy, Debug, Default)]
struct Habits {
    style: Option<(Kind, Gap)>,
    has_symbols: bool,
}

/// Words that head a section of endnotes.
const TITLES: [&str; 22] = [
    "notes",
    "endnotes",
    "end notes",
    "footnotes",
    "note",
    "notes and references",
    "references",
    "anmerkungen",
    "fußnoten",
    "endnoten",
    "noten",
    "notas",
    "notas al pie",
    "notes de bas de page",
    "notes et références",
    "références",
    "référence",
    "note al testo",
    "notas finales",
    "annotations",
    "author’s notes",
    "editor’s notes",
];

/// Rows of running text that a column has at least, above its notes.
const COLUMN: usize = 4;

/// Rows before a body in which its call is looked for where page turns are lost.
const REACH: usize = 130;

impl<'r> Evidence<'r> {
    /// Gathers it.
    #[must_use]
    pub fn new(reading: &'r Reading, calls: &[Candidate]) -> Evidence<'r> {
        let rows = reading.rows.len();
        let mut evidence = Evidence {
            reading,
            heads: (0..rows)
                .map(|row| {
                    marks(reading.ink(row))
                        .into_iter()
                        .map(Head::from)
                        .collect()
                })
                .collect(),
            calls: vec![0; rows],
            habits: Habits::default(),
            looks: Vec::new(),
            has_columns: false,
            titles: (0..rows).map(|row| is_title(reading.ink(row))).collect(),
        };
        evidence.support(calls);
        evidence.habits = evidence.habits();
        evidence.look(&Measure::default());
        evidence
    }

    /// The same with measures, taken from a first reading.
    pub fn measured(&mut self, is_note: &[bool]) {
        self.look(&Measure::new(&self.reading.rows, is_note));
    }

    fn look(&mut self, measure: &Measure) {
        self.looks = looks(self.reading, &self.calls, measure);
    }

    /// The same for pages of several columns.
    pub fn set_columns(&mut self, has_columns: bool) {
        self.has_columns = has_columns;
    }

    /// Rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.heads.len()
    }

    /// The marks that a row may begin with.
    #[must_use]
    pub fn heads(&self, row: usize) -> &[Head] {
        &self.heads[row]
    }

    /// Whether a row was taken for a folio.
    #[must_use]
    pub fn is_folio(&self, row: usize) -> bool {
        self.reading.rows[row].folio
    }

    /// Whether a row is the first of its page.
    #[must_use]
    pub fn is_turn(&self, row: usize) -> bool {
        self.reading.rows[row].turn
    }

    /// Whether a row is the heading of a section of endnotes.
    #[must_use]
    pub fn is_title(&self, row: usize) -> bool {
        self.titles[row]
    }

    /// Looks for calls of each mark's number before it: in its own page or near, and anywhere.
    fn support(&mut self, calls: &[Candidate]) {
        let mut last: HashMap<u32, (usize, f32)> = HashMap::default();
        let mut ever: HashMap<u32, f32> = HashMap::default();
        let mut next = 0;
        let rows = &self.reading.rows;
        for (row, here) in rows.iter().enumerate() {
            for index in 0..self.heads[row].len() {
                let value = self.heads[row][index].mark.value;
                let near = |value: u32| {
                    let call = last.get(&value);
                    call.map_or(-1.5, |&(at, weight)| self.nearness(at, row, weight))
                };
                let beside = [near(value.saturating_sub(1)), near(value.saturating_add(1))];
                let near = near(value);
                let far = ever.get(&value);
                let far = far.map_or(-1.0, |&w| if w > 1.0 { 1.5 } else { 0.0 });
                let head = &mut self.heads[row][index];
                (head.near, head.far, head.beside) = (near, far, beside);
            }
            while next < calls.len() && calls[next].range.start < here.ink.end {
                let call = &calls[next];
                next += 1;
                // The mark at the head of a row may head a body.
                let heads = call.range.start == here.ink.start;
                let alone = call.range.len() == here.ink.len();
                if call.range.start < here.ink.start
                    || heads && !alone && !self.heads[row].is_empty()
                {
                    continue;
                }
                self.calls[row] += u8::from(call.weight >= 2.0);
                let best = ever.entry(call.value).or_insert(call.weight);
                *best = best.max(call.weight);
                let old = last.get(&call.value).copied();
                if old.is_none_or(|(at, weight)| {
                    weight <= call.weight || self.nearness(at, row, 4.0) < 2.0
                }) {
                    last.insert(call.value, (row, call.weight));
                }
            }
        }
    }

    /// How well a call in row `at` supports a body in `row`.
    fn nearness(&self, at: usize, row: usize, weight: f32) -> f32 {
        let rows = &self.reading.rows;
        let is_near = if self.reading.is_paged {
            rows[at].page == rows[row].page
        } else {
            row - at < REACH
        };
        let is_next = self.reading.is_paged && rows[at].page + 1 == rows[row].page;
        match (is_near, is_next, weight) {
            (true, _, w) if w >= 2.0 => 3.0,
            (true, _, w) if w >= 0.0 => 1.0,
            (true, _, _) => 0.0,
            (_, true, w) if w >= 2.0 => 0.5,
            _ => -1.5,
        }
    }

    /// The style of mark that most often stands in sequence and with a call.
    fn habits(&self) -> Habits {
        let mut votes: HashMap<(Kind, Gap), f32> = HashMap::default();
        let mut before: HashMap<(Kind, Gap), u32> = HashMap::default();
        for head in self.heads.iter().filter_map(|heads| heads.first()) {
            let mark = &head.mark;
            let style = (mark.kind, mark.gap);
            let follows = before
                .insert(style, mark.value)
                .is_some_and(|b| b + 1 == mark.value);
            let vote = f32::from(u8::from(follows)) + head.near.max(head.far - 0.5).max(0.0);
            // Folios stand alone, too.
            let trust = if mark.gap == Gap::Alone { 0.4 } else { 1.0 };
            *votes.entry(style).or_default() += vote * trust;
        }
        let best = |wanted: &dyn Fn(&(Kind, Gap)) -> bool| {
            let votes = votes.iter().filter(|(style, _)| wanted(style));
            votes
                .max_by(|a, b| a.1.total_cmp(b.1).then(a.0.cmp(b.0)))
                .map(|(style, votes)| (*style, *votes))
        };
        let style = best(&|s| s.0 != Kind::Symbol)
            .filter(|s| s.1 >= 2.0)
            .map(|s| s.0);
        let symbols: f32 = votes
            .iter()
            .filter(|(s, _)| s.0 == Kind::Symbol)
            .map(|(_, v)| v)
            .sum();
        Habits {
            style,
            has_symbols: symbols >= 2.0,
        }
    }

    /// What a row's look says for note matter.
    #[must_use]
    pub fn note(&self, row: usize) -> f32 {
        self.looks[row].note
    }

    /// A body begins at a row, whatever calls there are.
    #[must_use]
    pub fn start(&self, row: usize, head: &Head) -> f32 {
        let mark = &head.mark;
        let misread = match mark.misread {
            0 => 0.0,
            9 => -3.5,
            n => -0.5 - f32::from(n),
        };
        -2.0 + misread + self.habit(mark) + self.words(row, mark)
    }

    fn habit(&self, mark: &Mark) -> f32 {
        if mark.value > SYMBOLS {
            return if self.habits.has_symbols { 0.5 } else { -1.0 };
        }
        match self.habits.style {
            Some((kind, gap)) if kind == mark.kind && gap == mark.gap => 0.8,
            Some((kind, _)) if kind == mark.kind => -1.0,
            // A dot or bracket that the scan lost.
            Some(_) => -2.5,
            None => 0.0,
        }
    }

    /// What the words after the mark say: notes begin with a capital or a quotation mark, mostly.
    fn words(&self, row: usize, mark: &Mark) -> f32 {
        let rest = match mark.gap {
            Gap::Alone if row + 1 < self.len() => self.reading.ink(row + 1),
            Gap::Alone => return -4.0,
            _ => self.reading.ink(row)[mark.len..].trim_start(),
        };
        let first = rest.chars().next().unwrap_or(' ');
        let alone = if mark.gap == Gap::Alone { -0.5 } else { 0.0 };
        alone
            + match first {
                c if c.is_uppercase() => 0.3,
                // A Greek word that the note explains.
                '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => 0.0,
                '“' | '‘' | '"' | '«' | '(' | '[' | '„' | '¿' | '¡' => 0.3,
                c if c.is_lowercase() => -0.8,
                c if c.is_ascii_digit() => -0.8,
                _ => -1.0,
            }
    }

    /// Note matter begins at a row, with a body.
    #[must_use]
    pub fn open(&self, row: usize, trail: &Trail) -> f32 {
        let here = &self.reading.rows[row];
        let blank = if here.blank { 0.4 } else { 0.0 };
        let broken = match trail.text_row {
            0 => -1.0,
            text if self.ends(text as usize - 1) => 0.0,
            _ => 0.8,
        };
        let top = if here.turn { -3.0 } else { 0.0 };
        blank + broken + top - 0.5 + self.scrap(row, trail)
    }

    /// Running text goes on.
    #[must_use]
    pub fn run_on(&self, row: usize, trail: &Trail) -> f32 {
        let before = trail
            .text_row
            .checked_sub(1)
            .map(|text| self.looks[text as usize]);
        let fits = match (before, self.looks[row].is_lower) {
            (Some(before), true) if before.ends => -1.5,
            _ => 0.0,
        };
        let scrap = if self.is_turn(row) {
            self.scrap(row, trail)
        } else {
            0.0
        };
        fits + scrap
    }

    /// The row of words at or before a row: numbers that an extractor set apart end nothing.
    fn words_at(&self, row: usize) -> usize {
        let is_apart = |row: usize| {
            self.heads[row]
                .iter()
                .any(|head| head.mark.gap == Gap::Alone)
        };
        (0..=row).rev().find(|&row| !is_apart(row)).unwrap_or(row)
    }

    /// What speaks against running text that ends before `row`, where it stands at the head of a page or another foot: a
    /// column does not hold a line or two of text below its notes.
    #[must_use]
    pub fn scrap(&self, row: usize, trail: &Trail) -> f32 {
        let Some(note) = trail.note_row.checked_sub(1).map(|note| note as usize) else {
            return 0.0;
        };
        let rows = &self.reading.rows;
        let is_scrap = row - note <= COLUMN && rows[note].page == rows[row - 1].page;
        if self.has_columns && is_scrap && row > note + 1 {
            -4.0
        } else {
            0.0
        }
    }

    /// A section of endnotes begins at a row without a heading.
    #[must_use]
    pub fn open_end(&self, row: usize) -> f32 {
        let here = &self.reading.rows[row];
        if here.turn || here.blank { -6.0 } else { -8.0 }
    }

    /// Note matter goes on from an earlier page at this row, before any body begins.
    #[must_use]
    pub fn resume(&self, row: usize, trail: &Trail) -> f32 {
        let rows = &self.reading.rows;
        let note = trail.note_row as usize - 1;
        let is_next_column = self.has_columns
            && rows[note].page == rows[row].page
            && row - note > COLUMN
            && !self.ends(note);
        if self.reading.is_paged && rows[note].page + 1 != rows[row].page && !is_next_column {
            return -30.0;
        }
        if !self.reading.is_paged && row - note > REACH {
            return -30.0;
        }
        let before = self.looks[self.words_at(note)];
        let unfinished = match (before.ends, before.is_short) {
            (true, true) => -3.5,
            (true, false) => -2.0,
            (false, true) => -1.5,
            (false, false) => 1.5,
        };
        let here = self.looks[row];
        let fits = match (before.ends, here.is_lower) {
            (false, _) if before.is_cut && (here.is_lower || here.is_number) => 2.5,
            (false, true) => 1.0,
            (true, true) => -1.5,
            _ => 0.0,
        };
        // Whether the text before it breaks off says nothing: at the foot of a page it mostly does.
        -2.7 + unfinished + fits
    }

    /// A body goes on.
    #[must_use]
    pub fn go_on(&self, row: usize) -> f32 {
        let here = &self.reading.rows[row];
        match (here.turn, here.gap, here.blank) {
            (true, ..) => -3.5,
            (_, true, _) => -2.0,
            (_, _, true) => -0.4,
            _ => 0.0,
        }
    }

    /// Another body begins after a body.
    #[must_use]
    pub fn again(&self, row: usize) -> f32 {
        let here = &self.reading.rows[row];
        let place = match (here.turn, here.gap) {
            (true, _) => -3.0,
            (_, true) => -1.5,
            _ => 0.0,
        };
        place + self.finished(row)
    }

    /// Whether the body before `row` is at its end there.
    #[must_use]
    pub fn finished(&self, row: usize) -> f32 {
        let Some(before) = row.checked_sub(1).map(|before| self.looks[before]) else {
            return 0.0;
        };
        match (before.ends, before.is_short) {
            (true, true) => 0.7,
            (true, false) => 0.3,
            (false, true) => -0.2,
            (false, false) if before.is_cut => -3.0,
            (false, false) => -0.7,
        }
    }

    /// Running text begins after notes at a foot.
    #[must_use]
    pub fn close(&self, row: usize, trail: &Trail) -> f32 {
        let here = &self.reading.rows[row];
        let join = self.join(row, trail);
        if self.reading.is_paged {
            return match (here.turn, self.has_columns) {
                (true, _) => 0.15 * join,
                (_, true) if self.is_third(row, trail) => -9.0 + join,
                (_, true) => -3.0 + join,
                (_, false) => -9.0 + join,
            };
        }
        let place = match (here.gap, here.blank) {
            (true, _) => -0.3,
            (_, true) => -1.5,
            _ => -3.0,
        };
        place + join
    }

    /// Whether running text that begins below notes at `row` would be a third column of its page.
    fn is_third(&self, row: usize, trail: &Trail) -> bool {
        let rows = &self.reading.rows;
        trail
            .column_row
            .checked_sub(1)
            .is_some_and(|second| rows[second as usize].page == rows[row].page)
    }

    /// Whether the running text of `row` goes on where the text before the notes broke off.
    fn join(&self, row: usize, trail: &Trail) -> f32 {
        let note = self.looks[trail.note_row.max(1) as usize - 1];
        let lower = self.looks[row].is_lower;
        let body = match (note.ends, note.is_short) {
            (true, true) => 0.8,
            (true, false) => 0.3,
            (false, _) if note.is_cut && lower => -4.0,
            (false, _) => -1.5,
        };
        let Some(text) = trail.text_row.checked_sub(1) else {
            return body;
        };
        let text = self.looks[text as usize];
        body + match (text.ends, lower) {
            (false, true) if text.is_cut => 4.0,
            (false, true) => 2.5,
            (false, false) => -0.5,
            (true, true) => -2.5,
            (true, false) => 0.3,
        }
    }

    /// The heading of a section of endnotes.
    #[must_use]
    pub fn title(&self, row: usize) -> f32 {
        let next = (row + 1..self.len().min(row + 4)).flat_map(|r| &self.heads[r]);
        let first = next.map(|head| head.mark.value).min();
        first.map_or(-6.0, |value| if value == 1 { 3.0 } else { 1.0 })
    }

    /// A body goes on in a section of endnotes.
    #[must_use]
    pub fn go_on_end(&self, row: usize) -> f32 {
        let here = &self.reading.rows[row];
        let blank = if here.blank && !here.turn { -0.5 } else { 0.0 };
        blank - 0.03 - 0.8 * f32::from(self.calls[row].min(3))
    }

    /// A heading inside a section of endnotes.
    #[must_use]
    pub fn inner(&self, row: usize) -> Option<f32> {
        let here = &self.reading.rows[row];
        let ink = self.reading.ink(row);
        let set_apart =
            here.blank || here.turn || self.reading.rows.get(row + 1).is_some_and(|r| r.blank);
        let next = (row + 1..self.len().min(row + 3)).any(|r| {
            self.heads[r]
                .iter()
                .any(|h| h.mark.value <= 1 || here.blank)
        });
        let is_short =
            here.length <= 60 && !starts_lower(ink) && !ink.ends_with(['.', ',', ';', '-']);
        (is_short && next && set_apart && self.heads[row].is_empty()).then_some(-1.0)
    }

    /// Running text begins after a section of endnotes.
    #[must_use]
    pub fn close_end(&self, row: usize) -> f32 {
        let here = &self.reading.rows[row];
        let ink = self.reading.ink(row);
        let heading = here.length <= 60 && !starts_lower(ink) && self.heads[row].is_empty();
        match (here.turn, here.blank || here.gap, heading) {
            (true, ..) => -2.0,
            (_, true, true) => -2.5,
            (_, true, false) => -4.0,
            (_, _, true) => -4.5,
            _ => -7.0,
        }
    }

    /// Takes out numbered paragraphs that stand in the midst of a page, or of a text without pages, and that nothing
    /// calls: a list, not notes.
    pub fn drop_lists(&self, acts: &mut Vec<(usize, Act)>) {
        let mut kept = Vec::new();
        let is_close = |act: &(usize, Act)| act.1 == Act::Close;
        for zone in acts.split_inclusive(is_close) {
            let ends_page = match zone.last() {
                Some(&(row, Act::Close)) => self.is_turn(row),
                _ => self.reading.is_paged,
            };
            let is_called = |&(row, act): &(usize, Act)| match act {
                Act::Start(mark) => self.heads[row]
                    .iter()
                    .any(|head| head.mark == mark && head.support(mark.value, Mode::Foot) > 0.0),
                _ => true,
            };
            let is_list = !ends_page && !zone.iter().filter(|act| !is_close(act)).any(is_called);
            if !is_list {
                kept.extend_from_slice(zone);
            }
        }
        *acts = kept;
    }

    /// Whether a row ends a sentence.
    fn ends(&self, row: usize) -> bool {
        self.looks[row].ends
    }
}

/// Whether a line ends with a full stop or what stands for one, or with the name that signs a note; calls after it are
/// passed over.
#[must_use]
pub fn ends_sentence(ink: &str) -> bool {
    let ink = ink.trim_end_matches(|c: char| {
        c.is_ascii_digit()
            || super::marks::superior(c).is_some()
            || super::marks::symbol(c).is_some()
    });
    let ink = ink.trim_end_matches(['”', '’', '"', '\'', ')', ']', '»', '[', '(']);
    ink.ends_with(['.', '!', '?', '…', ':']) || is_signed(ink)
}

/// Whether a line ends with a dash and a name: `—Editor`, `—A. Bremm`.
#[must_use]
pub fn is_signed(ink: &str) -> bool {
    let Some((_, name)) = ink.rsplit_once(['—', '―']) else {
        return false;
    };
    let mut words = name.split_whitespace();
    name.len() < 30 && !name.is_empty() && words.all(|word| word.starts_with(char::is_uppercase))
}

/// Whether a line begins in the middle of a sentence.
#[must_use]
pub fn starts_lower(ink: &str) -> bool {
    ink.trim_start_matches(['“', '‘', '"', '(', '[', '«'])
        .starts_with(|c: char| c.is_lowercase())
}

pub(crate) fn is_title(ink: &str) -> bool {
    let bare = ink.trim_end_matches(['.', ':']).to_lowercase();
    bare.len() < 40 && TITLES.contains(&bare.as_str())
}

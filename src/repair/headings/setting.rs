//! How rows are set, and what that says for a heading. In: rows that know how they stand on their pages. Out:
//! [`Setting`]s, which tell what of a group's type and room speaks for a heading, and which rows are set alike. Rows of a
//! text have none, and nothing is said.

use super::group::Group;
use super::numbering::{self, Kind};
use crate::facsimile::given::Stand;
use crate::facsimile::rows::Row;

/// What speaks for a heading, and how much.
pub(super) type Evidence = (&'static str, f32);

/// Larger type than the text's: from this share of its size on, so much. A tenth more is easily seen, and no accident.
const LARGER: [(f32, f32); 4] = [(1.5, 5.0), (1.25, 4.0), (1.1, 3.0), (1.05, 1.0)];
/// Smaller type: notes, captions, sources of quotations.
const SMALLER: (f32, f32) = (0.94, -3.0);
/// All of it bold, in small capitals, letter-spaced. Bold is hardly ever anything else, between paragraphs.
const BOLD: f32 = 3.5;
const SMALL_CAPITALS: f32 = 2.5;
const SPACED: f32 = 2.5;
/// Italics are verse, quotations, letters as often.
const ITALIC: f32 = 1.0;
/// In the middle of its column, where the rows beside it are not.
const CENTRED: f32 = 1.5;
/// Room above, from so many usual distances of lines on.
const ABOVE: [(f32, f32); 2] = [(1.9, 2.0), (1.35, 1.0)];
/// At the head of a page the room is not known: it may be more.
const AT_HEAD: f32 = 0.5;
/// Room below.
const BELOW: [(f32, f32); 2] = [(1.9, 1.0), (1.3, 0.7)];

/// From here on the type is clearly a heading's: then it may be long, full, or end in a stop.
const CLEAR: f32 = 4.0;
/// In italics, or in the text's own type, a heading has so few rows.
const FEW: usize = 3;
/// Less than this, and type and place do not set a line off.
const SOME: f32 = 0.9;
/// So many headings that are clear by their type show that the document sets its headings off; then what is set as the
/// text is hardly one, and still less without room around it.
pub(super) const SHOWN: usize = 2;
const AS_TEXT: f32 = -3.0;
const CLOSE: f32 = -1.5;

/// A share of a row's letters from which on all of it is said to be set so: a number or a name may be set otherwise.
const MOST: f32 = 0.6;
/// Sizes that differ by less are one.
const SAME_SIZE: f32 = 0.04;
/// Rows of one heading stand no farther apart, in usual distances of lines of their size.
const NEXT: f32 = 1.4;

/// How a row is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Look {
    pub size: f32,
    pub bold: bool,
    pub italic: bool,
    pub small_capitals: bool,
    pub spaced: bool,
}

impl Look {
    fn of(stand: &Stand) -> Look {
        Look {
            size: stand.size,
            bold: stand.bold >= MOST,
            italic: stand.italic >= MOST,
            small_capitals: stand.small_capitals >= MOST,
            spaced: stand.spaced >= MOST,
        }
    }

    /// Whether two are the same, but for what a scan's sizes waver.
    pub fn is_like(&self, other: &Look) -> bool {
        let rest = |look: &Look| (look.bold, look.italic, look.small_capitals, look.spaced);
        (self.size - other.size).abs() < SAME_SIZE && rest(self) == rest(other)
    }

    /// What this type says for a heading.
    fn evidence(&self) -> [Evidence; 5] {
        let when = |is: bool, weight: f32| if is { weight } else { 0.0 };
        let larger = step(&LARGER, self.size);
        let smaller = when(self.size < SMALLER.0, SMALLER.1);
        [
            ("the size of its type", larger + smaller),
            ("bold", when(self.bold, BOLD)),
            (
                "in small capitals",
                when(self.small_capitals, SMALL_CAPITALS),
            ),
            ("letter-spaced", when(self.spaced, SPACED)),
            ("in italics", when(self.italic, ITALIC)),
        ]
    }

    /// Whether verse and quotations seldom have it.
    fn is_strong(&self) -> bool {
        self.size >= LARGER[2].0 || self.bold || self.small_capitals || self.spaced
    }

    /// Whether it is the text's own.
    pub fn is_plain(&self) -> bool {
        self.evidence().iter().all(|e| e.1 == 0.0)
    }

    /// How high a form of this size stands among headings: bold over capitals over roman over italics.
    pub fn form(&self, is_capitals: bool) -> u8 {
        let mut form = 1;
        form += 4 * u8::from(self.bold);
        form += 2 * u8::from(self.small_capitals || is_capitals || self.spaced);
        form - u8::from(self.italic)
    }
}

/// The weight of the first step that a value reaches.
fn step(steps: &[(f32, f32)], value: f32) -> f32 {
    let found = steps.iter().find(|(from, _)| value >= *from);
    found.map_or(0.0, |found| found.1)
}

/// What a group's type says.
#[derive(Clone, Debug, Default)]
pub(super) struct Setting {
    pub evidence: Vec<Evidence>,
    /// How its type and place alone set it off, the room around it left out.
    pub type_alone: f32,
    /// Whether its type is clearly a heading's.
    pub is_clear: bool,
}

impl Setting {
    /// What a group's type, place and room say; nothing where its pages are not known.
    pub fn of(rows: &[Row], group: Group) -> Setting {
        let Some(look) = look_of(rows, group) else {
            return Setting::default();
        };
        let mut evidence = look.evidence().to_vec();
        let centred = if is_centred(rows, group) {
            CENTRED
        } else {
            0.0
        };
        evidence.push(("in the middle", centred));
        let type_alone = evidence.iter().map(|e| e.1).sum();
        let [above, below] = room(rows, group);
        // Below a table or a picture, and in small type, room says little.
        if look.size >= SMALLER.0 {
            evidence.push((
                "room above",
                above.map_or(AT_HEAD, |above| step(&ABOVE, above)),
            ));
            evidence.push(("room below", below.map_or(0.0, |below| step(&BELOW, below))));
        }
        let all: f32 = evidence.iter().map(|e| e.1).sum();
        Setting {
            evidence,
            type_alone,
            is_clear: all >= CLEAR && can_be_clear(rows, group, &look) && !is_close(above),
        }
    }

    /// What is said against it where the document sets its headings off, and this is set as the text is.
    pub fn against(rows: &[Row], group: Group) -> f32 {
        let setting = Setting::of(rows, group);
        if look_of(rows, group).is_none() || setting.type_alone >= SOME {
            return 0.0;
        }
        let [above, below] = room(rows, group);
        let is_tight = is_close(above) && is_close(below);
        AS_TEXT + if is_tight { CLOSE } else { 0.0 }
    }
}

/// Whether type and place can say enough: a verse in italics and a line in the middle stand apart, too.
fn can_be_clear(rows: &[Row], group: Group, look: &Look) -> bool {
    let is_strong = look.is_strong();
    let is_short = group.last - group.first < FEW;
    let is_numbered = || Kind::of(&group.text(rows)).is_numbered();
    is_strong || is_short && (look.italic || is_centred(rows, group) && is_numbered())
}

/// Whether there is no room, where that is known.
fn is_close(room: Option<f32>) -> bool {
    room.is_some_and(|room| room < BELOW[1].0)
}

/// The look of a group: that of its longest row.
pub(super) fn look_of(rows: &[Row], group: Group) -> Option<Look> {
    let rows = rows[group.first..=group.last].iter();
    let longest = rows.max_by_key(|row| row.text.len())?;
    longest.stand.as_ref().map(Look::of)
}

/// Whether a row goes on on the next one, as far as type tells: None where it does not.
pub(super) fn goes_on(rows: &[Row], row: usize) -> Option<bool> {
    let (one, next) = (&rows[row], rows.get(row + 1)?);
    let (here, below) = (one.stand.as_ref()?, next.stand.as_ref()?);
    let (look, other) = (Look::of(here), Look::of(below));
    if look.is_plain() && other.is_plain() {
        return None;
    }
    if one.gap.turned || one.gap.parted {
        return None;
    }
    let is_next = below.above / look.size.max(1.0) <= NEXT;
    Some(look.is_like(&other) && is_next)
}

/// The room above and below a group, in usual distances of lines; None at the edges of a page or a column.
fn room(rows: &[Row], group: Group) -> [Option<f32>; 2] {
    let of = |row: usize| rows.get(row).and_then(|row| row.stand.as_ref());
    let (Some(first), Some(last)) = (of(group.first), of(group.last)) else {
        return [None, None];
    };
    // A line of larger type wants more room above it to be as far from the last.
    let above = first.above / first.size.max(1.0);
    let below = last.below;
    [above, below].map(|room| Some(room).filter(|room| room.is_finite()))
}

/// Whether a group's rows stand in the middle, and those beside it do not.
fn is_centred(rows: &[Row], group: Group) -> bool {
    let stand = |row: Option<usize>| row.and_then(|row| rows.get(row)?.stand.as_ref());
    let is_even = |stand: &Stand| (stand.indent - stand.room).abs() < 1.0;
    let own = group.first..=group.last;
    let all = own.clone().all(|row| stand(Some(row)).is_some_and(is_even));
    let some = own
        .into_iter()
        .any(|row| stand(Some(row)).is_some_and(Stand::is_centred));
    let is_beside = |row: Option<usize>| stand(row).is_some_and(Stand::is_centred);
    let alike = is_beside(group.first.checked_sub(1)) && is_beside(Some(group.last + 1));
    all && some && !alike
}

/// Whether a title is all in capitals.
pub(super) fn is_capitals(rows: &[Row], group: Group) -> bool {
    numbering::is_capitals(&group.text(rows))
}

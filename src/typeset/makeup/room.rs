//! How rows and notes share a page. In: its [`Frame`]. Out: the room that each leaves the other, looked up instead of reckoned: it is
//! asked some hundred times for each page that is tried.

use super::Frame;

/// The room on a page.
#[derive(Clone, Debug)]
pub(super) struct Room {
    pub frame: Frame,
    /// See [`Frame::rows_above`], by lines of notes, as long as there are any.
    above: Vec<u16>,
    /// See [`Frame::lines_below`], by rows.
    below: Vec<u32>,
}

impl Room {
    pub(super) fn of(frame: Frame) -> Room {
        Room {
            frame,
            above: (0..).map_while(|lines| frame.rows_above(lines)).collect(),
            below: (0..=frame.rows)
                .map(|rows| frame.lines_below(rows))
                .collect(),
        }
    }

    /// How many rows are left above so many lines of notes; None if the notes alone are too deep.
    pub(super) fn rows_above(&self, lines: u32) -> Option<u16> {
        self.above.get(lines as usize).copied()
    }

    /// How many lines of notes fit below so many rows; none below more than the page has.
    pub(super) fn lines_below(&self, rows: u16) -> u32 {
        self.below.get(usize::from(rows)).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_up_is_what_is_reckoned() {
        let frame = Frame {
            rows: 30,
            leading: 14,
            note_leading: 11,
            note_head: 20,
            aside_lines: 0,
        };
        let room = Room::of(frame);
        for lines in 0..60 {
            assert_eq!(room.rows_above(lines), frame.rows_above(lines), "{lines}");
        }
        for rows in 0..=frame.rows {
            assert_eq!(room.lines_below(rows), frame.lines_below(rows), "{rows}");
        }
        assert_eq!(room.lines_below(31), 0);
    }
}

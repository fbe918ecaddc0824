//! The table of imposition schemes. In: how many pages there are, a multiple of the scheme's own. Out: which position in
//! the order of reading stands where. `bindery` folds each of them and reads what comes out.

use super::{Cell, Grid, Plan};

/// A row of the table.
#[derive(Debug)]
pub struct Scheme {
    /// Its name in the manifest.
    pub name: &'static str,
    /// A line for `list schemes`.
    pub about: &'static str,
    /// How the first sheet looks, front and back; `^` marks the head of a page, `v` one that stands on its head.
    pub drawing: &'static str,
    /// Pages side by side.
    pub columns: usize,
    /// Pages one above the other.
    pub rows: usize,
    /// Pages are filled up with blanks to a multiple of this.
    pub multiple: usize,
    /// How many pages a signature has.
    pub signature: Signature,
    /// Whether leaves lie in each other, so that they creep.
    pub nests: bool,
    /// The scheme by which its cover is printed, where that is a sheet of its own; None where it can't be.
    pub cover: Option<&'static str>,
    /// What to do with the printed sheets to make a book of them.
    pub finishing: &'static [Step],
    pub(crate) sheets: fn(usize, usize) -> Vec<Plan>,
}

/// Pages of a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signature {
    /// All pages together.
    Whole,
    /// So many, by the way the sheet is folded.
    Of(usize),
    /// As many as the manifest says.
    Asked,
}

impl PartialEq for Scheme {
    fn eq(&self, other: &Scheme) -> bool {
        self.name == other.name
    }
}

impl Eq for Scheme {}

impl Scheme {
    /// Its cells.
    #[must_use]
    pub fn grid(&self) -> Grid {
        Grid {
            columns: self.columns,
            rows: self.rows,
        }
    }
}

/// A step from the pile of printed sheets (in the order of printing, fronts up, the first on top) to the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Part the pile into its signatures.
    PartSignatures,
    /// Take each sheet of a pile by itself.
    PartSheets,
    /// Cut each pile across between the rows; the upper part comes first.
    CutRows,
    /// Cut each pile down between the columns; the left part comes first.
    CutColumns,
    /// Cut each pile down the middle; the left part comes first.
    CutMiddle,
    /// Turn each pile over like a leaf, so that its backs are up.
    TurnOver,
    /// Fold the upper half over the lower one.
    FoldTopDown,
    /// Fold the right half over the left one.
    FoldRightOver,
    /// Fold the left half over the right one.
    FoldLeftOver,
    /// Cut the slit between the middle panels, fold the length, push the ends together and wrap round: eight panels in
    /// a ring.
    FoldRing,
    /// Lay the parts one upon another, the first on top.
    Stack,
}

impl Step {
    /// The step in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Step::PartSignatures => "part the pile into signatures",
            Step::PartSheets => "take each sheet by itself",
            Step::CutRows => "cut across between the rows",
            Step::CutColumns => "cut down between the columns",
            Step::CutMiddle => "cut down the middle",
            Step::TurnOver => "turn over, backs up",
            Step::FoldTopDown => "fold the top half down",
            Step::FoldRightOver => "fold the right half over the left",
            Step::FoldLeftOver => "fold the left half over the right",
            Step::FoldRing => {
                "fold lengthwise, slit the middle fold, push the ends together, wrap round"
            }
            Step::Stack => "stack the parts in order",
        }
    }
}

use Step::{
    CutColumns, CutMiddle, CutRows, FoldLeftOver, FoldRightOver, FoldRing, FoldTopDown, PartSheets,
    PartSignatures, Stack, TurnOver,
};

/// All schemes.
pub const SCHEMES: &[Scheme] = &[
    Scheme {
        name: "saddle",
        about: "booklet: 2-up, all sheets in one, folded and stapled",
        drawing: "\
front      back       (8 pages)
+---+---+  +---+---+
| 8 | 1 |  | 2 | 7 |
| ^ | ^ |  | ^ | ^ |
+---+---+  +---+---+",
        columns: 2,
        rows: 1,
        multiple: 4,
        signature: Signature::Whole,
        nests: true,
        cover: Some("saddle"),
        finishing: &[TurnOver, FoldLeftOver],
        sheets: saddle,
    },
    Scheme {
        name: "saddle-2",
        about: "two copies of a booklet on one pile of sheets: A6 from A4",
        drawing: "\
front      back       (8 pages)
+---+---+  +---+---+
| 8 | 1 |  | 2 | 7 |
| ^ | ^ |  | ^ | ^ |
+-------+  +-------+
| 8 | 1 |  | 2 | 7 |
| ^ | ^ |  | ^ | ^ |
+---+---+  +---+---+",
        columns: 2,
        rows: 2,
        multiple: 4,
        signature: Signature::Whole,
        nests: true,
        cover: Some("saddle-2"),
        finishing: &[CutRows, TurnOver, FoldLeftOver],
        sheets: copies::<1, 2>,
    },
    Scheme {
        name: "saddle-4",
        about: "four copies of a booklet on one pile of sheets: A7 from A4",
        drawing: "\
front              back               (8 pages)
+---+---+---+---+  +---+---+---+---+
| 8 | 1 | 8 | 1 |  | 2 | 7 | 2 | 7 |
| ^ | ^ | ^ | ^ |  | ^ | ^ | ^ | ^ |
+-------+-------+  +-------+-------+
| 8 | 1 | 8 | 1 |  | 2 | 7 | 2 | 7 |
| ^ | ^ | ^ | ^ |  | ^ | ^ | ^ | ^ |
+---+---+---+---+  +---+---+---+---+",
        columns: 4,
        rows: 2,
        multiple: 4,
        signature: Signature::Whole,
        nests: true,
        cover: Some("saddle-4"),
        finishing: &[CutRows, CutMiddle, TurnOver, FoldLeftOver],
        sheets: copies::<2, 2>,
    },
    Scheme {
        name: "cut-saddle",
        about: "one booklet of half sheets, cut and laid into each other: A6 from A4",
        drawing: "\
front      back       (8 pages)
+---+---+  +---+---+
| 8 | 1 |  | 2 | 7 |
| ^ | ^ |  | ^ | ^ |
+-------+  +-------+
| 6 | 3 |  | 4 | 5 |
| ^ | ^ |  | ^ | ^ |
+---+---+  +---+---+",
        columns: 2,
        rows: 2,
        multiple: 8,
        signature: Signature::Whole,
        nests: true,
        cover: Some("saddle-2"),
        finishing: &[CutRows, Stack, TurnOver, FoldLeftOver],
        sheets: cut_saddle,
    },
    Scheme {
        name: "signatures",
        about: "2-up in signatures of a given size, or of the size in a range that leaves fewest blanks, for sewing",
        drawing: "\
front      back       (signatures of 16)
+---+---+  +---+---+  +---+---+  …
|16 | 1 |  | 2 |15 |  |14 | 3 |
| ^ | ^ |  | ^ | ^ |  | ^ | ^ |
+---+---+  +---+---+  +---+---+",
        columns: 2,
        rows: 1,
        multiple: 4,
        signature: Signature::Asked,
        nests: true,
        cover: Some("saddle"),
        finishing: &[PartSignatures, TurnOver, FoldLeftOver, Stack],
        sheets: saddle,
    },
    Scheme {
        name: "cut-stack",
        about: "4-up, cut into four piles that are stacked: single leaves for gluing",
        drawing: "\
front      back       (16 pages)
+---+---+  +---+---+
| 1 | 5 |  | 6 | 2 |
| ^ | ^ |  | ^ | ^ |
+---+---+  +---+---+
| 9 |13 |  |14 |10 |
| ^ | ^ |  | ^ | ^ |
+---+---+  +---+---+",
        columns: 2,
        rows: 2,
        multiple: 8,
        signature: Signature::Whole,
        nests: false,
        cover: Some("saddle"),
        finishing: &[CutRows, CutColumns, Stack],
        sheets: cut_stack,
    },
    Scheme {
        name: "1x4x2",
        about: "4-up, cut across, stacked, each half folded once: folios for binding",
        drawing: "\
front      back       (16 pages)
+---+---+  +---+---+
| 4 | 1 |  | 2 | 3 |
| ^ | ^ |  | ^ | ^ |
+---+---+  +---+---+
|12 | 9 |  |10 |11 |
| ^ | ^ |  | ^ | ^ |
+---+---+  +---+---+",
        columns: 2,
        rows: 2,
        multiple: 8,
        signature: Signature::Of(4),
        nests: false,
        cover: Some("saddle"),
        finishing: &[CutRows, Stack, PartSheets, TurnOver, FoldLeftOver, Stack],
        sheets: cut_fold,
    },
    Scheme {
        name: "quarto",
        about: "each sheet folded twice: signatures of 8",
        drawing: "\
front      back
+---+---+  +---+---+
| 5 | 4 |  | 3 | 6 |
| v | v |  | v | v |
+---+---+  +---+---+
| 8 | 1 |  | 2 | 7 |
| ^ | ^ |  | ^ | ^ |
+---+---+  +---+---+",
        columns: 2,
        rows: 2,
        multiple: 8,
        signature: Signature::Of(8),
        nests: true,
        cover: Some("saddle"),
        finishing: &[PartSheets, TurnOver, FoldTopDown, FoldLeftOver, Stack],
        sheets: quarto,
    },
    Scheme {
        name: "octavo",
        about: "each sheet folded three times: signatures of 16",
        drawing: "\
front              back
+---+---+---+---+  +---+---+---+---+
| 5 |12 | 9 | 8 |  | 7 |10 |11 | 6 |
| v | v | v | v |  | v | v | v | v |
+---+---+---+---+  +---+---+---+---+
| 4 |13 |16 | 1 |  | 2 |15 |14 | 3 |
| ^ | ^ | ^ | ^ |  | ^ | ^ | ^ | ^ |
+---+---+---+---+  +---+---+---+---+",
        columns: 4,
        rows: 2,
        multiple: 16,
        signature: Signature::Of(16),
        nests: true,
        cover: Some("saddle"),
        finishing: &[
            PartSheets,
            TurnOver,
            FoldRightOver,
            FoldTopDown,
            FoldLeftOver,
            Stack,
        ],
        sheets: octavo,
    },
    Scheme {
        name: "zine",
        about: "one sheet, one side, one slit: a mini zine of 8 pages",
        drawing: "\
front
+---+---+---+---+
| 1 | 8 | 7 | 6 |
| v | v | v | v |
+---+=======+---+  === slit
| 2 | 3 | 4 | 5 |
| ^ | ^ | ^ | ^ |
+---+---+---+---+",
        columns: 4,
        rows: 2,
        multiple: 8,
        signature: Signature::Of(8),
        nests: false,
        cover: None,
        finishing: &[PartSheets, FoldRing, Stack],
        sheets: zine,
    },
    Scheme {
        name: "repeat-2",
        about: "each page twice on a sheet, cut into two copies",
        drawing: "\
front      back
+---+---+  +---+---+
| 1 | 1 |  | 2 | 2 |
| ^ | ^ |  | ^ | ^ |
+---+---+  +---+---+",
        columns: 2,
        rows: 1,
        multiple: 2,
        signature: Signature::Whole,
        nests: false,
        cover: None,
        finishing: &[CutColumns],
        sheets: repeat::<2>,
    },
    Scheme {
        name: "repeat-4",
        about: "each page four times on a sheet, cut into four copies",
        drawing: "\
front      back
+---+---+  +---+---+
| 1 | 1 |  | 2 | 2 |
| ^ | ^ |  | ^ | ^ |
+---+---+  +---+---+
| 1 | 1 |  | 2 | 2 |
| ^ | ^ |  | ^ | ^ |
+---+---+  +---+---+",
        columns: 2,
        rows: 2,
        multiple: 2,
        signature: Signature::Whole,
        nests: false,
        cover: None,
        finishing: &[CutRows, CutColumns],
        sheets: repeat::<4>,
    },
];

fn upright(positions: &[usize]) -> Vec<Cell> {
    positions
        .iter()
        .map(|&position| (position, false))
        .collect()
}

/// Sheets that lie in each other; the last signature may be smaller, so that no sheet stays empty.
fn saddle(pages: usize, signature: usize) -> Vec<Plan> {
    let mut plans = Vec::with_capacity(pages / 4);
    for (index, start) in (0..pages).step_by(signature).enumerate() {
        let length = signature.min(pages - start);
        let last = start + length - 1;
        plans.extend((0..length / 4).map(|depth| Plan {
            signature: index,
            depth,
            sheets: length / 4,
            front: upright(&[last - 2 * depth, start + 2 * depth]),
            back: upright(&[start + 2 * depth + 1, last - 2 * depth - 1]),
            span: (start, length),
        }));
    }
    plans
}

/// The same booklet several times on each sheet: so many beside each other, so many one above the other.
fn copies<const ACROSS: usize, const DOWN: usize>(pages: usize, signature: usize) -> Vec<Plan> {
    let several = |cells: Vec<Cell>| cells.repeat(ACROSS * DOWN);
    let plans = saddle(pages, signature).into_iter();
    let plans = plans.map(|plan| Plan {
        front: several(plan.front),
        back: several(plan.back),
        ..plan
    });
    plans.collect()
}

/// The outer half of a booklet's sheets in the upper row, the inner half in the lower one.
fn cut_saddle(pages: usize, signature: usize) -> Vec<Plan> {
    let mut outer = saddle(pages, signature);
    let inner = outer.split_off(outer.len() / 2);
    let sheets = outer.len();
    let plans = outer.into_iter().zip(inner).map(|(mut outer, inner)| {
        outer.front.extend(inner.front);
        outer.back.extend(inner.back);
        Plan { sheets, ..outer }
    });
    plans.collect()
}

/// A pile of sheets without signatures.
fn loose(sheets: usize, side: impl Fn(usize) -> (Vec<Cell>, Vec<Cell>)) -> Vec<Plan> {
    let plan = |depth| {
        let (front, back) = side(depth);
        Plan {
            signature: 0,
            depth,
            sheets,
            front,
            back,
            span: (0, usize::MAX),
        }
    };
    (0..sheets).map(plan).collect()
}

fn cut_stack(pages: usize, _: usize) -> Vec<Plan> {
    let sheets = pages / 8;
    loose(sheets, |sheet| {
        let leaf = |pile: usize| 2 * (pile * sheets + sheet);
        let front = upright(&[leaf(0), leaf(1), leaf(2), leaf(3)]);
        let back = upright(&[leaf(1) + 1, leaf(0) + 1, leaf(3) + 1, leaf(2) + 1]);
        (front, back)
    })
}

fn cut_fold(pages: usize, _: usize) -> Vec<Plan> {
    let sheets = pages / 8;
    loose(sheets, |sheet| {
        let (upper, lower) = (4 * sheet, 4 * (sheets + sheet));
        let front = upright(&[upper + 3, upper, lower + 3, lower]);
        let back = upright(&[upper + 1, upper + 2, lower + 1, lower + 2]);
        (front, back)
    })
}

/// Signatures of one sheet: its upper row stands on its head.
fn folded(pages: usize, size: usize, front: &[usize], back: &[usize]) -> Vec<Plan> {
    let side = |numbers: &[usize], start: usize| -> Vec<Cell> {
        let upper = numbers.len() / 2;
        let cells = numbers.iter().enumerate();
        cells
            .map(|(at, number)| (start + number - 1, at < upper))
            .collect()
    };
    let plan = |index: usize| Plan {
        signature: index,
        depth: 0,
        sheets: 1,
        front: side(front, index * size),
        back: side(back, index * size),
        span: (index * size, size),
    };
    (0..pages / size).map(plan).collect()
}

fn quarto(pages: usize, _: usize) -> Vec<Plan> {
    folded(pages, 8, &[5, 4, 8, 1], &[3, 6, 2, 7])
}

fn octavo(pages: usize, _: usize) -> Vec<Plan> {
    let front = [5, 12, 9, 8, 4, 13, 16, 1];
    let back = [7, 10, 11, 6, 2, 15, 14, 3];
    folded(pages, 16, &front, &back)
}

fn zine(pages: usize, _: usize) -> Vec<Plan> {
    folded(pages, 8, &[1, 8, 7, 6, 2, 3, 4, 5], &[])
}

fn repeat<const TIMES: usize>(pages: usize, _: usize) -> Vec<Plan> {
    loose(pages / 2, |sheet| {
        let front = upright(&[2 * sheet; TIMES]);
        let back = upright(&[2 * sheet + 1; TIMES]);
        (front, back)
    })
}

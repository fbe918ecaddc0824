//! A bindery on paper made of numbers. In: an [`Imposition`] and the finishing steps of its scheme. Out: the leaves in
//! the order in which a reader turns them, so that `tests` can tell whether a scheme makes a book.

use super::*;

/// A printed side of a leaf: the page, and whether it stands upright. A back is described as seen when the leaf is
/// turned over like the leaf of a book.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Print {
    pub(super) page: Option<usize>,
    pub(super) upright: bool,
    pub(super) shift: Length,
    pub(super) used: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Leaf {
    top: Print,
    bottom: Print,
}

impl Leaf {
    /// Turned over about an upright axis.
    fn over(self) -> Leaf {
        Leaf {
            top: self.bottom,
            bottom: self.top,
        }
    }

    /// Turned over about a level axis: the same, and half a turn.
    fn over_head(self) -> Leaf {
        let turn = |print: Print| Print {
            upright: !print.upright,
            ..print
        };
        Leaf {
            top: turn(self.bottom),
            bottom: turn(self.top),
        }
    }
}

/// Leaves in cells, `cells[row][column]` from top to bottom of the pile; `signatures[i]` is that of the `i`th level.
#[derive(Clone, Debug)]
struct Pile {
    cells: Vec<Vec<Vec<Leaf>>>,
    signatures: Vec<usize>,
}

impl Pile {
    fn print(imposition: &Imposition, sheet: &Sheet, flip_level: bool) -> Pile {
        let Grid { columns, rows } = imposition.grid;
        let unused = Print {
            page: None,
            upright: true,
            shift: Length::ZERO,
            used: false,
        };
        let blank = Leaf {
            top: unused,
            bottom: unused,
        };
        let mut cells = vec![vec![vec![blank]; columns]; rows];
        let print = |placed: &Placed, turn: bool| Print {
            page: placed.page,
            upright: placed.turned == turn,
            shift: placed.shift,
            used: true,
        };
        for placed in &sheet.front {
            cells[placed.row][placed.column][0].top = print(placed, false);
        }
        for placed in &sheet.back {
            // The paper's edge that the printer turned over says which cell of the front lies behind.
            let (row, column) = if flip_level {
                (rows - 1 - placed.row, placed.column)
            } else {
                (placed.row, columns - 1 - placed.column)
            };
            cells[row][column][0].bottom = print(placed, flip_level);
        }
        Pile {
            cells,
            signatures: vec![sheet.signature],
        }
    }

    fn laid_on(mut self, below: Pile) -> Pile {
        for (row, more) in self.cells.iter_mut().zip(below.cells) {
            for (cell, leaves) in row.iter_mut().zip(more) {
                cell.extend(leaves);
            }
        }
        self.signatures.extend(below.signatures);
        self
    }

    fn level(&self, at: usize) -> Pile {
        let row = |row: &Vec<Vec<Leaf>>| row.iter().map(|cell| vec![cell[at]]).collect();
        Pile {
            cells: self.cells.iter().map(row).collect(),
            signatures: vec![self.signatures[at]],
        }
    }

    fn part(self, whole: impl Fn(usize, usize) -> bool) -> Vec<Pile> {
        let mut piles: Vec<Pile> = Vec::new();
        for at in 0..self.signatures.len() {
            let level = self.level(at);
            match piles.pop() {
                Some(pile) if whole(pile.signatures[0], level.signatures[0]) => {
                    piles.push(pile.laid_on(level));
                }
                Some(pile) => piles.extend([pile, level]),
                None => piles.push(level),
            }
        }
        piles
    }

    fn cut_rows(self) -> Vec<Pile> {
        let pile = |row| Pile {
            cells: vec![row],
            signatures: self.signatures.clone(),
        };
        self.cells.into_iter().map(pile).collect()
    }

    fn cut_columns(self) -> Vec<Pile> {
        let pile = |column: usize| Pile {
            cells: (self.cells.iter().map(|row| vec![row[column].clone()])).collect(),
            signatures: self.signatures.clone(),
        };
        (0..self.cells[0].len()).map(pile).collect()
    }

    /// Parted in the middle, left and right.
    fn cut_middle(mut self) -> Vec<Pile> {
        let half = self.cells[0].len() / 2;
        let right = self.cells.iter_mut().map(|row| row.split_off(half));
        let right = Pile {
            cells: right.collect(),
            signatures: self.signatures.clone(),
        };
        vec![self, right]
    }

    fn turn_over(mut self) -> Pile {
        for row in &mut self.cells {
            row.reverse();
            for cell in row {
                cell.reverse();
                cell.iter_mut().for_each(|leaf| *leaf = leaf.over());
            }
        }
        self
    }

    /// The right half over the left one.
    fn fold_right_over(mut self) -> Pile {
        for row in &mut self.cells {
            let half = row.len() / 2;
            let right = row.split_off(half);
            for (cell, over) in row.iter_mut().zip(right.into_iter().rev()) {
                let below = std::mem::take(cell);
                *cell = over.into_iter().rev().map(Leaf::over).collect();
                cell.extend(below);
            }
        }
        self
    }

    fn fold_left_over(mut self) -> Pile {
        for row in &mut self.cells {
            let right = row.split_off(row.len() / 2);
            let left = std::mem::replace(row, right);
            for (cell, over) in row.iter_mut().zip(left.into_iter().rev()) {
                let below = std::mem::take(cell);
                *cell = over.into_iter().rev().map(Leaf::over).collect();
                cell.extend(below);
            }
        }
        self
    }

    fn fold_top_down(mut self) -> Pile {
        let lower = self.cells.split_off(self.cells.len() / 2);
        let upper = std::mem::replace(&mut self.cells, lower);
        for (row, over) in self.cells.iter_mut().zip(upper.into_iter().rev()) {
            for (cell, over) in row.iter_mut().zip(over) {
                let below = std::mem::take(cell);
                *cell = over.into_iter().rev().map(Leaf::over_head).collect();
                cell.extend(below);
            }
        }
        self
    }

    /// Two rows of four panels, printed on top. Folded lengthwise with the slit open, the panels hang together in a
    /// ring: the lower row from left to right, then the upper one back; pushed together, neighbours lie back to back
    /// beginning with the two at the left end, and the reader sees the ring's panels one after another.
    fn fold_ring(mut self, is_bound_right: bool) -> Pile {
        if is_bound_right {
            self.cells.iter_mut().for_each(|row| row.reverse());
        }
        let upper = self.cells[0].iter().map(|cell| cell[0].over_head().bottom);
        let lower = self.cells[1].iter().map(|cell| cell[0].top);
        let mut ring: Vec<Print> = lower.chain(upper.rev()).collect();
        // The ring opens between the lower left panel and the upper left one, which is the front.
        ring.rotate_right(1);
        let leaves = ring.chunks(2).map(|pair| Leaf {
            top: pair[0],
            bottom: pair[1],
        });
        Pile {
            cells: vec![vec![leaves.collect()]],
            signatures: self.signatures,
        }
    }
}

fn stack(piles: Vec<Pile>) -> Vec<Pile> {
    piles
        .into_iter()
        .reduce(Pile::laid_on)
        .into_iter()
        .collect()
}

/// Where the spine is at the right, what is said of left and right holds the other way round.
fn finish(imposition: &Imposition, flip_level: bool, is_bound_right: bool) -> Vec<Pile> {
    let sheets = imposition.sheets.iter();
    let printed = sheets.map(|sheet| Pile::print(imposition, sheet, flip_level));
    let mut piles = stack(printed.collect());
    for step in imposition.scheme.finishing {
        let each = |apply: fn(Pile) -> Pile| piles.iter().cloned().map(apply).collect();
        let part = |apply: &dyn Fn(Pile) -> Vec<Pile>| {
            piles.iter().cloned().flat_map(apply).collect::<Vec<Pile>>()
        };
        piles = match step {
            Step::PartSignatures => part(&|pile| pile.part(|a, b| a == b)),
            Step::PartSheets => part(&|pile| pile.part(|_, _| false)),
            Step::CutRows => part(&Pile::cut_rows),
            Step::CutColumns => part(&|pile| from_the_spine(pile.cut_columns(), is_bound_right)),
            Step::CutMiddle => part(&|pile| from_the_spine(pile.cut_middle(), is_bound_right)),
            Step::TurnOver => each(Pile::turn_over),
            Step::FoldTopDown => each(Pile::fold_top_down),
            Step::FoldRightOver if is_bound_right => each(Pile::fold_left_over),
            Step::FoldRightOver => each(Pile::fold_right_over),
            Step::FoldLeftOver if is_bound_right => each(Pile::fold_right_over),
            Step::FoldLeftOver => each(Pile::fold_left_over),
            Step::FoldRing if is_bound_right => each(|pile| pile.fold_ring(true)),
            Step::FoldRing => each(|pile| pile.fold_ring(false)),
            Step::Stack => stack(piles),
        };
    }
    piles
}

fn from_the_spine(mut piles: Vec<Pile>, is_bound_right: bool) -> Vec<Pile> {
    if is_bound_right {
        piles.reverse();
    }
    piles
}

/// The sides that a reader sees, of each copy; whether the printer turns the paper over a level axis, and whether the spine is
/// at the right.
pub(super) fn read(
    imposition: &Imposition,
    flip_level: bool,
    is_bound_right: bool,
) -> Vec<Vec<Print>> {
    let piles = finish(imposition, flip_level, is_bound_right);
    let read = |pile: Pile| {
        assert_eq!(
            (pile.cells.len(), pile.cells[0].len()),
            (1, 1),
            "not folded up"
        );
        let leaves = pile.cells[0][0].iter();
        leaves.flat_map(|leaf| [leaf.top, leaf.bottom]).collect()
    };
    piles.into_iter().map(read).collect()
}

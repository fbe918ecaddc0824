//! A bindery on paper made of numbers. In: an [`Imposition`] and the finishing steps of its scheme. Out: the leaves in
//! the order in which a reader turns them, so that tests can tell whether a scheme makes a book.

use super::*;
use crate::typeset::page::Size;

/// A printed side of a leaf: the page, and whether it stands upright. A back is described as seen when the leaf is
/// turned over like the leaf of a book.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Print {
    page: Option<usize>,
    upright: bool,
    shift: Length,
    used: bool,
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
    fn fold_ring(self) -> Pile {
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

fn finish(imposition: &Imposition, flip_level: bool) -> Vec<Pile> {
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
            Step::CutColumns => part(&Pile::cut_columns),
            Step::TurnOver => each(Pile::turn_over),
            Step::FoldTopDown => each(Pile::fold_top_down),
            Step::FoldRightOver => each(Pile::fold_right_over),
            Step::FoldLeftOver => each(Pile::fold_left_over),
            Step::FoldRing => each(Pile::fold_ring),
            Step::Stack => stack(piles),
        };
    }
    piles
}

/// The sides that a reader sees, of each copy.
fn read(imposition: &Imposition, flip_level: bool) -> Vec<Vec<Print>> {
    let piles = finish(imposition, flip_level);
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

const A5: (f64, f64) = (148.0, 210.0);

fn trim() -> Size {
    Size {
        width: Length::mm(A5.0),
        height: Length::mm(A5.1),
    }
}

fn settings(scheme: &Scheme) -> BookletSettings {
    BookletSettings {
        scheme: scheme.name.into(),
        ..BookletSettings::default()
    }
}

/// Every copy has pages 1..n upright and in order, and blanks only where they belong.
fn assert_book(imposition: &Imposition, pages: usize, settings: &BookletSettings) {
    let size = imposition.grid.size(trim());
    let like_a_leaf = if size.width > size.height {
        Edge::Short
    } else {
        Edge::Long
    };
    let flip_level = settings.duplex.is_some_and(|edge| edge != like_a_leaf);
    let copies = read(imposition, flip_level);
    assert!(!copies.is_empty());
    for copy in copies {
        let name = imposition.scheme.name;
        assert!(
            copy.iter().all(|print| print.used),
            "{name} {pages}: a side never printed"
        );
        assert!(
            copy.iter().all(|print| print.upright),
            "{name} {pages}: on its head"
        );
        let mut expected: Vec<Option<usize>> = (0..pages).map(Some).collect();
        let blanks = vec![None; copy.len() - pages];
        let at = if settings.back_cover {
            pages - 1
        } else {
            pages
        };
        expected.splice(at..at, blanks);
        let got: Vec<Option<usize>> = copy.iter().map(|print| print.page).collect();
        assert_eq!(got, expected, "{name} {pages}");
    }
}

#[test]
fn every_scheme_folds_to_a_book() {
    for scheme in SCHEMES {
        for pages in 1..=400 {
            for duplex in [None, Some(Edge::Long), Some(Edge::Short)] {
                for back_cover in [false, true] {
                    let settings = BookletSettings {
                        duplex,
                        back_cover,
                        ..settings(scheme)
                    };
                    let imposition = impose(pages, trim(), &settings).unwrap();
                    assert_book(&imposition, pages, &settings);
                }
            }
        }
    }
}

#[test]
fn signatures_of_every_size_fold_to_a_book() {
    for size in (4..=64).step_by(4) {
        for pages in 1..=130 {
            let settings = BookletSettings {
                signature: SignaturePages {
                    from: size,
                    to: size,
                },
                ..settings(find("signatures").unwrap())
            };
            let imposition = impose(pages, trim(), &settings).unwrap();
            assert_book(&imposition, pages, &settings);
            assert!(
                imposition.sheets.len() * 4 < pages + 4,
                "a sheet stays empty"
            );
        }
    }
}

#[test]
fn of_a_range_the_size_with_fewest_blanks_is_taken_and_the_largest_of_equals() {
    let chosen = |pages, from, to| {
        let settings = BookletSettings {
            signature: SignaturePages { from, to },
            ..settings(find("signatures").unwrap())
        };
        impose(pages, trim(), &settings).map(|imposition| imposition.signature)
    };
    assert_eq!(chosen(60, 16, 32), Ok(20));
    assert_eq!(chosen(48, 8, 24), Ok(24));
    assert_eq!(chosen(33, 16, 16), Ok(16));
    assert!(chosen(33, 6, 16).is_err());
    assert!(chosen(33, 16, 8).is_err());
    assert!(chosen(33, 0, 8).is_err());
}

#[test]
fn creep_is_the_depth_times_the_caliper_towards_the_spine() {
    for scheme in SCHEMES.iter().filter(|scheme| scheme.nests) {
        let settings = BookletSettings {
            caliper: Length::mm(0.13),
            ..settings(scheme)
        };
        let imposition = impose(96, trim(), &settings).unwrap();
        for copy in read(&imposition, false) {
            let length = imposition.signature;
            for (at, print) in copy.iter().enumerate() {
                let within = at % length;
                let around = if within < length / 2 {
                    within / 2
                } else {
                    (length - 1 - within) / 2
                };
                let sign = if at % 2 == 0 { -1.0 } else { 1.0 };
                let error = print.shift.to_mm() - sign * 0.13 * around as f64;
                assert!(
                    error.abs() < 0.01,
                    "{}: page {} is off by {error} mm",
                    scheme.name,
                    at + 1
                );
            }
        }
    }
}

#[test]
fn the_simulator_can_fail() {
    let scheme = find("octavo").unwrap();
    let settings = settings(scheme);
    let sound = impose(16, trim(), &settings).unwrap();
    let fails = |spoil: &dyn Fn(&mut Sheet)| {
        let mut spoilt = sound.clone();
        spoil(&mut spoilt.sheets[0]);
        std::panic::catch_unwind(|| assert_book(&spoilt, 16, &settings)).is_err()
    };
    assert!(fails(&|sheet| sheet.front[3].turned ^= true));
    assert!(fails(&|sheet| sheet.back[0].page = Some(1)));
    assert!(fails(&|sheet| sheet.back.truncate(7)));
}

#[test]
fn drawings_show_what_is_printed() {
    for scheme in SCHEMES {
        let pages = if scheme.name == "saddle" { 8 } else { 16 };
        let imposition = impose(pages, trim(), &settings(scheme)).unwrap();
        let sheet = &imposition.sheets[0];
        let numbers = |drawing: &str| -> Vec<usize> {
            let words = drawing
                .lines()
                .skip(1)
                .filter(|line| line.contains(|c: char| c.is_ascii_digit()));
            let numbers = words.flat_map(|line| {
                line.split(['|', ' '])
                    .filter_map(|n| n.parse().ok())
                    .collect::<Vec<usize>>()
            });
            numbers.collect()
        };
        let mut expected = Vec::new();
        for row in 0..scheme.rows {
            for side in [&sheet.front, &sheet.back] {
                let cells = side.iter().filter(|placed| placed.row == row);
                expected.extend(cells.filter_map(|placed| placed.page.map(|page| page + 1)));
            }
        }
        let drawn = numbers(scheme.drawing);
        let drawn: Vec<usize> = if scheme.name == "signatures" {
            drawn[..4].to_vec()
        } else {
            drawn
        };
        assert_eq!(drawn, expected, "{}", scheme.name);
    }
}

#[test]
fn an_unknown_scheme_names_the_known_ones() {
    let settings = BookletSettings {
        scheme: "origami".into(),
        ..BookletSettings::default()
    };
    let error = impose(8, trim(), &settings).unwrap_err();
    assert_eq!(error.message, "no imposition scheme `origami`");
    assert!(error.hints[0].contains("saddle"));
}

//! A sheet of a booklet. In: an imposition and the size of its pages. Out: [`Paper`], which knows where on the paper each
//! cell is, shows the forms of pages there, and draws the marks of the bindery.

use super::marks::{Marks, numbers};
use super::number::{Milli, milli};
use crate::diagnostic::Diagnostic;
use crate::manifest::settings::{self, BookletSettings, Edge};
use crate::typeset::Length;
use crate::typeset::impose::{
    Fold, Grid, Imposition, Placed, Scheme, Sheet, Step, find, over_like_a_leaf,
};
use crate::typeset::page::Size;
use lopdf::{Dictionary, dictionary};

/// The same settings for a cover that is a sheet of its own: the paper is that of the booklet only if it holds as many pages.
pub(super) fn for_cover(booklet: &BookletSettings, cover: &Imposition) -> BookletSettings {
    let is_alike = find(&booklet.scheme).is_ok_and(|scheme| scheme.grid() == cover.grid);
    BookletSettings {
        paper: booklet.paper.filter(|_| is_alike),
        ..booklet.clone()
    }
}

/// The sides in the order of printing; whether each is a back.
pub(super) fn sides(imposition: &Imposition) -> Vec<(&Sheet, &[Placed], bool)> {
    let mut sides = Vec::with_capacity(2 * imposition.sheets.len());
    for sheet in &imposition.sheets {
        sides.push((sheet, sheet.front.as_slice(), false));
        if !sheet.back.is_empty() {
            sides.push((sheet, sheet.back.as_slice(), true));
        }
    }
    sides
}

/// What a reader should know before it prints the sheets (PDF 1.7, 12.2): no scaling, and over which edge they are turned.
pub(super) fn preferences(
    imposition: &Imposition,
    paper: &Paper,
    settings: &BookletSettings,
) -> Dictionary {
    let has_backs = imposition.sheets.iter().any(|sheet| !sheet.back.is_empty());
    let edge = settings.duplex.unwrap_or(over_like_a_leaf(paper.size));
    let duplex = match (has_backs, edge) {
        (false, _) => "Simplex",
        (true, Edge::Short) => "DuplexFlipShortEdge",
        (true, Edge::Long) => "DuplexFlipLongEdge",
    };
    dictionary! { "PrintScaling" => "None", "Duplex" => duplex }
}

/// The name of a page's form among the resources.
pub(super) fn form_name(page: usize) -> String {
    format!("P{page}")
}

/// The paper, and where on it the cells begin.
pub(super) struct Paper {
    /// Width and height.
    pub size: Size,
    left: Milli,
    bottom: Milli,
    cell: (Milli, Milli),
    grid: Grid,
}

/// Usual papers in mm, the shorter edge first.
const USUAL: [(f64, f64); 9] = [
    (105.0, 148.0),
    (148.0, 210.0),
    (210.0, 297.0),
    (297.0, 420.0),
    (420.0, 594.0),
    (594.0, 841.0),
    (139.7, 215.9),
    (215.9, 279.4),
    (279.4, 431.8),
];

impl Paper {
    /// The paper that is asked for, or a usual one.
    ///
    /// # Errors
    /// Paper that is too small.
    pub fn choose(
        imposition: &Imposition,
        trim: Size,
        settings: &BookletSettings,
    ) -> Result<Paper, Diagnostic> {
        let cells = imposition.grid.size(trim);
        let size = match settings.paper {
            Some(paper) => turned_like(paper, cells),
            None => usual(cells, settings.marks != Default::default()),
        };
        let (width, height) = (cells.width - ROUNDED, cells.height - ROUNDED);
        if size.width < width || size.height < height {
            let mm =
                |size: Size| format!("{:.0} × {:.0} mm", size.width.to_mm(), size.height.to_mm());
            let message = format!(
                "the pages of a sheet take {}, the paper has {}",
                mm(cells),
                mm(size)
            );
            let error = Diagnostic::error("paper", message);
            return Err(error.hint("take a larger paper or a smaller page, or leave `paper` out"));
        }
        Ok(Paper {
            size,
            left: milli((size.width - cells.width) / 2),
            bottom: milli((size.height - cells.height) / 2),
            cell: (milli(trim.width), milli(trim.height)),
            grid: imposition.grid,
        })
    }

    /// Left and lower edge of a cell.
    fn corner(&self, column: usize, row: usize) -> (Milli, Milli) {
        let from_below = (self.grid.rows - row) as i64 - 1;
        (
            self.left + column as i64 * self.cell.0,
            self.bottom + from_below * self.cell.1,
        )
    }

    /// Operators that show some pages' forms in their cells; nothing is seen beyond a cell.
    pub fn show(&self, placed: &[Placed]) -> Vec<u8> {
        let mut out = Vec::new();
        for placed in placed {
            let Some(page) = placed.page else { continue };
            let (x, y) = self.corner(placed.column, placed.row);
            let (width, height) = self.cell;
            out.extend(b"q ");
            numbers(&mut out, &[x, y, width, height]);
            out.extend(b"re W n ");
            let shift = milli(placed.shift);
            if placed.turned {
                numbers(
                    &mut out,
                    &[-1000, 0, 0, -1000, x + width - shift, y + height],
                );
            } else {
                numbers(&mut out, &[1000, 0, 0, 1000, x + shift, y]);
            }
            out.extend(format!("cm /{} Do Q\n", form_name(page)).bytes());
        }
        out
    }

    /// The marks of a side.
    pub fn marks(
        &self,
        imposition: &Imposition,
        sheet: &Sheet,
        is_back: bool,
        wanted: settings::Marks,
    ) -> Marks {
        let mut marks = Marks::default();
        self.lines(&mut marks, imposition.scheme, (wanted.crop, wanted.fold));
        let here = |folds: &[Fold], is_wanted: bool| -> Vec<Fold> {
            let here = folds
                .iter()
                .filter(|fold| is_wanted && fold.on_back == is_back);
            here.copied().collect()
        };
        for fold in here(&sheet.spine, wanted.collation) {
            marks.bar(self.collation_bar(fold, sheet.signature));
        }
        for fold in here(&sheet.heart, wanted.sewing) {
            let stitches = self.stitches(fold).into_iter();
            stitches.for_each(|bar| marks.bar(bar));
        }
        marks
    }

    /// Marks where the sheet is cut and where it is folded, beyond the cells: `(crop, fold)`. Where the paper ends there, a cut
    /// between cells is marked on it.
    fn lines(&self, marks: &mut Marks, scheme: &Scheme, (crop, fold): (bool, bool)) {
        let Grid { columns, rows } = self.grid;
        let (right, top) = (
            self.left + columns as i64 * self.cell.0,
            self.bottom + rows as i64 * self.cell.1,
        );
        let cuts = Cuts::of(scheme);
        let (mut down, mut across) = (Vec::new(), Vec::new());
        for column in 0..=columns {
            let is_fold = column != 0 && column != columns && !cuts.is_down(column);
            let x = self.left + column as i64 * self.cell.0;
            if if is_fold { fold } else { crop } {
                marks.ends_of_vertical(x, (self.bottom - GAP, top + GAP), is_fold);
                down.extend((!is_fold && cuts.is_down(column)).then_some(x));
            }
        }
        for row in 0..=rows {
            let is_fold = row != 0 && row != rows && !cuts.across;
            let y = self.bottom + row as i64 * self.cell.1;
            if if is_fold { fold } else { crop } {
                marks.ends_of_horizontal(y, (self.left - GAP, right + GAP), is_fold);
                across.extend((row != 0 && row != rows && !is_fold).then_some(y));
            }
        }
        self.cuts(marks, &down, &across);
    }

    /// Short strokes on the lines of cuts between cells, at the edge of paper that has no room beyond the cells, and a cross
    /// where two of them meet.
    fn cuts(&self, marks: &mut Marks, down: &[Milli], across: &[Milli]) {
        let (width, height) = (milli(self.size.width), milli(self.size.height));
        let has_room = |beyond: Milli| beyond >= GAP + STROKE;
        if !has_room(self.bottom) {
            for &x in down {
                marks.line([x, 0, x, STROKE]);
                marks.line([x, height - STROKE, x, height]);
            }
        }
        if !has_room(self.left) {
            for &y in across {
                marks.line([0, y, STROKE, y]);
                marks.line([width - STROKE, y, width, y]);
            }
        }
        for (&x, &y) in down.iter().flat_map(|x| across.iter().map(move |y| (x, y))) {
            let half = STROKE / 2;
            marks.line([x - half, y, x + half, y]);
            marks.line([x, y - half, x, y + half]);
        }
    }

    /// A bar over the spine, 5 mm lower on each next signature, so that the bars of a gathered book make a stair.
    fn collation_bar(&self, fold: Fold, signature: usize) -> [Milli; 4] {
        let (x, y) = self.corner(fold.column, fold.row);
        let (step, head) = (milli(Length::mm(5.0)), milli(Length::mm(20.0)));
        let steps = ((self.cell.1 - 2 * head) / step).max(1);
        let down = head + step * (signature as i64 % steps);
        let half = milli(Length::mm(0.75));
        [x - half, y + self.cell.1 - down - step, 2 * half, step]
    }

    /// Five dots in the fold: a kettle stitch 12 mm from head and tail, and three stations between them.
    fn stitches(&self, fold: Fold) -> Vec<[Milli; 4]> {
        let (x, y) = self.corner(fold.column, fold.row);
        let (end, dot) = (milli(Length::mm(12.0)), milli(Length::mm(0.5)));
        let step = (self.cell.1 - 2 * end) / 4;
        let place = |station: i64| [x - dot / 2, y + end + station * step - dot / 2, dot, dot];
        (0..5).map(place).collect()
    }
}

/// Twice 105 mm, each rounded to whole scaled points, is not 210 mm: so much is no difference, 0.01 mm.
const ROUNDED: Length = Length(1858);

/// Room for marks on each side, in mm.
pub(super) const MARGIN: f64 = 10.0;

/// Where a sheet is cut.
struct Cuts {
    columns: usize,
    between_all: bool,
    in_the_middle: bool,
    across: bool,
}

impl Cuts {
    fn of(scheme: &Scheme) -> Cuts {
        let has = |step: Step| scheme.finishing.contains(&step);
        Cuts {
            columns: scheme.columns,
            between_all: has(Step::CutColumns),
            in_the_middle: has(Step::CutMiddle),
            across: has(Step::CutRows),
        }
    }

    /// Whether it is cut down to the left of a column.
    fn is_down(&self, column: usize) -> bool {
        let is_inside = column != 0 && column != self.columns;
        is_inside && (self.between_all || self.in_the_middle && 2 * column == self.columns)
    }
}

/// A stroke on paper that ends where the cells do: 4 mm, less than any margin.
const STROKE: Milli = 11_339;

/// Between the cells and a mark: 2 mm.
const GAP: Milli = 5_669;

/// The paper upright or lying, as the cells are.
pub(super) fn turned_like(paper: Size, cells: Size) -> Size {
    if (paper.width > paper.height) == (cells.width > cells.height) {
        return paper;
    }
    Size {
        width: paper.height,
        height: paper.width,
    }
}

/// A usual paper that is at most 2 mm wider and higher than the cells: two A5 pages lie on A4, which is 1 mm wider. Else
/// paper as large as the cells, with a margin if marks are wanted.
fn usual(cells: Size, has_marks: bool) -> Size {
    let margin = if has_marks {
        Length::mm(2.0 * MARGIN)
    } else {
        Length::ZERO
    };
    let fits = |paper: &Size| {
        let spare = [paper.width - cells.width, paper.height - cells.height];
        !has_marks
            && spare
                .iter()
                .all(|&spare| spare >= -ROUNDED && spare <= Length::mm(2.0))
    };
    let papers = USUAL.iter().map(|&(short, long)| {
        let paper = Size {
            width: Length::mm(short),
            height: Length::mm(long),
        };
        turned_like(paper, cells)
    });
    let mut papers = papers.filter(fits);
    papers.next().unwrap_or(Size {
        width: cells.width + margin,
        height: cells.height + margin,
    })
}

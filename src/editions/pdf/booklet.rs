//! The booklet. In: finished pages and the scheme of the manifest. Out: a PDF of sheets, front and back in turn; each
//! page becomes a form (PDF 1.7, 8.10) that sheets show, moved and turned, so that its operators stand in the file once.

use super::content::Content;
use super::file::{self, deflated};
use super::finish::{self, Boxes};
use super::marks::{Marks, numbers};
use super::metadata::Facts;
use super::number::{Milli, milli};
use super::{Plates, carcass};
use crate::diagnostic::{Diagnostic, Diagnostics, Warned};
use crate::manifest::Settings;
use crate::store::Data;
use crate::typeset::impose::{self, Fold, Grid, Imposition, Placed, Scheme, Sheet, Step};
use crate::typeset::page::Size;
use crate::typeset::{Layout, Length};
use lopdf::{Dictionary, Object, dictionary};

/// Writes it.
///
/// # Errors
/// An unknown scheme, paper that is too small, fonts or pictures that can't be embedded.
pub(crate) fn write(
    layout: &Layout,
    settings: &Settings,
    plates: &Plates,
) -> Result<Warned<Data>, Diagnostics> {
    let imposition = impose::impose(layout.pages.len(), layout.trim, &settings.bound_booklet())?;
    let paper = Paper::choose(&imposition, layout.trim, settings)?;
    let sides = sides(&imposition);
    let blanks: Vec<Content> = sides.iter().map(|_| Content::default()).collect();
    let mut draft = carcass::build(layout, &plates.fonts, &blanks)?;
    draft.document.version = "1.6".into();
    let pictures = plates.pictures(layout)?;
    let resources = finish::share_resources(&mut draft, pictures);
    let pages = plates.pages(layout);
    let streams = pages
        .iter()
        .map(Vec::as_slice)
        .chain([pictures.digest.as_slice()]);
    let facts = Facts::of(settings, &[], streams);
    finish::set_catalog(&mut draft, &facts, &settings.meta.language);
    let mut forms = Dictionary::new();
    for (page, operators) in pages.iter().enumerate() {
        let form = deflated(
            form_dictionary(layout.trim, resources.into()),
            operators.clone(),
        );
        forms.set(form_name(page), draft.document.add_object(form));
    }
    let resources = draft
        .document
        .add_object(dictionary! { "XObject" => forms });
    for (at, (sheet, placed, is_back)) in sides.iter().enumerate() {
        let mut operators = paper.show(placed);
        operators.extend(
            paper
                .marks(&imposition, sheet, *is_back, settings)
                .operators(),
        );
        let stream = lopdf::Stream::new(Dictionary::new(), operators);
        finish::set_content(&mut draft, at, stream);
        let media = (milli(paper.size.width), milli(paper.size.height));
        finish::set_boxes(
            &mut draft,
            at,
            Boxes {
                media,
                bleed: 0,
                margin: 0,
            },
        );
        if let Ok(page) = draft.document.get_dictionary_mut(draft.pages[at]) {
            page.set("Resources", resources);
        }
        finish::drop_annotations(&mut draft, at);
    }
    Ok(file::write(draft)?.into())
}

/// The sides in the order of printing; whether each is a back.
fn sides(imposition: &Imposition) -> Vec<(&Sheet, &[Placed], bool)> {
    let mut sides = Vec::with_capacity(2 * imposition.sheets.len());
    for sheet in &imposition.sheets {
        sides.push((sheet, sheet.front.as_slice(), false));
        if !sheet.back.is_empty() {
            sides.push((sheet, sheet.back.as_slice(), true));
        }
    }
    sides
}

fn form_name(page: usize) -> String {
    format!("P{page}")
}

/// A page as a form; it keeps what it draws up to 3 mm beyond its edges.
fn form_dictionary(trim: Size, resources: Object) -> Dictionary {
    let bleed = milli(Length::mm(3.0));
    let (width, height) = (milli(trim.width), milli(trim.height));
    dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => carcass::rectangle(-bleed, -bleed, width + bleed, height + bleed),
        "Resources" => resources,
    }
}

/// The paper, and where on it the cells begin.
struct Paper {
    size: Size,
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
    fn choose(
        imposition: &Imposition,
        trim: Size,
        settings: &Settings,
    ) -> Result<Paper, Diagnostic> {
        let cells = imposition.grid.size(trim);
        let size = match settings.booklet.paper {
            Some(paper) => turned_like(paper, cells),
            None => usual(cells, settings.booklet.marks != Default::default()),
        };
        if size.width < cells.width || size.height < cells.height {
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

    fn show(&self, placed: &[Placed]) -> Vec<u8> {
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

    fn marks(
        &self,
        imposition: &Imposition,
        sheet: &Sheet,
        is_back: bool,
        settings: &Settings,
    ) -> Marks {
        let wanted = settings.booklet.marks;
        let mut marks = Marks::default();
        self.lines(&mut marks, imposition.scheme, (wanted.crop, wanted.fold));
        let here = |fold: Option<Fold>| fold.filter(|fold| fold.on_back == is_back);
        if let Some(fold) = here(sheet.spine).filter(|_| wanted.collation) {
            marks.bar(self.collation_bar(fold, sheet.signature));
        }
        if let Some(fold) = here(sheet.heart).filter(|_| wanted.sewing) {
            self.stitches(fold)
                .into_iter()
                .for_each(|bar| marks.bar(bar));
        }
        marks
    }

    /// Marks where the sheet is cut and where it is folded, beyond the cells: `(crop, fold)`.
    fn lines(&self, marks: &mut Marks, scheme: &Scheme, (crop, fold): (bool, bool)) {
        let is_cut = |step: Step| scheme.finishing.contains(&step);
        let Grid { columns, rows } = self.grid;
        let (right, top) = (
            self.left + columns as i64 * self.cell.0,
            self.bottom + rows as i64 * self.cell.1,
        );
        for column in 0..=columns {
            let is_fold = column != 0 && column != columns && !is_cut(Step::CutColumns);
            if if is_fold { fold } else { crop } {
                let x = self.left + column as i64 * self.cell.0;
                marks.ends_of_vertical(x, (self.bottom - GAP, top + GAP), is_fold);
            }
        }
        for row in 0..=rows {
            let is_fold = row != 0 && row != rows && !is_cut(Step::CutRows);
            if if is_fold { fold } else { crop } {
                let y = self.bottom + row as i64 * self.cell.1;
                marks.ends_of_horizontal(y, (self.left - GAP, right + GAP), is_fold);
            }
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

/// Between the cells and a mark: 2 mm.
const GAP: Milli = 5_669;

/// The paper upright or lying, as the cells are.
fn turned_like(paper: Size, cells: Size) -> Size {
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
        Length::mm(20.0)
    } else {
        Length::ZERO
    };
    let fits = |paper: &Size| {
        let spare = [paper.width - cells.width, paper.height - cells.height];
        !has_marks
            && spare
                .iter()
                .all(|&spare| spare >= Length::ZERO && spare <= Length::mm(2.0))
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

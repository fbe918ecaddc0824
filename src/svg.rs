//! Drawings in SVG. In: the bytes of a file. Out: the drawing without all that runs, moves or asks for something elsewhere, and
//! how large it is; and its pixels, in our own faces.

mod clean;
mod weight;

pub(crate) use clean::{Cleaned, clean};

use crate::pixels::{Pixels, on_white};
use crate::typeset::face::{FAMILIES, SYMBOLS, TYPEWRITER};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree, fontdb::Database};
use std::sync::{Arc, OnceLock};

/// The longest file, in bytes: a map of a town has as many.
pub(crate) const LONGEST: usize = 5_000_000;
/// The most pixels a side that a drawing is given.
const LARGEST: u32 = 4_000;
/// Pixels of a drawing to the inch (CSS 2.1, 4.3.2).
pub(crate) const TO_THE_INCH: f64 = 96.0;
/// A drawing is read by functions that call themselves, step by step of its depth.
const STACK: usize = 64 << 20;

/// How large a drawing is, in its own pixels.
///
/// # Errors
/// What can't be read as a drawing.
pub(crate) fn size(svg: &str) -> Result<(f64, f64), String> {
    apart(|| {
        let tree = parse(svg)?;
        let size = tree.size();
        Ok((f64::from(size.width()), f64::from(size.height())))
    })
}

/// A drawing on white paper, so many pixels large, or fewer where those are too many.
///
/// # Errors
/// What can't be read as a drawing.
pub(crate) fn pixels(svg: &str, width: u32, height: u32) -> Result<Pixels, String> {
    apart(|| {
        let tree = parse(svg)?;
        let longest = width.max(height).max(1);
        let fewer = |side: u32| match longest > LARGEST {
            true => (u64::from(side) * u64::from(LARGEST) / u64::from(longest)) as u32,
            false => side,
        };
        let (width, height) = (fewer(width).max(1), fewer(height).max(1));
        let mut paper = Pixmap::new(width, height).ok_or("it has no size")?;
        let size = tree.size();
        let scale =
            Transform::from_scale(width as f32 / size.width(), height as f32 / size.height());
        resvg::render(&tree, scale, &mut paper.as_mut());
        let values = paper.pixels().iter().flat_map(|pixel| {
            let c = pixel.demultiply();
            [c.red(), c.green(), c.blue(), c.alpha()]
        });
        let values = on_white::<3>(values.collect());
        Ok(Pixels {
            width,
            height,
            channels: 3,
            values,
        }
        .plain())
    })
}

fn parse(svg: &str) -> Result<Tree, String> {
    let options = Options {
        font_family: FAMILIES[0].title.into(),
        // Nothing but what the file holds is asked for.
        image_href_resolver: ImageHrefResolver {
            resolve_string: Box::new(|_, _| None),
            ..ImageHrefResolver::default()
        },
        fontdb: faces(),
        ..Options::default()
    };
    Tree::from_str(svg, &options).map_err(|e| e.to_string())
}

/// Our faces: serifs, signs for all that is without, and letters of one width.
fn faces() -> Arc<Database> {
    static FACES: OnceLock<Arc<Database>> = OnceLock::new();
    let made = FACES.get_or_init(|| {
        let mut faces = Database::new();
        for file in FAMILIES[0].files.iter().flatten() {
            faces.load_font_data(file.data.to_vec());
        }
        faces.load_font_data(SYMBOLS.data.to_vec());
        faces.load_font_data(TYPEWRITER.data.to_vec());
        faces.set_serif_family(FAMILIES[0].title);
        faces.set_cursive_family(FAMILIES[0].title);
        faces.set_fantasy_family(FAMILIES[0].title);
        faces.set_sans_serif_family("DejaVu Sans");
        faces.set_monospace_family("DejaVu Sans Mono");
        Arc::new(faces)
    });
    Arc::clone(made)
}

/// Does some work on a stack that is deep enough for it.
fn apart<T: Send>(work: impl FnOnce() -> Result<T, String> + Send) -> Result<T, String> {
    std::thread::scope(|scope| {
        let builder = std::thread::Builder::new().stack_size(STACK);
        let running = builder.spawn_scoped(scope, work);
        let running = running.map_err(|e| e.to_string())?;
        running
            .join()
            .unwrap_or_else(|_| Err("the program that draws it gave up".into()))
    })
}

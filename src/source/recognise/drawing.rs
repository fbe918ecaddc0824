//! Pages as pictures. In: a picture as it is, or a PDF. Out: a picture for each page, drawn by `pdftoppm` or `mutool`,
//! whichever is installed. Drawing, not taking the pictures out, works for every PDF: pages of several pictures, of strips,
//! with masks, turned, or with letters drawn as outlines.

use super::cache;
use crate::diagnostic::{Diagnostic, Place};
use crate::output;
use crate::source::program::{self, Failure, Limits};
use std::borrow::Cow;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

/// Dots an inch: what Tesseract's models were trained at (its documentation, "Improving the quality of the output").
const DOTS: f32 = 300.0;
/// The longest side of a picture, in dots: 20 inches. Some scans say that a dot is a point.
const LONGEST: f32 = 6000.0;
/// How long a page may take to draw, and the largest picture.
const LIMITS: Limits = Limits {
    time: Duration::from_secs(120),
    bytes: 512_000_000,
};

/// The pages of a file.
pub(super) enum Pages<'a> {
    /// A picture, which may hold several pages.
    Picture(&'a [u8]),
    /// A PDF.
    Drawn {
        /// A copy that the renderer reads; it goes with this.
        file: Copy,
        /// Who draws.
        renderer: Renderer,
        /// Dots an inch for each page.
        dots: Vec<u32>,
    },
}

/// A program that draws pages.
#[derive(Clone, Copy)]
pub(super) enum Renderer {
    /// Poppler's.
    Pdftoppm,
    /// MuPDF's.
    Mutool,
}

impl<'a> Pages<'a> {
    /// A picture.
    pub fn picture(bytes: &'a [u8]) -> Pages<'a> {
        Pages::Picture(bytes)
    }

    /// A PDF whose pages have these widths and heights, in points.
    ///
    /// # Errors
    /// `needs-pdftoppm` where nobody is there who could draw it; a cache that can't be written.
    pub fn of_pdf(
        name: &str,
        bytes: &[u8],
        sizes: Vec<(f32, f32)>,
    ) -> Result<Pages<'a>, Diagnostic> {
        let renderer = Renderer::find().ok_or_else(|| {
            let message = format!("`pdftoppm`, which draws the pages of `{name}`, is not installed");
            let fault = Diagnostic::error("needs-pdftoppm", message).at(Place::Path(name.into()));
            fault.hint("install it: `apt-get install poppler-utils` (`mutool` of `mupdf-tools` will do, too)")
        })?;
        let file = Copy::write(bytes).map_err(|e| {
            let folder = cache::root();
            let message = format!(
                "can't write to `{}`: {}",
                folder.display(),
                output::reason(&e)
            );
            Diagnostic::error("unwritable-cache", message)
                .hint("name another folder by `PAMPHLETEER_CACHE`")
        })?;
        Ok(Pages::Drawn {
            file,
            renderer,
            dots: sizes.into_iter().map(dots).collect(),
        })
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        match self {
            Pages::Picture(_) => 1,
            Pages::Drawn { dots, .. } => dots.len(),
        }
    }

    /// Who makes the pictures.
    pub fn manner(&self) -> &'static str {
        match self {
            Pages::Picture(_) => "a picture",
            Pages::Drawn { renderer, .. } => renderer.name(),
        }
    }

    /// The picture of a page, counted from 0, and its dots an inch where it does not say them itself.
    pub fn draw(&self, page: usize) -> Result<(Cow<'_, [u8]>, Option<u32>), Failure> {
        match self {
            Pages::Picture(bytes) => Ok((Cow::Borrowed(bytes), None)),
            Pages::Drawn {
                file,
                renderer,
                dots,
            } => {
                let command = renderer.command(file, page + 1, dots[page]);
                let picture = program::run(command, &[], LIMITS)?;
                match picture.is_empty() {
                    true => Err(Failure::Said("it draws nothing".into())),
                    false => Ok((Cow::Owned(picture), Some(dots[page]))),
                }
            }
        }
    }
}

/// Dots an inch for a page of a size in points.
fn dots((width, height): (f32, f32)) -> u32 {
    let inches = width.max(height) / 72.0;
    DOTS.min(LONGEST / inches.max(0.01)).max(1.0) as u32
}

impl Renderer {
    /// Whichever is there.
    fn find() -> Option<Renderer> {
        let is_there = |renderer: &Renderer| {
            let mut command = Command::new(renderer.name());
            command.arg("-v");
            // What it says is not needed, only that it runs.
            !matches!(program::run(command, &[], LIMITS), Err(Failure::Missing))
        };
        [Renderer::Pdftoppm, Renderer::Mutool]
            .into_iter()
            .find(is_there)
    }

    fn name(self) -> &'static str {
        match self {
            Renderer::Pdftoppm => "pdftoppm",
            Renderer::Mutool => "mutool",
        }
    }

    /// Draws a page, counted from 1, in grey, as PNG on standard output.
    fn command(self, file: &Copy, page: usize, dots: u32) -> Command {
        let mut command = Command::new(self.name());
        let (page, dots) = (page.to_string(), dots.to_string());
        match self {
            Renderer::Pdftoppm => command
                .args(["-q", "-r", &dots, "-gray", "-png", "-f", &page, "-l", &page])
                .arg(&file.path),
            Renderer::Mutool => command
                .args([
                    "draw", "-q", "-r", &dots, "-c", "gray", "-F", "png", "-o", "-",
                ])
                .arg(&file.path)
                .arg(&page),
        };
        command
    }
}

/// A copy of a PDF under a name of ours; it goes when it is dropped.
pub(super) struct Copy {
    path: PathBuf,
}

impl Copy {
    fn write(bytes: &[u8]) -> std::io::Result<Copy> {
        let folder = std::path::absolute(cache::root())?;
        fs::create_dir_all(&folder)?;
        let path = folder.join(cache::own("pdf"));
        fs::write(&path, bytes)?;
        Ok(Copy { path })
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_pages_are_drawn_with_fewer_dots() {
        assert_eq!(dots((420.0, 595.0)), 300);
        // A scan of A4 at 300 dots an inch that says that a dot is a point.
        assert_eq!(dots((2480.0, 3508.0)), 123);
        assert_eq!(dots((0.0, 0.0)), 300);
    }
}

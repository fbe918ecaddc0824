//! Lines for the cover. In: words and where they stand. Out: [`Item`]s, centred or ragged; no hyphens, no justification.

use crate::language::is_right_to_left;
use crate::manifest::Settings;
use crate::typeset::direction::{self, Level};
use crate::typeset::face::{FaceId, Style};
use crate::typeset::founts::Founts;
use crate::typeset::length::Length;
use crate::typeset::page::{Glyph, Ink, Item, Paint, Picture, Run};
use crate::typeset::shape::Type;

/// Words of one type.
pub(in crate::typeset) struct Piece {
    words: Vec<String>,
    style: Style,
    /// 1 em.
    pub size: Length,
    is_small_caps: bool,
    is_display: bool,
}

impl Piece {
    /// In a style of the family.
    pub fn plain(text: &str, style: Style, size: Length) -> Piece {
        let words = text.split(|c: char| c.is_whitespace() && c != '\u{a0}');
        let words = words.filter(|word| !word.is_empty());
        Piece {
            words: words.map(str::to_string).collect(),
            style,
            size,
            is_small_caps: false,
            is_display: false,
        }
    }

    /// In the family of headings.
    pub fn display(self) -> Piece {
        Piece {
            is_display: true,
            ..self
        }
    }

    /// In small capitals.
    pub fn small_caps(text: &str, size: Length) -> Piece {
        Piece {
            is_small_caps: true,
            ..Piece::plain(text, Style::Regular, size)
        }
    }
}

/// Sets lines one after another.
pub(in crate::typeset) struct Setter<'a> {
    /// What is set.
    pub items: Vec<Item>,
    /// The size of the book's text.
    pub size: Length,
    /// What is set from now on is drawn in.
    pub paint: Paint,
    founts: &'a Founts,
    /// Whether lines run from right to left.
    is_backwards: bool,
}

impl<'a> Setter<'a> {
    /// In the book's type and direction.
    pub fn new(founts: &'a Founts, settings: &Settings) -> Setter<'a> {
        Setter {
            items: Vec::new(),
            size: settings.page.size,
            paint: Paint::Ink,
            founts,
            is_backwards: is_right_to_left(&settings.meta.language),
        }
    }

    /// Sets centred lines about `x`, the first on the baseline `y`, as even as they can be; returns the next baseline.
    pub fn centred(&mut self, piece: &Piece, (x, y): (Length, Length), measure: Length) -> Length {
        let mut piece = Piece {
            words: piece.words.clone(),
            ..*piece
        };
        let widest = piece.words.iter().map(|word| self.of(&piece, word).1).max();
        if let Some(widest) = widest.filter(|&widest| widest > measure) {
            piece.size = piece.size.scaled(measure.0, widest.0);
        }
        let mut baseline = y;
        for line in self.even_lines(&piece, measure) {
            let (runs, width) = self.of(&piece, &line);
            self.place(runs, (x - width / 2, baseline));
            baseline += piece.size.scaled(125, 100);
        }
        baseline
    }

    /// Sets lines with a ragged edge where they end; returns the next baseline.
    pub fn ragged(&mut self, piece: &Piece, (x, y): (Length, Length), measure: Length) -> Length {
        let mut baseline = y;
        for line in self.lines(piece, measure) {
            let (runs, width) = self.of(piece, &line);
            let left = if self.is_backwards {
                measure - width
            } else {
                Length::ZERO
            };
            self.place(runs, (x + left, baseline));
            baseline += piece.size.scaled(135, 100);
        }
        baseline
    }

    /// Sets lines with a ragged edge, as even as they can be, in a leading of so many hundredths of their size; returns the next
    /// baseline.
    pub fn lettered(
        &mut self,
        piece: &Piece,
        (x, y): (Length, Length),
        measure: Length,
        leading: i64,
    ) -> Length {
        let mut baseline = y;
        for line in self.even_lines(piece, measure) {
            let (runs, width) = self.of(piece, &line);
            let left = if self.is_backwards {
                measure - width
            } else {
                Length::ZERO
            };
            self.place(runs, (x + left, baseline));
            baseline += piece.size.scaled(leading, 100);
        }
        baseline
    }

    /// How many lines the words take.
    pub fn height(&self, piece: &Piece, measure: Length) -> usize {
        self.lines(piece, measure).len()
    }

    /// How wide the widest word is.
    pub fn widest(&self, piece: &Piece) -> Length {
        let widths = piece.words.iter().map(|word| self.of(piece, word).1);
        widths.max().unwrap_or(Length::ZERO)
    }

    /// Sets one line from `x` on.
    pub fn line(&mut self, piece: &Piece, at: (Length, Length)) {
        let (runs, _) = self.of(piece, &piece.words.join(" "));
        self.place(runs, at);
    }

    /// How wide the words are on one line.
    pub fn width(&self, piece: &Piece) -> Length {
        self.of(piece, &piece.words.join(" ")).1
    }

    /// A picture, its upper left corner at a place.
    pub fn picture(&mut self, at: (Length, Length), picture: Picture) {
        self.items.push(item(at, Ink::Picture(picture), Paint::Ink));
    }

    /// A filled rectangle.
    pub fn rule(&mut self, (x, y): (Length, Length), (width, height): (Length, Length)) {
        let ink = Ink::Rule { width, height };
        self.items.push(item((x, y), ink, self.paint));
    }

    fn lines(&self, piece: &Piece, measure: Length) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in &piece.words {
            let longer = lines.last().map(|line| format!("{line} {word}"));
            match longer.filter(|longer| self.of(piece, longer).1 <= measure) {
                Some(longer) => *lines.last_mut().expect("it was made longer") = longer,
                None => lines.push(word.clone()),
            }
        }
        lines
    }

    /// As few lines as the measure allows, and these as equal as can be: the measure shrinks as long as they stay few.
    fn even_lines(&self, piece: &Piece, measure: Length) -> Vec<String> {
        let mut best = self.lines(piece, measure);
        let mut narrower = measure;
        for _ in 0..20 {
            narrower = narrower.scaled(95, 100);
            let lines = self.lines(piece, narrower);
            if lines.len() > best.len() {
                break;
            }
            best = lines;
        }
        best
    }

    /// The runs of a line from left to right, a new one wherever another face must stand in or words run the other way,
    /// and their width.
    fn of(&self, piece: &Piece, text: &str) -> (Vec<Run>, Length) {
        let levels = direction::levels(text, self.is_backwards);
        let mut parts: Vec<(FaceId, String, Level)> = Vec::new();
        for (text, level) in direction::parts(text, levels.as_deref()) {
            let first = parts.len();
            for c in text.chars() {
                let face = self.founts.face_in(piece.is_display, piece.style, c);
                let face = face.unwrap_or(self.founts.regular());
                match parts[first..].last_mut() {
                    Some((last, part, _)) if *last == face => part.push(c),
                    _ => parts.push((face, c.to_string(), level)),
                }
            }
        }
        let parts = direction::order(parts, |part| part.2, false);
        let runs: Vec<Run> = parts
            .into_iter()
            .map(|part| self.run(piece, part))
            .collect();
        let glyphs = runs.iter().flat_map(|run| &run.glyphs);
        let width = glyphs.map(|glyph| glyph.advance()).sum();
        (runs, width)
    }

    fn run(&self, piece: &Piece, (face, text, level): (FaceId, String, Level)) -> Run {
        let (text, style) = match piece.is_small_caps && face == self.founts.regular() {
            true => self.founts.in_small_caps(&text, piece.size),
            false => (text.as_str().into(), Type::text(face, piece.size)),
        };
        let is_backwards = level.is_backwards();
        let style = Type {
            is_backwards,
            ..style
        };
        let shaped = self.founts.shaper().shape(&text, style);
        let glyphs = shaped.sorts.iter().map(|sort| {
            let glyph = Glyph::new(sort.id, sort.bytes, Length(sort.advance.into()));
            glyph.moved(Length(sort.shift.into()), Length(sort.rise.into()))
        });
        Run {
            face,
            size: style.size,
            scale: 10_000,
            tracking: Length::ZERO,
            glyphs: glyphs.collect(),
            is_turned: false,
            text: if is_backwards {
                shaped.seen(&text)
            } else {
                text.into_owned()
            },
        }
    }

    fn place(&mut self, runs: Vec<Run>, (mut x, y): (Length, Length)) {
        for run in runs {
            let width: Length = run.glyphs.iter().map(|glyph| glyph.advance()).sum();
            self.items.push(item((x, y), Ink::Glyphs(run), self.paint));
            x += width;
        }
    }
}

fn item((x, y): (Length, Length), ink: Ink, paint: Paint) -> Item {
    Item {
        x,
        y,
        element: None,
        link: None,
        paint,
        ink,
    }
}

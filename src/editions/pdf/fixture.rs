//! Small layouts set by hand, for tests. In: lines of text and where they stand. Out: a [`Layout`] as the typesetter
//! would make it: two pages of an A5 booklet with a heading, italics, small capitals, a word broken over two lines, one
//! over two pages, a call and its note, and a link to elsewhere.

use crate::manifest::Settings;
use crate::typeset::Length;
use crate::typeset::face::{FAMILIES, Face, FaceId};
use crate::typeset::page::*;
use harfrust::{Buffer, Feature, Font, ShapeOptions, ShaperFont, Tag};

/// Sets lines.
pub(crate) struct Setter {
    pub(crate) layout: Layout,
    fonts: Vec<Font>,
}

/// Where and how a piece of a line is set.
#[derive(Clone)]
pub(crate) struct Style {
    pub face: u16,
    pub size: f64,
    pub feature: &'static [u8; 4],
    pub scale: u16,
    pub rise: f64,
    pub element: Option<u32>,
    pub link: Option<Link>,
}

pub(crate) fn text(element: u32) -> Style {
    Style {
        face: 0,
        size: 10.5,
        feature: b"onum",
        scale: 10_000,
        rise: 0.0,
        element: Some(element),
        link: None,
    }
}

impl Setter {
    pub(crate) fn new() -> Setter {
        let files = FAMILIES[0].files.iter().flatten();
        let faces: Vec<Face> = files
            .map(|file| Face {
                name: file.name.into(),
                data: file.data.into(),
                index: 0,
                units: 1000,
            })
            .collect();
        let fonts = faces
            .iter()
            .map(|face| Font::new(face.data.blob(), 0).unwrap());
        Setter {
            fonts: fonts.collect(),
            layout: Layout {
                trim: Size {
                    width: Length::mm(148.0),
                    height: Length::mm(210.0),
                },
                pages: Vec::new(),
                faces,
                structure: Vec::new(),
                outline: Vec::new(),
                targets: Vec::new(),
                accent: None,
                device: None,
            },
        }
    }

    pub(crate) fn element(&mut self, kind: ElementKind, parent: Option<u32>) -> u32 {
        let parent = parent.map(ElementId);
        self.layout.structure.push(Element {
            kind,
            parent,
            language: None,
            over: (1, 1),
        });
        self.layout.structure.len() as u32 - 1
    }

    pub(crate) fn target(&mut self, page: u32, y: f64) -> TargetId {
        self.layout.targets.push(Target {
            page,
            x: Length::ZERO,
            y: Length::pt(y),
        });
        TargetId(self.layout.targets.len() as u32 - 1)
    }

    pub(crate) fn page(&mut self, folio: &str) {
        let side = if self.layout.pages.len().is_multiple_of(2) {
            Side::Recto
        } else {
            Side::Verso
        };
        self.layout.pages.push(Page {
            side,
            folio: folio.into(),
            items: Vec::new(),
        });
    }

    pub(crate) fn item(&mut self, x: Length, y: f64, style: &Style, ink: Ink) {
        self.layout.pages.last_mut().unwrap().items.push(Item {
            x,
            y: Length::pt(y),
            element: style.element.map(ElementId),
            link: style.link.clone(),
            paint: Paint::Ink,
            ink,
        });
    }

    /// Sets a piece of a line; returns where the next one begins.
    pub(crate) fn set(&mut self, x: Length, y: f64, style: &Style, text: &str) -> Length {
        let run = self.shape(style, text);
        let width: Length = run.glyphs.iter().map(|glyph| glyph.advance()).sum();
        self.item(x, y, style, Ink::Glyphs(run));
        x + width
    }

    fn shape(&self, style: &Style, text: &str) -> Run {
        let shaper = ShaperFont::new(&self.fonts[usize::from(style.face)]);
        let mut buffer = Buffer::new();
        buffer.push_str(&text.replace('\u{ad}', "-"));
        buffer.guess_segment_properties();
        let features = [Feature::new(Tag::new(style.feature), 1, ..)];
        harfrust::shape(
            &shaper,
            &mut buffer,
            ShapeOptions::new().features(&features),
        )
        .unwrap();
        let size = Length::pt(style.size);
        let scaled =
            |units: i32| size.scaled(i64::from(units) * i64::from(style.scale), 10_000_000);
        let shown = text.replace('\u{ad}', "-");
        let starts: Vec<usize> = buffer
            .glyph_infos()
            .iter()
            .map(|info| info.cluster as usize)
            .collect();
        let bytes = |at: usize| {
            let start = starts[at];
            if at > 0 && starts[at - 1] == start {
                return 0;
            }
            let end = starts[at..].iter().find(|&&next| next > start);
            let part = &shown[start..end.copied().unwrap_or(shown.len())];
            if part == "-" && text.ends_with('\u{ad}') && end.is_none() {
                2
            } else {
                part.len() as u8
            }
        };
        let glyphs = buffer
            .glyph_infos()
            .iter()
            .zip(buffer.glyph_positions())
            .enumerate();
        let glyphs = glyphs.map(|(at, (info, position))| {
            let rise = scaled(position.y_offset) + Length::pt(style.rise);
            Glyph::new(info.glyph_id as u16, bytes(at), scaled(position.x_advance))
                .moved(scaled(position.x_offset), rise)
        });
        Run {
            face: FaceId(style.face),
            size,
            scale: style.scale,
            tracking: Length::ZERO,
            text: text.into(),
            glyphs: glyphs.collect(),
            is_turned: false,
        }
    }

    /// A running head and a folio, which belong to no element.
    pub(crate) fn furniture(&mut self, head: &str, folio: &str) {
        let style = Style {
            feature: b"smcp",
            size: 9.0,
            element: None,
            ..text(0)
        };
        self.set(Length::pt(60.0), 30.0, &style, head);
        self.set(Length::pt(200.0), 560.0, &style, folio);
    }
}

/// The left edge of the small book's lines.
const LEFT: Length = Length(50 << 16);

/// The elements and targets of the small book.
struct Small {
    heading: u32,
    first: u32,
    call: u32,
    label: u32,
    note: u32,
    last: u32,
    to_heading: TargetId,
    to_note: TargetId,
    to_call: TargetId,
}

impl Small {
    fn new(set: &mut Setter) -> Small {
        let heading = set.element(ElementKind::Heading(1), None);
        let first = set.element(ElementKind::Paragraph, None);
        let call = set.element(ElementKind::Reference, Some(first));
        let note = set.element(ElementKind::Note, None);
        Small {
            heading,
            first,
            call,
            label: set.element(ElementKind::Label, Some(note)),
            note: set.element(ElementKind::Paragraph, Some(note)),
            last: set.element(ElementKind::Paragraph, None),
            to_heading: set.target(0, 60.0),
            to_note: set.target(0, 480.0),
            to_call: set.target(0, 100.0),
        }
    }

    fn outline(&self) -> Vec<OutlineEntry> {
        let entry = |(level, title): (u8, &str), target| OutlineEntry {
            level,
            title: title.into(),
            target,
        };
        vec![
            entry((1, "On the Press"), self.to_heading),
            entry((2, "Ink — and lead"), self.to_call),
        ]
    }

    /// The heading, and the first two lines of its paragraph.
    fn beginning(&self, set: &mut Setter) {
        let plain = text(self.first);
        let large = Style {
            size: 16.0,
            ..text(self.heading)
        };
        set.set(LEFT, 70.0, &large, "On the Press");
        let italic = Style {
            face: 1,
            ..plain.clone()
        };
        let x = set.set(LEFT, 100.0, &plain, "A printer’s office keeps ");
        let x = set.set(x, 100.0, &italic, "fine");
        let x = set.set(x, 100.0, &plain, " type,");
        let raised = Style {
            feature: b"sups",
            element: Some(self.call),
            link: Some(Link::Inside(self.to_note)),
            ..plain.clone()
        };
        let x = set.set(x, 100.0, &raised, "1");
        set.set(x, 100.0, &plain, " well-");
        let wide = Style {
            scale: 10_150,
            ..plain
        };
        let second = "kept by hand. The efficient compos\u{ad}";
        set.set(LEFT, 114.0, &wide, second);
    }

    /// The third line: capitals and small letters as small capitals, a link, half a word.
    fn third_line(&self, set: &mut Setter) {
        let plain = text(self.first);
        let cut = |feature: &'static [u8; 4]| Style {
            feature,
            ..text(self.first)
        };
        let web = Style {
            link: Some(Link::Outside("https://example.org/a".into())),
            ..plain.clone()
        };
        let x = set.set(LEFT, 128.0, &plain, "itor of the ");
        let x = set.set(x, 128.0, &cut(b"c2sc"), "NATO");
        let x = set.set(x, 128.0, &plain, " or the ");
        let x = set.set(x, 128.0, &cut(b"smcp"), "Usa");
        let x = set.set(x, 128.0, &plain, " reads ");
        let x = set.set(x, 128.0, &web, "the web");
        set.set(x, 128.0, &plain, " and goes on over\u{ad}");
    }

    /// The note under its rule.
    fn foot(&self, set: &mut Setter) {
        let rule = Style {
            element: None,
            ..text(0)
        };
        let ink = Ink::Rule {
            width: Length::pt(60.0),
            height: Length::pt(0.4),
        };
        set.item(LEFT, 470.0, &rule, ink);
        let back = Style {
            size: 8.5,
            link: Some(Link::Inside(self.to_call)),
            ..text(self.label)
        };
        let x = set.set(LEFT, 484.0, &back, "1");
        let small = Style {
            size: 8.5,
            ..text(self.note)
        };
        set.set(x, 484.0, &small, " A note on the office.");
    }
}

/// A small book of two pages.
pub(crate) fn booklet() -> Layout {
    let mut set = Setter::new();
    let small = Small::new(&mut set);
    set.layout.outline = small.outline();
    set.page("1");
    small.beginning(&mut set);
    small.third_line(&mut set);
    small.foot(&mut set);
    set.furniture("A. Author", "1");
    set.page("2");
    set.set(LEFT, 70.0, &text(small.first), "leaf to the next page. ");
    set.set(LEFT, 84.0, &text(small.last), "The last paragraph.");
    set.furniture("On the Press", "2");
    set.layout
}

/// Settings with a title page.
pub(crate) fn settings() -> Settings {
    let mut settings = Settings::default();
    settings.meta.title = "On the Press".into();
    settings.meta.language = "en-GB".into();
    settings.meta.date = Some("2026-03".into());
    settings.meta.contributors = vec![crate::book::Contributor {
        name: "A. Author".into(),
        file_as: None,
        role: "aut".into(),
    }];
    settings
}

/// A book of many pages, for measuring.
pub(crate) fn long(pages: u32) -> Layout {
    let mut set = Setter::new();
    let sentence = "Even colour, optical edges, and full pages: such was the office of the old firm in fifty lines.";
    for page in 0..pages {
        let paragraph = set.element(ElementKind::Paragraph, None);
        set.page(&(page + 1).to_string());
        for line in 0..33 {
            let style = Style {
                scale: 9_900 + (line % 7) * 40,
                size: 9.0,
                ..text(paragraph)
            };
            set.set(
                Length::pt(30.0),
                60.0 + 14.0 * f64::from(line),
                &style,
                &format!("{sentence} "),
            );
        }
        set.furniture("A. Author", &(page + 1).to_string());
    }
    set.layout
}

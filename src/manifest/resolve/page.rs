//! Pages, press file and booklet. In: the groups as typed. Out: their settings, in scaled points.

use super::{Folder, missing, value};
use crate::diagnostic::Diagnostic;
use crate::editions::pdf::conditions;
use crate::icc::{self, Profile};
use crate::manifest::faults::{Faults, Placed};
use crate::manifest::kind::{Either, Pair};
use crate::manifest::raw::{
    Booklet, DesignGroup, FaceFiles, FitGroup, InkGroup, MarksGroup, Page, Press, Screen,
};
use crate::manifest::scalars::FileName;
use crate::manifest::settings::{
    BookletSettings, Family, Fit, Ink, Links, Marks, PageSettings, PressSettings, PressStandard,
    RunningHeads, ScreenSettings,
};
use crate::typeset::details::Details;
use crate::typeset::face;
use crate::typeset::look::Look;
use crate::typeset::{Length, design};

pub(super) fn page(
    raw: Page,
    (look, design, exceptions, details): (Look, DesignGroup, Vec<String>, Details),
    folder: &Folder<'_>,
    faults: &mut Faults,
) -> PageSettings {
    let mut page = match raw.paper.as_ref().map(|paper| paper.value) {
        Some(paper) => match paper.named {
            Some(paper) => paper.page(),
            None => design::free_page(paper.size),
        },
        None => PageSettings::default(),
    };
    look.dress(&mut page);
    page.exceptions = exceptions;
    page.ornament = value(design.ornament);
    page.cover = value(design.cover).map(|row| row.name);
    page.cover_colour = value(design.cover_colour).unwrap_or(false);
    type_sizes(&raw, &mut page);
    check_type(&raw, &page, faults);
    let margins = raw.margins.clone().unwrap_or_default();
    page.inner = value(margins.inner).unwrap_or(page.inner);
    page.outer = value(margins.outer).unwrap_or(page.outer);
    page.top = value(margins.top).unwrap_or(page.top);
    page.bottom = value(margins.bottom).unwrap_or(page.bottom);
    check_room(&raw, &page, faults);
    let margins = raw.margins.as_ref();
    let has_sides = margins.is_some_and(|given| given.inner.is_some() || given.outer.is_some());
    page.family = family(raw.face, page.family, folder, faults);
    if !has_sides {
        narrow(&mut page);
    }
    let fonts = raw.fonts.iter().flat_map(|fonts| &fonts.0);
    page.fonts = fonts
        .filter_map(|name| font(name, folder, faults))
        .collect();
    page.system_fonts = value(raw.system_fonts).unwrap_or(page.system_fonts);
    page.running_heads = match raw.running_heads {
        Some(Either::One(name)) => name.value.0.into(),
        Some(Either::Other(Pair(verso, recto))) => RunningHeads::Words(verso.value, recto.value),
        None => page.running_heads,
    };
    page.drop_caps = value(raw.drop_caps).unwrap_or(page.drop_caps);
    page.endnotes = value(raw.endnotes).unwrap_or(page.endnotes);
    page.contents = value(raw.contents).or(page.contents);
    page.half_title = value(raw.half_title).or(page.half_title);
    page.roman_front = value(raw.roman_front).unwrap_or(page.roman_front);
    page.fit = raw.fit.and_then(|raw| fit(&raw, faults));
    page.details = details;
    let links = value(raw.links).map(|links| links.0);
    page.links = match (links, value(raw.addresses)) {
        (Some(links), _) => links,
        (None, Some(false)) => Links::None,
        (None, _) => page.links,
    };
    page.tagged = value(raw.tagged).unwrap_or(page.tagged);
    page
}

/// The least and the greatest number of pages that can be asked for.
const FIT: std::ops::RangeInclusive<u32> = 2..=10_000;

/// How many pages there shall be.
fn fit(raw: &FitGroup, faults: &mut Faults) -> Option<Fit> {
    let (given, make): (_, fn(usize) -> Fit) = match (&raw.pages, &raw.multiple) {
        (Some(pages), None) => (pages, Fit::Pages),
        (None, Some(multiple)) => (multiple, Fit::Multiple),
        _ => {
            if raw.given.len() != 1 {
                let hint = "write one of both: `fit: {pages: 16}` or `fit: {multiple: 8}`";
                faults.value(&raw.path, missing("pages", hint));
            }
            return None;
        }
    };
    if !FIT.contains(&given.value) {
        let message = format!("no book has {} pages", given.value);
        let fault = Diagnostic::error("bad-fit", message);
        faults.value(&given.path, fault.hint("write a number from 2 to 10,000"));
        return None;
    }
    Some(make(given.value as usize))
}

/// A line of more letters is lost on the way back to the next (Bringhurst, The Elements of Typographic Style, 2.1.2).
const MOST_LETTERS: i64 = 75;

/// Makes margins wider where lines would have too many letters.
fn narrow(page: &mut PageSettings) {
    let Family::Named(name) = &page.family else {
        return;
    };
    let letter = face::family(name).map_or(0, |family| family.letter);
    let most = page.size.scaled(letter * MOST_LETTERS, 1000);
    let margins = page.inner + page.outer;
    let excess = page.trim.width - margins - most;
    if letter > 0 && excess > Length::ZERO {
        let inner = page.inner;
        page.inner += excess.scaled(inner.0, margins.0.max(1));
        page.outer = page.trim.width - most - page.inner;
    }
}

/// Sizes and leadings: what is given, and the rest in the proportions of the paper.
fn type_sizes(raw: &Page, page: &mut PageSettings) {
    let given = |placed: &Option<Placed<Length>>| placed.as_ref().map(|p| p.value);
    let default = page.clone();
    if let Some(size) = given(&raw.size).filter(|size| size.0 > 0) {
        page.size = size;
        let scale = default.look.scale;
        page.leading = size.scaled(4 * scale.leading, 3 * scale.size.max(1));
        page.note_size = size.scaled(default.note_size.0, default.size.0);
    }
    page.leading = given(&raw.leading).unwrap_or(page.leading);
    page.note_size = given(&raw.note_size).unwrap_or(page.note_size);
    // Five note lines stand beside four lines of text.
    page.note_leading = page.leading.scaled(4, 5);
    if page.note_leading < page.note_size {
        page.note_leading = page.note_size.scaled(6, 5);
    }
    page.note_leading = given(&raw.note_leading).unwrap_or(page.note_leading);
}

/// Type from 4 to 72 pt, and no line inside the one above.
fn check_type(raw: &Page, page: &PageSettings, faults: &mut Faults) {
    let range = Length::pt(4.0)..=Length::pt(72.0);
    for size in [&raw.size, &raw.note_size].into_iter().flatten() {
        if !range.contains(&size.value) {
            faults.value(
                &size.path,
                Diagnostic::error("bad-size", "type this size can't be read")
                    .hint("sizes are 4pt to 72pt; pamphlets are set in 9pt to 12pt"),
            );
        }
    }
    let leadings = [
        (&raw.leading, page.leading, page.size),
        (&raw.note_leading, page.note_leading, page.note_size),
    ];
    for (typed, leading, size) in leadings {
        if let Some(typed) = typed
            && (leading < size.scaled(9, 10) || leading > size.scaled(4, 1))
        {
            let message = format!(
                "a leading of {} does not suit type of {}",
                points(leading),
                points(size)
            );
            faults.value(
                &typed.path,
                Diagnostic::error("bad-size", message)
                    .hint(format!("try {}", points(size.scaled(4, 3)))),
            );
        }
    }
}

fn points(length: Length) -> String {
    let text = format!("{:.2}", length.to_pt());
    format!("{}pt", text.trim_end_matches('0').trim_end_matches('.'))
}

/// A measure of at least eight ems, and a page of at least five lines.
fn check_room(raw: &Page, page: &PageSettings, faults: &mut Faults) {
    let measure = page.trim.width - page.inner - page.outer;
    let depth = page.trim.height - page.top - page.bottom;
    if measure >= page.size * 8 && depth >= page.leading * 5 {
        return;
    }
    let at = match (&raw.margins, &raw.size, &raw.paper) {
        (Some(margins), ..) => &margins.path,
        (None, Some(size), _) => &size.path,
        (None, None, Some(paper)) => &paper.path,
        (None, None, None) => &raw.path,
    };
    let message = format!(
        "no room for text: {:.0} × {:.0} mm are left between the margins",
        measure.to_mm(),
        depth.to_mm()
    );
    faults.value(
        at,
        Diagnostic::error("no-room", message)
            .hint("make the margins or the type smaller, or the paper larger"),
    );
}

type Face =
    Either<Placed<crate::manifest::leaf::Row<crate::manifest::tables::Families>>, FaceFiles>;

fn family(face: Option<Face>, default: Family, folder: &Folder<'_>, faults: &mut Faults) -> Family {
    match face {
        None => default,
        Some(Either::One(name)) => Family::Named(name.value.name),
        Some(Either::Other(files)) => {
            if !files.given.contains(&"regular") {
                faults.value(
                    &files.path,
                    missing("regular", "name the file of the upright face"),
                );
            }
            let files = [files.regular, files.italic, files.bold, files.bold_italic];
            Family::Files(
                files
                    .into_iter()
                    .map(|f| f.and_then(|f| font(&f, folder, faults)))
                    .collect(),
            )
        }
    }
}

fn font(name: &Placed<FileName>, folder: &Folder<'_>, faults: &mut Faults) -> Option<Vec<u8>> {
    let read = folder.read(&name.value.0).and_then(|(_, data)| {
        // OpenType 1.9, the first four bytes of a font file; collections have no single face to take.
        let is_font = [&b"OTTO"[..], b"\0\x01\0\0", b"true"]
            .iter()
            .any(|tag| data.starts_with(tag));
        if is_font {
            return Ok(data);
        }
        let message = format!("`{}` is no OpenType or TrueType font", name.value.0);
        Err(Diagnostic::error("bad-font", message).hint("fonts are .otf or .ttf files"))
    });
    read.map_err(|fault| faults.value(&name.path, fault)).ok()
}

pub(super) fn screen(raw: Screen) -> ScreenSettings {
    ScreenSettings {
        archive: value(raw.archive).unwrap_or(false),
        cover: value(raw.cover).unwrap_or(false),
    }
}

pub(super) fn press(raw: Press, folder: &Folder<'_>, faults: &mut Faults) -> PressSettings {
    let default = PressSettings::default();
    let profile = raw.profile.and_then(|name| profile(&name, folder, faults));
    let standard = raw.standard.map(|given| (given.value.0, given.path));
    if let Some((standard, at)) = &standard
        && *standard != PressStandard::X4
        && raw.condition.is_none()
    {
        let message = "this standard wants to know the printing condition";
        let fault = Diagnostic::error("no-condition", message);
        faults.value(
            at,
            fault.hint("ask the printing house, and write what it says: `condition: fogra52`"),
        );
    }
    if let Some(condition) = &raw.condition
        && standard
            .as_ref()
            .is_none_or(|(standard, _)| *standard == PressStandard::X4)
    {
        let message =
            "PDF/X-4 wants the profile of the condition in the file: its name is not enough";
        let fault = Diagnostic::error("no-profile", message);
        let hint = "name the file under `profile`, or write `standard: x3` or `standard: x1a`, which are content with the name";
        faults.value(&condition.path, fault.hint(hint));
    }
    PressSettings {
        bleed: value(raw.bleed).unwrap_or(default.bleed),
        crop_marks: value(raw.crop_marks).unwrap_or(default.crop_marks),
        caliper: value(raw.caliper).map_or(default.caliper, |caliper| caliper.0),
        pictures: value(raw.pictures).map_or(default.pictures, |inks| inks.0),
        profile,
        standard: standard.map_or(default.standard, |(standard, _)| standard),
        ink: raw.ink.and_then(|raw| ink(raw, faults)),
        second: raw.second_ink.and_then(|raw| ink(raw, faults)),
        condition: value(raw.condition).and_then(|row| conditions::named(&row.name)),
        registration: value(raw.registration).unwrap_or(default.registration),
        colour_bar: value(raw.colour_bar).unwrap_or(default.colour_bar),
        slug: value(raw.slug).unwrap_or(default.slug),
    }
}

/// An ink with both its name and its looks.
fn ink(raw: InkGroup, faults: &mut Faults) -> Option<Ink> {
    let name = value(raw.name).map(|name| name.trim().to_string());
    // These names mean all plates and none, or those of the four inks (PDF 1.7, 8.6.6.4).
    let reserved = ["", "All", "None", "Cyan", "Magenta", "Yellow", "Black"];
    let name = name.filter(|name| !reserved.contains(&name.as_str()));
    let colour = value(raw.colour).map(|colour| colour.0);
    if name.is_none() {
        let hint = "write the name by which the printing house knows the ink: `PANTONE 286 U`";
        faults.value(&raw.path, missing("name", hint));
    }
    if colour.is_none() && !raw.given.contains(&"colour") {
        let hint = "say how a screen shows the ink: `colour: \"#2d4fa1\"`";
        faults.value(&raw.path, missing("colour", hint));
    }
    let (name, colour) = (name?, colour?);
    Some(Ink { name, colour })
}

/// The profile of a press.
fn profile(name: &Placed<FileName>, folder: &Folder<'_>, faults: &mut Faults) -> Option<Profile> {
    let read = folder.read(&name.value.0).and_then(|(_, data)| {
        let is_press = |profile: &Profile| profile.is_of(icc::PRESS, icc::FOUR_INKS);
        Profile::read(data).filter(is_press).ok_or_else(|| {
            let message = format!("`{}` is no profile of a press with four inks", name.value.0);
            let fault = Diagnostic::error("bad-profile", message);
            fault.hint("ask the printing house for its ICC profile: a file for CMYK that ends in .icc or .icm")
        })
    });
    read.map_err(|fault| faults.value(&name.path, fault)).ok()
}

pub(super) fn booklet(raw: Booklet) -> BookletSettings {
    let default = BookletSettings::default();
    BookletSettings {
        scheme: value(raw.scheme).map_or(default.scheme, |scheme| scheme.name),
        caliper: value(raw.caliper).map_or(default.caliper, |caliper| caliper.0),
        signature: value(raw.signature).map_or(default.signature, |range| range.0),
        duplex: value(raw.duplex).map(|edge| edge.0).or(default.duplex),
        paper: value(raw.paper).map(|paper| paper.size).or(default.paper),
        marks: raw.marks.map_or(default.marks, marks),
        back_cover: value(raw.back_cover).unwrap_or(default.back_cover),
        binding: value(raw.binding).map(|binding| binding.0),
        cover_apart: value(raw.cover_apart).unwrap_or(default.cover_apart),
        cover: value(raw.cover).unwrap_or(default.cover),
    }
}

fn marks(raw: MarksGroup) -> Marks {
    let is_set = |flag| value(flag).unwrap_or(false);
    Marks {
        fold: is_set(raw.fold),
        crop: is_set(raw.crop),
        collation: is_set(raw.collation),
        sewing: is_set(raw.sewing),
    }
}

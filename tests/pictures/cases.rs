//! Kinds of pictures that people have. In: a file each, made here. Out: a page that shows it, within its room and within bounds of
//! what is kept and drawn; or what is said of it.

use super::{book, edition, files, near, pages, room, settings, shown, unpacked};
use pamphleteer::source::image;
use pamphleteer::typeset::Length;
use pamphleteer::typeset::lay_out;

/// No picture makes a book's edition larger by more: some hundred times what the largest of these has as a file.
const MOST_BYTES: usize = 4_000_000;

/// A picture, and what comes of it.
struct Case {
    name: &'static str,
    file: Vec<u8>,
    /// What is typed behind it.
    said: &'static str,
    becomes: Becomes,
}

enum Becomes {
    /// A picture in the EPUB by a name with this ending, with the code of what is said of it.
    Page(&'static str, Option<&'static str>),
    /// An error with these words.
    Error(&'static str),
}

fn case(name: &'static str, file: Vec<u8>, becomes: Becomes) -> Case {
    Case {
        name,
        file,
        said: "",
        becomes,
    }
}

/// A drawing around some markup.
fn svg(inner: &str) -> Vec<u8> {
    let head = "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"96\" height=\"48\">";
    format!("{head}<rect width=\"48\" height=\"48\"/>{inner}</svg>").into_bytes()
}

/// Names that stand for ten others each, nine deep: a thousand million words.
fn many_words() -> Vec<u8> {
    let mut names = String::from("<!ENTITY a0 \"word\">");
    for n in 1..10 {
        let inner = format!("&a{};", n - 1).repeat(10);
        names.push_str(&format!("<!ENTITY a{n} \"{inner}\">"));
    }
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><text>&a9;</text></svg>";
    format!("<?xml version=\"1.0\"?><!DOCTYPE svg [{names}]>{drawing}").into_bytes()
}

/// A field that uses itself twice, forty deep.
fn many_fields() -> Vec<u8> {
    let mut inner = String::from("<g id=\"g0\"><rect width=\"1\" height=\"1\"/></g>");
    for n in 1..40 {
        let one = format!("<use xlink:href=\"#g{}\"/>", n - 1);
        inner.push_str(&format!("<g id=\"g{n}\">{one}{one}</g>"));
    }
    svg(&inner)
}

fn cases() -> Vec<Case> {
    use Becomes::{Error, Page};
    let broken = |mut file: Vec<u8>| {
        file.truncate(file.len() / 2);
        file
    };
    let outside = "<image xlink:href=\"https://example.org/a.png\" width=\"9\" height=\"9\"/>\
        <style>@import url(https://example.org/a.css);</style><use href=\"other.svg#a\"/>";
    vec![
        case(
            "taller than the page.png",
            files::png(300, 1900),
            Page(".png", None),
        ),
        case(
            "broken.png",
            broken(files::png(90, 60)),
            Error("breaks off or is damaged"),
        ),
        case(
            "broken.jpg",
            broken(files::jpeg(90, 60)),
            Page(".jpg", Some("picture-broken")),
        ),
        case("a pixel.png", files::png(1, 1), Page(".png", None)),
        case(
            "20,000 wide.png",
            files::png(20_000, 20),
            Error("up to 10,000 pixels a side"),
        ),
        case("ink.jpg", files::cmyk(), Page(".jpg", Some("picture-cmyk"))),
        case("shines through.png", files::alpha(), Page(".png", None)),
        case(
            "runs.svg",
            svg("<script>for(;;){}</script><rect width=\"9\" height=\"9\" onload=\"x()\"/>"),
            Page(".svg", Some("picture-svg")),
        ),
        case(
            "leads elsewhere.svg",
            svg(outside),
            Page(".svg", Some("picture-svg")),
        ),
        case(
            "moves.gif",
            files::gif(&[[200, 0, 0], [0, 0, 200]]),
            Page(".png", None),
        ),
        case("web.webp", files::webp(40, 30), Page(".png", None)),
        case("sixteen bits.png", files::deep(60, 40), Page(".png", None)),
        case("grey.png", files::grey(60, 40), Page(".png", None)),
        case(
            "claims 60,000.png",
            files::claiming(60_000, 60_000),
            Error("up to 10,000 pixels a side"),
        ),
        case(
            "claims 9,000.png",
            files::claiming(9_000, 9_000),
            Error("up to 60 million in all"),
        ),
        case(
            "claims what it has not.png",
            files::claiming(3_000, 3_000),
            Error("breaks off or is damaged"),
        ),
        case("many words.svg", many_words(), Error("SVG")),
        case("many fields.svg", many_fields(), Error("SVG")),
        Case {
            said: "{width=100%}",
            ..case(
                "coarse.png",
                files::png(300, 200),
                Page(".png", Some("coarse-picture")),
            )
        },
    ]
}

#[test]
fn each_picture_has_a_page_or_a_clear_error() {
    for Case {
        name,
        file,
        said,
        becomes,
    } in cases()
    {
        let read = image::read(name, &file);
        match (becomes, read) {
            (Becomes::Error(words), Err(fault)) => {
                let all = format!("{} {}", fault.message, fault.hints.concat());
                assert!(all.contains(words), "{name}: {all}");
                assert!(fault.message.contains(name), "{name}: {all}");
                assert!(!fault.hints.is_empty(), "{name} says what to do");
            }
            (Becomes::Error(_), Ok(read)) => panic!("{name}: {:?}", read.image),
            (Becomes::Page(..), Err(fault)) => panic!("{name}: {fault:?}"),
            (Becomes::Page(ending, code), Ok(read)) => {
                assert!(
                    read.image.width.max(read.image.height) <= image::KEPT,
                    "{name}"
                );
                let remark = read.remark.map(|remark| remark.code);
                has_a_page((name, said), file, (ending, code), remark);
            }
        }
    }
}

/// Holds a picture to what it becomes; `remark` is what reading it said.
fn has_a_page(
    (name, said): (&str, &str),
    file: Vec<u8>,
    (ending, code): (&str, Option<&str>),
    remark: Option<&str>,
) {
    let text = format!("# One\n\nBefore.\n\n![A lamp](<{name}>){said}\n\nAfter.\n");
    let book = book(&text, &[(name, file)]);
    let settings = settings(&book);
    let made = lay_out(&book, &settings).unwrap_or_else(|fault| panic!("{name}: {fault:?}"));
    let codes = made.warnings.0.iter().map(|warning| warning.code);
    let codes: Vec<&str> = remark.into_iter().chain(codes).collect();
    assert_eq!(codes, Vec::from_iter(code), "{name}");
    let layout = pages(&book);
    let [(_, item, picture)] = shown(&layout)[..] else {
        panic!("{name} is shown once")
    };
    let (measure, foot) = room(&settings);
    assert!(
        picture.width > Length::ZERO && picture.height > Length::ZERO,
        "{name}"
    );
    let is_in = picture.width < measure || near(picture.width, measure);
    assert!(is_in, "{name} is as wide as the lines at most");
    assert!(
        item.y + picture.height <= foot + Length::pt(0.1),
        "{name} ends above the foot"
    );
    let epub = edition(&book, "epub");
    let all = unpacked(&epub);
    let files = all.lines().filter(|line| line.contains("/pictures/"));
    let files: Vec<&str> = files.collect();
    assert!(
        matches!(files[..], [one] if one.ends_with(ending)),
        "{name}: {files:?}"
    );
    for edition in [epub, edition(&book, "screen"), edition(&book, "press")] {
        assert!(
            edition.len() < MOST_BYTES,
            "{name}: {} bytes",
            edition.len()
        );
    }
}

/// What moves shows its first frame, what shines through white paper.
#[test]
fn the_first_frame_is_shown_and_white_shines_through() {
    let gif = image::read("a.gif", &files::gif(&[[200, 0, 0], [0, 0, 200]])).expect("a picture");
    let file = gif.image.data.read().expect("bytes");
    let pixels = ::image::load_from_memory(&file).expect("a PNG").to_rgb8();
    assert_eq!(pixels.get_pixel(3, 3).0, [200, 0, 0]);
    let text = "![A spot](a.png)\n";
    let book = book(text, &[("a.png", files::alpha())]);
    let document = lopdf::Document::load_mem(&edition(&book, "screen")).expect("a PDF");
    let streams = document.objects.values().filter_map(|o| o.as_stream().ok());
    let mut images = streams.filter(|s| {
        s.dict.get(b"Subtype").and_then(|n| n.as_name()).ok() == Some(b"Image".as_slice())
    });
    let values = images.next().expect("a picture").decompressed_content();
    assert_eq!(values.expect("values")[..3], [255, 255, 255]);
}

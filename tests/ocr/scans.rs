//! Scans without text. In: PDFs of pictures and pictures alone. Out: what `--ocr` and `source: {ocr: tesseract}` make of them,
//! by scripts that pretend to be `tesseract` and `pdftoppm`, and by the true ones where they are installed.

use super::common;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What the pretended pages say, one after another.
const PAGES: [&str; 3] = [
    "The miller rose before dawn",
    "and walked along the river",
    "until nobody saw him.",
];

/// A desk with scripts in the place of programs.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    /// With a scan of three pages, and programs that pretend.
    fn new(version: &str) -> Desk {
        let desk = Desk {
            folder: tempfile::tempdir().expect("a folder"),
        };
        fs::create_dir(desk.at("bin")).expect("a folder");
        let pages: String = (1..)
            .zip(PAGES)
            .map(|(number, words)| format!("{number}) printf '%s' '{words}';;\n"))
            .collect();
        desk.script(
            "pdftoppm",
            &format!(
                "while [ \"$1\" != -f ]; do [ $# = 0 ] && exit 0; shift; done\ncase $2 in\n{pages}esac"
            ),
        );
        let log = desk.at("calls");
        desk.script(
            "tesseract",
            &format!(
                "case $1 in\n--version) echo 'tesseract {version}';;\n--list-langs) printf 'List:\\neng\\nfra\\n';;\n*)\n\
                 echo \"$*\" >>'{}'\nread -r words\nx=100\n\
                 printf '%s' \"<html><body><div class='ocr_page' title='bbox 0 0 1240 1754; scan_res 300 300'>\"\n\
                 printf '%s' \"<span class='ocr_line' title='bbox 100 200 1100 240; x_size 40'>\"\n\
                 for word in $words; do printf '%s' \"<span class='ocrx_word' title='bbox $x 200 $((x+150)) 240'>$word</span> \"\n\
                 x=$((x+170))\ndone\nprintf '%s' '</span></div></body></html>';;\nesac",
                log.display()
            ),
        );
        fs::write(desk.at("scan.pdf"), scan(3, (2, 2), &[200; 4])).expect("a scan");
        desk
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn script(&self, name: &str, lines: &str) {
        let path = self.at("bin").join(name);
        fs::write(&path, format!("#!/bin/sh\n{lines}\n")).expect("a script");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("it may run");
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.with_path(&self.at("bin"), arguments)
    }

    fn with_path(&self, path: &Path, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pamphleteer"));
        command.args(arguments).current_dir(self.folder.path());
        command.env("PATH", path).env("NO_COLOR", "1");
        command.env("PAMPHLETEER_CACHE", self.at("cache"));
        command.output().expect("the program runs")
    }

    /// How often a page was recognised.
    fn calls(&self) -> usize {
        fs::read_to_string(self.at("calls")).map_or(0, |calls| calls.lines().count())
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A PDF whose pages are one grey picture each.
fn scan(pages: usize, (width, height): (usize, usize), grey: &[u8]) -> Vec<u8> {
    let kids: String = (0..pages)
        .map(|page| format!("{} 0 R ", page + 5))
        .collect();
    let mut objects: Vec<Vec<u8>> = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!("<</Type/Pages/Kids[{kids}]/Count {pages}/MediaBox[0 0 420 595]>>").into_bytes(),
        format!(
            "<</Type/XObject/Subtype/Image/Width {width}/Height {height}/BitsPerComponent 8/ColorSpace/DeviceGray/Length {}>>stream\n",
            grey.len()
        )
        .into_bytes(),
        b"<</Length 26>>stream\nq 420 0 0 595 0 0 cm /I Do\nendstream".to_vec(),
    ];
    objects[2].extend(grey);
    objects[2].extend(b"\nendstream");
    let page = "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</XObject<</I 3 0 R>>>>>>";
    objects.extend((0..pages).map(|_| page.as_bytes().to_vec()));
    let (mut bytes, mut table) = (b"%PDF-1.4\n".to_vec(), String::new());
    for (index, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", bytes.len());
        bytes.extend(format!("{} 0 obj\n", index + 1).bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let (start, size) = (bytes.len(), objects.len() + 1);
    let tail = format!(
        "xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF"
    );
    bytes.extend(tail.bytes());
    bytes
}

#[test]
fn a_scan_is_named_with_what_helps() {
    let desk = Desk::new("5.3.0");
    fs::write(desk.at("page.png"), b"\x89PNG\r\n\x1a\n").expect("a picture");
    for file in ["scan.pdf", "page.png"] {
        let refused = desk.run(&["repair", file]);
        assert_eq!(refused.status.code(), Some(3));
        assert!(said(&refused).contains("`--ocr`"), "{}", said(&refused));
    }
    assert_eq!(desk.calls(), 0);
}

#[test]
fn what_is_not_installed_is_named_with_its_command() {
    let desk = Desk::new("5.3.0");
    let arguments = ["repair", "--ocr", "scan.pdf"];
    let without = desk.with_path(Path::new("/nowhere"), &arguments);
    assert_eq!(without.status.code(), Some(3));
    assert!(
        said(&without).contains("`apt-get install tesseract-ocr`"),
        "{}",
        said(&without)
    );
    let polish = desk.run(&["repair", "--ocr", "--language", "pl", "scan.pdf"]);
    assert!(
        said(&polish).contains("`apt-get install tesseract-ocr-pol`"),
        "{}",
        said(&polish)
    );
    fs::remove_file(desk.at("bin/pdftoppm")).expect("it was there");
    let undrawn = desk.run(&arguments);
    assert!(
        said(&undrawn).contains("`apt-get install poppler-utils`"),
        "{}",
        said(&undrawn)
    );
    let old = Desk::new("4.1.1").run(&arguments);
    assert!(
        said(&old).contains("too old") && said(&old).contains("4.1.1"),
        "{}",
        said(&old)
    );
}

#[test]
fn pages_are_read_in_order_and_once() {
    let desk = Desk::new("5.3.0");
    let read = desk.run(&["repair", "--ocr", "-j", "2", "scan.pdf"]);
    assert_eq!(read.status.code(), Some(0), "{}", said(&read));
    let marked: Vec<String> = (1..)
        .zip(PAGES)
        .map(|(page, words)| format!("[]{{.pagebreak title=\"{page}\"}}{words}"))
        .collect();
    assert_eq!(text(&read).trim(), marked.join(" "));
    assert!(said(&read).contains("guessed-language"), "{}", said(&read));
    assert_eq!(desk.calls(), 3);
    let again = desk.run(&["repair", "--ocr", "--language", "en", "scan.pdf"]);
    assert_eq!(text(&again), text(&read));
    assert!(
        !said(&again).contains("guessed-language"),
        "{}",
        said(&again)
    );
    assert_eq!(desk.calls(), 3, "the cache was asked");
    desk.run(&["repair", "--ocr", "--language", "fr", "scan.pdf"]);
    assert_eq!(desk.calls(), 6, "another language is another reading");
    let calls = fs::read_to_string(desk.at("calls")).expect("calls");
    let call = "stdin stdout -l fra --dpi 300 -c hocr_char_boxes=1 hocr";
    assert_eq!(
        calls.lines().filter(|line| *line == call).count(),
        3,
        "{calls}"
    );
    let left = fs::read_dir(desk.at("cache")).expect("a cache");
    assert_eq!(left.count(), 1, "the copy of the PDF is gone");
}

#[test]
fn a_page_that_can_t_be_read_is_named() {
    let desk = Desk::new("5.3.0");
    desk.script("pdftoppm", "echo 'out of ink' >&2; exit 1");
    let refused = desk.run(&["repair", "--ocr", "--language", "en", "scan.pdf"]);
    assert_eq!(refused.status.code(), Some(3));
    let message = "`pdftoppm` can't read page 1 of `scan.pdf`: out of ink";
    assert!(said(&refused).contains(message), "{}", said(&refused));
}

#[test]
fn a_manifest_says_who_reads() {
    let desk = Desk::new("5.3.0");
    let made = desk.run(&["init", "--ocr", "scan.pdf"]);
    assert_eq!(made.status.code(), Some(0), "{}", said(&made));
    let manifest = fs::read_to_string(desk.at("book.yaml")).expect("a manifest");
    assert!(
        manifest.contains("\nsource: {ocr: tesseract}\n"),
        "{manifest}"
    );
    let checked = desk.run(&["check"]);
    assert_eq!(checked.status.code(), Some(0), "{}", said(&checked));
    fs::write(
        desk.at("book.yaml"),
        "title: A\nlanguage: en\ntext: scan.pdf\n",
    )
    .expect("a manifest");
    assert_eq!(desk.run(&["check"]).status.code(), Some(3));
    assert_eq!(desk.run(&["check", "--ocr"]).status.code(), Some(0));
}

/// A page set by nobody but Poppler's own Times, drawn, and wrapped as a scan.
#[test]
fn the_true_programs_read_a_scan() {
    let (Some(tesseract), Some(mut draw)) = (common::tool("tesseract"), common::tool("pdftoppm"))
    else {
        return;
    };
    let desk = Desk::new("5.3.0");
    let content = "BT /F1 14 Tf 40 500 Td 20 TL (The lamp was lit at five in the morning,) Tj T* (and nobody knew who had done it.) Tj ET";
    let page = format!(
        "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n\
         <</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]/Contents 4 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont\
         /Times-Roman>>>>>>>>\nendobj\n4 0 obj\n<</Length {}>>stream\n{content}\nendstream\nendobj\ntrailer<</Root 1 0 R/Size 5>>\n",
        content.len()
    );
    fs::write(desk.at("page.pdf"), page).expect("a page");
    let drawn = common::run(
        draw.args(["-q", "-r", "200", "-gray"])
            .arg(desk.at("page.pdf")),
    );
    let (width, height) = (1167, 1653);
    let grey = &drawn.stdout[drawn.stdout.len() - width * height..];
    fs::write(desk.at("true.pdf"), scan(1, (width, height), grey)).expect("a scan");
    let path = Path::new(tesseract.get_program())
        .parent()
        .unwrap_or(Path::new("/usr/bin"));
    let path = if path.as_os_str().is_empty() {
        Path::new("/usr/bin")
    } else {
        path
    };
    let read = desk.with_path(path, &["repair", "--ocr", "--language", "en", "true.pdf"]);
    assert_eq!(read.status.code(), Some(0), "{}", said(&read));
    let words = "The lamp was lit at five in the morning, and nobody knew who had done it.";
    let found = text(&read).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(found.contains(words), "{found}");
}

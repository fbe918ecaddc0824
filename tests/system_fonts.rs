//! Fonts of the system, which are asked on request alone. In: a folder that is somebody's home, with a font in it. Out: what is set in
//! it, and what is said.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// A character that no face of ours has, and hardly one of a system's.
const RARE: char = '\u{323af}';

fn number(data: &[u8], at: usize, bytes: usize) -> usize {
    data[at..at + bytes]
        .iter()
        .fold(0, |n, byte| n << 8 | usize::from(*byte))
}

/// A face of ours whose last character is the rare one.
fn font() -> Vec<u8> {
    let mut font = include_bytes!("../fonts/DejaVuSansMono.ttf").to_vec();
    let tables = (0..number(&font, 4, 2)).map(|n| 12 + 16 * n);
    let cmap = tables.into_iter().find(|&at| &font[at..at + 4] == b"cmap");
    let cmap = number(&font, cmap.expect("a map") + 8, 4);
    let mut maps =
        (0..number(&font, cmap + 2, 2)).map(|n| cmap + number(&font, cmap + 8 + 8 * n, 4));
    let map = maps
        .find(|&at| number(&font, at, 2) == 12)
        .expect("a map of all planes");
    let last = map + 16 + 12 * (number(&font, map + 12, 4) - 1);
    let code = u32::from(RARE).to_be_bytes();
    font[last..last + 4].copy_from_slice(&code);
    font[last + 4..last + 8].copy_from_slice(&code);
    font
}

fn build(folder: &Path, home: &Path, asks: bool) -> Output {
    let page = if asks {
        "page: {system_fonts: true}, "
    } else {
        ""
    };
    let manifest = format!(
        "title: A Sign\nauthors: [Ann Ash]\nlanguage: en\ntext: a.md\neditions: {{{page}make: [epub, screen]}}\n"
    );
    fs::write(folder.join("book.yaml"), manifest).expect("a manifest");
    let text = format!("# One\n\nThe sign {RARE} stands here.\n");
    fs::write(folder.join("a.md"), text).expect("a text");
    let mut command = Command::new(env!("CARGO_BIN_EXE_pamphleteer"));
    command.arg("build").current_dir(folder);
    command.env("HOME", home).env("NO_COLOR", "1");
    command.output().expect("the program runs")
}

fn has(file: &Path, words: &[u8]) -> bool {
    let bytes = fs::read(file).expect("an edition");
    bytes.windows(words.len()).any(|window| window == words)
}

/// Homes are looked at on systems that keep fonts there.
#[cfg(all(unix, not(target_os = "macos")))]
#[test]
fn fonts_of_the_system_are_asked_on_request_and_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let home = tempfile::tempdir().expect("a folder");
    fs::create_dir(home.path().join(".fonts")).expect("a folder");
    fs::write(home.path().join(".fonts/signs.ttf"), font()).expect("a font");
    let (screen, epub) = (
        folder.path().join("out/a-sign.pdf"),
        folder.path().join("out/a-sign.epub"),
    );
    let silent = build(folder.path(), home.path(), false);
    let said = String::from_utf8_lossy(&silent.stderr);
    assert!(
        said.contains("missing-character") && !said.contains("system-font"),
        "{said}"
    );
    assert!(!has(&epub, b"fonts/DejaVuSansMono.ttf"));
    let asked = build(folder.path(), home.path(), true);
    let said = String::from_utf8_lossy(&asked.stderr);
    assert_eq!(asked.status.code(), Some(0), "{said}");
    assert!(
        said.contains("system-font") && !said.contains("missing-character"),
        "{said}"
    );
    assert!(
        said.contains(".fonts/signs.ttf") && said.contains("DejaVu Sans Mono"),
        "{said}"
    );
    assert!(has(&epub, b"fonts/DejaVuSansMono.ttf"));
    let first = fs::read(&screen).expect("an edition");
    // Whether the machine has other fonts now is not known before they are looked at.
    fs::remove_file(home.path().join(".fonts/signs.ttf")).expect("a font less");
    let again = build(folder.path(), home.path(), true);
    let said = String::from_utf8_lossy(&again.stderr);
    assert!(said.contains("missing-character"), "{said}");
    assert!(fs::read(&screen).expect("an edition") != first);
}

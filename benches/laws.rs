//! The laws of the repair on every text of the corpus. In: the cases in ../shared/corpus/dev, or in the folder that
//! `PAMPHLETEER_CORPUS` names. Out: a line a case with its time, and how many break a law; `cargo bench --bench laws`.
//! A fast part of it is in tests/laws_repair.rs.

#[path = "../tests/common/laws.rs"]
mod laws;

use pamphleteer::source::Source;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

fn main() -> ExitCode {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/dev");
    let folder = std::env::var_os("PAMPHLETEER_CORPUS").map_or(beside, PathBuf::from);
    let Ok(cases) = std::fs::read_dir(&folder) else {
        eprintln!("NOT MEASURED: {} is not on this machine", folder.display());
        return ExitCode::SUCCESS;
    };
    let texts = cases.flatten().map(|case| case.path().join("input.txt"));
    let mut texts: Vec<PathBuf> = texts.filter(|text| text.exists()).collect();
    texts.sort();
    let broken = texts.iter().filter(|text| !holds(text)).count();
    println!("{} texts, {broken} of them break a law", texts.len());
    if broken == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Whether the laws hold on a text; says so.
fn holds(text: &Path) -> bool {
    let start = Instant::now();
    let read = std::fs::read_to_string(text).expect("a text in UTF-8");
    let held = catch_unwind(|| laws::assert_laws(&Source::new("input.txt", read)));
    let name = text.parent().and_then(Path::file_name).unwrap_or_default();
    let verdict = if held.is_ok() { "holds" } else { "BROKEN" };
    println!(
        "{verdict} {:6.2} s {}",
        start.elapsed().as_secs_f32(),
        name.display()
    );
    held.is_ok()
}

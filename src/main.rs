//! The program: arguments in, exit code out.

use pamphleteer::manifest::Settings;
use pamphleteer::source::Source;
use pamphleteer::{editions, pipeline};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, command, input, flag, output] = arguments.as_slice() else {
        eprintln!("usage: pamphleteer repair TEXT -o OUT.md");
        return ExitCode::from(2);
    };
    if command != "repair" || flag != "-o" {
        return ExitCode::from(2);
    }
    let Ok(text) = std::fs::read_to_string(input) else {
        return ExitCode::from(3);
    };
    let sources = [Source::new(input, text)];
    let (book, _, _) = pipeline::repair_sources(&sources, &Settings::default());
    match std::fs::write(output, editions::markdown::write(&book)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(5),
    }
}

//! The program `tesseract`. In: a picture, by standard input. Out: hOCR with a box for each character; or why not.

use super::languages;
use crate::diagnostic::Diagnostic;
use crate::source::program::{self, Failure, Limits};
use std::process::Command;
use std::time::Duration;

/// The oldest version whose boxes of characters are right.
const OLDEST: u32 = 5;
/// How long it may take for a page, and the longest output.
const LIMITS: Limits = Limits {
    time: Duration::from_secs(600),
    bytes: 256_000_000,
};

/// The program, found.
pub(super) struct Tesseract {
    /// What it says that it is: `tesseract 5.3.0`.
    pub version: String,
    languages: Vec<String>,
}

impl Tesseract {
    /// Looks for it; asks for its version and its languages.
    ///
    /// # Errors
    /// `needs-tesseract`: it is not there, too old, or does not run.
    pub fn find() -> Result<Tesseract, Diagnostic> {
        let version = ask("--version").map_err(refusal)?;
        let version = version.lines().next().unwrap_or_default().trim();
        let number = version.split(' ').nth(1).unwrap_or_default();
        let number = number.trim_start_matches('v').split('.').next();
        let major = number.and_then(|number| number.parse::<u32>().ok());
        if major.is_none_or(|major| major < OLDEST) {
            let said = if version.is_empty() {
                "it does not say which"
            } else {
                version
            };
            let message = format!("this `tesseract` is too old, version 5 is wanted: {said}");
            return Err(install(Diagnostic::error("needs-tesseract", message)));
        }
        let listed = ask("--list-langs").map_err(refusal)?;
        let languages = listed.lines().skip(1).map(|line| line.trim().to_string());
        Ok(Tesseract {
            version: version.into(),
            languages: languages.collect(),
        })
    }

    /// What the program calls a language, by its BCP 47 tag.
    ///
    /// # Errors
    /// `no-ocr-language` where it has not learnt to read it.
    pub fn language(&self, tag: &str) -> Result<String, Diagnostic> {
        let codes = languages::codes(tag);
        let has = |code: &&String| self.languages.contains(code);
        if let Some(code) = codes.iter().find(has) {
            return Ok(code.clone());
        }
        let message = format!("`tesseract` has not learnt to read `{tag}`");
        let fault = Diagnostic::error("no-ocr-language", message);
        Err(match codes.first() {
            Some(code) => fault.hint(format!(
                "install it: `apt-get install tesseract-ocr-{}`, or put `{code}.traineddata` into its folder",
                code.replace('_', "-")
            )),
            None => fault.hint("`tesseract --list-langs` names those that it knows"),
        })
    }

    /// Reads a picture; `dots` an inch where the picture does not say them.
    pub fn read(
        &self,
        picture: &[u8],
        dots: Option<u32>,
        language: &str,
    ) -> Result<Vec<u8>, Failure> {
        let mut command = Command::new("tesseract");
        // Pages are read in parallel: threads of its own would only be in their way.
        command.env("OMP_THREAD_LIMIT", "1");
        command.args(["stdin", "stdout", "-l", language]);
        if let Some(dots) = dots {
            command.args(["--dpi", &dots.to_string()]);
        }
        command.args(["-c", "hocr_char_boxes=1", "hocr"]);
        program::run(command, picture, LIMITS)
    }
}

fn ask(question: &str) -> Result<String, Failure> {
    let mut command = Command::new("tesseract");
    command.arg(question);
    let said = program::run(command, &[], LIMITS)?;
    Ok(String::from_utf8_lossy(&said).into_owned())
}

fn refusal(failure: Failure) -> Diagnostic {
    let message = match failure {
        Failure::Missing => "`tesseract`, which reads pictures, is not installed".into(),
        Failure::Said(words) => format!("`tesseract` does not run: {words}"),
        Failure::Endless => "`tesseract` does not say its version".into(),
    };
    install(Diagnostic::error("needs-tesseract", message))
}

fn install(fault: Diagnostic) -> Diagnostic {
    fault.hint("install it: `apt-get install tesseract-ocr`, `brew install tesseract`; or give the OCR layout of another program")
}

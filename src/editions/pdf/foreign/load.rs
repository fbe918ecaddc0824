//! The file of others, opened. In: its bytes. Out: its objects; or why there are none, and what to do.

use crate::diagnostic::Diagnostic;
use lopdf::{Document, Error, LoadOptions};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The most that a stream with objects may unpack to, in bytes: larger ones are made to fill the memory.
const MOST: usize = 1 << 28;

/// The code of what can't be read.
pub(super) const BROKEN: &str = "broken-pdf";

/// Whether it begins as a PDF does: within the first 1,024 bytes (PDF 1.7, annex H.3.4.1).
fn is_pdf(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    head.windows(5).any(|at| at == b"%PDF-")
}

/// Opens it, with the empty password if it is encrypted.
///
/// # Errors
/// What is no PDF, is locked, or is broken.
pub(super) fn load(bytes: &[u8]) -> Result<Document, Diagnostic> {
    if !is_pdf(bytes) {
        let fault = Diagnostic::error("no-pdf", "this is no PDF: it does not begin with `%PDF-`");
        return Err(fault.hint(
            "`pamphleteer build` makes a PDF of a text; other programs save or print as PDF",
        ));
    }
    let options = LoadOptions::with_max_decompressed_size(MOST);
    // Files that are broken on purpose may break its reader, too.
    let opened = catch_unwind(AssertUnwindSafe(|| {
        Document::load_mem_with_options(bytes, options)
    }));
    let document = match opened {
        Ok(Ok(document)) => document,
        Ok(Err(Error::InvalidPassword | Error::Decryption(_))) => return Err(locked()),
        Ok(Err(Error::UnsupportedSecurityHandler(_))) => return Err(locked()),
        Ok(Err(error)) => return Err(broken(&error.to_string())),
        Err(_) => return Err(broken("its objects can't be read")),
    };
    if document.trailer.has(b"Encrypt") {
        return Err(locked());
    }
    Ok(document)
}

fn locked() -> Diagnostic {
    Diagnostic::error("locked-pdf", "the file is locked with a password")
        .hint("unlock it first: `qpdf --decrypt --password=WORD IN.pdf OUT.pdf`")
}

/// What to say of a file whose objects are not where they should be.
pub(super) fn broken(why: &str) -> Diagnostic {
    Diagnostic::error(BROKEN, format!("the PDF is broken: {why}"))
        .hint("many can be mended: `qpdf IN.pdf OUT.pdf`, or `mutool clean IN.pdf OUT.pdf`")
}

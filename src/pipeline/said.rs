//! Messages of several editions as one list. In: what each edition says. Out: each message once, with their names.

use crate::diagnostic::{Diagnostic, Diagnostics};

/// What the editions say. The PDFs share their pages, and what is wrong with these is said once.
#[derive(Default)]
pub(super) struct Said(Vec<(Diagnostic, Vec<&'static str>)>);

impl Said {
    pub(super) fn add(&mut self, edition: &'static str, messages: Diagnostics) {
        for message in messages {
            match self.0.iter_mut().find(|(said, _)| *said == message) {
                Some((_, editions)) => editions.push(edition),
                None => self.0.push((message, vec![edition])),
            }
        }
    }

    /// The messages, each with the names of its editions.
    pub(super) fn messages(self) -> impl Iterator<Item = Diagnostic> {
        self.0.into_iter().map(|(mut message, editions)| {
            message.message = format!("{}: {}", editions.join(", "), message.message);
            message
        })
    }
}

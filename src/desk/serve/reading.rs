//! How far a reading is. In: events of the work. Out: which text's pages are being read, for a page that waits.

use crate::progress::{Event, Progress};
use std::sync::{Mutex, PoisonError};

/// What is being read off pictures now, in words; nothing where no page waits for that.
#[derive(Debug, Default)]
pub struct Pages(Mutex<String>);

impl Pages {
    /// In words.
    #[must_use]
    pub fn said(&self) -> String {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl Progress for Pages {
    fn on(&self, event: Event<'_>) {
        let words = match event {
            Event::Pages { text, done, of } if done < of => {
                format!("{text}: {done} of {of} pages are read.")
            }
            Event::Pages { .. } | Event::Done { .. } | Event::Began { .. } => String::new(),
            Event::Step { .. } => return,
        };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = words;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_counted_until_they_are_read() {
        let pages = Pages::default();
        let read = |done| {
            let text = "a.pdf";
            pages.on(Event::Pages { text, done, of: 2 });
        };
        assert_eq!(pages.said(), "");
        read(1);
        assert_eq!(pages.said(), "a.pdf: 1 of 2 pages are read.");
        read(2);
        assert_eq!(pages.said(), "");
    }
}

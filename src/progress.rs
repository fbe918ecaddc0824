//! How far the work is. In: events from the `pipeline`. Out: whatever a [`Progress`] makes of them; passes and editions know nothing of it.

/// Something began or was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event<'a> {
    /// So many books will be worked on.
    Began {
        /// How many.
        books: usize,
    },
    /// A book goes into a step.
    Step {
        /// The book, as messages name it.
        book: &'a str,
        /// The step: `repair`, `editions` …
        step: &'static str,
    },
    /// Pages of a text that are pictures are being read.
    Pages {
        /// The text, as messages name it.
        text: &'a str,
        /// How many are read.
        done: usize,
        /// Of how many.
        of: usize,
    },
    /// A book is done, well or not.
    Done {
        /// The book, as messages name it.
        book: &'a str,
    },
}

/// Who is told.
pub trait Progress: Sync {
    /// Takes an event; from any thread.
    fn on(&self, event: Event<'_>);
}

/// Nobody.
pub struct Silent;

impl Progress for Silent {
    fn on(&self, _event: Event<'_>) {}
}

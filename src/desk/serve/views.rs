//! What open pages have seen. In: the name of a page in a browser. Out: the version of the files that it shows: a page
//! that renews its parts by a script need not know it.

use std::sync::{Mutex, PoisonError};

/// Pages that are remembered; an older one must be loaded again.
const MOST: usize = 500;

/// The names and versions, the oldest first, and how many there were.
#[derive(Default)]
pub struct Views(Mutex<(Vec<(String, String)>, u64)>);

impl Views {
    /// A name for a new page.
    #[must_use]
    pub fn name(&self) -> String {
        let mut views = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        views.1 += 1;
        views.1.to_string()
    }

    /// A page was shown a version.
    pub fn show(&self, view: &str, version: &str) {
        let mut views = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        views.0.retain(|(name, _)| name != view);
        if views.0.len() >= MOST {
            views.0.remove(0);
        }
        views.0.push((view.into(), version.into()));
    }

    /// The version that a page was shown last; empty for an unknown page.
    #[must_use]
    pub fn seen(&self, view: &str) -> String {
        let views = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = views.0.iter().find(|(name, _)| name == view);
        found
            .map(|(_, version)| version.clone())
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_remembered_with_what_it_was_shown_last() {
        let views = Views::default();
        let (one, other) = (views.name(), views.name());
        assert_ne!(one, other);
        assert_eq!(views.seen(&one), "");
        views.show(&one, "a");
        views.show(&other, "b");
        views.show(&one, "c");
        assert_eq!(
            (views.seen(&one).as_str(), views.seen(&other).as_str()),
            ("c", "b")
        );
        (0..MOST).for_each(|view| views.show(&format!("x{view}"), "d"));
        assert_eq!(views.seen(&one), "");
    }
}

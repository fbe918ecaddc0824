//! A repaired galley becomes a book. In: [`crate::galley::Galley`]. Out: blocks and notes for [`super::Book`].

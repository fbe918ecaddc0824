//! `pamphleteer` makes real books out of ruined text. The flow, one way:
//!
//! ```text
//! book.yaml ─► manifest ─► source ─► galley ─► repair ─► book ─┬─► text, markdown
//!                                       │         │            ├─► epub
//!                                       └── Pen ──┴─► ledger   └─► typeset ─► pdf: screen, press, booklet
//! ```
//!
//! Each value is built from the one before it and never reaches back. [`pipeline`] is the recipe, one line a step.

pub mod book;
pub mod diagnostic;
pub mod editions;
pub mod galley;
pub mod ledger;
pub mod lexicon;
pub mod manifest;
pub mod pipeline;
pub mod repair;
pub mod source;
pub mod typeset;

//! `pamphleteer` makes real books out of ruined text. The flow, one way:
//!
//! ```text
//! book.yaml ─► manifest ─► source ─► galley ─► repair ─► book ─┬─► text, markdown
//!                                       │         │            ├─► epub
//!                                       └── Pen ──┴─► ledger   └─► typeset ─► pdf: screen, press, booklet
//! ```
//!
//! Each value is built from the one before it and never reaches back. [`pipeline`] is the recipe, one line a step.

pub mod bars;
pub mod book;
pub mod cli;
mod counting;
pub mod desk;
pub mod diagnostic;
pub mod editions;
mod facsimile;
pub mod galley;
mod hash;
pub mod icc;
pub mod language;
pub mod ledger;
pub mod lexicon;
mod library;
pub mod manifest;
pub mod output;
pub mod pipeline;
mod pixels;
pub mod progress;
pub mod proof;
mod punctuation;
pub mod repair;
pub mod report;
mod sfnt;
pub mod source;
pub mod store;
pub mod summary;
mod svg;
pub mod typeset;
pub mod wording;

//! OCR from outside. In: scans, and programs that pretend to be Tesseract, or the true one; layout files, damaged. Out: what
//! the program makes of them and what it says where something is missing.

#[path = "../common/mod.rs"]
mod common;
mod damaged;
#[cfg(unix)]
mod scans;

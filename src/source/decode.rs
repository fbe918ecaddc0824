//! Bytes to text. In: a file's bytes. Out: its text in UTF-8, and what encoding it was in.

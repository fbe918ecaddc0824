//! Clean Markdown. In: a source whose notes are `[^1]`. Out: the book, without any repair.

//! Muse as others read it. In: texts in Markdown. Out: their Muse, and the words that `pandoc` finds in it.

use super::write;
use crate::book::Book;
use crate::editions::common;
use crate::source::{Source, markdown};
use std::io::Write;
use std::process::{Command, Stdio};

fn book(text: &str) -> Book {
    let read = markdown::read(&[Source::new("a.md", text.into())]);
    read.expect("a book").value
}

/// The Muse of a text, without its head.
fn muse(text: &str) -> String {
    let muse = write(&book(text));
    let (_, body) = muse.split_once("\n\n").expect("a head");
    body.to_owned()
}

#[test]
fn what_has_a_sign_has_it() {
    for (text, want) in [
        ("# One\n\n## Two *too*\n", "* One\n\n** Two <em>too</em>\n"),
        (
            "> said\n\n| one\n|   two\n",
            "<quote>\nsaid\n</quote>\n\n<verse>\none\n    two\n</verse>\n",
        ),
        ("a[^1]\n\n[^1]: b\n\n    c\n", "a[1]\n\n[1] b\n\n    c\n"),
        ("- a\n\n    b\n- c\n", " - a\n\n   b\n\n - c\n"),
        (
            "| a | b |\n|---|---|\n| c | |\n\nTable: d\n",
            " a || b \n c |  \n |+ d +|\n",
        ),
        (
            "![a *b*](<c d.png>){width=40%}\n",
            "[[c%20d.png 40][a <em>b</em>]]\n",
        ),
        ("![a[^1]](c.png)\n\n[^1]: b\n", "[[c.png][a]][1]\n\n[1] b\n"),
        (
            "[a](https://b.org) `c`\n",
            "[[https://b.org][a]] <code>c</code>\n",
        ),
        ("```\n* a\n```\n", "<example>\n* a\n</example>\n"),
    ] {
        assert_eq!(muse(text), want, "{text}");
    }
}

#[test]
fn a_side_note_stands_before_its_paragraph() {
    let text = "She left[a *long* way]{.sidenote} in May.\n";
    let muse = muse(text);
    let end = "<quote>\na <em>long</em> way\n</quote>\n\nShe left in May.\n";
    assert!(muse.ends_with(end), "{muse}");
    let said = super::unsaid(&book(text)).expect("a warning");
    assert!(said.message.contains("1 side notes"), "{}", said.message);
}

#[test]
fn what_only_looks_like_a_sign_is_marked() {
    for (text, want) in [
        (
            "a \\* b = c\n",
            "a <verbatim>*</verbatim> b <verbatim>=</verbatim> c\n",
        ),
        (
            "\\[1\\] \\<b>\n",
            "<verbatim>[</verbatim>1<verbatim>]</verbatim> <verbatim><</verbatim>b>\n",
        ),
        ("\\# a\n", "<verbatim>#</verbatim> a\n"),
        ("1\\. a\n", "<verbatim>1.</verbatim> a\n"),
        (
            "a \\| b :: c\n",
            "a <verbatim>|</verbatim> b <verbatim>::</verbatim> c\n",
        ),
    ] {
        assert_eq!(muse(text), want, "{text}");
    }
}

/// What `pandoc` reads, in words.
fn read_by_pandoc(muse: &str) -> Option<Vec<String>> {
    let mut command = Command::new("pandoc");
    command.args(["-f", "muse", "-t", "plain", "--wrap=none"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().ok()?;
    child.stdin.take()?.write_all(muse.as_bytes()).ok()?;
    let output = child.wait_with_output().ok()?;
    let said = String::from_utf8(output.stdout).ok()?;
    Some(said.split_whitespace().map(str::to_owned).collect())
}

/// Signs of all kinds, in all places, are words again.
#[test]
fn another_reader_finds_the_same_words() {
    let text = "One \\* two \\*\\* three = four = five \\[6\\] \\[\\[seven\\]\\] eight\n\n\\> nine\n\n\\; ten\n\n\
                \\- eleven\n\n12\\. twelve\n\na\\. thirteen | fourteen || fifteen\n\nsixteen \\<em> seventeen\n\n\
                {{{ eighteen }}}\n\n\\#nineteen twenty :: twenty-one\n";
    let want: Vec<&str> = "One * two ** three = four = five [6] [[seven]] eight > nine ; ten - eleven 12. twelve \
         a. thirteen | fourteen || fifteen sixteen <em> seventeen {{{ eighteen }}} #nineteen twenty :: twenty-one"
        .split(' ')
        .collect();
    match read_by_pandoc(&write(&book(text))) {
        Some(found) => assert_eq!(found, want),
        None => common::loud_skip("pandoc"),
    }
}

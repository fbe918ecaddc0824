//! A manifest with the place of all that stands in it. In: YAML text that serde_yaml can read. Out: a tree of nodes with
//! their bytes, and the comments between them.

use super::scan::{
    begins_line, block_scalar, column, is_gap, is_marker, line_end, plain_end, quoted_end,
    skip_blanks, skip_trivia,
};
use std::ops::Range;

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// From its first byte (its anchor or tag, if it has one) to the end of its last word or bracket.
    pub span: Range<usize>,
    /// What it is.
    pub shape: Shape,
    /// Whether it has an anchor or is an alias.
    pub is_shared: bool,
}

/// What a node is.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    /// Nothing was written.
    Nothing,
    /// A word: what it consists of, a block scalar of two parts.
    Scalar(Vec<Range<usize>>),
    /// `*anchor`.
    Alias,
    /// A mapping.
    Map(Form, Vec<Entry>),
    /// A list.
    List(Form, Vec<Item>),
    /// `a: b` in a list in brackets.
    Pair(Vec<Range<usize>>),
}

/// How a list or mapping is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// By indents; all begin at this column.
    Block(usize),
    /// In brackets.
    Flow,
}

/// An entry of a mapping.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// The key, with its quotes.
    pub key: Range<usize>,
    /// The key as it reads.
    pub name: String,
    /// The byte after the colon, or after the key if it has none.
    pub after: usize,
    /// Its value.
    pub value: Node,
}

/// An item of a list.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// Where its hyphen stands, or it itself inside brackets.
    pub start: usize,
    /// Its value.
    pub value: Node,
}

/// Why a text can't be edited: the byte, and what is there.
pub(super) type Refusal = (usize, &'static str);

/// Reads a text.
pub(super) fn read(text: &str) -> Result<Node, Refusal> {
    let mut reader = Reader {
        text,
        at: 0,
        depth: 0,
    };
    reader.preamble();
    let root = reader.block(-1, false)?;
    let rest = skip_trivia(text, root.span.end.max(reader.at));
    match rest == text.len() || is_marker(text, rest) {
        true => Ok(root),
        false => Err((rest, "this can't be told apart from what stands before it")),
    }
}

/// The comments of a text: each from its `#` to the end of its line.
pub(super) fn comments(text: &str, root: &Node) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    root.words(&mut words);
    words.push(text.len()..text.len());
    let mut comments = Vec::new();
    let mut at = 0;
    for word in words {
        while let Some(n) = text.get(at..word.start).and_then(|gap| gap.find('#')) {
            let end = line_end(text, at + n);
            comments.push(at + n..end);
            at = end;
        }
        at = at.max(word.end);
    }
    comments
}

impl Node {
    fn nothing(at: usize) -> Node {
        Node {
            span: at..at,
            shape: Shape::Nothing,
            is_shared: false,
        }
    }

    /// The spans of all words, in order.
    fn words(&self, found: &mut Vec<Range<usize>>) {
        match &self.shape {
            Shape::Nothing => {}
            Shape::Alias => found.push(self.span.clone()),
            Shape::Scalar(parts) | Shape::Pair(parts) => found.extend(parts.iter().cloned()),
            Shape::Map(_, entries) => entries.iter().for_each(|entry| {
                found.push(entry.key.clone());
                entry.value.words(found);
            }),
            Shape::List(_, items) => items.iter().for_each(|item| item.value.words(found)),
        }
    }

    /// Whether a shared node is in it.
    pub fn holds_shared(&self) -> bool {
        self.is_shared
            || match &self.shape {
                Shape::Map(_, entries) => entries.iter().any(|e| e.value.holds_shared()),
                Shape::List(_, items) => items.iter().any(|i| i.value.holds_shared()),
                _ => false,
            }
    }
}

/// Deeper than this is no manifest; serde_yaml stops at 128.
const DEEPEST: usize = 130;

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn starts(&self, sign: &str) -> bool {
        self.text[self.at..].starts_with(sign)
    }

    /// Whether an indicator stands here by itself: `- `, `? `.
    fn is_sign(&self, sign: &str) -> bool {
        self.starts(sign) && is_gap(self.text, self.at + sign.len())
    }

    /// Skips directives and the line of dashes.
    fn preamble(&mut self) {
        loop {
            let next = skip_trivia(self.text, self.at);
            if self.text[next..].starts_with('%') && column(self.text, next) == 0 {
                self.at = line_end(self.text, next);
            } else if self.text[next..].starts_with("---") && is_marker(self.text, next) {
                self.at = next + 3;
                return;
            } else {
                return;
            }
        }
    }

    /// Skips anchor and tag; whether there was an anchor.
    fn properties(&mut self) -> bool {
        let mut has_anchor = false;
        while self.starts("&") || self.starts("!") {
            has_anchor |= self.starts("&");
            let rest = &self.text[self.at..];
            let ends = |c: char| c.is_whitespace() || ",[]{}".contains(c);
            self.at += rest.find(ends).unwrap_or(rest.len());
            self.at = skip_trivia(self.text, self.at);
        }
        has_anchor
    }

    /// A value inside of what stands at a column.
    fn block(&mut self, indent: isize, is_of_key: bool) -> Result<Node, Refusal> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err((self.at, "this is too deep"));
        }
        let node = self.block_value(indent, is_of_key);
        self.depth -= 1;
        node
    }

    fn block_value(&mut self, indent: isize, is_of_key: bool) -> Result<Node, Refusal> {
        let from = self.at;
        self.at = skip_trivia(self.text, self.at);
        if self.is_outside(from, indent, is_of_key) {
            self.at = from;
            return Ok(Node::nothing(from));
        }
        let start = self.at;
        let is_shared = self.properties();
        let after = self.at;
        if after > start && self.is_outside(start, indent, is_of_key) {
            return Err((start, "an anchor or tag without a value"));
        }
        let mut node = self.block_content(indent)?;
        let is_key = matches!(node.shape, Shape::Map(Form::Block(_), _));
        if after > start && is_key && !begins_line(self.text, after) {
            return Err((start, "an anchor or tag before a key"));
        }
        node.span.start = start;
        node.is_shared |= is_shared;
        Ok(node)
    }

    /// Whether what comes next, on a line below, belongs to a node further out.
    fn is_outside(&self, from: usize, indent: isize, is_of_key: bool) -> bool {
        let at = self.at;
        if at == self.text.len() || is_marker(self.text, at) {
            return true;
        }
        let column = column(self.text, at) as isize;
        let is_list = is_of_key && column == indent && self.is_sign("-");
        let is_below = line_end(self.text, from) < at;
        is_below && column <= indent && !is_list
    }

    fn block_content(&mut self, indent: isize) -> Result<Node, Refusal> {
        let start = self.at;
        if self.is_sign("-") {
            return self.list();
        }
        if self.is_sign("?") {
            return Err((start, "a key with a question mark"));
        }
        if self.starts("|") || self.starts(">") {
            let scalar = block_scalar(self.text, start, indent);
            self.at = scalar.lines.end;
            return Ok(Node {
                span: start..self.at,
                shape: Shape::Scalar(vec![scalar.header, scalar.lines]),
                is_shared: false,
            });
        }
        let node = self.word(Some(indent))?;
        let colon = skip_blanks(self.text, node.span.end);
        let is_key = self.text[colon..].starts_with(':') && is_gap(self.text, colon + 1);
        if !is_key || line_end(self.text, start) < colon {
            return Ok(node);
        }
        self.at = start;
        self.map()
    }

    fn map(&mut self) -> Result<Node, Refusal> {
        let start = self.at;
        let indent = column(self.text, start);
        let mut entries: Vec<Entry> = Vec::new();
        loop {
            let key = self.word(Some(indent as isize - 1))?;
            if !matches!(key.shape, Shape::Scalar(_)) {
                return Err((key.span.start, "a key that is no word"));
            }
            let colon = skip_blanks(self.text, key.span.end);
            if !self.text[colon..].starts_with(':') {
                return Err((colon, "a colon is missing"));
            }
            self.at = colon + 1;
            let value = self.block(indent as isize, true)?;
            entries.push(self.entry(key.span, colon + 1, value)?);
            let next = skip_trivia(self.text, self.at);
            let is_over = next == self.text.len() || is_marker(self.text, next);
            if is_over || column(self.text, next) != indent || !begins_line(self.text, next) {
                break;
            }
            self.at = next;
        }
        let shape = Shape::Map(Form::Block(indent), entries);
        Ok(self.since(start, shape))
    }

    fn list(&mut self) -> Result<Node, Refusal> {
        let start = self.at;
        let indent = column(self.text, start);
        let mut items = Vec::new();
        loop {
            let dash = self.at;
            self.at += 1;
            let value = self.block(indent as isize, false)?;
            items.push(Item { start: dash, value });
            let next = skip_trivia(self.text, self.at);
            let is_over = next == self.text.len() || is_marker(self.text, next);
            if is_over || column(self.text, next) != indent || !begins_line(self.text, next) {
                break;
            }
            let back = std::mem::replace(&mut self.at, next);
            if !self.is_sign("-") {
                self.at = back;
                break;
            }
        }
        let shape = Shape::List(Form::Block(indent), items);
        Ok(self.since(start, shape))
    }

    fn entry(&self, key: Range<usize>, after: usize, value: Node) -> Result<Entry, Refusal> {
        let typed = &self.text[key.clone()];
        let name = match typed.starts_with(['"', '\'']) {
            true => {
                serde_yaml::from_str(typed).map_err(|_| (key.start, "a key that is no word"))?
            }
            false => typed.into(),
        };
        Ok(Entry {
            key,
            name,
            after,
            value,
        })
    }

    fn since(&self, start: usize, shape: Shape) -> Node {
        Node {
            span: start..self.at,
            shape,
            is_shared: false,
        }
    }

    /// A scalar, an alias, or something in brackets. `indent` is None inside brackets.
    fn word(&mut self, indent: Option<isize>) -> Result<Node, Refusal> {
        let start = self.at;
        let next = self.text[start..].chars().next();
        match next {
            Some('[') => return self.brackets(),
            Some('{') => return self.braces(),
            Some('"' | '\'') => {
                self.at = quoted_end(self.text, start).ok_or((start, "a quote without end"))?;
            }
            Some('*') => {
                let ends = |c: char| c.is_whitespace() || ",[]{}".contains(c);
                let rest = &self.text[start..];
                self.at += rest.find(ends).unwrap_or(rest.len());
                let mut node = self.since(start, Shape::Alias);
                node.is_shared = true;
                return Ok(node);
            }
            _ => self.at = plain_end(self.text, start, indent),
        }
        let span = start..self.at;
        Ok(self.since(start, Shape::Scalar(vec![span])))
    }

    /// A value inside brackets.
    fn flow(&mut self) -> Result<Node, Refusal> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err((self.at, "this is too deep"));
        }
        let start = self.at;
        let is_shared = self.properties();
        let mut node = match self.text[self.at..].chars().next() {
            None => return Err((start, "a bracket without end")),
            Some(',' | ']' | '}') => Node::nothing(self.at),
            Some(':') if self.is_sign(":") => Node::nothing(self.at),
            Some('?') if self.is_sign("?") => {
                return Err((self.at, "a key with a question mark"));
            }
            Some(_) => self.word(None)?,
        };
        node.span.start = start;
        node.is_shared |= is_shared;
        self.depth -= 1;
        Ok(node)
    }

    fn brackets(&mut self) -> Result<Node, Refusal> {
        let start = self.at;
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.at = skip_trivia(self.text, self.at);
            if self.closes("]") {
                break;
            }
            let item = self.at;
            let mut value = self.flow()?;
            let next = skip_trivia(self.text, self.at);
            if self.text[next..].starts_with(':') {
                value = self.pair(value, next)?;
            }
            items.push(Item { start: item, value });
            self.comma("]")?;
        }
        Ok(self.since(start, Shape::List(Form::Flow, items)))
    }

    /// `key: value` in brackets.
    fn pair(&mut self, key: Node, colon: usize) -> Result<Node, Refusal> {
        let mut parts = Vec::new();
        key.words(&mut parts);
        self.at = skip_trivia(self.text, colon + 1);
        let value = self.flow()?;
        value.words(&mut parts);
        let mut pair = self.since(key.span.start, Shape::Pair(parts));
        pair.is_shared = key.is_shared || value.holds_shared();
        Ok(pair)
    }

    fn braces(&mut self) -> Result<Node, Refusal> {
        let start = self.at;
        self.at += 1;
        let mut entries = Vec::new();
        loop {
            self.at = skip_trivia(self.text, self.at);
            if self.closes("}") {
                break;
            }
            let key = self.flow()?;
            if !matches!(key.shape, Shape::Scalar(_)) || key.is_shared {
                return Err((key.span.start, "a key that is no word"));
            }
            let colon = skip_trivia(self.text, self.at);
            let (after, value) = if self.text[colon..].starts_with(':') {
                self.at = skip_trivia(self.text, colon + 1);
                let value = self.flow()?;
                match value.shape {
                    Shape::Nothing => (colon + 1, Node::nothing(colon + 1)),
                    _ => (colon + 1, value),
                }
            } else {
                (key.span.end, Node::nothing(key.span.end))
            };
            entries.push(self.entry(key.span, after, value)?);
            self.comma("}")?;
        }
        Ok(self.since(start, Shape::Map(Form::Flow, entries)))
    }

    /// Goes past a closing bracket, if it is here.
    fn closes(&mut self, bracket: &str) -> bool {
        let closes = self.starts(bracket);
        self.at += usize::from(closes);
        closes
    }

    /// Goes past a comma; before a closing bracket none is needed.
    fn comma(&mut self, bracket: &str) -> Result<(), Refusal> {
        self.at = skip_trivia(self.text, self.at);
        if self.starts(",") {
            self.at += 1;
        } else if !self.starts(bracket) {
            return Err((self.at, "a bracket without end"));
        }
        Ok(())
    }
}

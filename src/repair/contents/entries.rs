//! Rows of a table of contents. In: a row's words. Out: its [`Entry`]: where it leads to, and how.

/// A row as one of a table of contents.
pub struct Entry<'r> {
    title: &'r str,
    page: Option<Number>,
    is_led: bool,
    is_bare: bool,
}

/// A page number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// `12`
    Arabic(u32),
    /// `xii`
    Roman,
    /// Leaders, with the number elsewhere.
    Hidden,
}

impl<'r> Entry<'r> {
    /// Reads a row.
    pub fn of(text: &'r str) -> Entry<'r> {
        let text = text.trim();
        let number = number_at_end(text);
        let rest = &text[..text.len() - number.len()];
        let is_led = LEADERS.iter().any(|end| rest.ends_with(end));
        let title = rest.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '…'));
        let is_apart = rest.ends_with([' ', '\t', '.', '…']);
        let is_words = title.contains(char::is_alphabetic);
        let page = match number.parse() {
            Ok(page) if number.len() <= 4 && (is_words && is_apart || rest.is_empty()) => {
                Some(Number::Arabic(page))
            }
            _ if is_roman(number) && is_words && is_apart => Some(Number::Roman),
            _ if is_words && HIDDEN.iter().any(|end| text.ends_with(end)) => Some(Number::Hidden),
            _ => None,
        };
        Entry {
            title,
            page,
            is_led: is_led && is_words && page.is_some(),
            is_bare: !text.contains(|c: char| c.is_alphabetic()) || is_roman(text),
        }
    }

    /// Where it leads to.
    pub fn page(&self) -> Option<Number> {
        self.page
    }

    /// Whether leaders or a wide blank stand before the number.
    pub fn is_led(&self) -> bool {
        self.is_led || self.page == Some(Number::Hidden)
    }

    /// What stands before the number; empty if it stands alone.
    pub fn title(&self) -> &'r str {
        self.title
    }

    /// Whether it has no words: the number of a section, leaders, an ornament.
    pub fn is_bare(&self) -> bool {
        self.is_bare
    }
}

/// What leads to a number.
const LEADERS: [&str; 7] = ["..", ". . ", " . ", "… ", "…", "   ", "\t"];

/// What leads to one that stands elsewhere.
const HIDDEN: [&str; 3] = ["....", ". . . .", "……"];

fn number_at_end(text: &str) -> &str {
    let ends = |c: char| c.is_whitespace() || matches!(c, '.' | '…');
    text.rsplit(ends).next().unwrap_or_default()
}

fn is_roman(number: &str) -> bool {
    let is_digit = |c| matches!(c, 'i' | 'v' | 'x' | 'l' | 'c');
    !number.is_empty() && number.chars().all(is_digit)
}

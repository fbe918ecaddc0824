//! Text in YAML. In: any text. Out: a double-quoted scalar that every YAML reader reads back as that text.

/// The text in double quotes, escaped where YAML 1.2 asks for it (5.1 and 5.7) or where a reader could not see it.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\u{c}' => out.push_str("\\f"),
            _ if !is_unseen(c) => out.push(c),
            _ if (c as u32) < 0x1_0000 => out.push_str(&format!("\\u{:04X}", c as u32)),
            _ => out.push_str(&format!("\\U{:08X}", c as u32)),
        }
    }
    out.push('"');
    out
}

fn is_unseen(c: char) -> bool {
    let is_space = c.is_whitespace() && c != ' ';
    let is_format = matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}');
    let is_private = matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{FFFE}' | '\u{FFFF}');
    c.is_control() || is_space || is_format || is_private
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_text_comes_back(text in any::<String>()) {
            let read: String = serde_yaml::from_str(&quoted(&text)).expect("YAML");
            prop_assert_eq!(read, text);
        }
    }

    #[test]
    fn what_can_not_be_seen_is_escaped() {
        assert_eq!(
            quoted("a\u{AD}b\u{A0}“c\"\n"),
            "\"a\\u00ADb\\u00A0“c\\\"\\n\""
        );
    }
}

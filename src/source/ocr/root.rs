//! Which layout a file is. In: its first bytes. Out: its [`Format`], by the name of its root element; none for all else.

/// How much of a file is looked at.
const HEAD: usize = 4096;

/// The formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// HTML with `ocr_page`.
    Hocr,
    /// ALTO 1–4.
    Alto,
    /// PAGE of PRImA.
    Page,
    /// FineReader's XML.
    Abbyy,
    /// What `djvutoxml` writes.
    Djvu,
}

/// The format of a file.
#[must_use]
pub fn format(bytes: &[u8]) -> Option<Format> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let wide: String;
    let narrow = String::from_utf8_lossy(head);
    // In UTF-16 the names are the same with a zero between the letters.
    let head = if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        wide = narrow.replace(['\0', '\u{fffd}'], "");
        &wide
    } else {
        narrow.trim_start_matches('\u{feff}')
    };
    let (name, rest) = root(head)?;
    let local = name.rsplit(':').next().unwrap_or(name);
    match local {
        "alto" | "ALTO" => Some(Format::Alto),
        "PcGts" => Some(Format::Page),
        "DjVuXML" => Some(Format::Djvu),
        "document" if rest.contains("FineReader") || rest.contains("www.abbyy.com") => {
            Some(Format::Abbyy)
        }
        _ => is_hocr(local, rest).then_some(Format::Hocr),
    }
}

/// The name of the first element, and what follows it.
fn root(mut text: &str) -> Option<(&str, &str)> {
    loop {
        text = text.trim_start().strip_prefix('<')?;
        if let Some(comment) = text.strip_prefix("!--") {
            text = comment.split_once("-->")?.1;
        } else if text.starts_with('?') {
            text = text.split_once("?>")?.1;
        } else if text.starts_with('!') {
            let own = text.find('[').filter(|&at| !text[..at].contains('>'));
            text = match own {
                Some(at) => text[at..].split_once("]")?.1,
                None => text,
            };
            text = text.split_once('>')?.1;
        } else {
            let end = text.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))?;
            return Some(text.split_at(end));
        }
    }
}

/// Whether HTML says that it is OCR layout: by its head, or by the class of an element.
fn is_hocr(root: &str, rest: &str) -> bool {
    let is_html = ["html", "head", "body", "div"]
        .iter()
        .any(|name| root.eq_ignore_ascii_case(name));
    let is_value = |at: usize| {
        let before = rest[..at].trim_end_matches(['"', '\'']);
        before.ends_with("class=") || before.ends_with("name=")
    };
    let names = ["ocr-system", "ocr-capabilities", "ocr_page", "ocr_document"];
    is_html
        && names
            .iter()
            .any(|name| rest.match_indices(name).any(|(at, _)| is_value(at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layouts_are_told_by_their_roots() {
        let alto = "<?xml version='1.0'?>\n<!-- by --><a:alto xmlns:a='x'>";
        assert_eq!(format(alto.as_bytes()), Some(Format::Alto));
        let hocr = "<!DOCTYPE html><HTML><meta name=ocr-system content=x>";
        assert_eq!(format(hocr.as_bytes()), Some(Format::Hocr));
        let page = "<!DOCTYPE PcGts [<!ENTITY a 'b'>]><PcGts xmlns='x'>";
        assert_eq!(format(page.as_bytes()), Some(Format::Page));
        let abbyy = "\u{feff}<document xmlns=\"http://www.abbyy.com/FineReader_xml/x\">";
        assert_eq!(format(abbyy.as_bytes()), Some(Format::Abbyy));
    }

    #[test]
    fn nothing_else_is_claimed() {
        let others = [
            "",
            "A word on <alto> voices.",
            "<html><body><p>hOCR has a class ocr_page.</p></body></html>",
            "<document><p>Text</p></document>",
            "<!-- never closed",
            "%PDF-1.7",
        ];
        for other in others {
            assert_eq!(format(other.as_bytes()), None, "{other}");
        }
    }
}

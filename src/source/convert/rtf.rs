//! Pictures of RTF (Rich Text Format 1.9.1, "Pictures"). In: a document. Out: the document with a sign in the place of each picture,
//! and the pictures: where their bytes stand, how wide they are, and what is said of them. `pandoc` passes over those that Word
//! writes, and gives the others a name of its own making.

use std::ops::Range;

/// The signs around the number of a picture, as text: characters that no text has (Unicode 15, 23.7, noncharacters).
pub(super) const OPEN: char = '\u{fdd0}';
pub(super) const CLOSE: char = '\u{fdd1}';
/// The same as RTF writes characters, in numbers of 16 bits with a sign.
const SIGNS: [&str; 2] = ["{\\uc0\\u-560 ", "\\u-559 }"];

/// A picture.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Picture {
    /// How its file's name ends.
    pub kind: &'static str,
    /// Where its bytes stand in the document.
    pub bytes: Range<usize>,
    /// Whether they are written as figures in pairs.
    pub is_hex: bool,
    /// How wide it is to be, in twentieths of a point.
    pub width: Option<i64>,
    /// What it shows, as the one who put it in has said.
    pub says: String,
}

/// A group that is open.
#[derive(Default)]
struct Group {
    /// Where it begins.
    start: usize,
    /// What readers pass over who do not know it.
    is_optional: bool,
    /// Whether what it holds stands in another way beside it, or is no part of the text.
    is_passed_over: bool,
    /// Whether it is a picture, and where its bytes begin as far as is known.
    picture: Option<(Picture, usize)>,
    /// The pictures that stood in it, whose signs go behind it.
    signs: Vec<usize>,
    /// How wide in parts per hundred.
    scale: i64,
}

/// Groups that hold a picture a second time for other readers, or one that is no part of the text.
const PASSED_OVER: &[&str] = &["nonshppict", "shprslt", "listpicture", "background"];

/// The kinds of pictures.
const KINDS: &[(&str, &str)] = &[
    ("pngblip", "png"),
    ("jpegblip", "jpg"),
    ("emfblip", "emf"),
    ("wmetafile", "wmf"),
    ("macpict", "pict"),
    ("dibitmap", "bmp"),
    ("wbitmap", "bmp"),
];

/// Takes the pictures out of a document.
pub(super) fn parted(document: &[u8]) -> (Vec<u8>, Vec<Picture>) {
    let mut reader = Reader {
        document,
        out: Vec::with_capacity(document.len()),
        done: 0,
        groups: Vec::new(),
        pictures: Vec::new(),
    };
    let mut at = 0;
    while at < document.len() {
        at = reader.step(at);
    }
    reader.keep(document.len());
    (reader.out, reader.pictures)
}

struct Reader<'a> {
    document: &'a [u8],
    /// What of the document is kept so far.
    out: Vec<u8>,
    /// The byte up to which it is.
    done: usize,
    groups: Vec<Group>,
    pictures: Vec<Picture>,
}

impl Reader<'_> {
    /// Keeps what comes before a byte.
    fn keep(&mut self, to: usize) {
        if let Some(part) = self.document.get(self.done..to) {
            self.out.extend_from_slice(part);
        }
        self.done = self.done.max(to);
    }

    /// Reads what stands at a byte; where the next begins.
    fn step(&mut self, at: usize) -> usize {
        match self.document[at] {
            b'{' => {
                self.groups.push(Group {
                    start: at,
                    scale: 100,
                    ..Group::default()
                });
                at + 1
            }
            b'}' => {
                self.close(at);
                at + 1
            }
            b'\\' => self.control(at),
            _ => at + 1,
        }
    }

    /// A control word or sign.
    fn control(&mut self, at: usize) -> usize {
        let rest = &self.document[at + 1..];
        let letters = rest.iter().take_while(|c| c.is_ascii_alphabetic()).count();
        if letters == 0 {
            if rest.first() == Some(&b'*')
                && let Some(group) = self.groups.last_mut()
            {
                group.is_optional = true;
            }
            return (at + 2).min(self.document.len());
        }
        let word = String::from_utf8_lossy(&rest[..letters]).into_owned();
        let minus = usize::from(rest.get(letters) == Some(&b'-'));
        let figures = rest[letters + minus..].iter();
        let figures = figures.take_while(|c| c.is_ascii_digit()).count();
        let digits = if figures == 0 { 0 } else { minus + figures };
        let number = std::str::from_utf8(&rest[letters..letters + digits]);
        let number = number.ok().and_then(|number| number.parse::<i64>().ok());
        let mut end = at + 1 + letters + digits;
        end += usize::from(self.document.get(end) == Some(&b' '));
        if word == "bin" {
            let length = usize::try_from(number.unwrap_or(0)).unwrap_or(0);
            let stop = end.saturating_add(length).min(self.document.len());
            if let Some((picture, _)) = self.picture() {
                picture.bytes = end..stop;
            }
            return stop;
        }
        self.word(&word, number, end);
        end
    }

    /// The picture that is being read.
    fn picture(&mut self) -> Option<&mut (Picture, usize)> {
        self.groups.last_mut()?.picture.as_mut()
    }

    fn word(&mut self, word: &str, number: Option<i64>, end: usize) {
        let Some(group) = self.groups.last_mut() else {
            return;
        };
        if word == "pict" {
            group.picture = Some((Picture::default(), end));
            return;
        }
        group.is_passed_over |= PASSED_OVER.contains(&word);
        let Some((picture, begins)) = &mut group.picture else {
            return;
        };
        *begins = end;
        match (word, number) {
            ("picwgoal", Some(width)) if width > 0 => picture.width = Some(width),
            ("picscalex", Some(scale)) if scale > 0 => group.scale = scale.min(1_000),
            _ => {
                let kind = KINDS.iter().find(|(own, _)| *own == word);
                picture.kind = kind.map_or(picture.kind, |(_, kind)| kind);
            }
        }
    }

    /// A group ends. The sign of a picture goes where it stood or, where readers would pass over it, behind what they do.
    fn close(&mut self, at: usize) {
        let Some(group) = self.groups.pop() else {
            return;
        };
        let mut signs = group.signs;
        if let Some((picture, begins)) = group.picture {
            self.keep(group.start);
            let is_dropped = self.groups.iter().any(|around| around.is_passed_over);
            if !is_dropped {
                let said = said(&self.document[group.start..at]);
                self.pictures
                    .push(finished(picture, begins..at, group.scale, said));
                signs.push(self.pictures.len() - 1);
            }
            self.done = at + 1;
        }
        if signs.is_empty() {
            // What follows a group in a picture may be its bytes.
            if let Some((_, begins)) = self.picture() {
                *begins = at + 1;
            }
            return;
        }
        match self.groups.iter_mut().find(|around| around.is_optional) {
            Some(outermost) => outermost.signs.append(&mut signs),
            None => {
                self.keep(at + 1);
                for sign in signs {
                    let sign = format!("{}{sign}{}", SIGNS[0], SIGNS[1]);
                    self.out.extend(sign.bytes());
                }
            }
        }
    }
}

fn finished(picture: Picture, hex: Range<usize>, scale: i64, says: String) -> Picture {
    let is_hex = picture.bytes.is_empty();
    Picture {
        bytes: if is_hex { hex } else { picture.bytes },
        is_hex,
        width: picture.width.map(|width| width * scale / 100),
        says,
        ..picture
    }
}

/// What the properties of a picture say that it shows.
fn said(group: &[u8]) -> String {
    const NAME: &[u8] = b"{\\sn wzDescription}{\\sv ";
    let at = group.windows(NAME.len()).position(|bytes| bytes == NAME);
    let Some(rest) = at.map(|at| &group[at + NAME.len()..]) else {
        return String::new();
    };
    let end = rest.iter().position(|&c| c == b'}').unwrap_or(rest.len());
    plain(&String::from_utf8_lossy(&rest[..end]))
}

/// Words of RTF without signs of their own: characters by their numbers are read, the rest of what begins with `\` is not.
fn plain(words: &str) -> String {
    let mut parts = words.split('\\');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let code = part.strip_prefix('u');
        let end = code.map(|code| code.find(|c: char| c != '-' && !c.is_ascii_digit()));
        let (code, rest) = match (code, end) {
            (Some(code), Some(end)) => code.split_at(end.unwrap_or(code.len())),
            _ => continue,
        };
        let Ok(code) = code.parse::<i64>() else {
            continue;
        };
        let code = u32::try_from(code.rem_euclid(65_536)).ok();
        out.extend(code.and_then(char::from_u32));
        // A sign for readers that know no such number comes behind it.
        let mut rest = rest.strip_prefix(' ').unwrap_or(rest).chars();
        rest.next();
        out.push_str(rest.as_str());
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(document: &str) -> (String, Vec<Picture>) {
        let (out, pictures) = parted(document.as_bytes());
        (String::from_utf8(out).expect("text"), pictures)
    }

    #[test]
    fn signs_stand_where_pictures_stood() {
        let (out, pictures) = of("{\\rtf1 a {\\pict\\pngblip\\picwgoal600\\picscalex50 89\n50} b}");
        assert_eq!(out, "{\\rtf1 a {\\uc0\\u-560 0\\u-559 } b}");
        let [picture] = &pictures[..] else {
            panic!("{pictures:?}");
        };
        assert_eq!((picture.kind, picture.width), ("png", Some(300)));
        assert!(picture.is_hex);
    }

    #[test]
    fn what_word_writes_twice_stands_once_and_behind_what_is_passed_over() {
        let (out, pictures) = of(
            "{{\\*\\shppict{\\pict{\\*\\picprop{\\sp{\\sn wzDescription}{\\sv A wheel}}}\\jpegblip ffd8}}\
             {\\nonshppict{\\pict\\wmetafile8 0100}} c}",
        );
        assert_eq!(
            out,
            "{{\\*\\shppict}{\\uc0\\u-560 0\\u-559 }{\\nonshppict} c}"
        );
        assert_eq!(pictures.len(), 1);
        assert_eq!(
            (pictures[0].kind, pictures[0].says.as_str()),
            ("jpg", "A wheel")
        );
    }

    #[test]
    fn bytes_as_they_are_may_look_like_anything() {
        let document = b"{\\pict\\pngblip\\bin4 }{\\x} b";
        let (out, pictures) = parted(document);
        assert_eq!(out, b"{\\uc0\\u-560 0\\u-559 } b");
        assert_eq!(&document[pictures[0].bytes.clone()], b"}{\\x");
        assert!(!pictures[0].is_hex);
    }

    #[test]
    fn broken_documents_are_kept() {
        for document in [
            "{\\pict\\pngblip 89",
            "}}{",
            "\\",
            "{\\bin99 x",
            "{\\pict\\bin-5 }}",
            "",
        ] {
            let (out, _) = of(document);
            assert!(out.len() <= document.len() + 40, "{document}");
        }
        assert_eq!(of("{\\pict\\pngblip 89").0, "{\\pict\\pngblip 89");
    }

    #[test]
    fn words_have_characters_by_numbers() {
        assert_eq!(plain("M\\u252?hle \\u-1794?"), "Mühle \u{f8fe}");
        assert_eq!(plain("\\b a\\'fc"), "");
    }
}

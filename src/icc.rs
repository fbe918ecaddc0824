//! Colour profiles of others (ICC.1:2001-04 and ICC.1:2010). In: bytes of a file, or those that a picture carries. Out:
//! [`Profile`], whose header says what it is of.

use std::fmt;
use std::sync::Arc;

/// The class of profiles of presses and printers.
pub const PRESS: [u8; 4] = *b"prtr";
/// The colours of profiles for cyan, magenta, yellow and black ink.
pub const FOUR_INKS: [u8; 4] = *b"CMYK";
/// The colours of profiles for red, green and blue light.
pub const LIGHTS: [u8; 4] = *b"RGB ";

/// A profile whose header is sound.
#[derive(Clone, PartialEq, Eq)]
pub struct Profile(Arc<[u8]>);

/// Bytes of the header and of the number of tags behind it.
const HEADER: usize = 132;

impl Profile {
    /// Takes a profile: one that says its own length and has a version that PDF 1.6 knows (2 or 4).
    #[must_use]
    pub fn read(bytes: Vec<u8>) -> Option<Profile> {
        let is_whole = bytes.len() >= HEADER
            && &bytes[36..40] == b"acsp"
            && matches!(bytes[8], 2 | 4)
            && bytes[..4] == u32::try_from(bytes.len()).ok()?.to_be_bytes();
        is_whole.then(|| Profile(bytes.into()))
    }

    /// All of it.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Whether it is of a class of devices and of some colours.
    #[must_use]
    pub fn is_of(&self, class: [u8; 4], colours: [u8; 4]) -> bool {
        self.0[12..16] == class && self.has(colours)
    }

    /// Whether it is of some colours.
    #[must_use]
    pub fn has(&self, colours: [u8; 4]) -> bool {
        self.0[16..20] == colours
    }

    /// What it calls itself.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        let tag = self.tag(b"desc")?;
        let name = match tag.get(..4)? {
            b"desc" => {
                let length = number(tag, 8)?;
                let name = tag.get(12..12usize.checked_add(length)?)?;
                String::from_utf8_lossy(name).into_owned()
            }
            b"mluc" => {
                // The first of its languages.
                let (length, from) = (number(tag, 20)?, number(tag, 24)?);
                let name = tag.get(from..from.checked_add(length)?)?;
                let units = name.chunks_exact(2);
                let units = units.map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
                char::decode_utf16(units).filter_map(Result::ok).collect()
            }
            _ => return None,
        };
        let name = name.trim_matches(|c: char| c == '\0' || c.is_whitespace());
        (!name.is_empty()).then(|| name.into())
    }

    /// A tag's bytes.
    fn tag(&self, name: &[u8; 4]) -> Option<&[u8]> {
        let rows = self.0[HEADER..].chunks_exact(12);
        let mut rows = rows.take(number(&self.0, HEADER - 4)?);
        let row = rows.find(|row| &row[..4] == name)?;
        let (from, length) = (number(row, 4)?, number(row, 8)?);
        self.0.get(from..from.checked_add(length)?)
    }
}

/// Four bytes as a number.
fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let bytes = bytes.get(at..at + 4)?.try_into().ok()?;
    usize::try_from(u32::from_be_bytes(bytes)).ok()
}

impl fmt::Debug for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Profile({:?}, {} bytes)", self.name(), self.0.len())
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A profile of some class and colours, with a name and nothing else.
    pub(crate) fn made(class: [u8; 4], colours: [u8; 4], tag: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0; 128];
        bytes[8] = 2;
        bytes[12..16].copy_from_slice(&class);
        bytes[16..20].copy_from_slice(&colours);
        bytes[36..40].copy_from_slice(b"acsp");
        bytes.extend(1u32.to_be_bytes());
        bytes.extend(b"desc");
        bytes.extend(144u32.to_be_bytes());
        bytes.extend((tag.len() as u32).to_be_bytes());
        bytes.extend(tag);
        let length = bytes.len() as u32;
        bytes[..4].copy_from_slice(&length.to_be_bytes());
        bytes
    }

    /// The name as version 2 writes it.
    pub(crate) fn named(name: &str) -> Vec<u8> {
        let mut tag = b"desc\0\0\0\0".to_vec();
        tag.extend((name.len() as u32 + 1).to_be_bytes());
        tag.extend(name.bytes());
        tag.push(0);
        tag
    }

    #[test]
    fn a_header_says_what_a_profile_is_of() {
        let bytes = made(PRESS, FOUR_INKS, &named("Uncoated"));
        let profile = Profile::read(bytes.clone()).expect("a profile");
        assert_eq!(profile.name().as_deref(), Some("Uncoated"));
        assert!(profile.is_of(PRESS, FOUR_INKS) && !profile.is_of(*b"mntr", FOUR_INKS));
        assert!(!profile.has(LIGHTS));
        for broken in [&bytes[..bytes.len() - 1], &bytes[..100], &[]] {
            assert_eq!(Profile::read(broken.to_vec()), None);
        }
        let mut five = bytes;
        five[8] = 5;
        assert_eq!(Profile::read(five), None);
    }

    #[test]
    fn names_are_read_in_both_versions_and_lies_are_none() {
        let mut tag = b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0cenUS\0\0\0\x04\0\0\0\x1c".to_vec();
        tag.extend([0, b'O', 0, b'k']);
        let of = |tag: &[u8]| Profile::read(made(PRESS, FOUR_INKS, tag)).and_then(|p| p.name());
        assert_eq!(of(&tag).as_deref(), Some("Ok"));
        tag[23] = 200;
        assert_eq!(of(&tag), None);
        assert_eq!(of(b"desc\0\0\0\0\xff\xff\xff\xffx"), None);
        assert_eq!(of(b""), None);
    }
}

//! A file whose table of objects is broken. In: its bytes. Out: the same with a new table behind them, made by looking for the objects
//! themselves; nothing where none says what the first one is.

use std::collections::BTreeMap;
use std::io::Write;

/// Objects with higher numbers are none: a table of all below it would take a gigabyte.
const MOST: u32 = 8_388_607;

/// Mends it. Encrypted files are left alone: what unlocks them may be lost, too.
pub(super) fn mend(bytes: &[u8]) -> Option<Vec<u8>> {
    let start = find(bytes, b"%PDF-")?;
    let bytes = &bytes[start..];
    if find(bytes, b"/Encrypt").is_some() {
        return None;
    }
    let objects = objects(bytes);
    let (root, generation) = said_root(bytes).or_else(|| catalog(bytes, &objects))?;
    let mut mended = bytes.to_vec();
    let table = mended.len() + 1;
    mended.extend(b"\nxref\n0 1\n0000000000 65535 f \n");
    for (number, &(generation, place)) in &objects {
        let _ = write!(mended, "{number} 1\n{place:010} {generation:05} n \n");
    }
    let size = objects.keys().next_back().map_or(1, |last| last + 1);
    let _ = write!(
        mended,
        "trailer\n<</Size {size}/Root {root} {generation} R>>\nstartxref\n{table}\n%%EOF\n"
    );
    Some(mended)
}

/// Generation and place of each object, by its number; of several of a number the last, which is the newest.
fn objects(bytes: &[u8]) -> BTreeMap<u32, (u16, usize)> {
    let mut objects = BTreeMap::new();
    for at in all(bytes, b"obj") {
        let found = number_before(bytes, at).and_then(|(generation, at)| {
            let (number, place) = number_before(bytes, at)?;
            Some((number, u16::try_from(generation).ok()?, place))
        });
        if let Some((number, generation, place)) = found
            && (1..=MOST).contains(&number)
        {
            objects.insert(number, (generation, place));
        }
    }
    objects
}

/// The number that ends before a place, with white between, and where it begins.
fn number_before(bytes: &[u8], at: usize) -> Option<(u32, usize)> {
    let before = bytes[..at].trim_ascii_end();
    let start = before.iter().rposition(|byte| !byte.is_ascii_digit());
    let start = start.map_or(0, |last| last + 1);
    let is_apart = before.len() < at || bytes[at..].starts_with(b"obj");
    let number = std::str::from_utf8(&before[start..]).ok()?.parse().ok()?;
    is_apart.then_some((number, start))
}

/// What the last trailer says, or the last stream that is one.
fn said_root(bytes: &[u8]) -> Option<(u32, u16)> {
    let said = all(bytes, b"/Root").filter_map(|at| {
        let rest = bytes[at + b"/Root".len()..].iter().take(24);
        let rest: Vec<u8> = rest.copied().take_while(u8::is_ascii).collect();
        let rest = String::from_utf8(rest).ok()?;
        let mut words = rest.split_ascii_whitespace();
        let numbers = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
        words.next()?.starts_with('R').then_some(numbers)
    });
    said.last()
}

/// The last object that says that it is the catalog.
fn catalog(bytes: &[u8], objects: &BTreeMap<u32, (u16, usize)>) -> Option<(u32, u16)> {
    let at = all(bytes, b"/Catalog").last()?;
    let before = objects.iter().filter(|(_, (_, place))| *place < at);
    let (&number, &(generation, _)) = before.max_by_key(|(_, (_, place))| *place)?;
    Some((number, generation))
}

fn find(bytes: &[u8], what: &'static [u8]) -> Option<usize> {
    all(bytes, what).next()
}

fn all(bytes: &[u8], what: &'static [u8]) -> impl Iterator<Item = usize> {
    let windows = bytes.windows(what.len()).enumerate();
    windows.filter(move |(_, at)| *at == what).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_found_where_they_begin() {
        let file =
            b"%PDF-1.4\n1 0 obj\n<<>>\nendobj 12 3 obj<<>>endobj\n1 0 obj[]endobj xobj 7 obj";
        let found: Vec<_> = objects(file).into_iter().collect();
        assert_eq!(found, [(1, (0, 48)), (12, (3, 29))]);
    }

    #[test]
    fn the_root_is_what_is_said_last_or_the_catalog() {
        assert_eq!(said_root(b"/Root 1 0 R x /Root 22 0 R/Size"), Some((22, 0)));
        assert_eq!(said_root(b"/Root 1 0"), None);
        let file = b"%PDF-1.4 4 0 obj<</Type/Catalog>>endobj 5 0 obj[]endobj";
        assert_eq!(catalog(file, &objects(file)), Some((4, 0)));
        assert!(mend(b"%PDF-1.4 5 0 obj[]endobj").is_none());
        assert!(mend(b"%PDF-1.4 4 0 obj<</Type/Catalog>>endobj /Encrypt 3 0 R").is_none());
    }
}

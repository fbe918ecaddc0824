//! Bytes that may be many: pictures, and editions that are made. In: bytes. Out: [`Data`], the same bytes when they are wanted.
//! Few are held in memory; many rest in a file without a name, which the system takes away with the program.

use std::fmt;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Arc, Mutex, PoisonError};
use tempfile::{SpooledData, SpooledTempFile, tempfile};

/// A picture's file longer than this rests on the disk: 64 kB.
const LONG: usize = 1 << 16;
/// An edition longer than this rests on the disk: 4 MB, which no book without pictures has.
const LONG_EDITION: usize = 1 << 22;
/// So much is read at a time.
const PART: usize = 1 << 16;

/// Some bytes. A copy of them costs nothing.
#[derive(Clone)]
pub struct Data(Inner);

#[derive(Clone)]
enum Inner {
    /// In memory.
    Held(Arc<[u8]>),
    /// In a file, from a place on.
    Kept {
        file: Arc<Mutex<File>>,
        start: u64,
        length: usize,
    },
}

impl Data {
    /// How many bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.0 {
            Inner::Held(bytes) => bytes.len(),
            Inner::Kept { length, .. } => *length,
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Calls `found` for all bytes, part by part.
    ///
    /// # Errors
    /// What the disk says, and what `found` does.
    pub fn each(&self, mut found: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
        match &self.0 {
            Inner::Held(bytes) => found(bytes),
            Inner::Kept {
                file,
                start,
                length,
            } => {
                let mut part = vec![0; PART.min(*length)];
                for from in (0..*length).step_by(PART) {
                    let part = &mut part[..PART.min(length - from)];
                    read_at(file, start + from as u64, part)?;
                    found(part)?;
                }
                Ok(())
            }
        }
    }

    /// All bytes at once.
    ///
    /// # Errors
    /// What the disk says.
    pub fn read(&self) -> io::Result<Vec<u8>> {
        let mut all = Vec::with_capacity(self.len());
        self.each(|part| {
            all.extend_from_slice(part);
            Ok(())
        })?;
        Ok(all)
    }
}

/// Reads some bytes from any place of them on.
pub struct Reader<'a> {
    data: &'a Data,
    at: u64,
}

impl Data {
    /// Reads them from the first on.
    #[must_use]
    pub fn reader(&self) -> Reader<'_> {
        Reader { data: self, at: 0 }
    }
}

impl Read for Reader<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let left = (self.data.len() as u64).saturating_sub(self.at) as usize;
        let count = left.min(into.len());
        let into = &mut into[..count];
        match &self.data.0 {
            Inner::Held(bytes) if count > 0 => {
                into.copy_from_slice(&bytes[self.at as usize..][..count]);
            }
            Inner::Kept { file, start, .. } if count > 0 => read_at(file, start + self.at, into)?,
            _ => {}
        }
        self.at += count as u64;
        Ok(count)
    }
}

impl Seek for Reader<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let (from, by) = match to {
            SeekFrom::Start(at) => (at, 0),
            SeekFrom::End(by) => (self.data.len() as u64, by),
            SeekFrom::Current(by) => (self.at, by),
        };
        let before = || io::Error::from(io::ErrorKind::InvalidInput);
        self.at = from.checked_add_signed(by).ok_or_else(before)?;
        Ok(self.at)
    }
}

/// Reads bytes from a place of a file that others read from, too.
fn read_at(file: &Mutex<File>, start: u64, part: &mut [u8]) -> io::Result<()> {
    let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
    file.seek(SeekFrom::Start(start))?;
    file.read_exact(part)
}

impl From<Vec<u8>> for Data {
    fn from(bytes: Vec<u8>) -> Data {
        Data(Inner::Held(bytes.into()))
    }
}

impl From<&[u8]> for Data {
    fn from(bytes: &[u8]) -> Data {
        Data(Inner::Held(bytes.into()))
    }
}

impl fmt::Debug for Data {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Data({} bytes)", self.len())
    }
}

/// One file for many pictures, opened when the first long one comes.
#[derive(Default)]
pub struct Store(Mutex<Option<Arc<Mutex<File>>>>);

impl Store {
    /// Keeps some bytes; in memory where they are few, or where the disk takes no more.
    #[must_use]
    pub fn keep(&self, bytes: Vec<u8>) -> Data {
        if bytes.len() <= LONG {
            return bytes.into();
        }
        self.put(&bytes).unwrap_or_else(|_| bytes.into())
    }

    fn put(&self, bytes: &[u8]) -> io::Result<Data> {
        let mut store = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let shared = match &*store {
            Some(file) => Arc::clone(file),
            None => Arc::clone(store.insert(Arc::new(Mutex::new(tempfile()?)))),
        };
        let mut file = shared.lock().unwrap_or_else(PoisonError::into_inner);
        let start = file.seek(SeekFrom::End(0))?;
        file.write_all(bytes)?;
        drop(file);
        Ok(Data(Inner::Kept {
            file: shared,
            start,
            length: bytes.len(),
        }))
    }
}

/// Bytes that are being written: an edition.
pub struct Writer(SpooledTempFile);

impl Default for Writer {
    fn default() -> Writer {
        Writer(SpooledTempFile::new(LONG_EDITION))
    }
}

impl Writer {
    /// What was written.
    ///
    /// # Errors
    /// What the disk says.
    pub fn finish(mut self) -> io::Result<Data> {
        let length = self.0.seek(SeekFrom::End(0))? as usize;
        Ok(match self.0.into_inner() {
            SpooledData::InMemory(bytes) => bytes.into_inner().into(),
            SpooledData::OnDisk(file) => Data(Inner::Kept {
                file: Arc::new(Mutex::new(file)),
                start: 0,
                length,
            }),
        })
    }
}

impl Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Seek for Writer {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.seek(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_kept(data: &Data) -> bool {
        matches!(data.0, Inner::Kept { .. })
    }

    #[test]
    fn what_is_kept_is_read_again() {
        let store = Store::default();
        let bytes = |length: usize, from: usize| -> Vec<u8> {
            (0..length).map(|n| ((n + from) % 251) as u8).collect()
        };
        let lengths = [0, 7, LONG, LONG + 1, 3 * PART + 5];
        let all: Vec<Data> = lengths.map(|n| store.keep(bytes(n, n))).to_vec();
        for (data, length) in all.iter().zip(lengths) {
            assert_eq!(is_kept(data), length > LONG, "{length}");
            assert_eq!((data.len(), data.is_empty()), (length, length == 0));
            assert!(data.read().expect("bytes") == bytes(length, length));
        }
    }

    #[test]
    fn what_is_written_is_read_wherever_it_rests() {
        for (length, is_long) in [(10, false), (LONG_EDITION + 10, true)] {
            let mut writer = Writer::default();
            writer.write_all(&vec![7; length]).expect("room");
            writer.seek(SeekFrom::Start(3)).expect("a place");
            writer.write_all(b"x").expect("room");
            let data = writer.finish().expect("data");
            assert_eq!((is_kept(&data), data.len()), (is_long, length));
            assert_eq!(data.read().expect("bytes")[2..5], [7, b'x', 7]);
            let (mut reader, mut end) = (data.reader(), Vec::new());
            reader.seek(SeekFrom::End(-2)).expect("a place");
            reader.read_to_end(&mut end).expect("bytes");
            assert_eq!(end, [7, 7]);
        }
    }
}

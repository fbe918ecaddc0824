//! An EPUB taken apart and put together again.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

/// The files by name, in the order of the names.
#[derive(Clone)]
pub struct Unpacked(pub BTreeMap<String, Vec<u8>>);

impl Unpacked {
    pub fn open(epub: &[u8]) -> Unpacked {
        let mut archive = zip::ZipArchive::new(Cursor::new(epub)).expect("a zip file");
        let mut files = BTreeMap::new();
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).expect("a file");
            let mut data = Vec::new();
            file.read_to_end(&mut data).expect("its bytes");
            files.insert(file.name().expect("a name").into_owned(), data);
        }
        Unpacked(files)
    }

    /// The text of a file under OEBPS.
    pub fn text(&self, name: &str) -> &str {
        let data = self.0.get(&format!("OEBPS/{name}"));
        std::str::from_utf8(data.unwrap_or_else(|| panic!("no {name}"))).expect("UTF-8")
    }

    /// The pages in the order of the spine: names and texts.
    pub fn pages(&self) -> Vec<(String, &str)> {
        let package = super::markup::tags(self.text("content.opf"));
        let href = |id: &str| {
            let item = package
                .iter()
                .find(|t| t.name == "item" && t.get("id") == Some(id));
            item.and_then(|t| t.get("href"))
                .expect("an item for each itemref")
                .to_owned()
        };
        let refs = package.iter().filter(|t| t.name == "itemref");
        let names = refs.filter_map(|t| t.get("idref")).map(href);
        names.map(|name| (name.clone(), self.text(&name))).collect()
    }

    /// Replaces a text in the files whose names contain `file`; says whether there was one to replace.
    pub fn replace(&mut self, file: &str, from: &str, to: &str) -> bool {
        let mut found = false;
        for (name, data) in &mut self.0 {
            if name.contains(file) && !name.ends_with(".png") && !name.contains("fonts/") {
                let text = String::from_utf8_lossy(data).into_owned();
                found |= text.contains(from);
                *data = text.replace(from, to).into_bytes();
            }
        }
        found
    }

    /// Writes its files into a folder.
    pub fn write(&self, folder: &std::path::Path) {
        for (name, data) in &self.0 {
            let path = folder.join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, data).expect("written");
        }
    }

    /// Packs it again.
    pub fn pack(&self) -> Vec<u8> {
        let options = zip::write::SimpleFileOptions::default();
        let stored = options.compression_method(zip::CompressionMethod::Stored);
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file("mimetype", stored).expect("a file");
        writer.write_all(&self.0["mimetype"]).expect("bytes");
        for (name, data) in self.0.iter().filter(|(name, _)| *name != "mimetype") {
            writer.start_file(name.as_str(), options).expect("a file");
            writer.write_all(data).expect("bytes");
        }
        writer.finish().expect("a zip file").into_inner()
    }
}

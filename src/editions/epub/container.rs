//! The container. In: the files. Out: the bytes of the EPUB.
//!
//! epub-builder makes the container; its package, navigation and NCX are invalid for a book with an author
//! (docs/decisions has the list), so ours take their place. Zipped anew: mimetype first and stored, then META-INF, the
//! package, the rest by name; no times, the same permissions.

use super::pictures;
use super::volume::{File, Volume, XHTML};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::store::{self, Data};
use epub_builder::{EpubBuilder, EpubContent, EpubVersion, ZipLibrary};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// Where epub-builder puts content.
const ROOT: &str = "OEBPS/";

/// Makes the EPUB; `ours` take the place of the files of the same names.
pub(super) fn pack(volume: &Volume<'_>, ours: [File; 3]) -> Result<Data, Diagnostics> {
    let built = build(volume).map_err(|e| fault(&e.to_string()))?;
    let mut files = unzip(&built).map_err(|e| fault(&e.to_string()))?;
    for file in volume.files.iter().chain(&ours) {
        files.insert(format!("{ROOT}{}", file.name), Cow::Borrowed(&file.data));
    }
    finish(files, &pictures::files(volume.book)).map_err(|e| fault(&e.to_string()))
}

fn fault(message: &str) -> Diagnostics {
    Diagnostic::error(
        "epub-container",
        format!("the EPUB can't be packed: {message}"),
    )
    .into()
}

/// Files by their names in the container.
type Files<'v> = BTreeMap<String, Cow<'v, [u8]>>;

/// What epub-builder makes of the files' names: what is in them is put there when all are zipped anew, or it would be
/// compressed twice.
fn build(volume: &Volume<'_>) -> epub_builder::Result<Vec<u8>> {
    let mut builder = EpubBuilder::new(ZipLibrary::new()?)?;
    builder.epub_version(EpubVersion::V33);
    builder.set_title(volume.facts.title.as_str());
    builder.add_language(volume.facts.language.as_str());
    for file in &volume.files {
        match &file.title {
            Some(title) => {
                let content = EpubContent::new(file.name.as_str(), io::empty());
                builder.add_content(content.title(title.as_str()))?;
            }
            None if file.name == "stylesheet.css" => {
                builder.stylesheet(io::empty())?;
            }
            None => {
                builder.add_resource(&file.name, io::empty(), file.media)?;
            }
        }
    }
    debug_assert!(
        volume
            .files
            .iter()
            .all(|f| f.title.is_none() || f.media == XHTML)
    );
    let mut out = Vec::new();
    builder.generate(&mut out)?;
    Ok(out)
}

fn unzip(zipped: &[u8]) -> zip::result::ZipResult<Files<'static>> {
    let mut archive = ZipArchive::new(Cursor::new(zipped))?;
    let mut files = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index)?;
        let mut data = Vec::new();
        file.read_to_end(&mut data)?;
        files.insert(file.name()?.into_owned(), Cow::Owned(data));
    }
    Ok(files)
}

fn finish(
    mut files: Files<'_>,
    pictures: &BTreeMap<String, &Data>,
) -> zip::result::ZipResult<Data> {
    let options = SimpleFileOptions::default()
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let stored = options.compression_method(CompressionMethod::Stored);
    let deflated = options.compression_method(CompressionMethod::Deflated);
    let mut writer = ZipWriter::new(store::Writer::default());
    writer.start_file("mimetype", stored)?;
    writer.write_all(b"application/epub+zip")?;
    files.remove("mimetype");
    let package = format!("{ROOT}content.opf");
    let (meta, rest): (Vec<_>, Vec<_>) = files
        .iter()
        .filter(|(name, _)| **name != package)
        .partition(|(name, _)| name.starts_with("META-INF/"));
    let package = files.get_key_value(&package);
    for (name, data) in meta.into_iter().chain(package).chain(rest) {
        let is_packed = name.ends_with(".jpg") || name.ends_with(".png");
        writer.start_file(name.as_str(), if is_packed { stored } else { deflated })?;
        writer.write_all(data)?;
    }
    for (name, data) in pictures {
        let is_packed = !name.ends_with(".svg");
        writer.start_file(
            format!("{ROOT}{name}"),
            if is_packed { stored } else { deflated },
        )?;
        data.each(|part| writer.write_all(part))?;
    }
    Ok(writer.finish()?.finish()?)
}

//! What the file says about itself. In: the title page and the kind of file. Out: the document information dictionary
//! (PDF 1.7, 14.3.3) and the XMP packet (ISO 16684-1) with its claims of conformance; the same facts in both.

use super::number::text_string;
use crate::book::Meta;
use crate::manifest::Settings;
use lopdf::{Dictionary, Object, Stream, StringFormat, dictionary};
use sha2::{Digest, Sha256};

/// A standard that a file claims to keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Claim {
    /// PDF/UA-1 (ISO 14289-1).
    Accessible,
    /// PDF/X-4 (ISO 15930-7).
    Press,
}

/// The facts.
pub(crate) struct Facts<'a> {
    meta: &'a Meta,
    claim: Option<Claim>,
    /// `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or that and the time of day, in UTC.
    date: Option<String>,
    /// A hash of what is to be read, for identifiers.
    content: [u8; 32],
}

const PRODUCER: &str = concat!("pamphleteer ", env!("CARGO_PKG_VERSION"));

impl<'a> Facts<'a> {
    /// Collects them. The date is SOURCE_DATE_EPOCH's, or the manifest's, or none; a press file must have one (ISO
    /// 15930-7, 6.9.2), so that it says the first day of 1970 where no other is known: no clock is asked.
    pub fn of<'b>(
        settings: &'a Settings,
        claim: Option<Claim>,
        streams: impl Iterator<Item = &'b [u8]>,
    ) -> Facts<'a> {
        let known = settings
            .source_date
            .map(timestamp)
            .or_else(|| settings.meta.date.clone());
        let mut hash = Sha256::new();
        streams.for_each(|stream| hash.update(stream));
        Facts {
            meta: &settings.meta,
            claim,
            date: known.or_else(|| (claim == Some(Claim::Press)).then(|| timestamp(0))),
            content: hash.finalize().into(),
        }
    }

    /// The information dictionary.
    pub fn info(&self) -> Dictionary {
        let text = |text: &str| Object::String(text_string(text), StringFormat::Literal);
        let mut info = dictionary! {
            "Title" => text(&self.meta.title),
            "Creator" => text(PRODUCER),
            "Producer" => text(PRODUCER),
        };
        let authors: Vec<&str> = self.meta.authors().collect();
        let pairs = [
            ("Author", authors.join(", ")),
            ("Subject", self.meta.description.clone().unwrap_or_default()),
            ("Keywords", self.meta.subjects.join(", ")),
        ];
        for (key, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
            info.set(*key, text(value));
        }
        if let Some(date) = &self.date {
            let digits: String = date.chars().filter(char::is_ascii_digit).collect();
            let zone = if digits.len() > 8 { "Z" } else { "" };
            for key in ["CreationDate", "ModDate"] {
                info.set(key, Object::string_literal(format!("D:{digits}{zone}")));
            }
        }
        if self.claim == Some(Claim::Press) {
            info.set("Trapped", "False");
        }
        info
    }

    /// The XMP packet as a stream; never compressed, so that tools without a PDF reader find it.
    pub fn xmp(&self) -> Stream {
        let dictionary = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
        Stream::new(dictionary, self.packet().into_bytes()).with_compression(false)
    }

    fn packet(&self) -> String {
        let mut xmp = String::from(HEAD);
        self.dublin_core(&mut xmp);
        property(&mut xmp, "xmp:CreatorTool", PRODUCER);
        property(&mut xmp, "pdf:Producer", PRODUCER);
        if !self.meta.subjects.is_empty() {
            property(&mut xmp, "pdf:Keywords", &self.meta.subjects.join(", "));
        }
        if let Some(date) = &self.date {
            for name in ["xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"] {
                property(&mut xmp, name, date);
            }
        }
        let (document, instance) = self.content.split_at(16);
        property(&mut xmp, "xmpMM:DocumentID", &uuid(document));
        property(&mut xmp, "xmpMM:InstanceID", &uuid(instance));
        match self.claim {
            Some(Claim::Accessible) => property(&mut xmp, "pdfuaid:part", "1"),
            Some(Claim::Press) => {
                property(&mut xmp, "xmpMM:VersionID", "1");
                property(&mut xmp, "xmpMM:RenditionClass", "default");
                property(&mut xmp, "pdf:Trapped", "False");
                property(&mut xmp, "pdfxid:GTS_PDFXVersion", "PDF/X-4");
            }
            None => {}
        }
        xmp.push_str(TAIL);
        xmp
    }

    fn dublin_core(&self, xmp: &mut String) {
        let meta = self.meta;
        let authors: Vec<&str> = meta.authors().collect();
        property(xmp, "dc:format", "application/pdf");
        list(xmp, "dc:title", "Alt", &[&meta.title]);
        list(xmp, "dc:creator", "Seq", &authors);
        list(xmp, "dc:language", "Bag", &[&meta.language]);
        list(xmp, "dc:description", "Alt", &optional(&meta.description));
        list(xmp, "dc:publisher", "Bag", &optional(&meta.publisher));
        list(xmp, "dc:rights", "Alt", &optional(&meta.rights));
        let subjects: Vec<&str> = meta.subjects.iter().map(String::as_str).collect();
        list(xmp, "dc:subject", "Bag", &subjects);
        if let Some(identifier) = &meta.identifier {
            property(xmp, "dc:identifier", identifier);
        }
    }
}

const HEAD: &str = "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>
<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">
<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">
<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\" \
xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" \
xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\">
";

const TAIL: &str = "</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end=\"r\"?>";

fn optional(text: &Option<String>) -> Vec<&str> {
    text.as_deref().into_iter().collect()
}

fn property(xmp: &mut String, name: &str, value: &str) {
    let value = escaped(value);
    xmp.push_str(&format!("<{name}>{value}</{name}>\n"));
}

/// A list of values; nothing where there are none. The values of an `Alt` are in the default language.
fn list(xmp: &mut String, name: &str, kind: &str, values: &[&str]) {
    let values: Vec<&&str> = values.iter().filter(|value| !value.is_empty()).collect();
    if values.is_empty() {
        return;
    }
    let language = if kind == "Alt" {
        " xml:lang=\"x-default\""
    } else {
        ""
    };
    let items = values
        .iter()
        .map(|value| format!("<rdf:li{language}>{}</rdf:li>", escaped(value)));
    let items: String = items.collect();
    xmp.push_str(&format!(
        "<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>\n"
    ));
}

fn escaped(text: &str) -> String {
    let allowed = text.chars().filter(|c| !c.is_control());
    let mut escaped = String::with_capacity(text.len());
    for c in allowed {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// An identifier made of a hash (RFC 9562, 5.8: version 8).
fn uuid(hash: &[u8]) -> String {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!(
        "uuid:{}-{}-{}-{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..]
    )
}

/// Seconds since 1970 as `YYYY-MM-DDThh:mm:ssZ`.
fn timestamp(seconds: u64) -> String {
    let (days, time) = (seconds / 86_400, seconds % 86_400);
    // Days to civil date over eras of 400 years that begin in March (H. Hinnant, "chrono-compatible date algorithms").
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    let (hour, minute, second) = (time / 3_600, time / 60 % 60, time % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_become_dates() {
        assert_eq!(timestamp(0), "1970-01-01T00:00:00Z");
        assert_eq!(timestamp(951_782_399), "2000-02-28T23:59:59Z");
        assert_eq!(timestamp(951_782_400), "2000-02-29T00:00:00Z");
        assert_eq!(timestamp(1_795_424_095), "2026-11-23T08:54:55Z");
    }

    #[test]
    fn metadata_can_hold_any_title() {
        let mut xmp = String::new();
        property(&mut xmp, "dc:format", "A & B <\u{1}C>");
        assert_eq!(xmp, "<dc:format>A &amp; B &lt;C&gt;</dc:format>\n");
    }
}

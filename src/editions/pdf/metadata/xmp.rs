//! The XMP packet (ISO 16684-1). In: the facts. Out: RDF as text, with the properties by which each standard recognises
//! its files.

use super::{Claim, Facts, PRODUCER, on_one_line, version};
use crate::manifest::settings::PressStandard;

/// The names that every packet uses.
const NAMES: [(&str, &str); 4] = [
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("xmp", "http://ns.adobe.com/xap/1.0/"),
    ("xmpMM", "http://ns.adobe.com/xap/1.0/mm/"),
    ("pdf", "http://ns.adobe.com/pdf/1.3/"),
];

/// The name of the few properties that say what a file may be used for.
const RIGHTS: &str = "http://ns.adobe.com/xap/1.0/rights/";

/// The names that a claim needs beside them.
fn names(claim: Claim) -> &'static [(&'static str, &'static str)] {
    match claim {
        Claim::Accessible => &[("pdfuaid", "http://www.aiim.org/pdfua/ns/id/")],
        Claim::Press(PressStandard::X4) => &[("pdfxid", "http://www.npes.org/pdfx/ns/id/")],
        Claim::Press(_) => &[("pdfx", "http://ns.adobe.com/pdfx/1.3/")],
        Claim::Archive => &[("pdfaid", "http://www.aiim.org/pdfa/ns/id/")],
    }
}

pub(super) fn packet(facts: &Facts<'_>) -> String {
    let mut xmp = String::from(HEAD);
    if facts.claims(Claim::Archive) && facts.claims(Claim::Accessible) {
        xmp.push_str(ACCESSIBLE_SCHEMA);
    }
    xmp.push_str("<rdf:Description rdf:about=\"\"");
    let claimed = facts.claims.iter().flat_map(|&claim| names(claim));
    for (prefix, name) in NAMES.iter().chain(claimed) {
        xmp.push_str(&format!(" xmlns:{prefix}=\"{name}\""));
    }
    xmp.push_str(">\n");
    dublin_core(facts, &mut xmp);
    property(&mut xmp, "xmp:CreatorTool", PRODUCER);
    property(&mut xmp, "pdf:Producer", PRODUCER);
    if !facts.meta.subjects.is_empty() {
        property(&mut xmp, "pdf:Keywords", &facts.meta.subjects.join(", "));
    }
    if let Some(date) = &facts.date {
        for name in ["xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"] {
            property(&mut xmp, name, date);
        }
    }
    let (document, instance) = facts.content.split_at(16);
    property(&mut xmp, "xmpMM:DocumentID", &uuid(document));
    property(&mut xmp, "xmpMM:InstanceID", &uuid(instance));
    for &claim in facts.claims {
        claim_of(claim, &mut xmp);
    }
    xmp.push_str(TAIL);
    xmp
}

fn claim_of(claim: Claim, xmp: &mut String) {
    match claim {
        Claim::Accessible => property(xmp, "pdfuaid:part", "1"),
        Claim::Archive => {
            property(xmp, "pdfaid:part", "1");
            property(xmp, "pdfaid:conformance", "B");
        }
        Claim::Press(standard) => {
            property(xmp, "xmpMM:VersionID", "1");
            property(xmp, "xmpMM:RenditionClass", "default");
            property(xmp, "pdf:Trapped", "False");
            match version(standard) {
                None => property(xmp, "pdfxid:GTS_PDFXVersion", "PDF/X-4"),
                Some(version) => property(xmp, "pdfx:GTS_PDFXVersion", version),
            }
        }
    }
}

fn dublin_core(facts: &Facts<'_>, xmp: &mut String) {
    let meta = facts.meta;
    let authors: Vec<&str> = meta.authors().collect();
    let description = meta.description.as_deref().map(on_one_line);
    property(xmp, "dc:format", "application/pdf");
    list(xmp, "dc:title", "Alt", &[&meta.title]);
    list(xmp, "dc:creator", "Seq", &authors);
    list(xmp, "dc:language", "Bag", &[&meta.language]);
    list(xmp, "dc:description", "Alt", &optional(&description));
    list(xmp, "dc:publisher", "Bag", &optional(&meta.publisher));
    list(xmp, "dc:rights", "Alt", &optional(&meta.rights));
    let licence = meta.imprint.licence.iter();
    for licence in licence.filter(|licence| !licence.address.is_empty()) {
        let to = escaped(&licence.address);
        let name = "xmpRights:WebStatement";
        xmp.push_str(&format!(
            "<{name} xmlns:xmpRights=\"{RIGHTS}\">{to}</{name}>\n"
        ));
    }
    let subjects: Vec<&str> = meta.subjects.iter().map(String::as_str).collect();
    list(xmp, "dc:subject", "Bag", &subjects);
    if let Some(identifier) = &meta.identifier {
        property(xmp, "dc:identifier", identifier);
    }
}

const HEAD: &str = "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>
<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">
<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">
";

const TAIL: &str = "</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end=\"r\"?>";

/// PDF/A-1 (6.7.8) wants every property described that it does not know itself; PDFBox's validator finds the description
/// only at the head of an element of its own.
const ACCESSIBLE_SCHEMA: &str = "<rdf:Description rdf:about=\"\" \
xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" \
xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file keeps</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
";

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_can_hold_any_title() {
        let mut xmp = String::new();
        property(&mut xmp, "dc:format", "A & B <\u{1}C>");
        assert_eq!(xmp, "<dc:format>A &amp; B &lt;C&gt;</dc:format>\n");
    }
}

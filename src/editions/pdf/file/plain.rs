//! A file as PDF 1.4 has it. In: a document with its streams compressed. Out: bytes; each object by itself, then the
//! cross-reference table and the trailer (PDF 1.7, 7.5.4 and 7.5.5).

use super::objects::{indirect, value};
use super::{head, trailer};
use lopdf::{Document, Object};

pub(super) fn write(document: &Document) -> Vec<u8> {
    let mut file = head(document);
    let numbers = document.objects.keys().map(|id| id.0);
    let size = numbers.max().unwrap_or(0) as usize + 1;
    let mut places = vec![None; size];
    for (id, object) in &document.objects {
        places[id.0 as usize] = Some(file.len());
        indirect(&mut file, id.0, object);
    }
    let start = file.len();
    let trailer = trailer(document, &file, size);
    file.extend(format!("xref\n0 {size}\n").bytes());
    for place in places {
        // Twenty bytes each. A number that nothing has leads back to 0 and is never given again.
        let entry = match place {
            Some(place) => format!("{place:010} 00000 n \n"),
            None => "0000000000 65535 f \n".into(),
        };
        file.extend(entry.bytes());
    }
    file.extend(b"trailer\n");
    value(&mut file, &Object::Dictionary(trailer));
    file.extend(format!("\nstartxref\n{start}\n%%EOF\n").bytes());
    file
}

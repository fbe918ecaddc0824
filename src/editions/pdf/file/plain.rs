//! A file as PDF 1.4 has it. In: a document with its streams compressed. Out: bytes; each object by itself, then the
//! cross-reference table and the trailer (PDF 1.7, 7.5.4 and 7.5.5).

use super::objects::value;
use super::{Later, Sink};
use crate::store::Data;
use lopdf::{Document, Object};
use std::io;

pub(super) fn write(document: &Document, later: &Later) -> io::Result<Data> {
    let mut file = Sink::begin(document)?;
    let numbers = document.objects.keys().map(|id| id.0);
    let size = numbers.max().unwrap_or(0) as usize + 1;
    let mut places = vec![None; size];
    for (id, object) in &document.objects {
        places[id.0 as usize] = Some(file.at);
        file.object(*id, object, later)?;
    }
    let start = file.at;
    let trailer = file.trailer(document, size);
    let mut end = format!("xref\n0 {size}\n").into_bytes();
    for place in places {
        // Twenty bytes each. A number that nothing has leads back to 0 and is never given again.
        let entry = match place {
            Some(place) => format!("{place:010} 00000 n \n"),
            None => "0000000000 65535 f \n".into(),
        };
        end.extend(entry.bytes());
    }
    end.extend(b"trailer\n");
    value(&mut end, &Object::Dictionary(trailer));
    end.extend(format!("\nstartxref\n{start}\n%%EOF\n").bytes());
    file.put(&end)?;
    file.writer.finish()
}

//! A PDF, object by object. In: objects from number 4 on, a page's entries and its content. Out: the file.

/// An object: what stands between `obj` and `endobj`.
pub type Object = Vec<u8>;

/// An object of text.
pub fn object(text: &str) -> Object {
    text.as_bytes().to_vec()
}

/// A stream with these entries beside its length.
pub fn stream(entries: &str, data: &[u8]) -> Object {
    let head = format!("<<{entries}/Length {}>>stream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}

/// A file of one page; its content is the last object.
pub fn file(objects: &[Object], page: &str, content: &Object) -> Vec<u8> {
    let number = objects.len() + 4;
    let mut all = vec![
        object("<</Type/Catalog/Pages 2 0 R>>"),
        object("<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 400 300]>>"),
        object(&format!(
            "<</Type/Page/Parent 2 0 R/Contents {number} 0 R {page}>>"
        )),
    ];
    all.extend(objects.iter().cloned());
    all.push(content.clone());
    let (mut bytes, mut places) = (b"%PDF-1.7\n".to_vec(), Vec::new());
    for (index, object) in all.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n", index + 1).as_bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let start = bytes.len();
    let rows: String = places
        .iter()
        .map(|place| format!("{place:010} 00000 n \n"))
        .collect();
    let size = places.len() + 1;
    let tail = format!(
        "xref\n0 {size}\n0000000000 65535 f \n{rows}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF"
    );
    bytes.extend(tail.as_bytes());
    bytes
}

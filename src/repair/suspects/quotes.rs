//! Quotation marks that open and never close. In: the running text. Out: a remark on each paragraph in which they do
//! not pair.

use crate::galley::{Flow, Pen};

/// Lists paragraphs with more opening marks than closing ones, or the other way round. A quotation of several paragraphs
/// opens each of them and closes the last: then the next paragraph opens, too.
pub(super) fn list(pen: &mut Pen<'_>, flow: &Flow) {
    let text = flow.text();
    let mut remark = |at: usize, what: &str| {
        let mark = flow.place(at)..flow.place(at) + '“'.len_utf8();
        let what = format!("a quotation {what}");
        pen.remark(mark, what, "quotation marks that do not pair");
    };
    let mut start = 0;
    let mut open: Option<usize> = None;
    for paragraph in text.split_inclusive("\n\n") {
        let ink = start + (paragraph.len() - paragraph.trim_start().len());
        let goes_on = text[ink..].starts_with('“');
        let is_over = !goes_on && ink < start + paragraph.len();
        if let Some(mark) = open.take().filter(|_| is_over) {
            remark(mark, "opens here and does not close in its paragraph");
        }
        for (at, mark) in paragraph.match_indices(['“', '”']) {
            let at = start + at;
            match (mark, open) {
                ("“", Some(before)) => {
                    remark(before, "opens here and does not close before the next");
                    open = Some(at);
                }
                ("“", None) => open = Some(at),
                (_, Some(_)) => open = None,
                (_, None) => remark(at, "closes here that did not open"),
            }
        }
        start += paragraph.len();
    }
}

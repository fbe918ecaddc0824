//! What a drawing costs. In: its elements, their names, and which name others. Out: whether it can be drawn in a short time: an
//! element that is shown again and again counts each time.

use std::collections::HashMap;

/// The most elements, those that are shown again counted again.
const MOST: u64 = 300_000;
/// The deepest that elements stand in each other, through those that are shown again too.
const DEEPEST: usize = 120;

/// The elements of a drawing.
#[derive(Default)]
pub(super) struct Weight {
    elements: Vec<Element>,
    /// Those that are open.
    open: Vec<usize>,
    names: HashMap<String, usize>,
}

#[derive(Default)]
struct Element {
    inner: Vec<usize>,
    shows: Vec<String>,
}

/// What is known of an element.
#[derive(Clone, Copy)]
enum Known {
    Open,
    Done(u64, usize),
}

impl Weight {
    /// An element begins.
    pub(super) fn open(&mut self) -> Result<(), String> {
        let at = self.elements.len();
        if let Some(&outer) = self.open.last() {
            self.elements[outer].inner.push(at);
        }
        self.elements.push(Element::default());
        self.open.push(at);
        self.within(at as u64, self.open.len())
    }

    pub(super) fn close(&mut self) {
        self.open.pop();
    }

    /// The open element has a name.
    pub(super) fn name(&mut self, name: &str) {
        if let Some(&at) = self.open.last() {
            self.names.entry(name.to_owned()).or_insert(at);
        }
    }

    /// The open element shows another.
    pub(super) fn refer(&mut self, name: &str) {
        if let Some(&at) = self.open.last() {
            self.elements[at].shows.push(name.to_owned());
        }
    }

    /// Weighs the whole.
    pub(super) fn check(&self) -> Result<(), String> {
        let mut known = vec![None; self.elements.len()];
        self.weigh(0, 1, &mut known).map(|_| ())
    }

    /// How many elements one shows, and how deep they stand. What shows itself is no more than it says.
    fn weigh(
        &self,
        at: usize,
        depth: usize,
        known: &mut Vec<Option<Known>>,
    ) -> Result<(u64, usize), String> {
        match known[at] {
            Some(Known::Done(count, deep)) => {
                self.within(count, depth + deep)?;
                return Ok((count, deep));
            }
            Some(Known::Open) => return Ok((0, 0)),
            None => known[at] = Some(Known::Open),
        }
        let element = &self.elements[at];
        let shown = element.shows.iter().filter_map(|name| self.names.get(name));
        let (mut count, mut deepest) = (1_u64, 0);
        for &inner in element.inner.iter().chain(shown) {
            self.within(count, depth)?;
            let (more, deep) = self.weigh(inner, depth + 1, known)?;
            count = count.saturating_add(more);
            deepest = deepest.max(deep);
        }
        known[at] = Some(Known::Done(count, deepest + 1));
        self.within(count, depth)?;
        Ok((count, deepest + 1))
    }

    fn within(&self, count: u64, depth: usize) -> Result<(), String> {
        match (count > MOST, depth > DEEPEST) {
            (true, _) => Err(format!("it draws more than {MOST} elements")),
            (_, true) => Err(format!("its elements stand more than {DEEPEST} deep")),
            _ => Ok(()),
        }
    }
}

//! What the second-best reading says. In: a finished [`Search`] and its best path. Out: for each link of the path by how
//! much the best reading that does not have it falls behind.
//!
//! A reading without a link either leaves its call and its body free, and then lacks what the link adds, or has a link that
//! the first one excludes: another of its call, of its body, or one that crosses it. The best reading through each node is
//! what leads up to it and what can follow.

use super::{BACK, Best, CHANGE, DRIFT, Node, Search};

/// The margins of the nodes of a path, in its order.
pub(super) fn margins(search: &Search, bodies: usize, path: &[usize]) -> Vec<f32> {
    let follow = followed(search, bodies);
    let through = |index: usize| search.nodes[index].score + follow[index];
    let total = path.last().map_or(0.0, |&last| search.nodes[last].score);
    let rivals = rivals(search, bodies, path, &through);
    let margins = path.iter().zip(rivals).map(|(&index, rival)| {
        let free = search.nodes[index].gain;
        free.min(total - rival).max(0.0)
    });
    margins.collect()
}

/// What the best reading adds after each node.
fn followed(search: &Search, bodies: usize) -> Vec<f32> {
    let mut follow = vec![0.0; search.nodes.len()];
    let mut behind = Behind {
        drifts: (-DRIFT..=DRIFT).map(|_| Best::new(bodies)).collect(),
        changed: Best::new(bodies),
    };
    let mut end = search.nodes.len();
    for place in (0..search.places.len()).rev() {
        let start = place
            .checked_sub(1)
            .map_or(0, |before| search.places[before]);
        let nodes = &search.nodes[start..end];
        let sums = nodes.iter().map(|node| behind.after(node, bodies));
        let sums: Vec<f32> = sums.collect();
        for (index, (node, sum)) in (start..).zip(nodes.iter().zip(&sums)) {
            let from_end = bodies - 1 - node.body as usize;
            behind.put(node, from_end, (index, node.gain + sum));
        }
        follow[start..end].copy_from_slice(&sums);
        end = start;
    }
    follow
}

/// The nodes that may follow another: the best of each drift, and of all of them, less what it costs to begin the drift.
struct Behind {
    drifts: Vec<Best>,
    changed: Best,
}

impl Behind {
    fn put(&mut self, node: &Node, from_end: usize, (index, sum): (usize, f32)) {
        let change = CHANGE + if node.drift == 0 { BACK } else { 0.0 };
        self.drifts[drift(node)].put(from_end, index, sum);
        self.changed.put(from_end, index, sum - change);
    }

    /// The best that can follow a node.
    fn after(&self, node: &Node, bodies: usize) -> f32 {
        let from_end = bodies - 1 - node.body as usize;
        // Of its own drift's nodes the best costs nothing, so that it wins over the same one with its price.
        let next = [&self.drifts[drift(node)], &self.changed];
        let next = next.into_iter().filter_map(|best| best.best(from_end));
        next.map(|(sum, _)| sum).fold(0.0, f32::max)
    }
}

/// The place of a node's drift among all.
fn drift(node: &Node) -> usize {
    (i64::from(node.drift) + DRIFT) as usize
}

/// The best reading through any node that excludes each node of the path.
fn rivals(
    search: &Search,
    bodies: usize,
    path: &[usize],
    through: &dyn Fn(usize) -> f32,
) -> Vec<f32> {
    let mut rivals = vec![0.0_f32; path.len()];
    let place_of = |index: usize| search.places.partition_point(|&end| end <= index);
    let places: Vec<usize> = path.iter().map(|&index| place_of(index)).collect();
    let start = |place: usize| {
        place
            .checked_sub(1)
            .map_or(0, |before| search.places[before])
    };
    // Calls before it with its body or a later one.
    let mut best = Best::new(bodies);
    let mut done = 0;
    for (rival, (&index, &place)) in rivals.iter_mut().zip(path.iter().zip(&places)) {
        for other in done..start(place) {
            let from_end = bodies - 1 - search.nodes[other].body as usize;
            best.put(from_end, other, through(other));
        }
        done = done.max(start(place));
        let body = search.nodes[index].body as usize;
        let crossing = best.best(bodies - body).map_or(0.0, |best| best.0);
        // Other links of its own place.
        let own = (start(place)..search.places[place]).filter(|&other| {
            let (node, link) = (&search.nodes[other], &search.nodes[index]);
            (node.call, node.body) != (link.call, link.body)
        });
        *rival = own.map(through).fold(crossing, f32::max);
    }
    // Calls after it with its body or an earlier one.
    let mut best = Best::new(bodies);
    let mut done = search.nodes.len();
    for (rival, (&index, &place)) in rivals.iter_mut().zip(path.iter().zip(&places)).rev() {
        let end = search.places[place];
        for other in end..done {
            best.put(search.nodes[other].body as usize, other, through(other));
        }
        done = done.min(end);
        let body = search.nodes[index].body as usize;
        let crossing = best.best(body + 1).map_or(0.0, |best| best.0);
        *rival = rival.max(crossing);
    }
    rivals
}

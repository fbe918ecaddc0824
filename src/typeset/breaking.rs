//! Line breaking. In: the places where a paragraph may be broken, with the widths up to each. Out: [`Choice`]s of
//! lines, the best of all and the best with one line less and one more, for the make-up of pages.
//!
//! A dynamic programme over all pairs of breakpoints that make a line. The cost of a line depends on its neighbour, so a
//! state is a line, not a breakpoint. Everything is in integers: the same lines on every machine.

mod fit;

pub use fit::{Fit, SCALE_LIMIT, SHRINK_LIMIT, Width, fit};
use fit::{contrast, looseness};

/// A place where a line may end and the next begin. All widths in scaled points, summed from the paragraph's start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Point {
    /// Ink of a line that ends here, an added hyphen included.
    pub ink_end: i64,
    /// Natural spaces up to here.
    pub space_end: i64,
    /// Ink before a line that begins here.
    pub ink_start: i64,
    /// Spaces before a line that begins here.
    pub space_start: i64,
    /// Glyphs up to here, spaces and an added hyphen not counted.
    pub sorts_end: i32,
    /// Glyphs before a line that begins here.
    pub sorts_start: i32,
    /// How far a line that ends here hangs into the right margin.
    pub hang_end: i32,
    /// How far a line that begins here hangs into the left margin.
    pub hang_start: i32,
    /// What breaking here costs in itself.
    pub penalty: i32,
    /// Whether the line ends in a hyphen or dash.
    pub is_hyphen: bool,
    /// Whether the line must end here.
    pub is_forced: bool,
}

/// The room for the lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Width of a line.
    pub measure: i64,
    /// What the first lines have less, on the left.
    pub indent: i64,
    /// How many lines have it less: 1 for a paragraph's indent, 2 or more beside a drop cap.
    pub indented: u16,
    /// 1 em, for runts.
    pub em: i64,
    /// How the lines end.
    pub edge: Edge,
}

/// How the right ends of lines stand below each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// All but the last are filled.
    Filled,
    /// They end where they end, all but the last at about the same place.
    Ragged,
    /// The same; a paragraph may have a line more or less, if its page wants that.
    Free,
    /// All are of about one length, the last too: headings.
    Balanced,
}

impl Room {
    /// Whether lines are filled.
    #[must_use]
    pub fn is_justified(&self) -> bool {
        self.edge == Edge::Filled
    }

    /// The width of line `line`, from 0.
    #[must_use]
    pub fn width(&self, line: u16) -> i64 {
        self.measure - if line < self.indented { self.indent } else { 0 }
    }
}

/// Lines for a paragraph: the points at which they end, and their cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Indices of the points where lines end; the last is the paragraph's end.
    pub ends: Vec<u32>,
    /// The sum of the costs of its lines.
    pub cost: i64,
    /// The widest space of a filled line, in parts per 1,000 above natural.
    pub loosest: i32,
}

/// How wide spaces may get, tried in turn; the last is the emergency.
pub(crate) const TOLERANCES: [i32; 3] = [470, 1200, i32::MAX];
/// Lines that cost so much have a runt or a ladder; wider spaces may be better.
pub(crate) const DIRE: i64 = 12_000;
/// Two hyphens below each other.
const LADDER: i64 = 12_000;
/// A hyphen two lines below another.
const NEAR_HYPHEN: i64 = 160;
/// A hyphen on the last line but one.
const LATE_HYPHEN: i64 = 60;
/// A last line of less than 2 em.
const RUNT: i64 = 12_000;
/// A last line of less than 4 em.
const SHORT: i64 = 150;
/// What is wider than its room: only where there is no other way.
const OVERFULL: i64 = 10_000_000;
/// A paragraph with more points than this is no prose, and has a few states of each number of lines at each of them: what is
/// kept for all would be gigabytes.
const MANY: usize = 20_000;
const FEW: usize = 4;
/// A line of the programme: it ends at the point in whose list it stands.
#[derive(Clone, Copy, Debug)]
struct State {
    cost: i64,
    /// The point where it begins, and the state of the line above.
    from: u32,
    above: u32,
    /// Lines up to here.
    lines: u16,
    fit: Fit,
    loosest: i32,
}

/// The best lines with one line less than the best of all, the best of all, and the best with one more; what can't be
/// set decently (spaces above half as wide again) is missing. The best of all is always there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices {
    /// The best of all.
    pub best: Choice,
    /// With one line less.
    pub shorter: Option<Choice>,
    /// With one line more.
    pub longer: Option<Choice>,
}

/// Breaks a paragraph. `points` begins with its start and ends with its end, which is forced.
#[must_use]
pub fn choose(points: &[Point], room: &Room) -> Choices {
    let mut found: Option<Choices> = None;
    for tolerance in TOLERANCES {
        let solver = Solver::run(points, room, tolerance);
        let known = found.as_ref().map_or(i64::MAX, |choices| choices.best.cost);
        if let Some(best) = solver.best(None).filter(|best| best.cost < known) {
            let lines = best.ends.len() as u16;
            let other = |lines: u16| solver.best(Some(lines));
            let gives = matches!(room.edge, Edge::Filled | Edge::Free);
            let decent = tolerance == TOLERANCES[0] && gives;
            found = Some(Choices {
                shorter: other(lines.saturating_sub(1)).filter(|_| decent && lines > 1),
                longer: other(lines + 1).filter(|_| decent),
                best,
            });
        }
        if let Some(choices) =
            found.take_if(|found| found.best.cost < DIRE || tolerance > TOLERANCES[0])
        {
            return choices;
        }
    }
    unreachable!("the last tolerance takes any line")
}

struct Solver<'a> {
    points: &'a [Point],
    room: &'a Room,
    tolerance: i32,
    states: Vec<Vec<State>>,
}

impl<'a> Solver<'a> {
    fn run(points: &'a [Point], room: &'a Room, tolerance: i32) -> Solver<'a> {
        let mut solver = Solver {
            points,
            room,
            tolerance,
            states: vec![Vec::new(); points.len()],
        };
        solver.states[0].push(State {
            cost: 0,
            from: 0,
            above: 0,
            lines: 0,
            fit: Fit::default(),
            loosest: 0,
        });
        for from in 0..points.len().saturating_sub(1) {
            solver.prune(from);
            if !solver.states[from].is_empty() {
                solver.extend(from);
            }
        }
        solver
    }

    /// Keeps the line counts next to that of the cheapest state, and in each the states that may still win: what follows
    /// them differs by contrast alone, and that has a bound in each tolerance.
    fn prune(&mut self, at: usize) {
        let Some(best) = self.states[at].iter().min_by_key(|s| s.cost).copied() else {
            return;
        };
        let mut cheapest = [i64::MAX; 3];
        let slot = |lines: u16| usize::from((lines + 1).wrapping_sub(best.lines));
        self.states[at].retain(|s| slot(s.lines) < 3);
        for state in &self.states[at] {
            let cost = &mut cheapest[slot(state.lines)];
            *cost = state.cost.min(*cost);
        }
        let margin = match self.tolerance {
            tolerance if tolerance == TOLERANCES[0] => 400,
            tolerance if tolerance == TOLERANCES[1] => 1300,
            _ => 4600,
        };
        self.states[at].retain(|s| s.cost <= cheapest[slot(s.lines)] + margin);
        self.states[at].sort_by_key(|s| (s.lines, s.cost));
        if self.points.len() > MANY {
            let mut same = (u16::MAX, 0);
            self.states[at].retain(|s| {
                same = (s.lines, if same.0 == s.lines { same.1 + 1 } else { 0 });
                same.1 < FEW
            });
            self.states[at].shrink_to_fit();
        }
    }

    /// All lines that begin at `from`.
    fn extend(&mut self, from: usize) {
        let states = std::mem::take(&mut self.states[from]);
        let start = &self.points[from];
        let widest = states
            .iter()
            .map(|s| self.room.width(s.lines))
            .max()
            .unwrap_or_default();
        let emergency = self.tolerance == i32::MAX;
        for to in self.shortest_line(from, widest)..self.points.len() {
            let end = &self.points[to];
            let natural = end.ink_end - start.ink_start + end.space_end - start.space_start;
            if natural > widest + widest / 6 && !(emergency && to == from + 1) {
                break;
            }
            for group in states.chunk_by(|a, b| a.lines == b.lines) {
                if let Some(state) = self.line(from, to, group) {
                    self.states[to].push(state);
                }
            }
            if end.is_forced {
                break;
            }
        }
        self.states[from] = states;
    }

    /// The first point at which a line from `from` can end; points before it would leave more to fill than glyphs,
    /// tracking and spaces can give together: 22 % even where every word has one letter.
    fn shortest_line(&self, from: usize, widest: i64) -> usize {
        let share = match self.tolerance {
            tolerance if tolerance == TOLERANCES[0] && self.room.is_justified() => 78,
            // Where words are bound, lines of a title are of about one length only if one may be short.
            tolerance if tolerance == TOLERANCES[0] && self.room.edge == Edge::Balanced => 30,
            tolerance if tolerance == TOLERANCES[0] => 60,
            tolerance if tolerance == TOLERANCES[1] => 30,
            _ => return from + 1,
        };
        let start = &self.points[from];
        let least = start.ink_start + start.space_start + widest * share / 100;
        let rest = &self.points[from + 1..];
        let found = rest
            .iter()
            .position(|p| p.is_forced || p.ink_end + p.space_end >= least);
        from + 1 + found.unwrap_or_default()
    }

    /// The best line from `from` to `to` under one of `group`, lines that all have the same number.
    fn line(&self, from: usize, to: usize, group: &[State]) -> Option<State> {
        let (start, end) = (&self.points[from], &self.points[to]);
        let lines = group[0].lines;
        let width = self.room.width(lines);
        let ends = end.is_forced || !self.room.is_justified();
        let line_width = Width {
            width,
            em: self.room.em,
            is_free: ends,
        };
        let (fit, own) = match fit(start, end, line_width) {
            Some(fit) if fit.stretch > self.tolerance => return None,
            Some(fit) if ends && fit.stretch >= 0 => (fit, self.raggedness(start, end, width)),
            Some(fit) => (fit, looseness(fit, self.room.em)),
            None if self.tolerance == i32::MAX && to == from + 1 => (Fit::default(), OVERFULL),
            None => return None,
        };
        let own = own + i64::from(end.penalty) + self.runt(start, end, to);
        let free = ends && fit == Fit::default();
        let step = |above: &State| {
            let ladder = start.is_hyphen && end.is_hyphen;
            let is_near = end.is_hyphen && self.points[above.from as usize].is_hyphen;
            let late = start.is_hyphen && to + 1 == self.points.len();
            let contrast = if free || above.lines == 0 {
                0
            } else {
                contrast(above.fit, fit)
            };
            above.cost
                + contrast
                + if ladder { LADDER } else { 0 }
                + if is_near { NEAR_HYPHEN } else { 0 }
                + if late { LATE_HYPHEN } else { 0 }
        };
        let costs = group.iter().map(step).enumerate();
        let (above, cost) = costs.min_by_key(|&(_, cost)| cost)?;
        Some(State {
            cost: cost + own,
            from: from as u32,
            above: above as u32,
            lines: lines + 1,
            fit,
            loosest: group[above].loosest.max(fit.stretch),
        })
    }

    /// Ragged lines should be of about one length; the last line may be of any, unless they are balanced.
    fn raggedness(&self, start: &Point, end: &Point, width: i64) -> i64 {
        if end.is_forced && self.room.edge != Edge::Balanced {
            return 0;
        }
        let natural = end.ink_end - start.ink_start + end.space_end - start.space_start;
        let share = (width - natural).max(0) * 100 / width.max(1);
        share * share
    }

    fn runt(&self, start: &Point, end: &Point, to: usize) -> i64 {
        if to + 1 < self.points.len() || start.ink_start == 0 {
            return 0;
        }
        let natural = end.ink_end - start.ink_start + end.space_end - start.space_start;
        match natural / self.room.em.max(1) {
            0..=1 => RUNT,
            2..=3 => SHORT,
            _ => 0,
        }
    }

    /// The best lines to the end, of all or with a given number.
    fn best(&self, lines: Option<u16>) -> Option<Choice> {
        let last = self.points.len() - 1;
        let states = self.states[last].iter();
        let mut state = *states
            .filter(|s| lines.is_none_or(|lines| s.lines == lines))
            .min_by_key(|s| s.cost)?;
        let mut choice = Choice {
            ends: vec![last as u32],
            cost: state.cost,
            loosest: state.loosest,
        };
        while state.from > 0 {
            choice.ends.push(state.from);
            let lines = state.lines - 1;
            let mut group = self.states[state.from as usize]
                .iter()
                .filter(|s| s.lines == lines);
            state = *group.nth(state.above as usize)?;
        }
        choice.ends.reverse();
        Some(choice)
    }
}

//! Line breaking. In: the places where a paragraph may be broken, with the widths up to each. Out: [`Choice`]s of
//! lines, the best of all and the best with one line less and one more, for the make-up of pages.
//!
//! A dynamic programme over all pairs of breakpoints that make a line. The cost of a line depends on its neighbour, so a
//! state is a line, not a breakpoint. Everything is in integers: the same lines on every machine.

mod fit;
mod lines;

use fit::contrast;
pub use fit::{Fit, SCALE_LIMIT, SHRINK_LIMIT, Width, fit};
use lines::Lines;

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
    Breaker::new(points, room).choose()
}

/// A paragraph that may be broken several times: what does not change is looked at once.
pub struct Breaker<'a> {
    points: &'a [Point],
    room: &'a Room,
    /// With the spaces as they should be.
    decent: Solver<'a>,
}

impl<'a> Breaker<'a> {
    /// Looks at a paragraph as [`choose`] does.
    #[must_use]
    pub fn new(points: &'a [Point], room: &'a Room) -> Breaker<'a> {
        Breaker {
            points,
            room,
            decent: Solver::run(points, room, TOLERANCES[0]),
        }
    }

    /// The choices.
    #[must_use]
    pub fn choose(&self) -> Choices {
        let found = self.decent.choices(true);
        settled(found, |tolerance| {
            Solver::run(self.points, self.room, tolerance).choices(false)
        })
    }

    /// The choices if breaking at a point, which is not the last, cost so much in itself.
    #[must_use]
    pub fn choose_but(&mut self, at: usize, penalty: i32) -> Choices {
        let found = self
            .decent
            .with_penalty(at, penalty, |solver| solver.choices(true));
        settled(found, |tolerance| {
            let mut points = self.points.to_vec();
            points[at].penalty = penalty;
            Solver::run(&points, self.room, tolerance).choices(false)
        })
    }
}

/// Choices that will do: those found with decent spaces or, where these are dire, with wider ones.
fn settled(decent: Option<Choices>, wider: impl Fn(i32) -> Option<Choices>) -> Choices {
    let mut found = decent;
    if let Some(choices) = found.take_if(|found| found.best.cost < DIRE) {
        return choices;
    }
    for tolerance in &TOLERANCES[1..] {
        let known = found.as_ref().map_or(i64::MAX, |choices| choices.best.cost);
        let better = wider(*tolerance).filter(|choices| choices.best.cost < known);
        if let Some(choices) = better.or(found.take()) {
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
    lines: Lines,
    /// A point that costs another penalty than its own.
    other: Option<(usize, i32)>,
    /// Lists that are not used, but have their memory.
    spare: Vec<Vec<State>>,
}

impl<'a> Solver<'a> {
    fn run(points: &'a [Point], room: &'a Room, tolerance: i32) -> Solver<'a> {
        let mut solver = Solver {
            points,
            room,
            tolerance,
            states: vec![Vec::new(); points.len()],
            lines: Lines::new(points.len()),
            other: None,
            spare: Vec::new(),
        };
        solver.states[0].push(State {
            cost: 0,
            from: 0,
            above: 0,
            lines: 0,
            fit: Fit::default(),
            loosest: 0,
        });
        solver.go_on(0);
        solver
    }

    /// All lines that begin at a point or behind it.
    fn go_on(&mut self, at: usize) {
        for from in at..self.points.len().saturating_sub(1) {
            self.prune(from);
            if !self.states[from].is_empty() {
                self.extend(from, from + 1);
            }
        }
    }

    /// What is found with another penalty at a point. Only lines that end there or behind it are looked at again.
    fn with_penalty<T>(&mut self, at: usize, penalty: i32, find: impl Fn(&Solver<'a>) -> T) -> T {
        let kept = self.states.split_off(at);
        self.spare
            .resize(self.spare.len().max(kept.len()), Vec::new());
        self.states.extend(self.spare.drain(..kept.len()));
        self.other = Some((at, penalty));
        for from in self.first_before(at)..at {
            if !self.states[from].is_empty() {
                self.extend(from, at);
            }
        }
        self.go_on(at);
        let found = find(self);
        self.other = None;
        self.spare.extend(self.states.drain(at..));
        self.spare.iter_mut().for_each(Vec::clear);
        self.states.extend(kept);
        found
    }

    /// The first point from which a line may reach another.
    fn first_before(&self, at: usize) -> usize {
        let widest = self.room.measure.max(self.room.measure - self.room.indent);
        let end = &self.points[at];
        let reaches = |from: &usize| {
            let start = &self.points[*from];
            let natural = end.ink_end - start.ink_start + end.space_end - start.space_start;
            natural <= widest + widest / 6
        };
        let is_wall = |from: usize| from > 0 && self.points[from].is_forced;
        let mut first = at;
        while first > 0 && !(first < at && is_wall(first)) && reaches(&(first - 1)) {
            first -= 1;
        }
        first
    }

    /// Keeps the line counts next to that of the cheapest state, and in each the states that may still win.
    fn prune(&mut self, at: usize) {
        let Some(best) = self.states[at].iter().min_by_key(|s| s.cost).copied() else {
            return;
        };
        let is_long = self.points.len() > MANY;
        if self.states[at].len() == 1 && !is_long {
            return;
        }
        let mut cheapest = [i64::MAX; 3];
        let slot = |lines: u16| usize::from((lines + 1).wrapping_sub(best.lines));
        self.states[at].retain(|s| slot(s.lines) < 3);
        for state in &self.states[at] {
            let cost = &mut cheapest[slot(state.lines)];
            *cost = state.cost.min(*cost);
        }
        let margin = self.margin();
        self.states[at].retain(|s| s.cost <= cheapest[slot(s.lines)] + margin);
        self.states[at].sort_by_key(|s| (s.lines, s.cost));
        if is_long {
            let mut same = (u16::MAX, 0);
            self.states[at].retain(|s| {
                same = (s.lines, if same.0 == s.lines { same.1 + 1 } else { 0 });
                same.1 < FEW
            });
            self.states[at].shrink_to_fit();
        }
    }

    /// All lines that begin at `from` and end at `least` or behind it.
    fn extend(&mut self, from: usize, least: usize) {
        let states = std::mem::take(&mut self.states[from]);
        let start = &self.points[from];
        let widest = states
            .iter()
            .map(|s| self.room.width(s.lines))
            .max()
            .unwrap_or_default();
        let emergency = self.tolerance == i32::MAX;
        for to in self.shortest_line(from, widest).max(least)..self.points.len() {
            let end = &self.points[to];
            let natural = end.ink_end - start.ink_start + end.space_end - start.space_start;
            if natural > widest + widest / 6 && !(emergency && to == from + 1) {
                break;
            }
            for group in states.chunk_by(|a, b| a.lines == b.lines) {
                if let Some(state) = self.line(from, to, group) {
                    self.keep(to, state);
                }
            }
            if end.is_forced {
                break;
            }
        }
        self.states[from] = states;
    }

    /// Keeps a line that ends at a point, unless another of the same number is so much better that it can't win.
    fn keep(&mut self, to: usize, state: State) {
        let margin = self.margin();
        let beats = |other: &State| other.lines == state.lines && other.cost + margin < state.cost;
        let known = &mut self.states[to];
        if !known.iter().any(beats) {
            // Most points have so many.
            if known.capacity() == 0 {
                known.reserve(8);
            }
            known.push(state);
        }
    }

    /// By how much what follows a line may be cheaper than what follows another: what differs is contrast alone, and that has
    /// a bound in each tolerance.
    fn margin(&self) -> i64 {
        match self.tolerance {
            tolerance if tolerance == TOLERANCES[0] => 400,
            tolerance if tolerance == TOLERANCES[1] => 1300,
            _ => 4600,
        }
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
    fn line(&mut self, from: usize, to: usize, group: &[State]) -> Option<State> {
        let lines = group[0].lines;
        let width = self.room.width(lines);
        let line = (from, to, width);
        let (fit, own) = self
            .lines
            .get(line, (self.points, self.room, self.tolerance))?;
        let (start, end) = (&self.points[from], &self.points[to]);
        let penalty = match self.other {
            Some((at, penalty)) if at == to => penalty,
            _ => end.penalty,
        };
        let ladder = if start.is_hyphen && end.is_hyphen {
            LADDER
        } else {
            0
        };
        let is_late = start.is_hyphen && to + 1 == self.points.len();
        let late = if is_late { LATE_HYPHEN } else { 0 };
        let ends = end.is_forced || !self.room.is_justified();
        let is_free = lines == 0 || ends && fit == Fit::default();
        let step = |above: &State| {
            let is_near = end.is_hyphen && self.points[above.from as usize].is_hyphen;
            let near = if is_near { NEAR_HYPHEN } else { 0 };
            let contrast = if is_free { 0 } else { contrast(above.fit, fit) };
            above.cost + contrast + near
        };
        let costs = group.iter().map(step).enumerate();
        let (above, cost) = costs.min_by_key(|&(_, cost)| cost)?;
        Some(State {
            cost: cost + ladder + late + own + i64::from(penalty),
            from: from as u32,
            above: above as u32,
            lines: lines + 1,
            fit,
            loosest: group[above].loosest.max(fit.stretch),
        })
    }

    /// The best lines of all, and with a line less and a line more if these may be `decent`.
    fn choices(&self, decent: bool) -> Option<Choices> {
        let best = self.best(None)?;
        let lines = best.ends.len() as u16;
        let gives = matches!(self.room.edge, Edge::Filled | Edge::Free);
        let other = |lines: u16| self.best(Some(lines)).filter(|_| decent && gives);
        Some(Choices {
            shorter: other(lines.saturating_sub(1)).filter(|_| lines > 1),
            longer: other(lines + 1),
            best,
        })
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

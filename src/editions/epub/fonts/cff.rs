//! CFF outlines (Adobe Technical Notes 5176, the format, and 5177, the charstrings). In: the table and the glyphs to
//! keep. Out: the same table with all other glyphs and all subroutines that only they use emptied; what this frees is
//! zeros, which a zip file packs to nothing.

use crate::sfnt::number;
use std::collections::BTreeSet;
use std::ops::Range;

/// A glyph without outline.
const END: u8 = 14;
/// A subroutine that does nothing.
const RETURN: u8 = 11;
/// Subroutines inside one another (5177, appendix B).
const MAX_DEPTH: usize = 10;

/// Empties the table in place; None, and the table is not to be used, if it is not understood: fonts keyed by CID,
/// composite glyphs of old, arithmetic in charstrings.
pub(super) fn thin(table: &mut [u8], keep: &BTreeSet<u16>) -> Option<()> {
    let names = Index::read(table, number(table, 2, 1)?)?;
    let tops = Index::read(table, names.end)?;
    let strings = Index::read(table, tops.end)?;
    let globals = Index::read(table, strings.end)?;
    let top = Dictionary::read(table.get(tops.item(table, 0)?)?)?;
    if top.get(OP_ROS).is_some() {
        return None;
    }
    let glyphs = Index::read(table, *top.get(OP_CHARSTRINGS)?.first()? as usize)?;
    let [size, start] = top.get(OP_PRIVATE)? else {
        return None;
    };
    let (size, start) = (*size as usize, *start as usize);
    let private = Dictionary::read(table.get(start..start.checked_add(size)?)?)?;
    let locals = match private.get(OP_SUBRS).and_then(|v| v.first()) {
        Some(offset) => Some(Index::read(table, start.checked_add(*offset as usize)?)?),
        None => None,
    };
    let mut walk = Walk {
        table,
        locals: locals.as_ref(),
        globals: &globals,
        used_locals: BTreeSet::new(),
        used_globals: BTreeSet::new(),
        stack: Vec::new(),
        stems: 0,
    };
    let kept: BTreeSet<usize> = keep.iter().map(|&g| usize::from(g)).collect();
    for &glyph in kept.iter().filter(|&&g| g < glyphs.count) {
        walk.stack.clear();
        walk.stems = 0;
        walk.run(glyphs.item(table, glyph)?, 0)?;
    }
    let (used_locals, used_globals) = (walk.used_locals, walk.used_globals);
    glyphs.empty_all_but(table, &kept, END)?;
    globals.empty_all_but(table, &used_globals, RETURN)?;
    if let Some(locals) = locals {
        locals.empty_all_but(table, &used_locals, RETURN)?;
    }
    Some(())
}

/// An INDEX (5176, section 5): where it stands.
struct Index {
    count: usize,
    /// Bytes of an offset.
    width: usize,
    /// Where the offsets begin.
    offsets: usize,
    /// The byte before the data: offsets count from here.
    base: usize,
    /// The byte after it.
    end: usize,
}

impl Index {
    fn read(table: &[u8], at: usize) -> Option<Index> {
        let count = number(table, at, 2)?;
        if count == 0 {
            return Some(Index {
                count,
                width: 1,
                offsets: at,
                base: at,
                end: at + 2,
            });
        }
        let width = number(table, at + 2, 1).filter(|w| (1..=4).contains(w))?;
        let offsets = at + 3;
        let base = offsets + (count + 1) * width - 1;
        let end = base.checked_add(number(table, offsets + count * width, width)?)?;
        (end <= table.len()).then_some(Index {
            count,
            width,
            offsets,
            base,
            end,
        })
    }

    fn item(&self, table: &[u8], n: usize) -> Option<Range<usize>> {
        let offset = |n: usize| number(table, self.offsets + n * self.width, self.width);
        let range = self.base + offset(n)?..self.base + offset(n + 1)?;
        (n < self.count && range.start <= range.end && range.end <= self.end).then_some(range)
    }

    /// Packs the kept items; the others become one byte, and the rest zeros.
    fn empty_all_but(&self, table: &mut [u8], keep: &BTreeSet<usize>, empty: u8) -> Option<()> {
        let mut data = Vec::new();
        let mut offsets = Vec::new();
        for n in 0..self.count {
            offsets.push(data.len() + 1);
            match self.item(table, n)? {
                range if keep.contains(&n) => data.extend_from_slice(table.get(range)?),
                range if range.is_empty() => {}
                _ => data.push(empty),
            }
        }
        offsets.push(data.len() + 1);
        for (n, offset) in offsets.into_iter().enumerate().filter(|_| self.count > 0) {
            let bytes = (offset as u32).to_be_bytes();
            let at = self.offsets + n * self.width;
            table
                .get_mut(at..at + self.width)?
                .copy_from_slice(&bytes[4 - self.width..]);
        }
        if self.count > 0 {
            data.resize(self.end - self.base - 1, 0);
            table
                .get_mut(self.base + 1..self.end)?
                .copy_from_slice(&data);
        }
        Some(())
    }
}

const OP_CHARSTRINGS: u16 = 17;
const OP_PRIVATE: u16 = 18;
const OP_SUBRS: u16 = 19;
const OP_ROS: u16 = 0x0c00 | 30;

/// A DICT (5176, section 4): operators and their operands, reals as 0.
struct Dictionary(Vec<(u16, Vec<i32>)>);

impl Dictionary {
    fn read(data: &[u8]) -> Option<Dictionary> {
        let mut entries = Vec::new();
        let mut operands = Vec::new();
        let mut at = 0;
        while let Some(&byte) = data.get(at) {
            at += 1;
            match byte {
                12 => {
                    let operator = 0x0c00 | number(data, at, 1)? as u16;
                    entries.push((operator, std::mem::take(&mut operands)));
                    at += 1;
                }
                0..=21 => entries.push((u16::from(byte), std::mem::take(&mut operands))),
                29 => {
                    operands.push(number(data, at, 4)? as u32 as i32);
                    at += 4;
                }
                30 => {
                    while data.get(at)? & 0x0f != 0x0f {
                        at += 1;
                    }
                    at += 1;
                    operands.push(0);
                }
                _ => operands.push(operand(data, byte, &mut at)?),
            }
        }
        Some(Dictionary(entries))
    }

    fn get(&self, operator: u16) -> Option<&[i32]> {
        let found = self.0.iter().find(|(op, _)| *op == operator);
        found.map(|(_, operands)| operands.as_slice())
    }
}

/// A number of one to three bytes, as DICTs and charstrings share it; `at` is after its first byte.
fn operand(data: &[u8], first: u8, at: &mut usize) -> Option<i32> {
    let value = i32::from(first);
    match first {
        28 => {
            *at += 2;
            Some(i32::from(number(data, *at - 2, 2)? as u16 as i16))
        }
        32..=246 => Some(value - 139),
        247..=250 => {
            *at += 1;
            Some((value - 247) * 256 + number(data, *at - 1, 1)? as i32 + 108)
        }
        251..=254 => {
            *at += 1;
            Some(-(value - 251) * 256 - number(data, *at - 1, 1)? as i32 - 108)
        }
        _ => None,
    }
}

/// Follows charstrings to see which subroutines they use.
struct Walk<'a> {
    table: &'a [u8],
    locals: Option<&'a Index>,
    globals: &'a Index,
    used_locals: BTreeSet<usize>,
    used_globals: BTreeSet<usize>,
    stack: Vec<i32>,
    stems: usize,
}

impl Walk<'_> {
    /// Runs a charstring; whether the glyph is at its end.
    fn run(&mut self, range: Range<usize>, depth: usize) -> Option<bool> {
        let data = self.table.get(range).filter(|_| depth <= MAX_DEPTH)?;
        let mut at = 0;
        while let Some(&byte) = data.get(at) {
            at += 1;
            match byte {
                10 | 29 => {
                    if self.call(byte == 29, depth)? {
                        return Some(true);
                    }
                }
                11 => return Some(false),
                14 => return (self.stack.len() < 4).then_some(true),
                1 | 3 | 18 | 23 => self.stem(),
                19 | 20 => {
                    self.stem();
                    at += self.stems.div_ceil(8);
                }
                12 => {
                    // Of the two-byte operators, the flexes; the others reckon.
                    (34..=37).contains(&number(data, at, 1)?).then_some(())?;
                    self.stack.clear();
                    at += 1;
                }
                255 => {
                    self.stack.push((number(data, at, 4)? as u32 as i32) >> 16);
                    at += 4;
                }
                28 | 32..=254 => self.stack.push(operand(data, byte, &mut at)?),
                _ => self.stack.clear(),
            }
        }
        Some(false)
    }

    fn stem(&mut self) {
        self.stems += self.stack.len() / 2;
        self.stack.clear();
    }

    fn call(&mut self, is_global: bool, depth: usize) -> Option<bool> {
        let index = if is_global {
            self.globals
        } else {
            self.locals?
        };
        // 5177, section 4.7.
        let bias = match index.count {
            0..1240 => 107,
            1240..33_900 => 1131,
            _ => 32_768,
        };
        let n = usize::try_from(self.stack.pop()? + bias).ok()?;
        let used = if is_global {
            &mut self.used_globals
        } else {
            &mut self.used_locals
        };
        used.insert(n);
        let range = index.item(self.table, n)?;
        self.run(range, depth + 1)
    }
}

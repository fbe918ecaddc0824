//! Protrusion of letters. In: a face, a letter and a side. Out: how far the letter hangs into the margin, in thousandths of
//! an em. Signs other than letters hang by their shape: see `shape`.

/// A face's letters that make a dent in the edge of a column.
pub(super) struct Table {
    /// Its PostScript name.
    face: &'static str,
    /// Letters at the left edge, and how far they hang.
    left: &'static [(&'static str, i64)],
    /// Letters at the right edge.
    right: &'static [(&'static str, i64)],
}

/// An edge of the column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

impl Table {
    /// The table of a face, if it has one.
    pub(super) fn of(face: &str) -> Option<&'static Table> {
        TABLES.iter().find(|table| table.face == face)
    }

    /// How far a letter hangs, in thousandths of an em.
    pub(super) fn share(&self, letter: char, side: Side) -> i64 {
        let rows = match side {
            Side::Left => self.left,
            Side::Right => self.right,
        };
        let row = rows.iter().find(|(letters, _)| letters.contains(letter));
        row.map_or(0, |&(_, share)| share)
    }
}

/// For faces without a table: thousandths of a letter's width.
pub(super) fn usual_share(letter: char) -> i64 {
    match letter {
        'A' | 'Y' | 'T' | 'V' | 'W' => 50,
        'v' | 'w' | 'y' | 'r' | 'k' | 'x' => 40,
        _ => 0,
    }
}

/// The compiled faces. `scripts/make-protrusion` measured them: a quarter of the dent that a letter makes beside an upright
/// stem, averaged over the x-height.
#[rustfmt::skip]
const TABLES: &[Table] = &[
    Table {
        face: "EBGaramond12-Bold",
        left: &[("T", 36), ("Y", 35), ("W", 34), ("V", 33), ("X", 24), ("Z", 20), ("A", 16), ("S", 14), ("vwy", 12), ("xL", 11), ("N", 10), ("asM", 9), ("U", 8)],
        right: &[("TY", 36), ("V", 35), ("W", 31), ("X", 28), ("F", 24), ("P", 23), ("KR", 22), ("x", 21), ("C", 19), ("LZ", 17), ("g", 15), ("c", 14), ("GU", 13), ("r", 12), ("vw", 11), ("ekE", 10), ("N", 8)],
    },
    Table {
        face: "EBGaramond12-Italic",
        left: &[("T", 31), ("Y", 30), ("AX", 24), ("B", 21), ("DELU", 20), ("R", 19), ("HIJKNP", 18), ("yM", 17), ("F", 16), ("VZ", 15), ("CG", 10), ("S", 8)],
        right: &[("T", 33), ("Y", 32), ("VW", 31), ("X", 26), ("K", 21), ("C", 18), ("L", 17), ("P", 16), ("F", 14), ("Z", 13), ("r", 11), ("R", 10), ("G", 9), ("I", 8)],
    },
    Table {
        face: "EBGaramond12-Regular",
        left: &[("T", 34), ("Y", 33), ("W", 32), ("V", 31), ("X", 23), ("AZ", 16), ("JS", 12), ("wU", 11), ("vFHKPR", 10), ("xyBDEILM", 9)],
        right: &[("T", 34), ("V", 33), ("Y", 31), ("W", 29), ("R", 25), ("KX", 23), ("P", 22), ("F", 21), ("C", 16), ("ALMZ", 15), ("ckr", 14), ("fG", 13), ("U", 12), ("vH", 10), ("egtyI", 9), ("wE", 8)],
    },
    Table {
        face: "IBMPlexMono-Bold",
        left: &[],
        right: &[],
    },
    Table {
        face: "IBMPlexMono-BoldItalic",
        left: &[],
        right: &[],
    },
    Table {
        face: "IBMPlexMono-Italic",
        left: &[],
        right: &[],
    },
    Table {
        face: "IBMPlexMono-Regular",
        left: &[],
        right: &[],
    },
    Table {
        face: "LibertinusSerif-Bold",
        left: &[("T", 32), ("Y", 30), ("V", 29), ("W", 28), ("X", 21), ("A", 15), ("JZ", 13), ("y", 12), ("vw", 11), ("x", 9)],
        right: &[("T", 32), ("VY", 30), ("W", 29), ("C", 24), ("P", 21), ("FKX", 19), ("rL", 15), ("R", 14), ("fvwyA", 13), ("kZ", 12), ("g", 11), ("xEG", 9), ("c", 8)],
    },
    Table {
        face: "LibertinusSerif-BoldItalic",
        left: &[("VW", 28), ("JTY", 27), ("y", 22), ("v", 19), ("X", 18), ("w", 17), ("A", 14), ("xZ", 12), ("fu", 11), ("zU", 9), ("ijDHIKLPR", 8)],
        right: &[("T", 19), ("C", 17), ("V", 15), ("W", 14), ("Y", 13), ("KP", 9)],
    },
    Table {
        face: "LibertinusSerif-Italic",
        left: &[("W", 29), ("JTVY", 28), ("y", 23), ("vw", 21), ("X", 18), ("Z", 16), ("A", 15), ("x", 14), ("fz", 12), ("jm", 11), ("sSU", 10), ("gi", 9), ("uBDHIKLMPR", 8)],
        right: &[("CY", 17), ("KT", 16), ("V", 13), ("PW", 11), ("L", 10)],
    },
    Table {
        face: "LibertinusSerif-Regular",
        left: &[("T", 33), ("Y", 32), ("V", 29), ("W", 26), ("X", 21), ("Z", 18), ("A", 16), ("J", 15), ("y", 14), ("w", 13), ("v", 12), ("x", 10), ("S", 9)],
        right: &[("T", 33), ("Y", 31), ("VW", 30), ("CP", 24), ("KX", 22), ("F", 19), ("rLZ", 16), ("vwyA", 14), ("ck", 13), ("gR", 12), ("ex", 11), ("E", 10), ("ftG", 9)],
    },
    Table {
        face: "RobotoCondensed-Black",
        left: &[("T", 36), ("Y", 29), ("J", 26), ("Z", 21), ("V", 20), ("S", 15), ("X", 14), ("zW", 11), ("A", 9), ("vy", 8)],
        right: &[("T", 37), ("F", 32), ("L", 30), ("Y", 29), ("P", 24), ("Z", 23), ("EV", 21), ("C", 20), ("rX", 14), ("zKS", 13), ("cW", 12), ("A", 10), ("G", 9), ("fsvy", 8)],
    },
    Table {
        face: "RobotoCondensed-Bold",
        left: &[("T", 36), ("Y", 29), ("J", 25), ("V", 21), ("Z", 20), ("X", 16), ("S", 14), ("z", 13), ("W", 12), ("A", 10), ("svxy", 8)],
        right: &[("T", 37), ("F", 32), ("L", 31), ("Y", 29), ("Z", 24), ("EP", 22), ("V", 21), ("C", 20), ("X", 16), ("K", 15), ("r", 14), ("z", 13), ("cSW", 12), ("G", 10), ("fA", 9), ("ksvxy", 8)],
    },
    Table {
        face: "RobotoCondensed-BoldItalic",
        left: &[("T", 33), ("Y", 27), ("J", 23), ("V", 20), ("Z", 16), ("S", 15), ("X", 14), ("W", 11), ("z", 10), ("s", 8)],
        right: &[("T", 36), ("L", 33), ("F", 32), ("Y", 29), ("EZ", 24), ("C", 22), ("V", 21), ("P", 20), ("X", 17), ("K", 16), ("rS", 15), ("c", 14), ("z", 13), ("GW", 12), ("fA", 11), ("s", 10), ("kv", 9), ("ey", 8)],
    },
    Table {
        face: "SourceSans3-Bold",
        left: &[("T", 34), ("J", 25), ("Y", 22), ("Z", 17), ("SX", 13), ("yV", 11), ("z", 10)],
        right: &[("T", 34), ("F", 29), ("L", 27), ("C", 25), ("Y", 22), ("E", 21), ("Z", 19), ("rP", 18), ("c", 16), ("K", 15), ("VX", 13), ("GS", 10), ("k", 9), ("gy", 8)],
    },
    Table {
        face: "SourceSans3-BoldIt",
        left: &[("T", 32), ("J", 23), ("Y", 22), ("Z", 16), ("S", 14), ("VX", 12), ("yz", 10), ("U", 9)],
        right: &[("T", 32), ("L", 31), ("CF", 29), ("E", 24), ("Y", 21), ("Z", 20), ("r", 18), ("c", 17), ("KPV", 14), ("X", 12), ("GS", 11), ("kW", 8)],
    },
    Table {
        face: "SourceSans3-It",
        left: &[("T", 31), ("J", 22), ("Y", 20), ("S", 17), ("Z", 15), ("z", 11), ("VX", 10), ("s", 8)],
        right: &[("T", 32), ("F", 30), ("L", 29), ("C", 28), ("E", 25), ("Z", 23), ("Y", 21), ("c", 20), ("r", 18), ("P", 15), ("KV", 13), ("GX", 11), ("S", 10), ("t", 9), ("zW", 8)],
    },
    Table {
        face: "SourceSans3-Regular",
        left: &[("T", 34), ("J", 24), ("Y", 21), ("Z", 18), ("S", 16), ("V", 12), ("zX", 11), ("a", 8)],
        right: &[("T", 34), ("F", 29), ("L", 27), ("CEZ", 24), ("Y", 21), ("cP", 18), ("r", 17), ("KV", 13), ("X", 11), ("z", 10), ("tG", 9), ("S", 8)],
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::face::FAMILIES;

    #[test]
    fn every_compiled_face_has_its_own_table() {
        for file in FAMILIES.iter().flat_map(|family| family.files).flatten() {
            let table = Table::of(file.name).expect(file.name);
            if file.name.contains("Mono") {
                assert!(table.left.is_empty() && table.right.is_empty());
                continue;
            }
            assert!(table.share('T', Side::Right) > 15, "{}", file.name);
            assert_eq!(table.share('l', Side::Right), 0, "{}", file.name);
        }
    }
}

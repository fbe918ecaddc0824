//! Every scheme, printed, folded and read in the bindery made of numbers.

use super::bindery::read;
use super::*;
use crate::typeset::page::Size;

const A5: (f64, f64) = (148.0, 210.0);

fn trim() -> Size {
    Size {
        width: Length::mm(A5.0),
        height: Length::mm(A5.1),
    }
}

fn settings(scheme: &Scheme) -> BookletSettings {
    BookletSettings {
        scheme: scheme.name.into(),
        ..BookletSettings::default()
    }
}

/// Every copy has pages 1..n upright and in order, and blanks only where they belong.
fn assert_book(imposition: &Imposition, pages: usize, settings: &BookletSettings) {
    let like_a_leaf = over_like_a_leaf(imposition.grid.size(trim()));
    let flip_level = settings.duplex.is_some_and(|edge| edge != like_a_leaf);
    let is_bound_right = settings.binding == Some(Binding::Right);
    let copies = read(imposition, flip_level, is_bound_right);
    assert!(!copies.is_empty());
    for copy in copies {
        let name = imposition.scheme.name;
        assert!(
            copy.iter().all(|print| print.used),
            "{name} {pages}: a side never printed"
        );
        assert!(
            copy.iter().all(|print| print.upright),
            "{name} {pages}: on its head"
        );
        let mut expected: Vec<Option<usize>> = (0..pages).map(Some).collect();
        let blanks = vec![None; copy.len() - pages];
        let at = if settings.back_cover {
            pages - 1
        } else {
            pages
        };
        expected.splice(at..at, blanks);
        let got: Vec<Option<usize>> = copy.iter().map(|print| print.page).collect();
        assert_eq!(got, expected, "{name} {pages}");
    }
}

/// What is bound at the right is what is bound at the left, seen in a mirror, page by page the right way round.
#[test]
fn bound_at_the_right_all_stands_as_in_a_mirror() {
    for scheme in SCHEMES {
        for pages in [1, 8, 30] {
            let left = impose(pages, trim(), &settings(scheme)).unwrap();
            let settings = BookletSettings {
                binding: Some(Binding::Right),
                ..settings(scheme)
            };
            let right = impose(pages, trim(), &settings).unwrap();
            assert_ne!(right, left, "{}", scheme.name);
            assert_eq!(right.bound_right(), left, "{}", scheme.name);
        }
    }
    let settings = BookletSettings {
        binding: Some(Binding::Right),
        caliper: Length::mm(0.1),
        ..settings(find("saddle").unwrap())
    };
    let right = impose(8, trim(), &settings).unwrap();
    let seen = |placed: &[Placed]| {
        let mut placed = placed.to_vec();
        placed.sort_by_key(|placed| placed.column);
        placed
            .iter()
            .map(|placed| (placed.page, placed.shift))
            .collect::<Vec<_>>()
    };
    // The first page is at the left of the outer sheet's front; those of the inner one move towards the fold.
    let still = Length::ZERO;
    assert_eq!(
        seen(&right.sheets[0].front),
        [(Some(0), still), (Some(7), still)]
    );
    let moved = Length::mm(0.1);
    assert_eq!(
        seen(&right.sheets[1].front),
        [(Some(2), moved), (Some(5), still - moved)]
    );
}

/// Each edge, each side of the spine, with and without a back cover.
fn ways() -> Vec<(Option<Edge>, Option<Binding>, bool)> {
    let edges = [None, Some(Edge::Long), Some(Edge::Short)];
    let mut ways = Vec::new();
    for edge in edges {
        for binding in [Binding::Left, Binding::Right] {
            ways.extend([false, true].map(|back_cover| (edge, Some(binding), back_cover)));
        }
    }
    ways
}

#[test]
fn every_scheme_folds_to_a_book() {
    for scheme in SCHEMES {
        for pages in 1..=400 {
            for (duplex, binding, back_cover) in ways() {
                let settings = BookletSettings {
                    duplex,
                    binding,
                    back_cover,
                    ..settings(scheme)
                };
                let imposition = impose(pages, trim(), &settings).unwrap();
                assert_book(&imposition, pages, &settings);
            }
        }
    }
}

#[test]
fn signatures_of_every_size_fold_to_a_book() {
    for size in (4..=64).step_by(4) {
        for pages in 1..=130 {
            let settings = BookletSettings {
                signature: SignaturePages {
                    from: size,
                    to: size,
                },
                ..settings(find("signatures").unwrap())
            };
            let imposition = impose(pages, trim(), &settings).unwrap();
            assert_book(&imposition, pages, &settings);
            assert!(
                imposition.sheets.len() * 4 < pages + 4,
                "a sheet stays empty"
            );
        }
    }
}

#[test]
fn of_a_range_the_size_with_fewest_blanks_is_taken_and_the_largest_of_equals() {
    let chosen = |pages, from, to| {
        let settings = BookletSettings {
            signature: SignaturePages { from, to },
            ..settings(find("signatures").unwrap())
        };
        impose(pages, trim(), &settings).map(|imposition| imposition.signature)
    };
    assert_eq!(chosen(60, 16, 32), Ok(20));
    assert_eq!(chosen(48, 8, 24), Ok(24));
    assert_eq!(chosen(33, 16, 16), Ok(16));
    assert!(chosen(33, 6, 16).is_err());
    assert!(chosen(33, 16, 8).is_err());
    assert!(chosen(33, 0, 8).is_err());
}

#[test]
fn creep_is_the_depth_times_the_caliper_towards_the_spine() {
    let nesting = SCHEMES.iter().filter(|scheme| scheme.nests);
    let ways = nesting.flat_map(|scheme| [(scheme, Binding::Left), (scheme, Binding::Right)]);
    for (scheme, binding) in ways {
        let settings = BookletSettings {
            caliper: Length::mm(0.13),
            binding: Some(binding),
            ..settings(scheme)
        };
        let imposition = impose(96, trim(), &settings).unwrap();
        let is_bound_right = binding == Binding::Right;
        for copy in read(&imposition, false, is_bound_right) {
            let length = imposition.signature;
            for (at, print) in copy.iter().enumerate() {
                let within = at % length;
                let around = if within < length / 2 {
                    within / 2
                } else {
                    (length - 1 - within) / 2
                };
                let sign = if (at % 2 == 0) == is_bound_right {
                    1.0
                } else {
                    -1.0
                };
                let error = print.shift.to_mm() - sign * 0.13 * around as f64;
                assert!(
                    error.abs() < 0.01,
                    "{}: page {} is off by {error} mm",
                    scheme.name,
                    at + 1
                );
            }
        }
    }
}

/// Each copy has its spine and its heart marked, as often as there are copies, whichever way the back is printed.
#[test]
fn each_copy_has_its_own_spine_and_heart() {
    for (name, copies) in [
        ("saddle", 1),
        ("saddle-2", 2),
        ("saddle-4", 4),
        ("cut-saddle", 1),
    ] {
        for duplex in [Edge::Long, Edge::Short] {
            let settings = BookletSettings {
                duplex: Some(duplex),
                ..settings(find(name).unwrap())
            };
            let imposition = impose(16, trim(), &settings).unwrap();
            let folds = |of: fn(&Sheet) -> &Vec<Fold>| -> Vec<Fold> {
                imposition.sheets.iter().flat_map(of).copied().collect()
            };
            let (spines, hearts) = (folds(|sheet| &sheet.spine), folds(|sheet| &sheet.heart));
            assert_eq!((spines.len(), hearts.len()), (copies, copies), "{name}");
            assert!(
                spines
                    .iter()
                    .all(|fold| !fold.on_back && fold.column % 2 == 1)
            );
            assert!(
                hearts
                    .iter()
                    .all(|fold| fold.on_back && fold.column % 2 == 1)
            );
        }
    }
}

#[test]
fn the_bindery_can_fail() {
    let scheme = find("octavo").unwrap();
    let settings = settings(scheme);
    let sound = impose(16, trim(), &settings).unwrap();
    let fails = |spoil: &dyn Fn(&mut Sheet)| {
        let mut spoilt = sound.clone();
        spoil(&mut spoilt.sheets[0]);
        std::panic::catch_unwind(|| assert_book(&spoilt, 16, &settings)).is_err()
    };
    assert!(fails(&|sheet| sheet.front[3].turned ^= true));
    assert!(fails(&|sheet| sheet.back[0].page = Some(1)));
    assert!(fails(&|sheet| sheet.back.truncate(7)));
}

#[test]
fn drawings_show_what_is_printed() {
    for scheme in SCHEMES {
        let pages = if scheme.name.contains("saddle") {
            8
        } else {
            16
        };
        let imposition = impose(pages, trim(), &settings(scheme)).unwrap();
        let sheet = &imposition.sheets[0];
        let numbers = |drawing: &str| -> Vec<usize> {
            let words = drawing
                .lines()
                .skip(1)
                .filter(|line| line.contains(|c: char| c.is_ascii_digit()));
            let numbers = words.flat_map(|line| {
                line.split(['|', ' '])
                    .filter_map(|n| n.parse().ok())
                    .collect::<Vec<usize>>()
            });
            numbers.collect()
        };
        let mut expected = Vec::new();
        for row in 0..scheme.rows {
            for side in [&sheet.front, &sheet.back] {
                let cells = side.iter().filter(|placed| placed.row == row);
                expected.extend(cells.filter_map(|placed| placed.page.map(|page| page + 1)));
            }
        }
        let drawn = numbers(scheme.drawing);
        let drawn: Vec<usize> = if scheme.name == "signatures" {
            drawn[..4].to_vec()
        } else {
            drawn
        };
        assert_eq!(drawn, expected, "{}", scheme.name);
    }
}

#[test]
fn an_unknown_scheme_names_the_known_ones() {
    let settings = BookletSettings {
        scheme: "origami".into(),
        ..BookletSettings::default()
    };
    let error = impose(8, trim(), &settings).unwrap_err();
    assert_eq!(error.message, "no imposition scheme `origami`");
    assert!(error.hints[0].contains("saddle"));
}

#[test]
fn of_a_zine_that_is_too_long_it_is_said() {
    let settings = |scheme: &str| BookletSettings {
        scheme: scheme.into(),
        ..BookletSettings::default()
    };
    assert_eq!(parts(8, &settings("zine")), None);
    let (said, holds) = parts(30, &settings("zine")).expect("a warning");
    assert_eq!(holds, 8);
    assert!(
        said.message.contains("8 pages") && said.message.contains("become 4"),
        "{}",
        said.message
    );
    assert_eq!(parts(30, &settings("saddle")), None);
}

/// Whatever the scheme: the leaf around the folded rest makes the whole book.
#[test]
fn a_cover_of_its_own_goes_round_the_rest() {
    for scheme in SCHEMES {
        for pages in 5..=70 {
            for back_cover in [false, true] {
                let settings = BookletSettings {
                    back_cover,
                    cover_apart: true,
                    ..settings(scheme)
                };
                let inside = impose(pages, trim(), &settings);
                let cover = cover(pages, trim(), &settings);
                let (Ok(inside), Ok(cover)) = (inside, cover) else {
                    assert!(scheme.cover.is_none(), "{} {pages}", scheme.name);
                    continue;
                };
                let seen = |imposition: &Imposition| -> Vec<Option<usize>> {
                    let copies = read(imposition, false, false);
                    assert!(copies.iter().all(|copy| *copy == copies[0]));
                    copies[0].iter().map(|print| print.page).collect()
                };
                let (inside, cover) = (seen(&inside), seen(&cover));
                let whole = cover[..2].iter().chain(&inside).chain(&cover[2..]);
                let whole: Vec<usize> = whole.filter_map(|page| *page).collect();
                assert!(whole.into_iter().eq(0..pages), "{} {pages}", scheme.name);
                assert!(!back_cover || cover[3] == Some(pages - 1));
            }
        }
    }
    let settings = BookletSettings {
        cover_apart: true,
        ..settings(find("saddle").unwrap())
    };
    assert!(impose(4, trim(), &settings).is_err(), "nothing is left");
}

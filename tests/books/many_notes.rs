//! A long book for measurements. Out: Pandoc Markdown of 33 chapters and 1,155 notes, the same each time; its sentences are
//! put together by chance from a stock of parts.

#[path = "../common/chance.rs"]
mod chance;

use chance::Chance;
use std::fmt::Write;

const CHAPTERS: u32 = 33;
const PARAGRAPHS: u32 = 35;
/// The length of a printed page, in paragraphs.
const PAGE: u32 = 3;

const WHO: &[&str] = &[
    "The compositors of Foundry Lane",
    "A delegate from the harbour",
    "The overseer, *who had been one of them*,",
    "Two apprentices and a reader",
    "Nobody in the whole street",
    "The widow Marchbanks",
    "The “Lane”, as the papers called it,",
    "Every man who could stand",
];
const WHAT: &[&str] = &[
    "went from shop to shop",
    "asked for a light over the frames",
    "had not seen a full wage since the autumn of 1886",
    "kept the minutes in a ledger with a green spine",
    "signed the sheet, and signed it twice",
    "would not set a word of it before the rent was paid",
    "carried the forms down to the cellar by hand",
    "remembered the winter of the long frost",
];
const HOW: &[&str] = &[
    "though the master had the key",
    "and what came of it is told elsewhere",
    "until the gas was cut off at nine",
    "as it had been done in their fathers’ time",
    "which the law did not forbid",
    "for the sum of four shillings and sixpence",
    "while the press stood still",
    "and nobody thanked them",
];
const NOTE: &[&str] = &[
    "Minutes of the union",
    "*The Lamp and Type*, a weekly",
    "Letter to the committee",
    "Parish register, in the hand of the clerk",
    "Told by the grandson",
];

impl Chance {
    fn of<'a>(&mut self, stock: &[&'a str]) -> &'a str {
        stock[self.below(stock.len())]
    }

    fn sentence(&mut self) -> String {
        let (who, what, how) = (self.of(WHO), self.of(WHAT), self.of(HOW));
        format!("{who} {what}, {how}")
    }
}

/// The whole book.
pub fn text() -> String {
    let mut chance = Chance(1887);
    let mut text = String::from(
        "---\ntitle: Many notes\nlang: en\nauthor: Ada Wright\ndate: '1911'\nsource: The printed edition of 1911\n---\n",
    );
    let mut notes = String::new();
    let mut number = 0;
    for chapter in 1..=CHAPTERS {
        let _ = write!(text, "\n# Chapter {chapter}\n");
        for paragraph in 1..=PARAGRAPHS {
            number += 1;
            let turn = match number % PAGE {
                0 => format!("[]{{.pagebreak title=\"{}\"}}", number / PAGE + 1),
                _ => String::new(),
            };
            let sentences: Vec<String> = (0..4 + chance.below(4))
                .map(|_| chance.sentence())
                .collect();
            let _ = write!(
                text,
                "\n{}. {turn}{}.[^{number}] It is said, and it may be so.\n",
                sentences[1..].join(". "),
                sentences[0]
            );
            if paragraph % 12 == 0 {
                text.push_str("\n> Set it plain, and set it as it stands.\n");
            }
            let (source, book, leaf) =
                (chance.of(NOTE), chance.below(9) + 1, chance.below(300) + 1);
            let more = match chance.below(3) {
                0 => format!(" {}.", chance.sentence()),
                _ => String::new(),
            };
            let _ = write!(
                notes,
                "\n[^{number}]: {source}, book {book}, leaf {leaf}.{more}\n"
            );
        }
    }
    text + &notes
}

//! How the blocks of a division stand. In: its classes. Out: a [`Manner`]; the table is the only list of the classes that say
//! so.

use super::Attributes;

/// Where the lines of a division stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stand {
    /// As those of the text.
    #[default]
    AsText,
    /// In the middle.
    Centre,
    /// At the right; in a book that runs from right to left at the left.
    End,
}

/// How the blocks of a division stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    /// Where their lines stand.
    pub stand: Stand,
    /// Whether their words are in italics.
    pub is_italic: bool,
    /// Whether the lines of a paragraph stand in after its first.
    pub hangs: bool,
    /// Whether there is white above and below.
    pub is_set_off: bool,
    /// Whether there is white below.
    pub has_white_below: bool,
    /// Whether what comes next stays with them.
    pub keeps_next: bool,
    /// Whether they stand beside each other, if they are pictures.
    pub is_row: bool,
}

/// A class, what it says, and the rules for it in an EPUB.
struct Kind {
    class: &'static str,
    manner: Manner,
    rules: &'static str,
}

const AS_TEXT: Manner = Manner {
    stand: Stand::AsText,
    is_italic: false,
    hangs: false,
    is_set_off: false,
    has_white_below: false,
    keeps_next: false,
    is_row: false,
};
const CENTRED: Manner = Manner {
    stand: Stand::Centre,
    ..AS_TEXT
};
const AT_END: Manner = Manner {
    stand: Stand::End,
    ..AS_TEXT
};
const HANGING: Manner = Manner {
    hangs: true,
    is_set_off: true,
    ..AS_TEXT
};

const KINDS: &[Kind] = &[
    Kind {
        class: "letter",
        manner: Manner {
            is_set_off: true,
            ..AS_TEXT
        },
        rules: ".letter { margin: 1em 0; }\n",
    },
    Kind {
        class: "dateline",
        manner: Manner {
            keeps_next: true,
            ..AT_END
        },
        rules: ".dateline { text-align: right; }\n.dateline p { text-indent: 0; text-align: right; }\n",
    },
    Kind {
        class: "salutation",
        manner: Manner {
            keeps_next: true,
            ..AS_TEXT
        },
        rules: ".salutation p { text-indent: 0; }\n",
    },
    Kind {
        class: "signature",
        manner: AT_END,
        rules: ".signature { text-align: right; }\n.signature p { text-indent: 0; text-align: right; }\n",
    },
    Kind {
        class: "author",
        manner: Manner {
            is_italic: true,
            has_white_below: true,
            ..CENTRED
        },
        rules: ".author p { text-align: center; text-indent: 0; font-style: italic; margin: 0 0 1em 0; }\n",
    },
    Kind {
        class: "drama",
        manner: HANGING,
        rules: ".drama { margin: 1em 0; }\n.drama p { margin-left: 1.5em; text-indent: -1.5em; }\n",
    },
    Kind {
        class: "stage",
        manner: Manner {
            is_italic: true,
            ..CENTRED
        },
        rules: ".stage p { margin: 0.5em 0; text-align: center; text-indent: 0; font-style: italic; }\n",
    },
    Kind {
        class: "bibliography",
        manner: HANGING,
        rules: ".bibliography { margin: 1em 0; }\n.bibliography p { margin-left: 1.5em; text-indent: -1.5em; }\n",
    },
    // As Pandoc names a bibliography that it makes.
    Kind {
        class: "references",
        manner: HANGING,
        rules: ".references { margin: 1em 0; }\n.references p { margin-left: 1.5em; text-indent: -1.5em; }\n",
    },
    Kind {
        class: "hanging-indent",
        manner: HANGING,
        rules: ".hanging-indent p { margin-left: 1.5em; text-indent: -1.5em; }\n",
    },
    Kind {
        class: "csl-bib-body",
        manner: AS_TEXT,
        rules: "",
    },
    Kind {
        class: "csl-entry",
        manner: AS_TEXT,
        rules: "",
    },
    Kind {
        class: "row",
        manner: Manner {
            is_row: true,
            ..AS_TEXT
        },
        rules: ".row { display: table; table-layout: fixed; width: 100%; margin: 1em 0; }\n\
            .row figure { display: table-cell; vertical-align: top; padding: 0 0.6em; }\n",
    },
    Kind {
        class: "center",
        manner: CENTRED,
        rules: ".center p { text-align: center; text-indent: 0; }\n",
    },
    Kind {
        class: "centre",
        manner: CENTRED,
        rules: ".centre p { text-align: center; text-indent: 0; }\n",
    },
    Kind {
        class: "right",
        manner: AT_END,
        rules: ".right p { text-align: right; text-indent: 0; }\n",
    },
];

impl Manner {
    /// All that the classes of a division say together.
    #[must_use]
    pub fn of(of: &Attributes) -> Manner {
        let said = of.classes.iter().filter_map(|class| kind(class));
        said.fold(AS_TEXT, |all, Kind { manner, .. }| Manner {
            stand: match manner.stand {
                Stand::AsText => all.stand,
                said => said,
            },
            is_italic: all.is_italic || manner.is_italic,
            hangs: all.hangs || manner.hangs,
            is_set_off: all.is_set_off || manner.is_set_off,
            has_white_below: all.has_white_below || manner.has_white_below,
            keeps_next: all.keeps_next || manner.keeps_next,
            is_row: all.is_row || manner.is_row,
        })
    }
}

fn kind(class: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.class == class)
}

/// The rules of a style sheet for a class; None for one that says nothing of how blocks stand.
pub(crate) fn rules(class: &str) -> Option<&'static str> {
    kind(class).map(|kind| kind.rules)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_say_together_how_blocks_stand() {
        let of = |classes: &[&str]| {
            Manner::of(&Attributes {
                classes: classes.iter().map(|&class| class.to_owned()).collect(),
                ..Attributes::default()
            })
        };
        assert_eq!(of(&["unknown"]), AS_TEXT);
        let bibliography = of(&["references", "csl-bib-body", "hanging-indent"]);
        assert_eq!(bibliography, HANGING);
        let both = of(&["drama", "right"]);
        assert!(both.hangs && both.stand == Stand::End);
    }
}

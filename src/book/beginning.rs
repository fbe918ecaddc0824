//! What begins in a book of several texts. In: the name of a kind. Out: its row of [`KINDS`], by which every edition goes, and
//! [`Beginning`], which a block carries.

/// What is said where a text, a part or a piece begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beginning {
    /// What begins.
    pub kind: Kind,
    /// BCP 47 tag of its language, where it is not the book's.
    pub language: Option<String>,
    /// Whether it begins on a right-hand page.
    pub on_recto: bool,
}

/// Where a piece of a book stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Before the texts.
    Front,
    /// Among them.
    #[default]
    Body,
    /// Behind them.
    Back,
}

/// A row of the table: what may begin.
#[derive(Debug, PartialEq, Eq)]
pub struct KindRow {
    /// Its name, in the manifest and, in Markdown, its class.
    pub name: &'static str,
    /// Where it may stand.
    pub places: &'static [Place],
    /// What it is called in EPUB's vocabulary of structure; empty where that has no word for it.
    pub epub: &'static str,
    /// Its role in DPUB-ARIA, which has fewer words; empty for none.
    pub role: &'static str,
    /// Whether the contents name it.
    pub is_listed: bool,
    /// How it is set.
    pub set: Set,
}

/// How a text or a piece is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Set {
    /// Whether it has pages of its own.
    pub apart: bool,
    /// Whether the first of them is a right-hand page.
    pub on_recto: bool,
    /// Whether it stands before the contents.
    pub before_contents: bool,
    /// Whether its pages have neither running head nor folio.
    pub silent: bool,
    /// Whether it begins a third down the page.
    pub low: bool,
    /// Whether its lines stand in the middle.
    pub centred: bool,
    /// Whether it is in italics.
    pub italic: bool,
    /// Whether it is in the type of the notes.
    pub small: bool,
}

/// Running text among other texts.
const RUNNING: Set = Set {
    apart: false,
    on_recto: false,
    before_contents: false,
    silent: false,
    low: false,
    centred: false,
    italic: false,
    small: false,
};

/// Running text on pages of its own.
const APART: Set = Set {
    apart: true,
    ..RUNNING
};

/// A few words alone on a page.
const LEAF: Set = Set {
    before_contents: true,
    silent: true,
    low: true,
    ..APART
};

const FRONT: &[Place] = &[Place::Front];
const BODY: &[Place] = &[Place::Body];
const BACK: &[Place] = &[Place::Back];
const EITHER: &[Place] = &[Place::Front, Place::Back];

/// A piece of running text under a heading.
const PIECE: KindRow = KindRow {
    name: "piece",
    places: EITHER,
    epub: "",
    role: "",
    is_listed: true,
    set: APART,
};

/// All that may begin; the first is what it is where nothing is said. Vocabularies: EPUB 3 Structural Semantics Vocabulary
/// 1.1, DPUB-ARIA 1.1.
pub const KINDS: &[KindRow] = &[
    KindRow {
        name: "text",
        places: BODY,
        epub: "chapter",
        role: "doc-chapter",
        set: RUNNING,
        ..PIECE
    },
    KindRow {
        name: "part",
        places: BODY,
        epub: "part",
        role: "doc-part",
        set: Set {
            on_recto: true,
            before_contents: false,
            ..LEAF
        },
        ..PIECE
    },
    KindRow {
        name: "dedication",
        places: FRONT,
        epub: "dedication",
        role: "doc-dedication",
        is_listed: false,
        set: Set {
            on_recto: true,
            centred: true,
            italic: true,
            ..LEAF
        },
    },
    // The quotation inside is the epigraph.
    KindRow {
        name: "epigraph",
        places: FRONT,
        is_listed: false,
        set: LEAF,
        ..PIECE
    },
    KindRow {
        name: "imprint",
        epub: "imprint",
        is_listed: false,
        set: Set {
            silent: true,
            low: true,
            small: true,
            ..APART
        },
        ..PIECE
    },
    KindRow {
        name: "preface",
        places: FRONT,
        epub: "preface",
        role: "doc-preface",
        ..PIECE
    },
    KindRow {
        name: "foreword",
        places: FRONT,
        epub: "foreword",
        role: "doc-foreword",
        ..PIECE
    },
    KindRow {
        name: "introduction",
        places: FRONT,
        epub: "introduction",
        role: "doc-introduction",
        ..PIECE
    },
    KindRow {
        name: "acknowledgments",
        epub: "acknowledgments",
        role: "doc-acknowledgments",
        ..PIECE
    },
    KindRow {
        name: "afterword",
        places: BACK,
        epub: "afterword",
        role: "doc-afterword",
        ..PIECE
    },
    KindRow {
        name: "appendix",
        places: BACK,
        epub: "appendix",
        role: "doc-appendix",
        ..PIECE
    },
    KindRow {
        name: "glossary",
        places: BACK,
        epub: "glossary",
        role: "doc-glossary",
        ..PIECE
    },
    KindRow {
        name: "bibliography",
        places: BACK,
        epub: "bibliography",
        role: "doc-bibliography",
        ..PIECE
    },
    KindRow {
        name: "contributors",
        epub: "contributors",
        ..PIECE
    },
    KindRow {
        name: "errata",
        epub: "errata",
        role: "doc-errata",
        ..PIECE
    },
    KindRow {
        name: "adverts",
        is_listed: false,
        set: Set {
            silent: true,
            centred: true,
            ..APART
        },
        ..PIECE
    },
    KindRow {
        name: "colophon",
        places: BACK,
        epub: "colophon",
        role: "doc-colophon",
        is_listed: false,
        set: Set {
            silent: true,
            low: true,
            centred: true,
            small: true,
            ..APART
        },
    },
];

/// A row of [`KINDS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind(&'static KindRow);

impl Default for Kind {
    fn default() -> Kind {
        Kind(&KINDS[0])
    }
}

impl std::ops::Deref for Kind {
    type Target = KindRow;

    fn deref(&self) -> &KindRow {
        self.0
    }
}

impl Kind {
    /// The row of a name.
    #[must_use]
    pub fn of(name: &str) -> Option<Kind> {
        KINDS.iter().find(|row| row.name == name).map(Kind)
    }

    /// A part: what the texts behind it belong to.
    #[must_use]
    pub fn part() -> Kind {
        Kind::of("part").expect("the table has a row of this name")
    }

    /// Whether it is a text of the book, not a part or a piece before or behind the texts.
    #[must_use]
    pub fn is_text(self) -> bool {
        self == Kind::default()
    }

    /// Whether it is a piece before or behind the texts.
    #[must_use]
    pub fn is_piece(self) -> bool {
        !self.places.contains(&Place::Body)
    }
}

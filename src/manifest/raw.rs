//! book.yaml exactly as typed. In: [`Node`]s. Out: the groups below, each value with its place. These tables are the only
//! list of the keys there is: messages, the schema and the documentation are made from them.

use super::faults::{Faults, Placed};
use super::kind::{Either, Key, Kind, OneOrMany, Pair, Pairs, Take, entries};
use super::leaf::{Chosen, Prose, Row, Verbatim};
use super::licences::{LicenceId, Web};
use super::locate::Path;
use super::scalars::{Date, FileName, HeadingLevel, Isbn, Measure, Role, Tag, Title};
use super::tables::{Editions, Lines, Passes, Pieces, Readers, Styles};
use super::tree::Node;
use crate::galley::Decision;
use crate::manifest::settings::{NotePlace, Numbering, Quotes, Regime};
use crate::source::forms::Form;
use crate::source::recognise::Engine;
use crate::typeset::Length;

type Text = Placed<String>;
type Flag = Placed<bool>;
type Size = Placed<Length>;
type Choice<T> = Placed<Chosen<T>>;

/// Writes a group's struct and its table of keys from one list: what a key says, its name, its type, an example as YAML, and
/// `default` where the example is what a manifest without the key gets.
macro_rules! group {
    ($(#[$meta:meta])* $name:ident {
        $($(#[doc = $about:literal])+ $key:ident: $type:ty $(= $example:literal $($default:ident)?)?,)+
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub(in crate::manifest) struct $name {
            $($(#[doc = $about])+ pub $key: Option<$type>,)+
            /// Where the group stands.
            pub path: Path,
            /// The keys that were given, well or not.
            pub given: Vec<&'static str>,
        }

        impl Take for $name {
            const KIND: Kind = Kind::Group(&[$(Key {
                name: stringify!($key),
                about: concat!($($about,)+),
                kind: <$type as Take>::KIND,
                example: concat!($($example)?),
                is_default: !concat!($($(stringify!($default),)?)?).is_empty(),
            },)+]);

            fn take(node: &Node, path: &[usize], faults: &mut Faults) -> Option<$name> {
                let Kind::Group(keys) = Self::KIND else {
                    return None;
                };
                let entries = entries(node, path, keys, faults)?;
                let is_given = |(key, entry): (&Key, &Option<_>)| entry.is_some().then_some(key.name);
                let given = keys.iter().zip(&entries).filter_map(is_given).collect();
                let mut entries = entries.into_iter();
                Some($name {
                    $($key: entries.next().flatten().and_then(|(node, path)| {
                        <$type as Take>::take(node, &path, faults)
                    }),)+
                    path: path.into(),
                    given,
                })
            }
        }
    };
}

mod design;
mod page;
mod print;

pub(super) use design::{DesignGroup, Parted, RulePlace};
pub(super) use page::{FaceFiles, FitGroup, Page, RunningHeadsName};
pub(super) use print::{Booklet, InkGroup, MarksGroup, Press, Screen};

group! {
    /// The whole manifest.
    Raw {
        /// The title. Needed. In several lines (`title: |`) it is set in these lines on title page and cover.
        title: Placed<Title> = "The Free School",
        /// What the title is filed under, in catalogues.
        file_as: Text = "'Free School, The'",
        /// The subtitle.
        subtitle: Text = "An Address",
        /// Who made the text: a name, a list of names, or a list of mappings with `name`, `file_as` and `role`.
        authors: OneOrMany<Either<Text, Person>> = "[Emma Goldman]",
        /// The language of the text as a BCP 47 tag, such as `en-GB`. Guessed from the text where it is missing.
        language: Placed<Tag> = "en-GB",
        /// Any name that is this publication's alone, such as a URL. The EPUB makes its UUID from it.
        identifier: Text = "https://example.org/the-free-school",
        /// The ISBN, with or without hyphens; its check digit is verified.
        isbn: Placed<Isbn> = "978-3-16-148410-0",
        /// The publisher.
        publisher: Text = "Back Lane Press",
        /// The date of this publication: `1914`, `1914-05` or `1914-05-01`.
        date: Placed<Date> = "1914-05",
        /// A sentence on the rights.
        rights: Placed<Prose> = "No rights reserved",
        /// What else stands on the back of the title page.
        imprint: ImprintGroup,
        /// What the pamphlet is about, in some sentences.
        description: Placed<Prose> = "What a school without punishments cost, and who paid for it.",
        /// Subjects, as a library would file it.
        subjects: OneOrMany<Text> = "[education, free schools]",
        /// The series it belongs to: a name, or a mapping with `name` and `number`.
        series: Either<Text, Series> = "{name: Back Lane Pamphlets, number: 7}",
        /// The printed edition that the text and its page numbers come from; or a mapping with `edition`, `form` and `ocr`,
        /// which say what the files are.
        source: Either<Placed<Prose>, SourceGroup> = "{edition: 'The first printing, London 1914'}",
        /// The text: one file or several in order, to be repaired (`.txt`, scans) or clean (`.md`, and documents of other
        /// programs); or a mapping for each with `file`, `title`, `authors`, `language`, `part` and `start_on`. Needed.
        text: OneOrMany<Either<Placed<FileName>, Entry>> = "free-school.txt",
        /// What stands before the text: pieces in their order, each a mapping with `kind`, its `file` or `words` and, where they
        /// are wanted, `title`, `authors` and `language`.
        front: OneOrMany<Piece> = "[{kind: dedication, words: For the ferryman}]",
        /// What stands behind the text, in the same way.
        back: OneOrMany<Piece> = "[{kind: afterword, file: afterword.md}]",
        /// A picture opposite the title page: its file, or a mapping with `picture`, `caption` and `describes`.
        frontispiece: Either<Placed<FileName>, FrontispieceGroup> = "{picture: portrait.jpg, caption: The author in 1901}",
        /// The cover picture, PNG or JPEG. Without one a typographic cover is made.
        cover: Placed<FileName> = "cover.jpg",
        /// How the book looks: faces, sizes, headings, openings, furniture (`pamphleteer list styles`).
        style: Placed<Row<Styles>> = "classic" default,
        /// What looks otherwise than its style has it.
        design: DesignGroup,
        /// How words are parted at line ends.
        hyphenation: HyphenationGroup,
        /// Details that PDFs set otherwise than they are typed.
        typography: TypographyGroup,
        /// Words in another language, wherever they stand, each with its tag: `mutatis mutandis: la`. In the EPUB, voices
        /// then pronounce them.
        foreign: Pairs<Placed<Tag>> = "{mutatis mutandis: la}",
        /// Own words in the place of those that the book gets from us, such as `Contents`.
        wording: WordingGroup,
        /// How the text is repaired.
        repair: Repair,
        /// How the notes are numbered and put back.
        notes: Notes,
        /// Answers to the ledger's entries, by their ids.
        decisions: Pairs<Choice<Decision>> = "{swaps-1a2b3c4d: accept}",
        /// Which editions are made, and how.
        editions: EditionsGroup,
    }
}

group! {
    /// How words are parted.
    HyphenationGroup {
        /// Words with a hyphen wherever they may be parted; one without hyphens is never parted.
        exceptions: Vec<Text> = "[cen-tral-ism, Kropotkin]",
    }
}

group! {
    /// Details of the setting.
    TypographyGroup {
        /// Whether a hyphen between two numbers (`12-14`) is set as an en dash.
        ranges: Flag = "false" default,
        /// Whether `1/2` is set as a fraction, in faces that have them.
        fractions: Flag = "false" default,
        /// Whether the letters of English and French ordinals (`19th`, `1er`) are raised.
        ordinals: Flag = "false" default,
        /// Whether acronyms (`USA`, `B.C.`) are set in small capitals; capitals of 85 % where the face has none.
        acronyms: Flag = "false" default,
        /// Whether signs get the spaces of French (`Quoi ?`, `« Non »`) where none are typed; typed ones are made fixed in any case.
        french_spacing: Flag = "false" default,
    }
}

group! {
    /// Someone who made the text.
    Person {
        /// The name as printed: `Emma Goldman`.
        name: Text = "Emma Goldman",
        /// The name as filed: `Goldman, Emma`.
        file_as: Text = "Goldman, Emma",
        /// What they did: `author`, `editor`, `translator` …, or a MARC relator code. `author` where it is missing.
        role: Placed<Role> = "editor",
    }
}

group! {
    /// The imprint, beside `publisher`, `date`, `rights` and `isbn`.
    ImprintGroup {
        /// Where the publisher lives: a line, or a list of lines.
        address: OneOrMany<Text> = "[Back Lane Press, '5 Back Lane, Skelbeck']",
        /// Where the publisher is in the web.
        web: Placed<Web> = "https://example.org",
        /// The printings, from the first on.
        printings: OneOrMany<Text> = "[First printed 1914, Second printing 1920]",
        /// The licence by its SPDX id or as Creative Commons says it (`CC BY-SA 4.0`); it is written out and linked.
        licence: Placed<LicenceId> = "CC-BY-SA-4.0",
        /// The publisher's device, over the name on the title page: a picture, as those of texts.
        logo: Placed<FileName> = "logo.png",
        /// What it costs, as it is to stand on the back cover.
        price: Text = "£3",
    }
}

group! {
    /// The picture opposite the title page.
    FrontispieceGroup {
        /// The picture, as those of texts. Needed.
        picture: Placed<FileName> = "portrait.jpg",
        /// What stands below it.
        caption: Text = "The author in 1901",
        /// What it shows, for those who can't see it; its caption where this is missing.
        describes: Text = "A woman with a bicycle",
    }
}

group! {
    /// A text of several. What is said here goes before what the head of the file says.
    Entry {
        /// The file. Needed.
        file: Placed<FileName> = "ferry.txt",
        /// Its title, over the text, in the contents and in the running heads.
        title: Text = "The Ferry",
        /// Who wrote it, below its title, in the contents and in the running heads; as `authors` of the book.
        authors: OneOrMany<Either<Text, Person>> = "[Ann Ash]",
        /// Its language, if another than the book's.
        language: Placed<Tag> = "cy",
        /// The name of a part that begins with it: a page before it, and a level above it in the contents.
        part: Text = "Water",
        /// `recto` begins it on a right-hand page.
        start_on: Choice<StartOn> = "recto",
    }
}

group! {
    /// A piece before or behind the text.
    Piece {
        /// What it is; that says its place, how it is set, and whether the contents name it. Needed.
        kind: Placed<Row<Pieces>> = "dedication",
        /// Its file, as those of the text; or else `words`.
        file: Placed<FileName> = "preface.md",
        /// Its words, as Markdown.
        words: Placed<Prose> = "For the ferryman",
        /// Its title, if its file has none.
        title: Text = "Before the Water",
        /// Who wrote it, below its title.
        authors: OneOrMany<Either<Text, Person>> = "[Ann Ash]",
        /// Its language, if another than the book's.
        language: Placed<Tag> = "cy",
    }
}

/// Where a text begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StartOn {
    /// On the next page, or where the last one ends.
    Next,
    /// On a right-hand page.
    Recto,
}

group! {
    /// Where the text comes from.
    SourceGroup {
        /// The printed edition that the text and its page numbers come from.
        edition: Placed<Prose> = "'The first printing, London 1914'",
        /// The form that the text is in, where it is not found out right; `plain` where it is in none.
        form: Choice<Form> = "typed",
        /// The program that reads pages which are pictures: scans without text, PNG, JPEG and TIFF.
        ocr: Choice<Engine> = "tesseract",
    }
}

group! {
    /// A series.
    Series {
        /// The name of the series.
        name: Text = "Back Lane Pamphlets",
        /// The number of this publication in it.
        number: Text = "7",
    }
}

group! {
    /// The repairs.
    Repair {
        /// Language of the word list, if another than the text's.
        language: Placed<Tag> = "en-GB",
        /// Words to count as known: names, coinages, words of other languages.
        words: Vec<Text> = "[Skelbeck, Penhallow]",
        /// Words never to part.
        never_split: Vec<Text> = "[Tenterlane]",
        /// Words whose hyphen stays when it stands at a line end, such as `Jeuns-Grades`.
        keep_hyphens: Vec<Text> = "[tie-beam]",
        /// Words to join at a line end, written whole: `coffin`.
        join_hyphens: Vec<Text> = "[halfpenny]",
        /// Lines that are headings, each with its level from 1 to 6, or `none` for a line that is no heading.
        headings: Pairs<Placed<HeadingLevel>> = "{What Was Left: 1, Rule 13.: none}",
        /// The first words of lines that begin a paragraph.
        paragraphs: Vec<Text> = "[The ninth rule]",
        /// Lines and what each is, whatever the passes find, as the source has them: whole, or their first words and `…`;
        /// `On Bread#2` is the second that reads so, in a book of several texts `two.txt:On Bread` that of `two.txt`;
        /// `pamphleteer list lines` says what they can be.
        lines: Pairs<Placed<Row<Lines>>> = "{On Bread: head, He came and went …: verse}",
        /// Passes to leave out; `pamphleteer list passes` names them.
        off: Vec<Placed<Row<Passes>>> = "[swaps]",
        /// Words to put in the place of others, wherever they stand: `find: replace`.
        corrections: Pairs<Placed<Verbatim>> = "{Birtwhistle: Birtwistle}",
        /// What to do with straight quotation marks and apostrophes; in Markdown, `--`, `---`, `...` and primes too.
        quotes: Choice<Quotes> = "keep" default,
    }
}

group! {
    /// The notes. They are named as the source prints them; where a number stands twice, `12#2` is the second.
    Notes {
        /// How the source numbers its notes, where it is not found out right.
        regime: Choice<Regime> = "per-page",
        /// How the editions number them.
        numbering: Choice<Numbering> = "continuous" default,
        /// Calls and the bodies that belong to them: `call: body`.
        link: Pairs<Text> = "{10: 9#2}",
        /// Pairs of notes whose bodies stand exchanged: `[[2, 3]]`.
        swap: Vec<Pair<Text>> = "[[5, 6]]",
        /// Words with a digit that is no call, such as `Ferrer2`.
        not_a_call: Vec<Text> = "[Rule9]",
    }
}

group! {
    /// The editions.
    EditionsGroup {
        /// Which are made; all but those for one reader where it is missing. `pamphleteer list editions` names them.
        make: Vec<Placed<Row<Editions>>> = "[epub, screen, text]",
        /// The folder they are written to, from the manifest's folder; `out` where it is missing.
        out: Placed<FileName> = "out" default,
        /// What their file names begin with; made from the title where it is missing.
        name: Text = "free-school",
        /// The EPUB.
        epub: Epub,
        /// The plain text.
        text: PlainText,
        /// The text as Markdown.
        markdown: MarkdownText,
        /// The pages of all PDFs.
        page: Page,
        /// The PDF for the screen.
        screen: Screen,
        /// The PDF for the printer.
        press: Press,
        /// The PDF imposed for folding.
        booklet: Booklet,
    }
}

group! {
    /// The EPUB.
    Epub {
        /// Whether the notes stand in a chapter of their own instead of at the end of each section.
        endnotes: Flag = "false" default,
        /// What it is made for, a file each: any reader, Kindle (the cover as a JPEG, and no page for it), Kobo (`.kepub.epub`,
        /// links and spans as its own renderer wants them).
        readers: Vec<Placed<Row<Readers>>> = "[plain, kobo]",
        /// The same as `readers: [kobo]`.
        kepub: Flag = "false" default,
        /// The same as `readers: [kindle]`.
        kindle: Flag = "false" default,
        /// Whether the fonts are embedded.
        fonts: Flag = "true" default,
        /// What somebody who has looked at it says of its accessibility; the program itself never says that it conforms.
        conforms: ConformsGroup,
    }
}

group! {
    /// Words in the place of those that the program has for the book's language.
    WordingGroup {
        /// Before the name of a translator.
        translated_by: Text = "In English by",
        /// Before the name of an editor.
        edited_by: Text = "Put together by",
        /// Before the name of an illustrator.
        illustrated_by: Text = "With pictures by",
        /// Over the notes.
        notes: Text = "Remarks",
        /// Over the notes that nothing in the text calls.
        loose_notes: Text = "Remarks without a place",
        /// Over the table of contents.
        contents: Text = "What Is Inside",
        /// Names the cover.
        cover: Text = "Front",
        /// Names the title page.
        title_page: Text = "Title",
        /// Names the colophon.
        colophon: Text = "Imprint",
        /// Names where the text begins.
        text: Text = "Beginning",
        /// Names a page that the text refers to; its number stands in the place of `{}`.
        page: Text = "'page {}'",
        /// Over the list of the printed pages.
        pages: Text = "Pages of the first edition",
        /// Over the list of landmarks.
        landmarks: Text = "Places",
        /// What a link back to a call says to those who don't see it.
        back: Text = "Back to",
    }
}

group! {
    /// What somebody vouches for.
    ConformsGroup {
        /// The standard that it conforms to. Needed.
        to: Text = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA",
        /// Who vouches for it.
        certified_by: Text = "Ann Ash",
        /// What entitles that one to.
        credential: Text = "IAAP CPWA",
        /// The address of the report.
        report: Placed<Web> = "https://example.org/report",
    }
}

group! {
    /// The plain text.
    PlainText {
        /// Columns of a line, from 20, or `none` for one line a paragraph.
        measure: Placed<Measure> = "72" default,
        /// Where the notes stand.
        notes: Choice<NotePlace> = "book" default,
        /// Whether to write only ASCII, transliterated.
        ascii: Flag = "false" default,
        /// Whether lines end with CR LF.
        crlf: Flag = "false" default,
        /// Whether emphasis stands between `_`, strong emphasis between `*`.
        emphasis: Flag = "false" default,
        /// Whether its headings are listed before the text. Where it is missing, they are from three headings on.
        contents: Flag = "false",
    }
}

group! {
    /// The text as Markdown.
    MarkdownText {
        /// Whether it marks where the pages of the source begin.
        pages: Flag = "true" default,
    }
}

//! The command line, as typed. In: arguments. Out: [`Arguments`]; nothing is read or checked here but their form.

use crate::desk::TEMPLATES;
use crate::repair::PASSES;
use crate::source::forms::Form;
use crate::source::recognise::Engine;
use crate::typeset::impose::SCHEMES;
use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use std::path::PathBuf;

/// Makes real books out of ruined text.
#[derive(Debug, Parser)]
#[command(
    name = "pamphleteer",
    version,
    about,
    long_about = "Makes real books out of ruined text: repairs an extracted pamphlet, puts every footnote back where it \
                  belongs, and sets an EPUB, PDFs and plain text from one manifest.",
    after_help = "Exit codes: 0 done; 1 open queries under --strict; 2 usage or manifest; 3 a source can't be read; \
                  4 an edition failed; 5 the output can't be written.",
    disable_help_subcommand = true
)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// What holds for every command.
    #[command(flatten)]
    pub options: Options,
}

/// What holds for every command.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// Say nothing but errors
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// How messages are written to stderr
    #[arg(
        long,
        global = true,
        value_name = "FORMAT",
        value_enum,
        default_value = "human"
    )]
    pub message_format: MessageFormat,
    /// Fail (exit code 1) while queries are open
    #[arg(long, global = true)]
    pub strict: bool,
    /// Work on so many things at once [default: as many as there are processors]
    #[arg(long, short, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
}

/// How messages are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// With the line of the source and a caret
    Human,
    /// A line each: file:line:column: error: what is wrong
    Short,
    /// A JSON object a line
    Json,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make the editions of one or many books
    Build {
        /// Which
        #[command(flatten)]
        books: Books,
        /// Put the editions into folders of DIR, with a catalogue for e-readers (OPDS) and a page for browsers
        #[arg(long, value_name = "DIR")]
        catalogue: Option<PathBuf>,
        /// Build books, too, of which nothing has changed since they were built, and write over editions changed by hand
        #[arg(long)]
        force: bool,
        /// Remove what earlier builds wrote under a title that a book has no more; what was changed by hand stays
        #[arg(long)]
        prune: bool,
    },
    /// Check manifest, source and queries; write nothing
    Check {
        /// Which
        #[command(flatten)]
        books: Books,
        /// List the remarks, too: what looks odd, was left as it is, and needs no answer
        #[arg(long)]
        remarks: bool,
    },
    /// Repair a text and print it as Markdown; no manifest needed
    Repair(Repair),
    /// Write a page that shows each source beside its repaired text, every change and query in its place
    Proof(Books),
    /// Make a booklet of any PDF: its pages on sheets to print, fold and staple
    Impose(Impose),
    /// Write a sheet that shows over which edge a printer turns paper, and how far front and back are off
    Duplex {
        /// The paper: a name (`list papers`) or `WxH mm`
        #[arg(long, value_name = "PAPER", default_value = "a4")]
        paper: String,
        /// Write it here; `-` for standard output
        #[arg(long, short, value_name = "FILE.pdf", default_value = "duplex.pdf")]
        output: PathBuf,
    },
    /// Write a commented book.yaml for some texts, with what they tell of title, people and language
    Init(Init),
    /// Make a folder with a book.yaml and a text to begin with
    New {
        /// The folder; its name becomes the title
        #[arg(value_name = "FOLDER")]
        folder: PathBuf,
        /// The kind of book; `list templates` names them
        #[arg(long, value_name = "NAME", default_value = TEMPLATES[0].name, value_parser = templates(), hide_possible_values = true)]
        template: String,
    },
    /// Build, and build again whenever a manifest, text or cover changes
    Watch(Books),
    /// Open a book, a text or a folder in the browser: correct, answer, look, download; no manifest needed
    Desk(Serve),
    /// Print the JSON Schema of book.yaml, for editors that can check it
    Schema,
    /// List what names a manifest can use
    List {
        /// Of what
        #[arg(value_enum)]
        what: Listing,
    },
    /// Print completions for a shell
    Completions {
        /// Which
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Print the man page, or write one for each command
    Man {
        /// Write the pages of the program and of all commands into this folder, not to standard output
        #[arg(value_name = "FOLDER")]
        folder: Option<PathBuf>,
    },
}

/// The books to work on.
#[derive(Args, Debug)]
pub struct Books {
    /// Manifests, or folders with a book.yaml
    #[arg(value_name = "BOOK", default_value = "book.yaml")]
    pub books: Vec<PathBuf>,
    /// Who reads scans
    #[command(flatten)]
    pub scans: Scans,
}

/// What to open in the browser.
#[derive(Args, Debug)]
pub struct Serve {
    /// A manifest, a text, or a folder; nothing outside of that folder is read or written
    #[arg(value_name = "BOOK|FILE|FOLDER", default_value = ".")]
    pub place: PathBuf,
    /// Listen on this port of 127.0.0.1 [default: any that is free]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub port: u16,
    /// Only print the address
    #[arg(long)]
    pub no_open: bool,
    /// Who reads scans
    #[command(flatten)]
    pub scans: Scans,
}

/// Who reads scans.
#[derive(Args, Clone, Copy, Debug)]
pub struct Scans {
    /// Have scans without text, and pictures of pages, read by `tesseract`
    #[arg(long)]
    pub ocr: bool,
}

impl Scans {
    /// The program.
    #[must_use]
    pub fn engine(self) -> Option<Engine> {
        self.ocr.then_some(Engine::Tesseract)
    }
}

/// Texts to write a manifest for.
#[derive(Args, Debug)]
pub struct Init {
    /// The texts, in order
    #[arg(value_name = "TEXT", required = true)]
    pub texts: Vec<PathBuf>,
    /// Write the manifest here; texts are named from its folder [default: book.yaml in the folder of the first text]
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Write over a manifest that is there already
    #[arg(long)]
    pub force: bool,
    /// Who reads scans
    #[command(flatten)]
    pub scans: Scans,
}

/// A text to repair.
#[derive(Args, Debug)]
pub struct Repair {
    /// The texts, in order; `-` for standard input
    #[arg(value_name = "TEXT", required = true)]
    pub texts: Vec<PathBuf>,
    /// Write the Markdown here, not to standard output
    #[arg(long, short, value_name = "OUT.md")]
    pub output: Option<PathBuf>,
    /// Write over a file that was changed by hand, or that `repair` did not write
    #[arg(long)]
    pub force: bool,
    /// Write the ledger here: as YAML, or as JSON Lines where the name ends in .jsonl
    #[arg(long, value_name = "FILE")]
    pub ledger: Option<PathBuf>,
    /// The text's language, such as en-GB [default: guessed]
    #[arg(long, value_name = "TAG")]
    pub language: Option<String>,
    /// The form that the text is in: gutenberg, proofreaders, typed, pages or plain [default: found out]
    #[arg(long, value_name = "FORM", value_parser = forms(), hide_possible_values = true)]
    pub form: Option<String>,
    /// Who reads scans
    #[command(flatten)]
    pub scans: Scans,
    /// Passes to leave out; `list passes` names them
    #[arg(long, value_name = "PASS", value_delimiter = ',', value_parser = passes(), hide_possible_values = true)]
    pub off: Vec<String>,
}

/// A PDF to impose.
#[derive(Args, Debug)]
pub struct Impose {
    /// The PDF; `-` for standard input
    #[arg(value_name = "FILE.pdf")]
    pub file: PathBuf,
    /// How the pages are imposed; `list schemes` draws the ways
    #[arg(long, value_name = "NAME", default_value = SCHEMES[0].name, value_parser = schemes(), hide_possible_values = true)]
    pub scheme: String,
    /// The paper of the sheets: a name (`list papers`) or `WxH mm` [default: a4, or letter for pages of its kind]
    #[arg(long, value_name = "PAPER")]
    pub paper: Option<String>,
    /// Write the sheets here; `-` for standard output [default: FILE.booklet.pdf beside the PDF]
    #[arg(long, short, value_name = "OUT.pdf")]
    pub output: Option<PathBuf>,
    /// Which pages, in this order, from 1: `3-14`, `1,5-8`, `2-` [default: all]
    #[arg(long, value_name = "PAGES")]
    pub pages: Option<String>,
    /// Whether pages are made as large as their places or keep their size
    #[arg(long, value_name = "HOW", value_enum, default_value = "fit")]
    pub scale: PageScale,
    /// Which box of a page is shown
    #[arg(long, value_name = "BOX", value_enum, default_value = "crop")]
    pub r#box: PageBox,
    /// Thickness of a leaf, against creep: `0.1mm`, `90gsm x 1.25` [default: 0.1mm]
    #[arg(long, value_name = "THICKNESS")]
    pub caliper: Option<String>,
    /// Pages of a signature, for `signatures`: 16, or a range such as 16-32 [default: 16]
    #[arg(long, value_name = "PAGES")]
    pub signature: Option<String>,
    /// The edge over which the printer turns the sheet [default: the one that turns it like a leaf]
    #[arg(long, value_name = "EDGE", value_enum)]
    pub duplex: Option<PaperEdge>,
    /// The side of the spine
    #[arg(long, value_name = "SIDE", value_enum, default_value = "left")]
    pub binding: Spine,
    /// Marks for the bindery, each with its name
    #[arg(long, value_name = "MARK", value_enum, value_delimiter = ',')]
    pub marks: Vec<Mark>,
    /// The last page is a back cover: blanks go before it
    #[arg(long)]
    pub back_cover: bool,
    /// The first and the last leaf are a sheet of its own, for other paper: OUT.cover.pdf
    #[arg(long)]
    pub cover_apart: bool,
    /// Write over a file that was changed by hand, or that `impose` did not write
    #[arg(long)]
    pub force: bool,
}

/// Whether pages keep their size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PageScale {
    /// As large as their places, each by itself
    Fit,
    /// As they are
    None,
}

/// A box of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PageBox {
    /// What a viewer shows
    Crop,
    /// The whole
    Media,
    /// What is left when the printed page is trimmed
    Trim,
}

/// An edge of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PaperEdge {
    /// A longer one
    Long,
    /// A shorter one
    Short,
}

/// The side of the spine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Spine {
    /// Pages are turned from right to left
    Left,
    /// Pages are turned from left to right
    Right,
}

/// A mark for the bindery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Mark {
    /// Dashes where the sheet is folded
    Fold,
    /// Where it is cut
    Crop,
    /// Bars on the spines of the signatures
    Collation,
    /// Dots where the needle goes
    Sewing,
}

fn schemes() -> PossibleValuesParser {
    let names = SCHEMES.iter().map(|scheme| scheme.name);
    names.collect::<Vec<_>>().into()
}

fn forms() -> PossibleValuesParser {
    let names = Form::NAMES.iter().map(|(name, _)| *name);
    names.collect::<Vec<_>>().into()
}

fn templates() -> PossibleValuesParser {
    let names = TEMPLATES.iter().map(|template| template.name);
    names.collect::<Vec<_>>().into()
}

fn passes() -> PossibleValuesParser {
    PASSES
        .iter()
        .map(|pass| pass.name)
        .collect::<Vec<_>>()
        .into()
}

/// What can be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Listing {
    /// The passes of the repair, in order
    Passes,
    /// What lines can be said to be
    Lines,
    /// The editions
    Editions,
    /// The impositions of booklets
    Schemes,
    /// The sizes of page
    Papers,
    /// The printing conditions that press files can name
    Conditions,
    /// The languages with a word list or hyphenation
    Languages,
    /// The styles that books can have
    Styles,
    /// The forms of title pages
    TitlePages,
    /// The forms of covers
    Covers,
    /// The compiled-in faces
    Faces,
    /// The books that `new` begins
    Templates,
}

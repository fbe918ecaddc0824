//! The program: arguments in, exit code out.

use clap::Parser;
use pamphleteer::cli::{Arguments, Command};
use pamphleteer::desk::Desk;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let desk = Desk::open(&arguments.options);
    let trouble = match &arguments.command {
        Command::Build { books, catalogue } => desk.build(&books.books, catalogue.as_deref()),
        Command::Check(books) => desk.check(&books.books),
        Command::Proof(books) => desk.proof(&books.books),
        Command::Init { texts } => desk.init(texts),
        Command::Watch(books) => desk.watch(&books.books),
        Command::Completions { shell } => desk.completions(*shell),
        Command::Man => desk.man(),
        Command::Schema => desk.schema(),
        Command::Repair(repair) => desk.repair(repair),
        Command::List { what } => desk.list(*what),
    };
    trouble.map_or(ExitCode::SUCCESS, |trouble| ExitCode::from(trouble as u8))
}

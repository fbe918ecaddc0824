//! The program: arguments in, exit code out.

use clap::Parser;
use pamphleteer::cli::{Arguments, Command};
use pamphleteer::desk::Desk;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let desk = Desk::open(&arguments.options);
    let trouble = match &arguments.command {
        Command::Build {
            books,
            catalogue,
            force,
            prune,
        } => desk.build(books, catalogue.as_deref(), (*force, *prune)),
        Command::Check { books, remarks } => desk.check(books, *remarks),
        Command::Proof(books) => desk.proof(books),
        Command::Init(init) => desk.init(init),
        Command::Duplex { paper, output } => desk.duplex(paper, output),
        Command::Impose(order) => desk.impose(order),
        Command::New { folder, template } => desk.new_book(folder, template),
        Command::Watch(books) => desk.watch(books),
        Command::Desk(order) => desk.serve(order),
        Command::Completions { shell } => desk.completions(*shell),
        Command::Man { folder } => desk.man(folder.as_deref()),
        Command::Schema => desk.schema(),
        Command::Repair(repair) => desk.repair(repair),
        Command::List { what } => desk.list(*what),
    };
    trouble.map_or(ExitCode::SUCCESS, |trouble| ExitCode::from(trouble as u8))
}

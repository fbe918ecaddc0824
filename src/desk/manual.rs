//! The program's own papers. In: the table of arguments. Out: man pages and completions.

use crate::cli::Arguments;
use crate::output::Document;
use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;
use std::path::Path;

/// Completions for a shell.
pub(super) fn completions(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "pamphleteer", &mut script);
    script
}

/// The man page of the program.
pub(super) fn page() -> Vec<u8> {
    rendered(&Man::new(commands()))
}

/// The man pages of the program and of each command, as files of a folder: `pamphleteer-build.1`.
pub(super) fn pages(folder: &Path) -> Vec<Document> {
    let program = commands();
    let all = [&program].into_iter().chain(program.get_subcommands());
    let page = |command: &Command| {
        let man = Man::new(command.clone());
        Document {
            path: folder.join(man.get_filename()),
            bytes: rendered(&man).into(),
        }
    };
    all.map(page).collect()
}

/// The commands with the options that hold for all of them.
fn commands() -> Command {
    let mut program = Arguments::command();
    program.build();
    program
}

fn rendered(man: &Man) -> Vec<u8> {
    let mut page = Vec::new();
    man.render(&mut page)
        .expect("memory takes all that is written");
    page
}

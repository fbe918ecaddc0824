//! Another program, run to its end. In: a command, and what it is to read on standard input. Out: what it wrote on standard
//! output, within limits of time and length, or why not.

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Why a program did not do its work.
pub(super) enum Failure {
    /// It is not there.
    Missing,
    /// It says that it can't.
    Said(String),
    /// It took too long, or wrote too much.
    Endless,
}

/// How long a program may take and how much it may write.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    /// From its start.
    pub time: Duration,
    /// The longest output, in bytes.
    pub bytes: u64,
}

/// Runs a command to its end: what it wrote, or why it failed.
pub(super) fn run(mut command: Command, input: &[u8], limits: Limits) -> Result<Vec<u8>, Failure> {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|_| Failure::Missing)?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // A program that has seen enough closes its end: its exit code tells more.
            if let Some(mut stdin) = stdin {
                let _ = stdin.write_all(input);
            }
        });
        let out = scope.spawn(move || taken(stdout, limits.bytes));
        let said = scope.spawn(move || taken(stderr, 64_000));
        let is_well = wait(&mut child, limits.time);
        let out = out.join().unwrap_or_default();
        let said = said.join().unwrap_or_default();
        match is_well {
            None => Err(Failure::Endless),
            Some(true) if out.len() as u64 >= limits.bytes => Err(Failure::Endless),
            Some(true) => Ok(out),
            Some(false) => {
                let said = String::from_utf8_lossy(&said);
                let line = said.lines().find(|line| !line.trim().is_empty());
                Err(Failure::Said(
                    line.unwrap_or("it does not say why").trim().into(),
                ))
            }
        }
    })
}

fn taken(pipe: Option<impl Read>, most: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(pipe) = pipe {
        let _ = pipe.take(most).read_to_end(&mut bytes);
    }
    bytes
}

/// Waits for a program; whether it ended well, or nothing if it had to be stopped.
fn wait(child: &mut Child, longest: Duration) -> Option<bool> {
    let start = Instant::now();
    let mut pause = Duration::from_millis(2);
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status.success()),
            Ok(None) if start.elapsed() < longest => {}
            _ => {
                let _ = child.kill();
                let _ = child.wait();
                return None;
            }
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(50));
    }
}

//! Progress bars. In: the events of `progress`. Out: a bar on a terminal, nothing elsewhere. Only this file knows indicatif.

use crate::progress::{Event, Progress};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::time::Duration;

/// A bar on standard error.
pub struct Bars {
    bar: ProgressBar,
}

impl Bars {
    /// A bar, or None where standard error is no terminal.
    #[must_use]
    pub fn on_terminal() -> Option<Bars> {
        if !std::io::stderr().is_terminal() {
            return None;
        }
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        bar.enable_steady_tick(Duration::from_millis(100));
        Some(Bars { bar })
    }

    /// Takes the bar away.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Bars {
    fn on(&self, event: Event<'_>) {
        match event {
            Event::Began { books } => {
                self.bar.set_length(books as u64);
                let template = if books > 1 {
                    "{spinner} {pos}/{len} {wide_bar} {wide_msg}"
                } else {
                    "{spinner} {wide_msg}"
                };
                let style = ProgressStyle::with_template(template);
                self.bar
                    .set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
            }
            Event::Step { book, step } => self.bar.set_message(format!("{book}: {step}")),
            Event::Pages { text, done, of } => {
                let message = format!("{text}: reading pages, {done} of {of}");
                self.bar.set_message(message);
            }
            Event::Done { .. } => self.bar.inc(1),
        }
    }
}

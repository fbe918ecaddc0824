//! Simple formulas. In: what stands between the dollar signs. Out: the same in italics, raised and lowered, as a line of words
//! can hold it; none where it has more than that.

use crate::book::Inline;
use crate::source::Span;

/// Commands that are one character, and how it stands.
const SIGNS: &[(&str, &str, Stands)] = &[
    ("alpha", "α", Stands::Letter),
    ("beta", "β", Stands::Letter),
    ("gamma", "γ", Stands::Letter),
    ("delta", "δ", Stands::Letter),
    ("epsilon", "ε", Stands::Letter),
    ("varepsilon", "ε", Stands::Letter),
    ("zeta", "ζ", Stands::Letter),
    ("eta", "η", Stands::Letter),
    ("theta", "θ", Stands::Letter),
    ("iota", "ι", Stands::Letter),
    ("kappa", "κ", Stands::Letter),
    ("lambda", "λ", Stands::Letter),
    ("mu", "μ", Stands::Letter),
    ("nu", "ν", Stands::Letter),
    ("xi", "ξ", Stands::Letter),
    ("pi", "π", Stands::Letter),
    ("rho", "ρ", Stands::Letter),
    ("sigma", "σ", Stands::Letter),
    ("tau", "τ", Stands::Letter),
    ("phi", "φ", Stands::Letter),
    ("varphi", "φ", Stands::Letter),
    ("chi", "χ", Stands::Letter),
    ("psi", "ψ", Stands::Letter),
    ("omega", "ω", Stands::Letter),
    ("Gamma", "Γ", Stands::Upright),
    ("Delta", "Δ", Stands::Upright),
    ("Theta", "Θ", Stands::Upright),
    ("Lambda", "Λ", Stands::Upright),
    ("Xi", "Ξ", Stands::Upright),
    ("Pi", "Π", Stands::Upright),
    ("Sigma", "Σ", Stands::Upright),
    ("Phi", "Φ", Stands::Upright),
    ("Psi", "Ψ", Stands::Upright),
    ("Omega", "Ω", Stands::Upright),
    ("times", "×", Stands::Between),
    ("cdot", "·", Stands::Between),
    ("div", "÷", Stands::Between),
    ("pm", "±", Stands::Between),
    ("mp", "∓", Stands::Between),
    ("le", "≤", Stands::Between),
    ("leq", "≤", Stands::Between),
    ("ge", "≥", Stands::Between),
    ("geq", "≥", Stands::Between),
    ("ne", "≠", Stands::Between),
    ("neq", "≠", Stands::Between),
    ("approx", "≈", Stands::Between),
    ("equiv", "≡", Stands::Between),
    ("sim", "∼", Stands::Between),
    ("to", "→", Stands::Between),
    ("rightarrow", "→", Stands::Between),
    ("in", "∈", Stands::Between),
    ("infty", "∞", Stands::Upright),
    ("circ", "°", Stands::Upright),
    ("prime", "′", Stands::Upright),
    ("ldots", "…", Stands::Upright),
    ("dots", "…", Stands::Upright),
    ("%", "%", Stands::Upright),
    ("$", "$", Stands::Upright),
    ("ln", "ln ", Stands::Upright),
    ("log", "log ", Stands::Upright),
    ("sin", "sin ", Stands::Upright),
    ("cos", "cos ", Stands::Upright),
    ("tan", "tan ", Stands::Upright),
];

/// How a character stands.
#[derive(Clone, Copy, PartialEq)]
enum Stands {
    /// In italics.
    Letter,
    /// As it is.
    Upright,
    /// Between blanks, if something stands before it.
    Between,
}

/// More letters in a row are a word, and the formula none: a sum of money, a shell's variable.
const LETTERS: usize = 2;

/// Reads a formula, without its dollar signs.
pub(super) fn simple(formula: &str, at: Span) -> Option<Vec<Inline>> {
    let mut reader = Reader {
        rest: formula.trim(),
        at,
        out: Vec::new(),
        is_formula: false,
    };
    reader.read(false)?;
    reader.is_formula.then_some(reader.out)
}

struct Reader<'t> {
    rest: &'t str,
    at: Span,
    out: Vec<Inline>,
    /// Whether something was there that plain words have not.
    is_formula: bool,
}

impl<'t> Reader<'t> {
    /// Reads to the end; inside of what is raised or lowered nothing is so again.
    fn read(&mut self, is_inner: bool) -> Option<()> {
        while let Some(next) = self.rest.chars().next() {
            let length = next.len_utf8();
            match next {
                'a'..='z' | 'A'..='Z' => {
                    let count = self
                        .rest
                        .bytes()
                        .take_while(u8::is_ascii_alphabetic)
                        .count();
                    if count > LETTERS {
                        return None;
                    }
                    self.is_formula = true;
                    self.take(count, Stands::Letter);
                }
                '0'..='9' | '.' | ',' | ';' | ':' | '(' | ')' | '[' | ']' | '!' | '/' | '|' => {
                    self.take(length, Stands::Upright);
                }
                '+' | '=' | '<' | '>' => {
                    self.is_formula = true;
                    self.take(length, Stands::Between);
                }
                '-' => self.put("−", Stands::Between, length),
                '*' => self.put("∗", Stands::Between, length),
                '\'' => self.put("′", Stands::Upright, length),
                '^' | '_' if !is_inner => {
                    self.rest = &self.rest[1..];
                    let group = self.group()?;
                    let mut inner = Reader {
                        rest: group,
                        at: self.at,
                        out: Vec::new(),
                        is_formula: true,
                    };
                    inner.read(true)?;
                    if inner.out.is_empty() || self.out.is_empty() {
                        return None;
                    }
                    self.is_formula = true;
                    self.out.push(match next {
                        '^' => Inline::Raised(inner.out),
                        _ => Inline::Lowered(inner.out),
                    });
                }
                '\\' => self.command()?,
                c if c.is_whitespace() => self.rest = &self.rest[length..],
                _ => return None,
            }
        }
        Some(())
    }

    /// What is raised or lowered: a sign, a command, or what stands between braces.
    fn group(&mut self) -> Option<&'t str> {
        let rest = self.rest.trim_start();
        let end = match rest.chars().next()? {
            '{' => {
                let mut depth = 0;
                let end = rest.find(|c| {
                    depth += i32::from(c == '{') - i32::from(c == '}');
                    depth == 0
                })?;
                self.rest = &rest[end + 1..];
                return Some(&rest[1..end]);
            }
            '\\' => {
                1 + rest[1..]
                    .bytes()
                    .take_while(u8::is_ascii_alphabetic)
                    .count()
            }
            first => first.len_utf8(),
        };
        self.rest = &rest[end..];
        Some(&rest[..end])
    }

    fn command(&mut self) -> Option<()> {
        let rest = &self.rest[1..];
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let length = match letters {
            0 => rest.chars().next()?.len_utf8(),
            letters => letters,
        };
        let name = &rest[..length];
        self.is_formula = true;
        if matches!(name, "," | ";" | " " | "quad") {
            self.rest = &rest[length..];
            return self.add(" ", false);
        }
        if matches!(name, "text" | "mathrm" | "operatorname") {
            self.rest = &rest[length..];
            if !self.rest.starts_with('{') {
                return None;
            }
            let words = self.group()?;
            let is_plain = |c: char| c.is_alphanumeric() || " .,'".contains(c);
            return match words.chars().all(is_plain) {
                true => self.add(words, false),
                false => None,
            };
        }
        let (_, sign, stands) = SIGNS.iter().find(|(known, ..)| *known == name)?;
        self.put(sign, *stands, 1 + length);
        Some(())
    }

    fn take(&mut self, length: usize, stands: Stands) {
        let (words, _) = self.rest.split_at(length);
        self.put(words, stands, length);
    }

    /// Puts a sign that stands for so many bytes.
    fn put(&mut self, sign: &str, stands: Stands, length: usize) {
        self.rest = &self.rest[length..];
        let is_between = stands == Stands::Between && self.is_operand();
        match is_between {
            true => self.add(&format!(" {sign} "), false),
            false => self.add(sign, stands == Stands::Letter),
        };
    }

    /// Whether what stands last can be put together with something: a sign behind a sign belongs to what follows.
    fn is_operand(&self) -> bool {
        match self.out.last() {
            None => false,
            Some(Inline::Text { text, .. }) => !text.ends_with([' ', '(', '[', ',']),
            Some(_) => true,
        }
    }

    /// Adds words to those of their kind that stand last.
    fn add(&mut self, words: &str, is_italic: bool) -> Option<()> {
        let last = match (self.out.last_mut(), is_italic) {
            (Some(Inline::Emphasis(inner)), true) => inner.last_mut(),
            (Some(last @ Inline::Text { .. }), false) => Some(last),
            _ => None,
        };
        if let Some(Inline::Text { text, .. }) = last {
            match text.ends_with(' ') {
                true => text.push_str(words.trim_start()),
                false => text.push_str(words),
            }
            return Some(());
        }
        let text = Inline::Text {
            text: words.into(),
            at: self.at,
        };
        self.out.push(match is_italic {
            true => Inline::Emphasis(vec![text]),
            false => text,
        });
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(inlines: &[Inline]) -> String {
        let one = |inline: &Inline| match inline {
            Inline::Text { text, .. } => text.clone(),
            Inline::Emphasis(inner) => format!("*{}*", said(inner)),
            Inline::Raised(inner) => format!("^{}^", said(inner)),
            Inline::Lowered(inner) => format!("~{}~", said(inner)),
            other => format!("{other:?}"),
        };
        inlines.iter().map(one).collect()
    }

    fn read(formula: &str) -> Option<String> {
        let at = Span {
            source: 0,
            start: 0,
            end: 1,
        };
        simple(formula, at).map(|inlines| said(&inlines))
    }

    #[test]
    fn powers_indices_and_signs_are_set() {
        for (formula, want) in [
            ("x^2", "*x*^2^"),
            ("a^2+b_{12}=c", "*a*^2^ + *b*~12~ = *c*"),
            ("x = -3", "*x* = −3"),
            ("2\\pi r", "2*πr*"),
            ("f(x)\\le 10^{-6}", "*f*(*x*) ≤ 10^−6^"),
            ("90^\\circ", "90^°^"),
            ("v_{\\text{max}}", "*v*~max~"),
            ("\\sin x", "sin *x*"),
        ] {
            assert_eq!(read(formula).as_deref(), Some(want), "{formula}");
        }
    }

    #[test]
    fn what_is_more_or_no_formula_is_left() {
        for formula in [
            "\\frac{a}{b}",
            "x^{y^2}",
            "PATH",
            "20",
            "^2",
            "5 and 6",
            "\\sqrt{2}",
            "x_",
        ] {
            assert_eq!(read(formula), None, "{formula}");
        }
    }
}

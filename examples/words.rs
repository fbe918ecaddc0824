//! Compiles a word list. In: sorted lines `word TAB value` on stdin. Out: the fst file named by the first argument.

use std::error::Error;
use std::io::{BufRead, BufWriter};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: words OUT.fst")?;
    let file = BufWriter::new(std::fs::File::create(path)?);
    let mut builder = fst::MapBuilder::new(file)?;
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let (word, value) = line.split_once('\t').ok_or("no tab")?;
        builder.insert(word, value.parse()?)?;
    }
    builder.finish()?;
    Ok(())
}

//! What the writing alone costs.

use super::*;

/// `cargo test --release --lib -- --ignored --nocapture cpu_of_writing`
#[test]
#[ignore = "measures"]
fn cpu_of_writing() {
    for pages in [10, 300, 3000] {
        let layout = fixture::long(pages);
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(1)
            .build()
            .unwrap();
        pool.install(|| {
            let timed = |what: &str, work: &mut dyn FnMut() -> usize| {
                let start = std::time::Instant::now();
                let size = work();
                println!(
                    "{pages:5} pages {what:8} {:7.1} ms {size:9} bytes",
                    start.elapsed().as_secs_f64() * 1e3
                );
            };
            let mut plates = None;
            timed("fonts", &mut || {
                plates = Plates::of(&layout).ok();
                0
            });
            let plates = plates.as_ref().unwrap();
            timed("pages", &mut || {
                plates.pages(&layout).iter().map(Vec::len).sum()
            });
            timed("screen", &mut || {
                screen::write(&layout, &settings(), plates)
                    .unwrap()
                    .value
                    .len()
            });
            timed("press", &mut || {
                press::write(&layout, &settings(), plates)
                    .unwrap()
                    .value
                    .len()
            });
            timed("booklet", &mut || {
                booklet::write(&layout, &settings(), plates)
                    .unwrap()
                    .value
                    .len()
            });
        });
    }
}

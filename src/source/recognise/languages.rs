//! What Tesseract calls languages. In: a BCP 47 tag. Out: the names of its models, the best first.

/// Tags, the longer before the shorter, and models (its documentation, "Languages supported in different versions").
const MODELS: &[(&str, &[&str])] = &[
    ("de-latf", &["deu_latf", "frk", "deu"]),
    ("zh-hant", &["chi_tra"]),
    ("af", &["afr"]),
    ("bg", &["bul"]),
    ("ca", &["cat"]),
    ("cs", &["ces"]),
    ("cy", &["cym"]),
    ("da", &["dan"]),
    ("de", &["deu"]),
    ("el", &["ell"]),
    ("en", &["eng"]),
    ("eo", &["epo"]),
    ("es", &["spa"]),
    ("et", &["est"]),
    ("eu", &["eus"]),
    ("fi", &["fin"]),
    ("fr", &["fra"]),
    ("ga", &["gle"]),
    ("gl", &["glg"]),
    ("he", &["heb"]),
    ("hr", &["hrv"]),
    ("hu", &["hun"]),
    ("is", &["isl"]),
    ("it", &["ita"]),
    ("la", &["lat"]),
    ("lt", &["lit"]),
    ("lv", &["lav"]),
    ("nb", &["nor"]),
    ("nl", &["nld"]),
    ("nn", &["nor"]),
    ("no", &["nor"]),
    ("pl", &["pol"]),
    ("pt", &["por"]),
    ("ro", &["ron"]),
    ("ru", &["rus"]),
    ("sk", &["slk"]),
    ("sl", &["slv"]),
    ("sr-latn", &["srp_latn"]),
    ("sr", &["srp"]),
    ("sv", &["swe"]),
    ("tr", &["tur"]),
    ("uk", &["ukr"]),
    ("yi", &["yid"]),
    ("zh", &["chi_sim"]),
];

/// The models for a tag. A language that the table lacks is called by its own three letters.
pub(super) fn codes(tag: &str) -> Vec<String> {
    let tag = tag.to_lowercase();
    let is_of = |row: &&(&str, &[&str])| {
        let rest = tag.strip_prefix(row.0);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    if let Some((_, models)) = MODELS.iter().find(is_of) {
        return models.iter().map(|model| (*model).to_string()).collect();
    }
    let primary = tag.split('-').next().unwrap_or_default();
    let is_code = primary.len() == 3 && primary.bytes().all(|b| b.is_ascii_lowercase());
    Vec::from_iter(is_code.then(|| primary.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_find_their_models() {
        for (tag, model) in [
            ("en-GB", "eng"),
            ("de-Latf-DE", "deu_latf"),
            ("sr-Latn", "srp_latn"),
            ("grc", "grc"),
        ] {
            assert_eq!(codes(tag).first().map(String::as_str), Some(model), "{tag}");
        }
        assert!(codes("x-own").is_empty() && codes("--").is_empty());
    }
}

//! Language tags. In: a tag as typed. Out: the tag in its usual case, or what is wrong with it.

use crate::diagnostic::Diagnostic;

/// ISO 639-1, the languages with two letters.
const LANGUAGES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de \
    dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is \
    it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na \
    nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr \
    ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// ISO 3166-1 alpha-2, the regions with two letters.
const REGIONS: &str = "ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bt \
    bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg eh er es et fi fj fk \
    fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je \
    jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq \
    mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro \
    rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw \
    tz ua ug um us uy uz va vc ve vg vi vn vu wf ws xk ye yt za zm zw";

/// The languages with a tag of two letters.
pub fn languages() -> impl Iterator<Item = &'static str> {
    LANGUAGES.split_whitespace()
}

/// Names that are written for tags.
const NAMES: &[(&str, &str)] = &[
    ("english", "en"),
    ("british", "en-GB"),
    ("american", "en-US"),
    ("french", "fr"),
    ("français", "fr"),
    ("german", "de"),
    ("deutsch", "de"),
    ("spanish", "es"),
    ("español", "es"),
    ("italian", "it"),
    ("portuguese", "pt"),
    ("dutch", "nl"),
    ("russian", "ru"),
    ("greek", "el"),
    ("latin", "la"),
];

/// Checks a BCP 47 tag (RFC 5646, section 2.1: language, script, region, variants; no extensions) and writes it in the
/// usual case. Languages of two letters and regions are looked up; languages of three letters only need the form.
pub(crate) fn tag(text: &str) -> Result<String, Diagnostic> {
    let text = text.trim();
    let fault = |message: String| Diagnostic::error("bad-language", message);
    let mut parts = text.split(['-', '_']).peekable();
    let language = parts.next().unwrap_or_default().to_lowercase();
    if !is_language(&language) {
        let named = NAMES.iter().find(|(name, _)| *name == text.to_lowercase());
        let hint = match named {
            Some((_, tag)) => format!("write `{tag}`"),
            None => "tags are such as `en`, `en-GB`, `fr`, `de-AT`".into(),
        };
        return Err(fault(format!(
            "`{text}` is no language tag: there is no language `{language}`"
        ))
        .hint(hint));
    }
    let mut tag = language;
    if let Some(script) = parts.next_if(|p| p.len() == 4 && is_alphabetic(p)) {
        tag.push('-');
        tag.push_str(&script[..1].to_uppercase());
        tag.push_str(&script[1..].to_lowercase());
    }
    if let Some(region) = parts.next_if(|p| is_region_form(p)) {
        if region.len() == 2 && !is_in(REGIONS, &region.to_lowercase()) {
            let fault = fault(format!(
                "`{text}` is no language tag: there is no region `{region}`"
            ));
            let is_uk = region.eq_ignore_ascii_case("uk");
            return Err(fault.hint(if is_uk {
                "write `GB`"
            } else {
                "regions are such as `GB`, `US`, `AT`"
            }));
        }
        tag.push('-');
        tag.push_str(&region.to_uppercase());
    }
    for variant in parts {
        if !is_variant(variant) {
            return Err(fault(format!("`{text}` is no language tag: `{variant}` can't stand there"))
                .hint("a tag is a language and perhaps a script and a region: `en`, `en-GB`, `sr-Latn-RS`"));
        }
        tag.push('-');
        tag.push_str(&variant.to_lowercase());
    }
    Ok(tag)
}

fn is_language(text: &str) -> bool {
    match text.len() {
        2 => is_in(LANGUAGES, text),
        3 => is_alphabetic(text),
        _ => false,
    }
}

fn is_in(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|w| w == word)
}

fn is_alphabetic(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphabetic())
}

fn is_region_form(text: &str) -> bool {
    let is_number = text.len() == 3 && text.bytes().all(|b| b.is_ascii_digit());
    is_number || text.len() == 2 && is_alphabetic(text)
}

fn is_variant(text: &str) -> bool {
    let is_form = text.bytes().all(|b| b.is_ascii_alphanumeric());
    let is_numbered = text.len() == 4 && text.starts_with(|c: char| c.is_ascii_digit());
    is_form && ((5..=8).contains(&text.len()) || is_numbered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_checked_and_written_in_their_case() {
        assert_eq!(tag("EN_gb"), Ok("en-GB".into()));
        assert_eq!(tag("sr-latn-rs"), Ok("sr-Latn-RS".into()));
        assert_eq!(tag("de-1901"), Ok("de-1901".into()));
        assert_eq!(tag("es-419"), Ok("es-419".into()));
        for none in [
            "",
            "xx-nonsense",
            "english",
            "en-UK",
            "en-x",
            "e",
            "en-GB-",
            "日本",
        ] {
            assert!(tag(none).is_err(), "{none}");
        }
    }
}

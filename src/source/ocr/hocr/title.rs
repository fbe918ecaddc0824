//! The title of an element of hOCR: properties with their values, between semicolons. In: a title. Out: one property.

use super::super::sheet::Bounds;

/// The value of a property in a title.
#[must_use]
pub fn property<'t>(title: &'t str, name: &str) -> Option<&'t str> {
    let mut properties = title.split(';').map(str::trim);
    properties.find_map(|property| {
        let value = property.strip_prefix(name)?;
        value.starts_with(char::is_whitespace).then(|| value.trim())
    })
}

/// The numbers of a property.
#[must_use]
pub fn numbers(title: &str, name: &str) -> Vec<f64> {
    let values = property(title, name)
        .unwrap_or_default()
        .split_ascii_whitespace();
    let values = values.map_while(|value| value.parse().ok());
    values.filter(|value: &f64| value.is_finite()).collect()
}

/// The box of a title.
#[must_use]
pub fn bbox(title: &str) -> Option<Bounds> {
    let [left, top, right, bottom] = <[f64; 4]>::try_from(numbers(title, "bbox")).ok()?;
    Some(Bounds::between(left, top, right, bottom))
}

/// Confidences in percent; programs that write shares of one write no value above it.
#[must_use]
pub fn percents(values: &[f64]) -> Vec<u8> {
    let scale = if values.iter().all(|&v| v <= 1.0) {
        100.0
    } else {
        1.0
    };
    values
        .iter()
        .map(|v| (v * scale).clamp(0.0, 100.0) as u8)
        .collect()
}

/// The confidence in a property, in percent.
#[must_use]
pub fn percents_of(title: &str, name: &str) -> Option<u8> {
    let value = *numbers(title, name).first()?;
    let is_share = value <= 1.0 && property(title, name)?.contains('.');
    Some((if is_share { value * 100.0 } else { value }).clamp(0.0, 100.0) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_are_found_by_their_names() {
        let title = "bbox 1 2 3 4; x_wconf 87; x_confs 0.5 1";
        assert_eq!(bbox(title), Some(Bounds::between(1.0, 2.0, 3.0, 4.0)));
        assert_eq!(percents_of(title, "x_wconf"), Some(87));
        assert_eq!(percents(&numbers(title, "x_confs")), [50, 100]);
        assert_eq!(property(title, "x_conf"), None);
    }
}

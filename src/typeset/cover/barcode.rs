//! Bar codes. In: the thirteen digits of an ISBN. Out: the bars of its EAN-13 (ISO/IEC 15420): 95 modules, dark or light.

/// The modules of each digit of the left half in set A, from the highest of seven bits.
const SET_A: [u8; 10] = [
    0b000_1101, 0b001_1001, 0b001_0011, 0b011_1101, 0b010_0011, 0b011_0001, 0b010_1111, 0b011_1011,
    0b011_0111, 0b000_1011,
];
/// Which digits of the left half are of set B, by the first digit, from the highest of six bits.
const IN_SET_B: [u8; 10] = [
    0b00_0000, 0b00_1011, 0b00_1101, 0b00_1110, 0b01_0011, 0b01_1001, 0b01_1100, 0b01_0101,
    0b01_0110, 0b01_1010,
];
/// Modules of a digit.
const WIDTH: u32 = 7;
/// How many modules it has.
pub(super) const MODULES: usize = 95;

/// The modules, true for a dark one; None for what is no number of thirteen digits.
pub(super) fn modules(isbn: &str) -> Option<Vec<bool>> {
    let digits: Option<Vec<u8>> = isbn
        .chars()
        .map(|c| c.to_digit(10).and_then(|digit| u8::try_from(digit).ok()))
        .collect();
    let digits = digits.filter(|digits| digits.len() == 13)?;
    let parity = IN_SET_B[usize::from(digits[0])];
    let mut made = vec![true, false, true];
    for (at, &digit) in digits[1..7].iter().enumerate() {
        let code = SET_A[usize::from(digit)];
        let is_b = parity >> (5 - at) & 1 == 1;
        // Set B is set A in the other direction, light for dark.
        let bit = |n: u32| match is_b {
            true => code >> n & 1 == 0,
            false => code >> (WIDTH - 1 - n) & 1 == 1,
        };
        made.extend((0..WIDTH).map(bit));
    }
    made.extend([false, true, false, true, false]);
    for &digit in &digits[7..] {
        let code = SET_A[usize::from(digit)];
        made.extend((0..WIDTH).map(|n| code >> (WIDTH - 1 - n) & 1 == 0));
    }
    made.extend([true, false, true]);
    Some(made)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_as_the_standard_draws_it() {
        let drawn: String = modules("9780306406157")
            .expect("thirteen digits")
            .iter()
            .map(|&dark| if dark { '1' } else { '0' })
            .collect();
        // 780306 in A B B A B A after the first digit 9, 406157 in the right half's set.
        let left = "0111011 0001001 0100111 0111101 0100111 0101111";
        let right = "1011100 1110010 1010000 1100110 1001110 1000100";
        let wanted = format!("101{left}01010{right}101").replace(' ', "");
        assert_eq!(drawn, wanted);
        assert_eq!(drawn.len(), MODULES);
        assert_eq!(modules("978"), None);
        assert_eq!(modules("97803064061X7"), None);
    }
}

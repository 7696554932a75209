//! Text from documents, certificates and paths, made harmless for terminals and spreadsheets.

use std::borrow::Cow;

/// `text` with control and bidirectional characters shown as `\u{202e}` instead of obeyed: a
/// name must not move the cursor, colour the verdict, or turn its own letters round.
pub fn line(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_dangerous) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if is_dangerous(character) {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    Cow::Owned(shown)
}

/// A cell of a CSV file: escaped as [`line`], and not taken for a formula by a spreadsheet (a
/// leading apostrophe is how spreadsheets themselves mark text).
pub fn cell(text: &str) -> Cow<'_, str> {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    match line(text) {
        shown if is_formula => Cow::Owned(format!("'{shown}")),
        shown => shown,
    }
}

/// Controls (C0, DEL, C1), line and paragraph separators, and what has no width but steers the
/// letters beside it (Unicode UAX #9, and the trick of CVE-2021-42574).
fn is_dangerous(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{061c}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use super::{cell, line};

    #[test]
    fn vietnamese_stays_as_it_is() {
        let text = "Quyết định số 15/QĐ-BNV, ký ngày 24/11/2026";
        assert!(matches!(line(text), std::borrow::Cow::Borrowed(_)));
        assert_eq!(cell(text), text);
    }

    #[test]
    fn steering_characters_are_shown() {
        assert_eq!(line("a\u{202e}fdp.exe"), "a\\u{202e}fdp.exe");
        assert_eq!(line("\u{1b}[32mHỢP LỆ"), "\\u{1b}[32mHỢP LỆ");
        assert_eq!(line("a\nb\u{85}"), "a\\u{a}b\\u{85}");
        assert_eq!(
            line("\u{2066}x\u{2069}\u{feff}"),
            "\\u{2066}x\\u{2069}\\u{feff}"
        );
    }

    #[test]
    fn formulas_are_text() {
        for text in ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)"] {
            assert_eq!(cell(text), format!("'{text}"));
        }
        assert_eq!(cell("\t=1"), "'\\u{9}=1");
        assert_eq!(cell("a=1"), "a=1");
    }
}

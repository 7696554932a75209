//! The forms in which one password may have been used.

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// A form of the password, and whether it is the one that was given.
pub(super) struct Form {
    pub text: Zeroizing<String>,
    pub as_given: bool,
}

/// What to try, in order: as given, then composed, then decomposed.
///
/// Keyboards and systems differ in how they write `ậ`; a password set on one of them must open on
/// another. No password is tried as the empty one, since exports without a password use that.
pub(super) fn forms(password: Option<&str>) -> Vec<Form> {
    let given = password.unwrap_or_default();
    let mut forms = vec![Form {
        text: Zeroizing::new(given.to_owned()),
        as_given: true,
    }];
    for text in [filled(given, given.nfc()), filled(given, given.nfd())] {
        if forms.iter().all(|form| form.text != text) {
            forms.push(Form {
                text,
                as_given: false,
            });
        }
    }
    forms
}

/// `characters` in one piece of memory: growing would leave copies of the password behind. No form
/// of a text is more than three times as long (Unicode Standard Annex #15).
fn filled(given: &str, characters: impl Iterator<Item = char>) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(given.len().saturating_mul(3)));
    text.extend(characters);
    text
}

#[cfg(test)]
mod tests {
    use super::forms;

    #[test]
    fn one_form_where_there_is_but_one() {
        assert_eq!(forms(None).len(), 1);
        assert_eq!(forms(Some("kyso-test")).len(), 1);
    }

    #[test]
    fn both_forms_of_vietnamese_are_tried_the_given_one_first() {
        let composed = "mật khẩu";
        let found = forms(Some(composed));
        assert_eq!(found.len(), 2);
        assert!(found[0].as_given && found[0].text.as_str() == composed);
        let decomposed = found[1].text.clone();
        assert_eq!(forms(Some(&decomposed))[1].text.as_str(), composed);
    }
}

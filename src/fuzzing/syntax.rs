//! Tokens and objects.

use std::sync::Arc;

use super::{Depth, limits};
use crate::pdf::{
    Value,
    indirect::{self, Read},
    input::Input,
    lexer::{Lexer, SyntaxError, Token},
    parser,
};

/// Reads tokens to the end, as a whole file and as a window into one: the window may ask for more,
/// and never sees another token. Gives `Refused` or `Read`.
pub fn lexer(data: &[u8]) -> Depth {
    let mut whole = Lexer::new(data, true);
    let mut window = Lexer::new(data, false);
    let mut asked_for_more = false;
    loop {
        let before = whole.position();
        let token = whole.token();
        if !asked_for_more {
            let seen = window.token();
            asked_for_more = seen == Err(SyntaxError::WindowEnded);
            assert!(
                asked_for_more || seen == token,
                "{seen:?} instead of {token:?}"
            );
        }
        match token {
            Ok(spanned) if spanned.token == Token::End => return Depth::Read,
            Ok(spanned) => {
                assert!(before <= spanned.start && spanned.start < spanned.end);
                assert_eq!(spanned.end, whole.position());
            }
            Err(error) => {
                assert_ne!(error, SyntaxError::WindowEnded, "in a whole file");
                return Depth::Refused;
            }
        }
    }
}

/// Reads `N G obj …`, or else a bare value. Gives `Refused`, `Read` for a value, `Whole` for an
/// indirect object with a stream.
pub fn object(data: &[u8]) -> Depth {
    let limits = limits();
    let input = Input::new(&data, &limits);
    // What stands under an indirect /Length is taken from the number itself.
    let mut length = |id: crate::ObjectId| Some(u64::from(id.number));
    match indirect::read(&input, 0, None, &limits, &mut length) {
        Ok(Some(Read { indirect, .. })) => {
            if let Some(stream) = indirect.stream {
                let end = stream.offset.checked_add(stream.len);
                assert!(end.is_some_and(|end| end <= data.len() as u64));
                return Depth::Whole;
            }
            Depth::Read
        }
        Err(_) => Depth::Refused,
        Ok(None) => bare(data, limits.nesting),
    }
}

fn bare(data: &[u8], nesting: u32) -> Depth {
    let mut lexer = Lexer::new(data, true);
    let Ok(object) = parser::object(&mut lexer, nesting) else {
        return Depth::Refused;
    };
    // What was read can be read again from its own span, and is the same.
    let text: Arc<[u8]> = data.get(..lexer.position()).unwrap_or_default().into();
    let again = parser::object(&mut Lexer::new(&text, true), nesting);
    assert_eq!(again.as_ref().map(|again| &again.value), Ok(&object.value));
    match object.value {
        Value::Null => Depth::Refused,
        _ => Depth::Read,
    }
}

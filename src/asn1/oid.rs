//! Object identifiers (X.690 §8.19), dotted and encoded.

/// The dotted form of content bytes; `None` if they are no identifier or an arc exceeds 64 bits.
pub(super) fn dotted(content: &[u8]) -> Option<String> {
    use std::fmt::Write as _;
    let mut text = String::new();
    let mut arc: u64 = 0;
    let mut begun = false;
    for &octet in content {
        if !begun && octet == 0x80 {
            return None;
        }
        begun = true;
        arc = arc.checked_mul(128)?.checked_add(u64::from(octet & 0x7f))?;
        if octet & 0x80 != 0 {
            continue;
        }
        if text.is_empty() {
            let first = (arc / 40).min(2);
            write!(text, "{first}.{}", arc.checked_sub(first.checked_mul(40)?)?).ok()?;
        } else {
            write!(text, ".{arc}").ok()?;
        }
        arc = 0;
        begun = false;
    }
    (!begun && !text.is_empty()).then_some(text)
}

/// Content bytes of a dotted identifier; `None` if it is none.
pub(super) fn encoded(dotted: &str) -> Option<Vec<u8>> {
    let mut arcs = dotted.split('.').map(|arc| arc.parse::<u64>().ok());
    let (first, second) = (arcs.next()??, arcs.next()??);
    if first > 2 || (first < 2 && second >= 40) {
        return None;
    }
    let mut content = Vec::new();
    push_arc(&mut content, first.checked_mul(40)?.checked_add(second)?);
    for arc in arcs {
        push_arc(&mut content, arc?);
    }
    Some(content)
}

fn push_arc(content: &mut Vec<u8>, arc: u64) {
    let bits = u64::BITS.saturating_sub(arc.leading_zeros());
    for group in (0..bits.div_ceil(7).max(1)).rev() {
        let low = u8::try_from(arc >> group.saturating_mul(7) & 0x7f).unwrap_or(0);
        content.push(if group == 0 { low } else { low | 0x80 });
    }
}

//! Values as PDF text (§7.3).

use super::{
    super::{
        crypt::Encryption,
        object::{Dictionary, ObjectId, Value},
    },
    entropy::Entropy,
};

/// What happens to strings on their way into the file (§7.6.2).
pub enum Strings<'e> {
    /// Outside an encrypted document, in a trailer, in a cross-reference stream.
    Clear,
    /// Within the indirect object `id` of an encrypted document.
    Encrypted {
        encryption: &'e Encryption,
        id: ObjectId,
        entropy: &'e mut Entropy,
    },
}

/// Appends `value` to `out`. Depth is bounded by the parser's limit or by who built the value.
pub fn write(value: &Value, strings: &mut Strings<'_>, out: &mut Vec<u8>) {
    match value {
        Value::Null => out.extend(b"null"),
        Value::Boolean(true) => out.extend(b"true"),
        Value::Boolean(false) => out.extend(b"false"),
        Value::Integer(number) => out.extend(number.to_string().bytes()),
        Value::Real(digits) => out.extend(&**digits),
        Value::String(bytes) => write_string(bytes, strings, out),
        Value::Name(bytes) => write_name(bytes, out),
        Value::Reference(id) => {
            out.extend(format!("{} {} R", id.number, id.generation).bytes());
        }
        Value::Array(items) => {
            out.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(b' ');
                }
                write(&item.value, strings, out);
            }
            out.push(b']');
        }
        Value::Dictionary(dictionary) => {
            out.extend(b"<<");
            write_entries(dictionary, strings, out);
            out.extend(b" >>");
        }
    }
}

/// Appends the entries of `dictionary`, each behind a space, without `<<` and `>>`.
pub fn write_entries(dictionary: &Dictionary, strings: &mut Strings<'_>, out: &mut Vec<u8>) {
    for entry in &dictionary.entries {
        out.push(b' ');
        write_name(&entry.key, out);
        out.push(b' ');
        write(&entry.value.value, strings, out);
    }
}

/// Appends a name; everything but regular printable characters becomes `#xx` (§7.3.5).
pub fn write_name(bytes: &[u8], out: &mut Vec<u8>) {
    out.push(b'/');
    for &byte in bytes {
        match byte {
            b'#' | b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%' => {
                out.push(b'#');
                write_hex(&[byte], out);
            }
            b'!'..=b'~' => out.push(byte),
            _ => {
                out.push(b'#');
                write_hex(&[byte], out);
            }
        }
    }
}

/// Appends a string: literal where it is printable and stays clear, else hexadecimal.
pub fn write_string(bytes: &[u8], strings: &mut Strings<'_>, out: &mut Vec<u8>) {
    match strings {
        Strings::Encrypted {
            encryption,
            id,
            entropy,
        } => {
            let sealed = encryption.encrypt_string(*id, bytes, entropy.block());
            write_hex_string(&sealed, out);
        }
        Strings::Clear if bytes.iter().all(|byte| matches!(byte, b' '..=b'~')) => {
            out.push(b'(');
            for &byte in bytes {
                if matches!(byte, b'(' | b')' | b'\\') {
                    out.push(b'\\');
                }
                out.push(byte);
            }
            out.push(b')');
        }
        Strings::Clear => write_hex_string(bytes, out),
    }
}

fn write_hex_string(bytes: &[u8], out: &mut Vec<u8>) {
    out.push(b'<');
    write_hex(bytes, out);
    out.push(b'>');
}

/// Appends upper-case hexadecimal digits.
pub fn write_hex(bytes: &[u8], out: &mut Vec<u8>) {
    let digit = |half: u8| match half {
        ..10 => b'0' + half,
        _ => b'A' + half - 10,
    };
    let start = out.len();
    out.resize(start.saturating_add(bytes.len().saturating_mul(2)), b'0');
    let (pairs, _) = out.get_mut(start..).unwrap_or_default().as_chunks_mut();
    for (pair, byte) in pairs.iter_mut().zip(bytes) {
        *pair = [digit(byte >> 4), digit(byte & 15)];
    }
}

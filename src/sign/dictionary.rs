//! The signature dictionary, but for `/ByteRange` and `/Contents` (§12.8.1, Table 255; EN 319
//! 142-1 6.3). All its values are direct.

use super::{Lock, SignOptions};
use crate::{
    Time,
    pdf::{
        ObjectId, Value,
        update::build::{array, dictionary, name, reference, text},
    },
    x509::Certificate,
};

/// The entries that say who, when, why and what is locked; those that one signature has like the
/// next come first, so that the next signer knows them again.
pub fn entries(
    options: &SignOptions,
    certificate: &Certificate,
    lock: Option<&Lock>,
    catalog: ObjectId,
) -> Value {
    let common_name = certificate.subject().common_name();
    let texts = [
        ("Name", options.name.as_deref().or(common_name)),
        ("Reason", options.reason.as_deref()),
        ("Location", options.location.as_deref()),
        ("ContactInfo", options.contact.as_deref()),
    ];
    let mut entries = vec![
        ("Type", name("Sig")),
        ("Filter", name("Adobe.PPKLite")),
        ("SubFilter", name(options.sub_filter.as_str())),
        (
            "Prop_Build",
            dictionary([("App", dictionary([("Name", name("kyso"))]))]),
        ),
    ];
    for (key, value) in texts {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            entries.push((key, text(value)));
        }
    }
    let references = references(options, lock, catalog);
    if !references.is_empty() {
        entries.push(("Reference", array(references)));
    }
    entries.push(("M", text(&date(options.time, options.offset_minutes))));
    dictionary(entries)
}

/// Signature references (Table 256). FieldMDP names the object that is compared, the catalog.
fn references(options: &SignOptions, lock: Option<&Lock>, catalog: ObjectId) -> Vec<Value> {
    let certification = options.certify.map(|level| {
        let parameters = dictionary([
            ("Type", name("TransformParams")),
            ("P", Value::Integer(level as i64)),
            ("V", name("1.2")),
        ]);
        signature_reference("DocMDP", parameters, None)
    });
    let lock = lock
        .map(|lock| signature_reference("FieldMDP", lock.write("TransformParams"), Some(catalog)));
    certification.into_iter().chain(lock).collect()
}

fn signature_reference(method: &str, parameters: Value, data: Option<ObjectId>) -> Value {
    let mut entries = vec![
        ("Type", name("SigRef")),
        ("TransformMethod", name(method)),
        ("TransformParams", parameters),
    ];
    entries.extend(data.map(|data| ("Data", reference(data))));
    dictionary(entries)
}

/// A date with its offset (§7.9.4): `D:20261124090304+07'00'`.
///
/// An offset of a day or more has no form there: the nearest that has one is taken, for the time
/// of day as for the sign behind it.
fn date(time: Time, offset_minutes: i16) -> String {
    const MOST: i16 = 23 * 60 + 59;
    let offset_minutes = offset_minutes.clamp(-MOST, MOST);
    let (year, month, day, hour, minute, second) = time.civil(offset_minutes);
    let sign = if offset_minutes < 0 { '-' } else { '+' };
    let offset = offset_minutes.unsigned_abs();
    format!(
        "D:{year:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}{sign}{:02}'{:02}'",
        offset / 60,
        offset % 60
    )
}

#[cfg(test)]
mod tests {
    use super::date;
    use crate::Time;

    #[test]
    fn a_date_is_civil_time_with_its_offset() {
        let time = Time::parse("2026-11-23T17:30:00Z").unwrap();
        assert_eq!(date(time, 420), "D:20261124003000+07'00'");
        assert_eq!(date(time, 0), "D:20261123173000+00'00'");
        assert_eq!(date(time, -210), "D:20261123140000-03'30'");
        assert_eq!(date(time, 2000), "D:20261124172900+23'59'");
        assert_eq!(date(time, i16::MIN), "D:20261122173100-23'59'");
    }
}

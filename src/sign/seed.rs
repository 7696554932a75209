//! What the author of a form asks of the signature in a field: `/SV` (§12.7.5.5, Table 237).

use super::{Certification, SignError, SignOptions, form::Node};
use crate::{
    crypto::DigestAlgorithm,
    pdf::{ReadError, Value, View, text_string, update::Located},
    text::{Kind, Phrase, Problem},
};

/// Bits of `/Ff`: which entries are demands and not wishes.
const FILTER: i64 = 1;
const SUB_FILTER: i64 = 1 << 1;
const VERSION: i64 = 1 << 2;
const REASONS: i64 = 1 << 3;
const LEGAL_ATTESTATION: i64 = 1 << 4;
const ADD_REVOCATION: i64 = 1 << 5;
const DIGEST_METHOD: i64 = 1 << 6;
const LOCK_DOCUMENT: i64 = 1 << 7;
const APPEARANCE_FILTER: i64 = 1 << 8;

/// `/V` of PDF 2.0, all of whose entries are known here.
const LATEST_VERSION: i64 = 3;

/// Refuses where the field demands what `options` do not meet; demands that are not understood
/// become a finding.
pub fn check(
    view: View<'_>,
    field: &Node,
    options: &SignOptions,
    digest: DigestAlgorithm,
    findings: &mut Vec<Problem>,
) -> Result<(), SignError> {
    let Some(seed) = field.place.entry(view, b"SV")? else {
        return Ok(());
    };
    let seed = Seed { view, seed, field };
    seed.check_version()?;
    seed.check_certification(options.certify)?;
    seed.check_name(FILTER, "Filter", &["Adobe.PPKLite"])?;
    seed.check_names(SUB_FILTER, "SubFilter", &[options.sub_filter.as_str()])?;
    seed.check_names(DIGEST_METHOD, "DigestMethod", digest_names(digest))?;
    seed.check_reason(options.reason.as_deref())?;
    seed.check_absent(ADD_REVOCATION, "AddRevInfo")?;
    seed.check_absent(LEGAL_ATTESTATION, "LegalAttestation")?;
    seed.check_absent(APPEARANCE_FILTER, "AppearanceFilter")?;
    seed.check_name(LOCK_DOCUMENT, "LockDocument", &["false", "auto"])?;
    if seed.demands_of(b"TimeStamp")? {
        return Err(seed.refuse(Phrase::new("dấu thời gian", "a time-stamp")));
    }
    if seed.demands_of(b"Cert")? {
        let detail = format!("{}: Cert", field.name);
        findings.push(Problem::new(Kind::SeedValueUnchecked, detail));
    }
    Ok(())
}

struct Seed<'a> {
    view: View<'a>,
    seed: Located,
    field: &'a Node,
}

impl Seed<'_> {
    fn flags(&self, place: &Located) -> Result<i64, ReadError> {
        let flags = place.entry(self.view, b"Ff")?;
        Ok(flags
            .and_then(|flags| flags.object().as_integer())
            .unwrap_or(0))
    }

    /// Whether the dictionary under `key` has demands of its own.
    fn demands_of(&self, key: &[u8]) -> Result<bool, ReadError> {
        match self.seed.entry(self.view, key)? {
            Some(place) => Ok(self.flags(&place)? != 0),
            None => Ok(false),
        }
    }

    /// `/MDP`: 0 asks for an approval signature, 1 to 3 for a certification of that level.
    fn check_certification(&self, chosen: Option<Certification>) -> Result<(), SignError> {
        let Some(place) = self.seed.entry(self.view, b"MDP")? else {
            return Ok(());
        };
        let level = place.entry(self.view, b"P")?;
        let level = level.and_then(|level| level.object().as_integer());
        let chosen = chosen.map_or(0, |chosen| chosen as i64);
        match level {
            Some(level) if (0..=3).contains(&level) && level != chosen => {
                Err(self.refuse(format!("MDP {level}")))
            }
            _ => Ok(()),
        }
    }

    /// `/V`: what is newer may ask for what is not known here.
    fn check_version(&self) -> Result<(), SignError> {
        let version = self.seed.entry(self.view, b"V")?;
        let version = version.and_then(|version| version.object().as_integer());
        let asked = version.filter(|version| *version > LATEST_VERSION);
        match asked {
            Some(version) if self.flags(&self.seed)? & VERSION != 0 => {
                Err(self.refuse(format!("V {version}")))
            }
            _ => Ok(()),
        }
    }

    /// Entries that are one name.
    fn check_name(&self, flag: i64, key: &str, chosen: &[&str]) -> Result<(), SignError> {
        let Some(value) = self.seed.entry(self.view, key.as_bytes())? else {
            return Ok(());
        };
        let wanted = value.object().as_name().map(text_string::decode);
        let wanted = wanted.unwrap_or_default();
        if self.flags(&self.seed)? & flag == 0 || chosen.contains(&wanted.as_str()) {
            return Ok(());
        }
        Err(self.refuse(format!("{key} {wanted}")))
    }

    /// Entries that list names to choose from.
    fn check_names(&self, flag: i64, key: &str, chosen: &[&str]) -> Result<(), SignError> {
        let Some(listed) = self.demanded(flag, key)? else {
            return Ok(());
        };
        if listed.iter().any(|name| chosen.contains(&name.as_str())) {
            return Ok(());
        }
        Err(self.refuse(format!("{key} {}", listed.join(", "))))
    }

    /// `/Reasons`: one of those listed; none at all where the list is a single full stop.
    fn check_reason(&self, reason: Option<&str>) -> Result<(), SignError> {
        let Some(listed) = self.demanded(REASONS, "Reasons")? else {
            return Ok(());
        };
        let forbidden = listed.is_empty() || listed.iter().all(|listed| listed == ".");
        let met = match reason {
            Some(reason) => !forbidden && listed.iter().any(|listed| listed == reason),
            None => forbidden,
        };
        if met {
            return Ok(());
        }
        Err(self.refuse(format!("Reasons {}", listed.join(", "))))
    }

    /// Entries that kyso cannot meet, but for a `false`, which asks for nothing.
    fn check_absent(&self, flag: i64, key: &str) -> Result<(), SignError> {
        let value = self.seed.entry(self.view, key.as_bytes())?;
        let asked = value.is_some_and(|value| value.object().value != Value::Boolean(false));
        if asked && self.flags(&self.seed)? & flag != 0 {
            return Err(self.refuse(key));
        }
        Ok(())
    }

    /// The names or strings under `key`, where `/Ff` makes them a demand.
    fn demanded(&self, flag: i64, key: &str) -> Result<Option<Vec<String>>, ReadError> {
        if self.flags(&self.seed)? & flag == 0 {
            return Ok(None);
        }
        let Some(list) = self.seed.entry(self.view, key.as_bytes())? else {
            return Ok(None);
        };
        let mut texts = Vec::new();
        for item in list.items().unwrap_or_default() {
            let item = list.part(self.view, item)?;
            let bytes = item
                .as_ref()
                .and_then(|item| item.object().as_name().or(item.object().as_string()));
            texts.extend(bytes.map(text_string::decode));
        }
        Ok(Some(texts))
    }

    fn refuse(&self, demand: impl Into<Phrase>) -> SignError {
        SignError::SeedValue {
            field: self.field.name.clone(),
            demand: demand.into(),
        }
    }
}

fn digest_names(digest: DigestAlgorithm) -> &'static [&'static str] {
    match digest {
        DigestAlgorithm::Sha256 => &["SHA256"],
        DigestAlgorithm::Sha384 => &["SHA384"],
        DigestAlgorithm::Sha512 => &["SHA512"],
        _ => &[],
    }
}

//! Whom a certificate is about.

use rcgen::{DistinguishedName, DnType, DnValue};

use super::PkiError;
use crate::text::Term;

/// Whom a certificate is about. Text goes in as UTF-8, composed (NFC).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Subject {
    /// CN: a person's full name, or an office's.
    pub common_name: String,
    /// T: the person's office, «Giám đốc».
    pub title: Option<String>,
    /// O: the agency.
    pub organization: Option<String>,
    /// OU: the unit within it.
    pub unit: Option<String>,
    /// L.
    pub locality: Option<String>,
    /// ST.
    pub province: Option<String>,
    /// C: two letters.
    pub country: Option<String>,
    /// UID: in Vietnam often `CCCD:` or `MST:` and a number.
    pub user_id: Option<String>,
}

impl Subject {
    /// A subject with this common name alone.
    pub fn new(common_name: impl Into<String>) -> Self {
        Self {
            common_name: common_name.into(),
            ..Self::default()
        }
    }

    /// With this office.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// With this agency.
    #[must_use]
    pub fn organization(mut self, organization: impl Into<String>) -> Self {
        self.organization = Some(organization.into());
        self
    }

    /// With this unit.
    #[must_use]
    pub fn unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = Some(unit.into());
        self
    }

    /// In this locality.
    #[must_use]
    pub fn locality(mut self, locality: impl Into<String>) -> Self {
        self.locality = Some(locality.into());
        self
    }

    /// In this province.
    #[must_use]
    pub fn province(mut self, province: impl Into<String>) -> Self {
        self.province = Some(province.into());
        self
    }

    /// In this country, by its two letters (ISO 3166).
    #[must_use]
    pub fn country(mut self, country: impl Into<String>) -> Self {
        self.country = Some(country.into());
        self
    }

    /// With this identity card's or tax number.
    #[must_use]
    pub fn user_id(mut self, user_id: impl Into<String>) -> Self {
        self.user_id = Some(user_id.into());
        self
    }

    /// The name, the country first and the most specific last.
    pub(super) fn distinguished_name(&self) -> Result<DistinguishedName, PkiError> {
        if self.common_name.trim().is_empty() {
            return Err(PkiError::Subject {
                what: Term::COMMON_NAME_IS_EMPTY,
            });
        }
        let mut name = DistinguishedName::new();
        if let Some(country) = &self.country {
            name.push(DnType::CountryName, country_value(country)?);
        }
        let fields = [
            (DnType::StateOrProvinceName, &self.province),
            (DnType::LocalityName, &self.locality),
            (DnType::OrganizationName, &self.organization),
            (DnType::OrganizationalUnitName, &self.unit),
            (DnType::CustomDnType(vec![2, 5, 4, 12]), &self.title),
        ];
        for (kind, value) in fields {
            if let Some(value) = value {
                name.push(kind, utf8(value)?);
            }
        }
        name.push(DnType::CommonName, utf8(&self.common_name)?);
        if let Some(user_id) = &self.user_id {
            let kind = DnType::CustomDnType(vec![0, 9, 2342, 19_200_300, 100, 1, 1]);
            name.push(kind, utf8(user_id)?);
        }
        Ok(name)
    }
}

/// RFC 5280 appendix A: a PrintableString of two letters.
fn country_value(country: &str) -> Result<DnValue, PkiError> {
    const WRONG: PkiError = PkiError::Subject {
        what: Term::COUNTRY_IS_TWO_LETTERS,
    };
    if country.len() != 2 || !country.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Err(WRONG);
    }
    let printable = country.to_ascii_uppercase().as_str().try_into();
    printable.map(DnValue::PrintableString).map_err(|_| WRONG)
}

fn utf8(text: &str) -> Result<DnValue, PkiError> {
    use unicode_normalization::UnicodeNormalization;
    // RFC 5280 appendix A: ub-name and its relatives are at most 64 characters for most fields,
    // which Vietnamese offices outgrow; the bound here only keeps nonsense out.
    const MOST_CHARACTERS: usize = 256;
    let composed: String = text.trim().nfc().collect();
    let is_long = composed.chars().count() > MOST_CHARACTERS;
    if composed.is_empty() || is_long || composed.chars().any(char::is_control) {
        return Err(PkiError::Subject {
            what: Term::FIELD_NOT_POSSIBLE,
        });
    }
    Ok(DnValue::Utf8String(composed))
}

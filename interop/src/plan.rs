//! One line of the plan, and the options that it means.

use kyso::{
    SignatureScheme, Time,
    sign::{Certification, FieldChoice, Lock, SignOptions},
};

/// 2026-11-24T03:02:03Z, whatever the day of the run: the keys of `testdata/keys` are valid then.
const SIGNING_TIME: i64 = 1_795_489_323;

/// What to sign, with whose key, how.
#[derive(Default)]
pub struct Line {
    pub input: String,
    pub output: String,
    pub identity: String,
    scheme: String,
    field: String,
    certify: String,
    lock: Vec<String>,
    password: Option<String>,
    repair: bool,
}

impl Line {
    /// Reads the columns; an unknown one is an error.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut line = Self::default();
        for column in text.split('\t') {
            let (key, value) = column
                .split_once('=')
                .ok_or_else(|| format!("no column: {column}"))?;
            let value = value.to_owned();
            match key {
                "input" => line.input = value,
                "output" => line.output = value,
                "identity" => line.identity = value,
                "scheme" => line.scheme = value,
                "field" => line.field = value,
                "certify" => line.certify = value,
                "lock" => line.lock = value.split(',').map(str::to_owned).collect(),
                "password" => line.password = Some(value),
                "repair" => line.repair = value == "yes",
                _ => return Err(format!("unknown column: {key}")),
            }
        }
        Ok(line)
    }

    /// The document's password.
    pub fn password(&self) -> Option<&str> {
        self.password.as_deref()
    }

    /// The options of the signature.
    pub fn options(&self) -> Result<SignOptions, String> {
        let time = Time::from_unix(SIGNING_TIME).ok_or("no time")?;
        let mut options = SignOptions::at(time);
        options.scheme = Some(scheme(&self.scheme)?);
        options.field = field(&self.field)?;
        options.certify = certification(&self.certify)?;
        if !self.lock.is_empty() {
            options.lock = Some(Lock::Include(self.lock.clone()));
        }
        options.password = self.password.as_deref().map(Into::into);
        options.allow.repair = self.repair;
        options.reason = Some("Phê duyệt, kiểm thử liên thông".to_owned());
        options.location = Some("Vĩnh Hà".to_owned());
        Ok(options)
    }
}

fn scheme(name: &str) -> Result<SignatureScheme, String> {
    Ok(match name {
        "rsa-pkcs1-sha256" => SignatureScheme::RsaPkcs1Sha256,
        "rsa-pkcs1-sha384" => SignatureScheme::RsaPkcs1Sha384,
        "rsa-pkcs1-sha512" => SignatureScheme::RsaPkcs1Sha512,
        "rsa-pss-sha256" => SignatureScheme::RsaPssSha256,
        "rsa-pss-sha384" => SignatureScheme::RsaPssSha384,
        "rsa-pss-sha512" => SignatureScheme::RsaPssSha512,
        "ecdsa-p256-sha256" => SignatureScheme::EcdsaP256Sha256,
        "ecdsa-p384-sha384" => SignatureScheme::EcdsaP384Sha384,
        "ed25519" => SignatureScheme::Ed25519,
        other => return Err(format!("unknown scheme: {other}")),
    })
}

fn field(text: &str) -> Result<FieldChoice, String> {
    match text.split_once(':') {
        None if text == "new" => Ok(FieldChoice::New),
        Some(("named", name)) => Ok(FieldChoice::Named(name.to_owned())),
        Some(("existing", name)) => Ok(FieldChoice::Existing(Some(name.to_owned()))),
        _ => Err(format!("unknown field: {text}")),
    }
}

fn certification(text: &str) -> Result<Option<Certification>, String> {
    Ok(match text {
        "" => None,
        "1" => Some(Certification::NoChanges),
        "2" => Some(Certification::FormFilling),
        "3" => Some(Certification::Annotations),
        other => return Err(format!("unknown certification: {other}")),
    })
}

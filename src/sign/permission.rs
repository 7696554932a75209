//! What the signatures that are there allow (§12.8.2.2, §12.8.2.4; §12.7.5.5, Table 236).

use super::{
    Certification, Lock, SignError,
    form::{Form, Node},
    part::Part,
    target::Target,
};
use crate::pdf::{ReadError, View, update::Located};

/// Refuses where an earlier signature forbids this one, or would forbid a certification.
pub fn check(
    view: View<'_>,
    form: &Form,
    target: &Target<'_>,
    certify: Option<Certification>,
) -> Result<(), SignError> {
    let certified = certification(view, form)?;
    if certify.is_some() {
        let first = form.signatures().next().map(|(node, _)| node.name.clone());
        if let Some(field) = first.or(certified.is_some().then(String::new)) {
            return Err(SignError::CertificationNotFirst { field });
        }
    }
    for (node, signature) in form.signatures() {
        Rules::of_signature(view, signature)?.check(target, &node.name)?;
        Rules::of_field(view, node)?.check(target, &node.name)?;
    }
    // One that no field holds any more.
    match &certified {
        Some(signature) => Rules::of_signature(view, signature)?.check(target, ""),
        None => Ok(()),
    }
}

/// The signature that `/Perms /DocMDP` of the catalog names.
fn certification(view: View<'_>, form: &Form) -> Result<Option<Part>, ReadError> {
    let Some(permissions) = form.catalog.entry(view, b"Perms")? else {
        return Ok(None);
    };
    Ok(permissions.entry(view, b"DocMDP")?.map(Part::Read))
}

/// What one signature says of later changes.
#[derive(Default)]
struct Rules {
    /// Whether `P` 1 stands: no further signature.
    closed: bool,
    locks: Vec<Lock>,
}

impl Rules {
    /// DocMDP and FieldMDP in `/Reference`. Acrobat writes the lock's `/P` into FieldMDP's
    /// parameters.
    fn of_signature(view: View<'_>, signature: &Part) -> Result<Self, ReadError> {
        let mut rules = Self::default();
        let Some(references) = signature.entry(view, b"Reference")? else {
            return Ok(rules);
        };
        for item in references.items().unwrap_or_default() {
            let Some(reference) = references.part(view, item)? else {
                continue;
            };
            let method = reference.entry(view, b"TransformMethod")?;
            let parameters = reference.entry(view, b"TransformParams")?;
            let (Some(method), Some(parameters)) = (method, parameters) else {
                continue;
            };
            match method.object().as_name() {
                Some(b"DocMDP") => rules.read_level(view, &parameters)?,
                Some(b"FieldMDP") => {
                    rules.read_level(view, &parameters)?;
                    rules.locks.extend(Lock::read(view, &parameters)?);
                }
                _ => {}
            }
        }
        Ok(rules)
    }

    /// `/Lock` of the signed field.
    fn of_field(view: View<'_>, node: &Node) -> Result<Self, ReadError> {
        let mut rules = Self::default();
        if let Some(lock) = node.place.entry(view, b"Lock")? {
            rules.read_level(view, &lock)?;
            rules.locks.extend(Lock::read(view, &lock)?);
        }
        Ok(rules)
    }

    fn read_level(&mut self, view: View<'_>, place: &Located) -> Result<(), ReadError> {
        let level = place.entry(view, b"P")?;
        self.closed |= level.and_then(|level| level.object().as_integer()) == Some(1);
        Ok(())
    }

    /// A field that is made is in no lock but one that names it: whether an empty field may be
    /// added is `P`'s to say, and `P` 2 and 3 allow signing.
    fn check(&self, target: &Target<'_>, by: &str) -> Result<(), SignError> {
        if self.closed {
            return Err(SignError::CertificationForbidsSigning {
                field: by.to_owned(),
            });
        }
        let locked = self.locks.iter().any(|lock| match (target, lock) {
            (Target::Fill(node), lock) => lock.locks(&node.name),
            (Target::Make { name, .. }, Lock::Include(_)) => lock.locks(name),
            (Target::Make { .. }, _) => false,
        });
        if locked {
            return Err(SignError::FieldLocked {
                field: target.name().to_owned(),
                by: by.to_owned(),
            });
        }
        Ok(())
    }
}

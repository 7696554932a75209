//! Which field is signed (§12.7.4.2, §12.7.5.5).

use super::{
    FieldChoice, SignError,
    form::{Form, Node},
};

/// The field that will hold the signature.
pub enum Target<'f> {
    /// An empty signature field.
    Fill(&'f Node),
    /// A field that is made.
    Make {
        /// Fully qualified.
        name: String,
        /// `/T`
        partial: String,
        /// The group that it joins.
        parent: Option<&'f Node>,
    },
}

impl<'f> Target<'f> {
    /// Finds, or names, the field.
    pub fn choose(form: &'f Form, choice: &FieldChoice) -> Result<Self, SignError> {
        match choice {
            FieldChoice::New => Ok(Self::make(free_name(form), None)),
            FieldChoice::Named(name) => match form.named(name) {
                Some(node) => fill(node),
                None => named(form, name),
            },
            FieldChoice::Existing(Some(name)) => match form.named(name) {
                Some(node) => fill(node),
                None => Err(SignError::FieldNotFound {
                    field: name.clone(),
                }),
            },
            FieldChoice::Existing(None) => only_empty(form),
        }
    }

    /// The fully qualified name.
    pub fn name(&self) -> &str {
        match self {
            Self::Fill(node) => &node.name,
            Self::Make { name, .. } => name,
        }
    }

    fn make(name: String, parent: Option<&'f Node>) -> Self {
        let partial = match parent {
            Some(_) => name.rsplit('.').next().unwrap_or_default().to_owned(),
            None => name.clone(),
        };
        Self::Make {
            name,
            partial,
            parent,
        }
    }
}

fn fill(node: &Node) -> Result<Target<'_>, SignError> {
    let field = node.name.clone();
    if !node.terminal {
        return Err(SignError::FieldNameTaken { field });
    }
    if !node.is_signature_field() {
        return Err(SignError::NotASignatureField { field });
    }
    if node.signature().is_some() {
        return Err(SignError::FieldAlreadySigned { field });
    }
    Ok(Target::Fill(node))
}

/// A new field of a given name. A full stop divides the names of a group and of a field in it: the
/// group must be there.
fn named<'f>(form: &'f Form, name: &str) -> Result<Target<'f>, SignError> {
    let invalid = || SignError::InvalidFieldName {
        field: name.to_owned(),
    };
    if name.split('.').any(str::is_empty) {
        return Err(invalid());
    }
    let Some((group, _)) = name.rsplit_once('.') else {
        return Ok(Target::make(name.to_owned(), None));
    };
    let group = form.named(group).ok_or_else(invalid)?;
    if group.terminal || !group.place.is_whole() {
        return Err(invalid());
    }
    Ok(Target::make(name.to_owned(), Some(group)))
}

fn only_empty(form: &Form) -> Result<Target<'_>, SignError> {
    let empty = |node: &&Node| node.is_signature_field() && node.signature().is_none();
    let mut empty = form.nodes.iter().filter(empty);
    match (empty.next(), empty.next()) {
        (None, _) => Err(SignError::NoEmptyField),
        (Some(node), None) => Ok(Target::Fill(node)),
        (Some(first), Some(second)) => Err(SignError::SeveralEmptyFields {
            fields: [first, second]
                .into_iter()
                .chain(empty)
                .map(|node| node.name.clone())
                .collect(),
        }),
    }
}

/// `Signature1`, or the one with the first number that no field has.
fn free_name(form: &Form) -> String {
    let numbers = form.nodes.iter().filter_map(|node| number_of(&node.name));
    let mut taken: Vec<u64> = numbers.collect();
    taken.sort_unstable();
    let free = taken.into_iter().fold(1, |free, number| {
        if number == free {
            free.saturating_add(1)
        } else {
            free
        }
    });
    format!("{GENERIC}{free}")
}

const GENERIC: &str = "Signature";

/// The number in a name that `free_name` could have given.
fn number_of(name: &str) -> Option<u64> {
    let digits = name.strip_prefix(GENERIC)?;
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    digits.parse().ok().filter(|_| plain)
}

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

/// `Signature1`, or the first number behind the signature fields that no field has.
fn free_name(form: &Form) -> String {
    let taken: std::collections::HashSet<&str> =
        form.nodes.iter().map(|node| node.name.as_str()).collect();
    let mut number: u64 = 1;
    loop {
        let name = format!("Signature{number}");
        if !taken.contains(name.as_str()) {
            return name;
        }
        number += 1;
    }
}

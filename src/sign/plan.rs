//! Every check that comes before the first byte is written, and what they decided.

use super::{
    FieldChoice, Lock, SignError, SignOptions, certificate,
    form::{Form, Node},
    permission, seed,
    target::Target,
    widget::{is_visible, rectangle},
};
use crate::{
    Limit, SignatureScheme,
    identity::Signer,
    pdf::{Document, ReadError, Value, View, crypt::Encryption},
    text::{Kind, Problem, Term},
};

/// What will be signed, and how: all checks have passed.
pub struct Plan<'f> {
    pub form: &'f Form,
    pub options: &'f SignOptions,
    pub target: Target<'f>,
    pub scheme: SignatureScheme,
    /// What was overridden, and what else is worth telling.
    pub findings: Vec<Problem>,
    /// `/Lock` that the chosen field has already: its author's will, so it is honoured.
    field_lock: Option<Lock>,
}

impl<'f> Plan<'f> {
    /// Checks document, field and signer.
    pub fn of(
        document: &Document<'_>,
        form: &'f Form,
        signer: &dyn Signer,
        options: &'f SignOptions,
    ) -> Result<Self, SignError> {
        let view = document.latest();
        let mut findings = Vec::new();
        check_document(document, form, options, &mut findings)?;
        let target = Target::choose(form, &options.field)?;
        permission::check(view, form, &target, options.certify)?;
        let scheme = certificate::check(
            signer,
            options.scheme,
            options.time,
            options.allow,
            &mut findings,
        )?;
        if let Target::Fill(node) = &target {
            seed::check(view, node, options, scheme.digest(), &mut findings)?;
            tell_of_blank(view, node, &mut findings)?;
        }
        if let Some(lock) = &options.lock {
            lock.check(form, target.name())?;
        }
        Ok(Self {
            field_lock: field_lock(view, &target, options)?,
            form,
            options,
            target,
            scheme,
            findings,
        })
    }

    /// The lock that the signature carries.
    pub fn lock(&self) -> Option<&Lock> {
        self.field_lock.as_ref().or(self.options.lock.as_ref())
    }

    /// The lock that the field does not have yet.
    pub fn new_lock(&self) -> Option<&Lock> {
        match self.field_lock {
            Some(_) => None,
            None => self.options.lock.as_ref(),
        }
    }
}

/// What the document as a whole forbids.
fn check_document(
    document: &Document<'_>,
    form: &Form,
    options: &SignOptions,
    findings: &mut Vec<Problem>,
) -> Result<(), SignError> {
    if let Some(reason) = document.repaired() {
        let reason = reason.clone();
        overridable(
            SignError::RepairNeeded { reason },
            options.allow.repair,
            findings,
        )?;
    }
    if document.latest().trailer().get(b"AuthCode").is_some() {
        // The code would have to be made anew, over the signed file; without it a reader that
        // knows it calls the document forged.
        return Err(SignError::UnsupportedStructure {
            what: Term::FILE_HAS_A_MAC,
            object: None,
        });
    }
    if let Some(encryption) = document.encryption()
        && !permits(encryption, form, &options.field)
    {
        let permissions = encryption.permissions();
        let allowed = encryption.is_owner() || options.allow.permissions;
        overridable(
            SignError::PermissionsForbidSigning { permissions },
            allowed,
            findings,
        )?;
    }
    // One more, and nobody with these limits would verify the document.
    let most = usize::try_from(options.limits.signatures).unwrap_or(usize::MAX);
    if form.signatures().nth(most.saturating_sub(1)).is_some() || most == 0 {
        return Err(ReadError::from(options.limits.exceeded(Limit::Signatures)).into());
    }
    if let Some(xfa) = xfa(document.latest(), form)? {
        let allowed = options.allow.xfa || xfa == Xfa::Static;
        overridable(SignError::XfaForm, allowed, findings)?;
    }
    Ok(())
}

/// Table 22: whoever may fill in fields may sign one that is there; making one takes more.
fn permits(encryption: &Encryption, form: &Form, choice: &FieldChoice) -> bool {
    let is_there = match choice {
        FieldChoice::New => false,
        FieldChoice::Named(name) => form.named(name).is_some(),
        FieldChoice::Existing(_) => true,
    };
    match is_there {
        true => encryption.may_sign(),
        false => encryption.may_add_fields(),
    }
}

/// A refusal, or where a person overrides it a finding of the same kind.
fn overridable(
    refusal: SignError,
    allowed: bool,
    findings: &mut Vec<Problem>,
) -> Result<(), SignError> {
    if !allowed {
        return Err(refusal);
    }
    findings.push(Problem::from(&refusal));
    Ok(())
}

/// A field that is seen on the page stays blank.
fn tell_of_blank(
    view: View<'_>,
    node: &Node,
    findings: &mut Vec<Problem>,
) -> Result<(), ReadError> {
    for widget in node.widgets() {
        if is_visible(rectangle(view, &widget.read(view)?)) {
            let kind = Kind::VisibleFieldLeftBlank;
            findings.push(Problem::new(kind, node.name.as_str()));
            break;
        }
    }
    Ok(())
}

/// A form in XFA (§12.7.8, deprecated).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Xfa {
    /// Its fields stand in the document too, which shows and keeps them without XFA.
    Static,
    /// The pages are made anew from XFA when the document is opened, and a signature with them.
    Dynamic,
}

fn xfa(view: View<'_>, form: &Form) -> Result<Option<Xfa>, ReadError> {
    let resource = match &form.dictionary {
        Some(form) => form.entry(view, b"XFA")?,
        None => None,
    };
    if resource.is_none() {
        return Ok(None);
    }
    let rendering = form.catalog.entry(view, b"NeedsRendering")?;
    let rendered = rendering.is_some_and(|flag| flag.object().value == Value::Boolean(true));
    let dynamic = rendered || form.nodes.is_empty();
    Ok(Some(if dynamic { Xfa::Dynamic } else { Xfa::Static }))
}

fn field_lock(
    view: View<'_>,
    target: &Target<'_>,
    options: &SignOptions,
) -> Result<Option<Lock>, SignError> {
    let Target::Fill(node) = target else {
        return Ok(None);
    };
    let Some(place) = node.place.entry(view, b"Lock")? else {
        return Ok(None);
    };
    let Some(lock) = Lock::read(view, &place)? else {
        return Err(SignError::UnsupportedStructure {
            what: Term::FIELD_HAS_A_LOCK_WITHOUT_AN_ACTION,
            object: Some(place.holder.id),
        });
    };
    if options.lock.as_ref().is_some_and(|wanted| *wanted != lock) {
        return Err(SignError::SeedValue {
            field: node.name.clone(),
            demand: "Lock".into(),
        });
    }
    Ok(Some(lock))
}

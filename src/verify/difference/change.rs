//! One difference between two neighbouring revisions, as far as a rule understands it.

use crate::pdf::ObjectId;

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::verify) struct Change {
    pub(in crate::verify) kind: Kind,
    /// From the trailer on: `/Root/Pages/Kids[0]/Annots`.
    pub(in crate::verify) path: String,
    /// The indirect object in which it was met.
    pub(in crate::verify) object: Option<ObjectId>,
}

/// What kind of difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::verify) enum Kind {
    /// `/DSS`: certificates and revocation data.
    Evidence,
    /// A document time-stamp, with what its field needs.
    Timestamp { field: String },
    /// Metadata, file identifiers, versions, `/AcroForm` entries that show nothing by themselves.
    Housekeeping,
    /// A signature in the field; `existing`: the field was there before.
    Signing {
        field: String,
        existing: bool,
        visible: bool,
    },
    /// A new value, with its appearance.
    FormFilling { field: String },
    /// Another appearance for the same value.
    Appearance { field: String },
    /// An appearance of which it cannot be told whether it shows the new value. `excused`: the
    /// document itself, as it was signed, lets it differ.
    AppearanceUnread { field: String, excused: bool },
    /// A signature field without a signature.
    EmptySignatureField { field: String, visible: bool },
    /// A field was added, removed or built anew.
    Field { field: String },
    /// A signature was taken out or replaced.
    SignatureReplaced { field: String },
    /// An annotation that is no field was added, changed or removed.
    Annotation,
    /// What a page shows.
    Content,
    /// Bytes of the update that its cross-reference does not name.
    Unaccounted,
    /// No rule knows it.
    Unknown,
}

//! Developer extensions in the catalog (§7.12): Ed25519 is ISO/TS 32002's; PAdES is ESIC's before
//! PDF 2.0.

use super::{SignError, SubFilter, plan::Plan};
use crate::{
    SignatureScheme,
    pdf::{
        Value,
        update::{
            Located, Update,
            build::{array, dictionary, name, text},
        },
    },
};

/// Level of ISO/TS 32002.
const EDDSA_LEVEL: i64 = 32_002;

/// Declares what the signature uses and the catalog does not declare yet.
pub fn declare(update: &mut Update<'_>, plan: &Plan<'_>) -> Result<(), SignError> {
    let view = update.view();
    let catalog = &plan.form.catalog;
    let declared = catalog
        .entry(view, b"Extensions")?
        .filter(|extensions| extensions.dictionary().is_some());
    let mut wanted = Vec::new();
    if wants_esic(update, plan) && of(update, declared.as_ref(), "ESIC")?.is_none() {
        wanted.push(("ESIC", extension("1.7", 1, [])));
    }
    if plan.scheme == SignatureScheme::Ed25519 {
        let url = "https://www.iso.org/standard/45875.html";
        let more = [("ExtensionRevision", text(":2022")), ("URL", text(url))];
        let eddsa = extension("2.0", EDDSA_LEVEL, more);
        match of(update, declared.as_ref(), "ISO_")? {
            Some(present) => return join(update, declared.as_ref(), &present, eddsa),
            None => wanted.push(("ISO_", eddsa)),
        }
    }
    match declared {
        _ if wanted.is_empty() => {}
        None => update.set(catalog, "Extensions", &dictionary(wanted))?,
        Some(declared) => {
            for (prefix, value) in wanted {
                update.set(&declared, prefix, &value)?;
            }
        }
    }
    Ok(())
}

/// Recommended only (EN 319 142-1 does not demand it), so it is left out where an older signature
/// watches the catalog.
fn wants_esic(update: &Update<'_>, plan: &Plan<'_>) -> bool {
    update.view().document().version() < (2, 0)
        && plan.options.sub_filter == SubFilter::EtsiCadesDetached
        && plan.form.signatures().next().is_none()
}

fn of(
    update: &Update<'_>,
    declared: Option<&Located>,
    prefix: &str,
) -> Result<Option<Located>, SignError> {
    Ok(match declared {
        Some(declared) => declared.entry(update.view(), prefix.as_bytes())?,
        None => None,
    })
}

/// Adds an extension beside those that the prefix has (PDF 2.0 allows an array).
fn join(
    update: &mut Update<'_>,
    declared: Option<&Located>,
    present: &Located,
    extension: Value,
) -> Result<(), SignError> {
    let view = update.view();
    let is_eddsa = |place: &Located| {
        let level = place.entry(view, b"ExtensionLevel");
        level.map(|level| level.and_then(|level| level.object().as_integer()) == Some(EDDSA_LEVEL))
    };
    let Some(items) = present.items() else {
        if !is_eddsa(present)?
            && let Some(declared) = declared
        {
            let both = array([present.object().value.clone(), extension]);
            update.set(declared, "ISO_", &both)?;
        }
        return Ok(());
    };
    for item in items {
        if let Some(item) = present.part(view, item)?
            && is_eddsa(&item)?
        {
            return Ok(());
        }
    }
    update.append(present, &extension)?;
    Ok(())
}

fn extension<const N: usize>(base: &str, level: i64, more: [(&'static str, Value); N]) -> Value {
    let entries = [
        ("Type", name("DeveloperExtensions")),
        ("BaseVersion", name(base)),
        ("ExtensionLevel", Value::Integer(level)),
    ];
    dictionary(entries.into_iter().chain(more))
}

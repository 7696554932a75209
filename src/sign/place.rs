//! What the update holds: the signature, its field and widget, and what must point to them
//! (§12.7.3, §12.7.5.5, §12.5.6.19).

use super::{
    SignError, extensions,
    form::{Form, Node},
    pages,
    plan::Plan,
    target::Target,
    widget::{is_visible, rectangle},
};
use crate::pdf::{
    ObjectId, Value,
    update::{
        Located, Update,
        build::{array, dictionary, name, reference, text},
    },
};

/// `SignaturesExist` and `AppendOnly` (Table 225).
const SIGNATURE_FLAGS: i64 = 3;
/// A widget that is printed and that no viewer moves (Table 167: bits 3 and 8).
const PRINT_LOCKED: i64 = 132;

/// Adds everything but the signature's own dictionary to `update`; `signature` is its number.
pub fn place(
    update: &mut Update<'_>,
    plan: &Plan<'_>,
    signature: ObjectId,
) -> Result<(), SignError> {
    match &plan.target {
        Target::Fill(node) => fill(update, node, plan, signature)?,
        Target::Make {
            partial, parent, ..
        } => make(update, plan, (partial, *parent), signature)?,
    }
    flag_form(update, plan.form)?;
    if plan.options.certify.is_some() {
        set_in(
            update,
            &plan.form.catalog,
            "Perms",
            "DocMDP",
            reference(signature),
        )?;
    }
    extensions::declare(update, plan)
}

/// Signs a field that is there: its value, the lock that was asked for, blank appearances.
fn fill(
    update: &mut Update<'_>,
    node: &Node,
    plan: &Plan<'_>,
    signature: ObjectId,
) -> Result<(), SignError> {
    let field = node.place.read(update.view())?;
    update.set(&field, "V", &reference(signature))?;
    if let Some(lock) = plan.new_lock() {
        let id = update.reserve()?;
        update.add(id, &lock.write("SigFieldLock"));
        update.set(&field, "Lock", &reference(id))?;
    }
    for widget in node.widgets() {
        let widget = widget.read(update.view())?;
        let rectangle = rectangle(update.view(), &widget);
        if is_visible(rectangle) {
            let appearance = appearance(update, rectangle)?;
            update.set(&widget, "AP", &appearance)?;
        }
    }
    Ok(())
}

/// A new field, merged with its widget, invisible on the first page.
fn make(
    update: &mut Update<'_>,
    plan: &Plan<'_>,
    (partial, parent): (&str, Option<&Node>),
    signature: ObjectId,
) -> Result<(), SignError> {
    let page = pages::first(update.view(), &plan.form.catalog)?;
    update.keep(&page);
    let field = update.reserve()?;
    let appearance = appearance(update, [0.0; 4])?;
    let mut entries = vec![
        ("Type", name("Annot")),
        ("Subtype", name("Widget")),
        ("FT", name("Sig")),
        ("Rect", array([0; 4].map(Value::Integer))),
        ("F", Value::Integer(PRINT_LOCKED)),
        ("P", reference(page.holder.id)),
        ("T", text(partial)),
        ("V", reference(signature)),
        ("AP", appearance),
    ];
    if let Some(parent) = parent {
        entries.push(("Parent", reference(parent.place.holder())));
    }
    if let Some(lock) = plan.new_lock() {
        let id = update.reserve()?;
        update.add(id, &lock.write("SigFieldLock"));
        entries.push(("Lock", reference(id)));
    }
    update.add(field, &dictionary(entries));
    push_in(update, &page, "Annots", field)?;
    match (parent, &plan.form.dictionary) {
        (Some(parent), _) => {
            let parent = parent.place.read(update.view())?;
            push_in(update, &parent, "Kids", field)?;
        }
        (None, Some(form)) => push_in(update, form, "Fields", field)?,
        (None, None) => {
            let form = update.reserve()?;
            let entries = [
                ("Fields", array([reference(field)])),
                ("SigFlags", Value::Integer(SIGNATURE_FLAGS)),
            ];
            update.add(form, &dictionary(entries));
            update.set(&plan.form.catalog, "AcroForm", &reference(form))?;
        }
    }
    Ok(())
}

/// Appends a reference to the array under `key`, wherever that stands, or makes the array.
fn push_in(
    update: &mut Update<'_>,
    place: &Located,
    key: &str,
    item: ObjectId,
) -> Result<(), SignError> {
    match place.entry(update.view(), key.as_bytes())? {
        Some(list) if list.items().is_some() => update.append(&list, &reference(item))?,
        _ => update.set(place, key, &array([reference(item)]))?,
    }
    Ok(())
}

/// Sets an entry of the dictionary under `key`, wherever that stands, or makes the dictionary.
fn set_in(
    update: &mut Update<'_>,
    place: &Located,
    key: &str,
    entry: &str,
    value: Value,
) -> Result<(), SignError> {
    match place.entry(update.view(), key.as_bytes())? {
        Some(within) if within.dictionary().is_some() => update.set(&within, entry, &value)?,
        _ => update.set(place, key, &dictionary([(entry, value)]))?,
    }
    Ok(())
}

/// Says in an existing form that signatures exist; its other flags stay.
fn flag_form(update: &mut Update<'_>, form: &Form) -> Result<(), SignError> {
    let Some(form) = &form.dictionary else {
        return Ok(());
    };
    let flags = form.entry(update.view(), b"SigFlags")?;
    let flags = flags
        .and_then(|flags| flags.object().as_integer())
        .unwrap_or(0);
    if flags & SIGNATURE_FLAGS != SIGNATURE_FLAGS {
        update.set(form, "SigFlags", &Value::Integer(flags | SIGNATURE_FLAGS))?;
    }
    Ok(())
}

/// An appearance that shows nothing.
fn appearance(update: &mut Update<'_>, rectangle: [f64; 4]) -> Result<Value, SignError> {
    let id = update.reserve()?;
    let [x0, y0, x1, y1] = rectangle;
    let length =
        |from: f64, to: f64| Value::Real(format!("{:.3}", (to - from).abs()).into_bytes().into());
    let size = if x0 == x1 && y0 == y1 {
        [Value::Integer(0), Value::Integer(0)]
    } else {
        [length(x0, x1), length(y0, y1)]
    };
    let corners = [Value::Integer(0), Value::Integer(0)]
        .into_iter()
        .chain(size);
    let form = dictionary([
        ("Type", name("XObject")),
        ("Subtype", name("Form")),
        ("BBox", array(corners)),
        ("Resources", dictionary([])),
    ]);
    update.add_stream(id, &form, b"");
    Ok(dictionary([("N", reference(id))]))
}

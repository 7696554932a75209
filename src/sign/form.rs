//! The interactive form as it stands: its fields by name (§12.7.3, §12.7.4).

use std::rc::Rc;

use super::part::{Glanced, Part};
use crate::{
    Limit,
    pdf::{
        Object, ObjectId, Octets, ReadError, Resolved, View,
        glance::{Pattern, Plain},
        seen::Seen,
        text_string,
        update::Located,
    },
};

/// The catalog, the form, and every field of it.
pub struct Form {
    pub catalog: Located,
    /// `/AcroForm`, where there is one.
    pub dictionary: Option<Located>,
    /// All nodes of the field tree, parents before children, in the order of the file.
    pub nodes: Vec<Node>,
}

/// A node of the field tree: a field, or a group of fields.
pub struct Node {
    pub place: Part,
    /// Fully qualified.
    pub name: String,
    /// `/FT`, own or inherited.
    pub field_type: Option<Octets>,
    /// `/V`, own or inherited.
    pub value: Option<Part>,
    /// Whether that is a dictionary with `/Contents`.
    signed: bool,
    /// Whether it is an annotation, too.
    is_widget: bool,
    /// The kids without a name: its annotations.
    kids: Vec<Part>,
    /// Whether no field stands below it.
    pub terminal: bool,
}

impl Node {
    pub fn is_signature_field(&self) -> bool {
        self.terminal && self.field_type.as_deref() == Some(b"Sig")
    }

    /// The signature dictionary that it holds: one with `/Contents`, in a signature field or in
    /// one that has lost its type.
    pub fn signature(&self) -> Option<&Part> {
        let of_type = matches!(self.field_type.as_deref(), Some(b"Sig") | None);
        self.value.as_ref().filter(|_| self.signed && of_type)
    }

    /// Its annotations: itself where both are merged, and the kids without a name.
    pub fn widgets(&self) -> impl Iterator<Item = &Part> {
        let merged = self.is_widget.then_some(&self.place);
        merged.into_iter().chain(&self.kids)
    }
}

/// What a node has from those above it.
#[derive(Default)]
struct Inherited {
    name: Option<String>,
    field_type: Option<Octets>,
    value: Option<Value>,
}

/// `/V` of a field.
#[derive(Clone)]
struct Value {
    part: Part,
    /// Whether it is a dictionary with `/Contents`.
    signed: bool,
}

/// A kid, and what a glance told of it.
struct Kid {
    part: Part,
    told: Option<Told>,
}

/// What a glance tells of a field, or of an annotation: all its entries that count are direct, but
/// for `/V`, and it has no kids.
#[derive(Default)]
struct Told {
    name: Option<Octets>,
    is_widget: bool,
    field_type: Option<Octets>,
    value: Option<ObjectId>,
    /// Whether the parser has to say it.
    unsure: bool,
}

impl Told {
    fn take(&mut self, key: &[u8], text: &[u8]) {
        let name = |text| match Plain::of(text) {
            Plain::Absent => Some(None),
            Plain::Name(name) => Some(Some(name)),
            _ => None,
        };
        match key {
            b"T" => {
                self.name = Plain::of(text).string();
                self.unsure |= self.name.is_none();
            }
            b"Subtype" => {
                self.is_widget = name(text) == Some(Some(b"Widget"));
                self.unsure |= name(text).is_none();
            }
            b"FT" => {
                self.field_type = name(text).flatten().map(Into::into);
                self.unsure |= name(text).is_none();
            }
            b"V" => match Plain::of(text) {
                Plain::Reference(id) => self.value = Some(id),
                _ => self.unsure = true,
            },
            b"Kids" => self.unsure = true,
            _ => {}
        }
    }
}

impl Form {
    /// Reads catalog, form and field tree.
    pub fn read(view: View<'_>) -> Result<Self, ReadError> {
        let catalog = Located::whole(view.catalog()?);
        let dictionary = catalog
            .entry(view, b"AcroForm")?
            .filter(|form| form.dictionary().is_some());
        let fields = match &dictionary {
            Some(form) => form.entry(view, b"Fields")?,
            None => None,
        }
        .filter(|fields| fields.items().is_some());
        let nodes = match &fields {
            Some(fields) => Walk::new(view).all(fields)?,
            None => Vec::new(),
        };
        Ok(Self {
            catalog,
            dictionary,
            nodes,
        })
    }

    /// Every node that holds a signature, with its signature dictionary.
    pub fn signatures(&self) -> impl Iterator<Item = (&Node, &Part)> {
        self.nodes
            .iter()
            .filter_map(|node| Some((node, node.signature()?)))
    }

    /// The node of that name; of several the first.
    pub fn named(&self, name: &str) -> Option<&Node> {
        self.nodes.iter().find(|node| node.name == name)
    }
}

struct Walk<'d> {
    view: View<'d>,
    seen: Seen<ObjectId>,
    /// What fields, and their values, looked like last.
    fields: Pattern,
    values: Pattern,
    left: u32,
    /// Bytes that all names together may still take: each name holds those above it.
    names_left: u64,
}

impl<'d> Walk<'d> {
    fn new(view: View<'d>) -> Self {
        Self {
            view,
            seen: Seen::default(),
            fields: Pattern::default(),
            values: Pattern::default(),
            left: view.document().limits().tree_nodes,
            names_left: view.document().limits().object_bytes,
        }
    }

    fn all(mut self, fields: &Located) -> Result<Vec<Node>, ReadError> {
        let kids = self.kids(fields)?;
        let mut nodes = Vec::with_capacity(kids.len());
        let top = Rc::new(Inherited::default());
        // The first one on top.
        let waiting = kids.into_iter().rev().map(|kid| (kid, Rc::clone(&top)));
        let mut waiting: Vec<_> = waiting.collect();
        while let Some((kid, inherited)) = waiting.pop() {
            let node = match kid.told {
                Some(told) => self.leaf(kid.part, told, &inherited)?,
                None => {
                    let (node, children, below) = self.node(kid.part, &inherited)?;
                    for child in children.into_iter().rev() {
                        waiting.push((child, Rc::clone(&below)));
                    }
                    node
                }
            };
            nodes.push(node);
        }
        Ok(nodes)
    }

    /// The dictionaries in an array of kids, each once however often it is referred to.
    fn kids(&mut self, kids: &Located) -> Result<Vec<Kid>, ReadError> {
        let items = kids.items().unwrap_or_default();
        let mut found = Vec::with_capacity(items.len());
        for item in items {
            let Some(left) = self.left.checked_sub(1) else {
                return Err(self.exceeded(Limit::TreeNodes));
            };
            self.left = left;
            if let Some(kid) = self.kid(kids, item)? {
                found.push(kid);
            }
        }
        Ok(found)
    }

    fn kid(&mut self, kids: &Located, item: &Object) -> Result<Option<Kid>, ReadError> {
        if let Some(id) = item.as_reference() {
            let mut told = Told::default();
            let keys = self
                .view
                .glance(id, &mut self.fields, |key, text| told.take(key, text))?;
            if let Some(keys) = keys.filter(|_| !told.unsure) {
                let part = Part::Glanced(Glanced::new(id, keys));
                let told = Some(told);
                return Ok(self.seen.insert(id).then_some(Kid { part, told }));
            }
        }
        let Some(place) = kids.part(self.view, item)? else {
            return Ok(None);
        };
        let fresh = !place.is_whole() || self.seen.insert(place.holder.id);
        let counts = fresh && place.dictionary().is_some();
        Ok(counts.then_some(Kid {
            part: Part::Read(place),
            told: None,
        }))
    }

    /// A node of which a glance told everything.
    fn leaf(&mut self, place: Part, told: Told, above: &Inherited) -> Result<Node, ReadError> {
        let value = match told.value {
            Some(id) => self.value(id)?,
            None => None,
        };
        let value = value.or_else(|| above.value.clone());
        let own = told.name.map(|name| text_string::decode(&name));
        Ok(Node {
            name: self.full_name(above.name.as_deref(), own.unwrap_or_default())?,
            field_type: told.field_type.or_else(|| above.field_type.clone()),
            signed: value.as_ref().is_some_and(|value| value.signed),
            value: value.map(|value| value.part),
            is_widget: told.is_widget,
            kids: Vec::new(),
            terminal: true,
            place,
        })
    }

    /// Reads one node; also gives the fields below it, and what they have from above.
    fn node(
        &mut self,
        place: Part,
        above: &Rc<Inherited>,
    ) -> Result<(Node, Vec<Kid>, Rc<Inherited>), ReadError> {
        let read = place.read(self.view)?;
        let kids = match read.entry(self.view, b"Kids")? {
            Some(kids) => self.kids(&kids)?,
            None => Vec::new(),
        };
        let (children, kids): (Vec<_>, Vec<_>) = kids.into_iter().partition(is_named);
        let kids: Vec<Part> = kids.into_iter().map(|kid| kid.part).collect();
        let subtype = self.entry(&read, b"Subtype")?;
        let is_widget = subtype.is_some_and(|subtype| subtype.as_name() == Some(b"Widget"));
        let own_type = self.entry(&read, b"FT")?;
        let field_type = own_type
            .and_then(|name| name.as_name().map(Into::into))
            .or_else(|| above.field_type.clone());
        let value = match read.entry(self.view, b"V")? {
            Some(value) => Some(Value::of(value)),
            None => self.value_of_widget(&kids)?.or_else(|| above.value.clone()),
        };
        let own = self.entry(&read, b"T")?;
        let own = own.and_then(|name| name.as_string().map(text_string::decode));
        let own = own.unwrap_or_default();
        let name = self.full_name(above.name.as_deref(), own)?;
        let below = match children.is_empty() {
            true => Rc::clone(above),
            false => Rc::new(Inherited {
                name: Some(name.clone()),
                field_type: field_type.clone(),
                value: value.clone(),
            }),
        };
        let node = Node {
            name,
            field_type,
            signed: value.as_ref().is_some_and(|value| value.signed),
            value: value.map(|value| value.part),
            is_widget,
            kids,
            terminal: children.is_empty(),
            place,
        };
        Ok((node, children, below))
    }

    /// What a reference under `/V` leads to.
    fn value(&mut self, id: ObjectId) -> Result<Option<Value>, ReadError> {
        let mut signed = false;
        let keys = self.view.glance(id, &mut self.values, |key, text| {
            if key == b"Contents" {
                signed = Plain::of(text) != Plain::Absent;
            }
        })?;
        if let Some(keys) = keys {
            let part = Part::Glanced(Glanced::new(id, keys));
            return Ok(Some(Value { part, signed }));
        }
        Ok(Located::referred(self.view, id)?.map(Value::of))
    }

    fn exceeded(&self, limit: Limit) -> ReadError {
        self.view.document().limits().exceeded(limit).into()
    }

    /// `parent.child` (§12.7.4.2).
    fn full_name(&mut self, parent: Option<&str>, own: String) -> Result<String, ReadError> {
        let name = match parent {
            Some(parent) if !parent.is_empty() => format!("{parent}.{own}"),
            _ => own,
        };
        let Some(left) = self.names_left.checked_sub(name.len() as u64) else {
            return Err(self.exceeded(Limit::ObjectBytes));
        };
        self.names_left = left;
        Ok(name)
    }

    /// The value under `key` of a node, where nothing will be changed in it.
    fn entry<'p>(&self, place: &'p Located, key: &[u8]) -> Result<Option<Resolved<'p>>, ReadError> {
        match place.dictionary() {
            Some(dictionary) => self.view.get(dictionary, key),
            None => Ok(None),
        }
    }

    /// Some producers write the value into the widget, although it belongs to the field.
    fn value_of_widget(&self, widgets: &[Part]) -> Result<Option<Value>, ReadError> {
        for widget in widgets {
            if let Some(value) = widget.entry(self.view, b"V")? {
                return Ok(Some(Value::of(value)));
            }
        }
        Ok(None)
    }
}

impl Value {
    fn of(place: Located) -> Self {
        let contents = place.dictionary().and_then(|it| it.get(b"Contents"));
        let signed = contents.is_some();
        let part = Part::Read(place);
        Self { part, signed }
    }
}

/// Kids without a name are annotations.
fn is_named(kid: &Kid) -> bool {
    match (&kid.told, &kid.part) {
        (Some(told), _) => told.name.is_some(),
        (None, Part::Read(place)) => place.dictionary().is_some_and(|it| it.get(b"T").is_some()),
        (None, Part::Glanced(_)) => false,
    }
}

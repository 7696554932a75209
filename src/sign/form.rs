//! The interactive form as it stands: its fields by name (§12.7.3, §12.7.4).

use std::{collections::BTreeSet, rc::Rc};

use crate::{
    Limit,
    pdf::{ObjectId, Octets, ReadError, Resolved, View, text_string, update::Located},
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
    pub place: Located,
    /// Fully qualified.
    pub name: String,
    /// `/FT`, own or inherited.
    pub field_type: Option<Octets>,
    /// `/V`, own or inherited.
    pub value: Option<Located>,
    /// Its annotations: itself where both are merged, and the kids without a name.
    pub widgets: Vec<Located>,
    /// Whether no field stands below it.
    pub terminal: bool,
}

impl Node {
    pub fn is_signature_field(&self) -> bool {
        self.terminal && self.field_type.as_deref() == Some(b"Sig")
    }

    /// The signature dictionary that it holds: one with `/Contents`, in a signature field or in
    /// one that has lost its type.
    pub fn signature(&self) -> Option<&Located> {
        let value = self.value.as_ref()?;
        let signed = value.dictionary()?.get(b"Contents").is_some();
        let of_type = matches!(self.field_type.as_deref(), Some(b"Sig") | None);
        (signed && of_type).then_some(value)
    }
}

/// What a node has from those above it.
#[derive(Clone, Default)]
struct Inherited {
    name: Option<Rc<str>>,
    field_type: Option<Octets>,
    value: Option<Located>,
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
    pub fn signatures(&self) -> impl Iterator<Item = (&Node, &Located)> {
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
    seen: BTreeSet<ObjectId>,
    left: u32,
    /// Bytes that all names together may still take: each name holds those above it.
    names_left: u64,
}

impl<'d> Walk<'d> {
    fn new(view: View<'d>) -> Self {
        Self {
            view,
            seen: BTreeSet::new(),
            left: view.document().limits().tree_nodes,
            names_left: view.document().limits().object_bytes,
        }
    }

    fn all(mut self, fields: &Located) -> Result<Vec<Node>, ReadError> {
        let mut nodes = Vec::new();
        let mut waiting = Vec::new();
        self.push_kids(fields, &Inherited::default(), &mut waiting)?;
        while let Some((place, inherited)) = waiting.pop() {
            let (node, children) = self.node(place, inherited)?;
            if children.is_empty() {
                nodes.push(node);
                continue;
            }
            let below = Inherited {
                name: Some(node.name.as_str().into()),
                field_type: node.field_type.clone(),
                value: node.value.clone(),
            };
            waiting.extend(
                children
                    .into_iter()
                    .rev()
                    .map(|child| (child, below.clone())),
            );
            nodes.push(node);
        }
        Ok(nodes)
    }

    /// Queues the items of the array `kids`, the first one on top.
    fn push_kids(
        &mut self,
        kids: &Located,
        inherited: &Inherited,
        waiting: &mut Vec<(Located, Inherited)>,
    ) -> Result<(), ReadError> {
        let places = self.kids(kids)?;
        waiting.extend(places.into_iter().rev().map(|kid| (kid, inherited.clone())));
        Ok(())
    }

    /// The dictionaries in an array of kids, each once however often it is referred to.
    fn kids(&mut self, kids: &Located) -> Result<Vec<Located>, ReadError> {
        let mut places = Vec::new();
        for item in kids.items().unwrap_or_default() {
            let Some(left) = self.left.checked_sub(1) else {
                return Err(self.exceeded(Limit::TreeNodes));
            };
            self.left = left;
            let Some(kid) = kids.part(self.view, item)? else {
                continue;
            };
            let fresh = !kid.is_whole() || self.seen.insert(kid.holder.id);
            if fresh && kid.dictionary().is_some() {
                places.push(kid);
            }
        }
        Ok(places)
    }

    /// Reads one node; also gives the fields below it.
    fn node(
        &mut self,
        place: Located,
        inherited: Inherited,
    ) -> Result<(Node, Vec<Located>), ReadError> {
        let kids = match place.entry(self.view, b"Kids")? {
            Some(kids) => self.kids(&kids)?,
            None => Vec::new(),
        };
        let named = |kid: &Located| kid.dictionary().is_some_and(|kid| kid.get(b"T").is_some());
        let (children, mut widgets): (Vec<_>, Vec<_>) = kids.into_iter().partition(named);
        let subtype = self.entry(&place, b"Subtype")?;
        if subtype.is_some_and(|subtype| subtype.as_name() == Some(b"Widget")) {
            widgets.insert(0, place.clone());
        }
        let own_type = self.entry(&place, b"FT")?;
        let field_type = own_type
            .and_then(|name| name.as_name().map(Into::into))
            .or(inherited.field_type);
        let value = match place.entry(self.view, b"V")? {
            Some(value) => Some(value),
            None => self.value_of_widget(&widgets)?.or(inherited.value),
        };
        let own = self.entry(&place, b"T")?;
        let own = own.and_then(|name| name.as_string().map(text_string::decode));
        let own = own.unwrap_or_default();
        let node = Node {
            name: self.full_name(inherited.name.as_deref(), own)?,
            field_type,
            value,
            widgets,
            terminal: children.is_empty(),
            place,
        };
        Ok((node, children))
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
    fn value_of_widget(&self, widgets: &[Located]) -> Result<Option<Located>, ReadError> {
        for widget in widgets {
            if let Some(value) = widget.entry(self.view, b"V")? {
                return Ok(Some(value));
            }
        }
        Ok(None)
    }
}

//! The field tree as of one revision: terminal fields with their fully qualified names.
//!
//! Source: ISO 32000-2 §12.7.4.1, §12.7.4.2.

use std::{cell::Cell, collections::HashSet, rc::Rc, sync::Arc};

use super::node::Node;
use crate::{
    Limit, LimitExceeded,
    pdf::{Indirect, Object, ReadError, View, text_string},
};

/// A terminal field.
#[derive(Clone, Debug)]
pub(super) struct Field {
    /// Fully qualified.
    pub(super) name: String,
    pub(super) node: Node,
    /// `/FT`, inherited.
    pub(super) kind: Option<Box<[u8]>>,
    pub(super) value: Value,
    /// Whether `/AcroForm /Fields` leads to it; else it is a widget on a page alone.
    pub(super) in_form: bool,
}

/// `/V`, inherited.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Absent,
    Present(Node),
    /// The reference leads to something that cannot be read.
    Unreadable,
}

impl Field {
    /// Whether this is a field for signatures.
    ///
    /// A dictionary with `/ByteRange` counts even where a broken producer left `/FT` out: calling
    /// such a document unsigned would hide a signature.
    pub(super) fn is_signature(&self) -> bool {
        match &self.kind {
            Some(kind) => &**kind == b"Sig",
            None => matches!(&self.value, Value::Present(node)
                if node.dictionary().is_some_and(|entries| entries.get(b"ByteRange").is_some())),
        }
    }
}

/// What children take from their parents.
#[derive(Clone)]
struct Inherited {
    name: Rc<str>,
    kind: Option<Box<[u8]>>,
    value: Value,
}

/// Nodes still to be visited, and how many may be.
pub(super) struct Walk<'d> {
    view: View<'d>,
    seen: HashSet<u32>,
    budget: u32,
    /// Bytes that all names together may still take: each name holds those above it.
    names_left: u64,
    exceeded: Cell<Option<LimitExceeded>>,
}

impl<'d> Walk<'d> {
    /// Visits at most `budget` nodes.
    pub(super) fn new(view: View<'d>, budget: u32) -> Self {
        Self {
            view,
            seen: HashSet::new(),
            budget,
            names_left: view.document().limits().object_bytes,
            exceeded: Cell::new(None),
        }
    }

    /// The limit that ended the walk early: fields that it did not reach may hold signatures.
    pub(super) fn exceeded(&self) -> Option<LimitExceeded> {
        self.exceeded.get()
    }

    /// The value under `key` of `node`, as far as limits allow to look.
    fn get(&self, node: &Node, key: &[u8]) -> Result<Option<Node>, ReadError> {
        self.noted(node.get(self.view, key))
    }

    /// `item`, which stands in `array`, as far as limits allow to look.
    fn follow(&self, array: &Node, item: &Object) -> Result<Option<Node>, ReadError> {
        self.noted(array.follow(self.view, item))
    }

    /// Where nothing more can be read, the walk ends. One object that is damaged or too large does
    /// not end it: the document counts as read in part.
    fn noted<T>(&self, found: Result<T, ReadError>) -> Result<T, ReadError> {
        if let Err(ReadError::Limit(exceeded)) = found
            && exceeded.limit.is_shared()
        {
            self.note_exceeded(exceeded);
        }
        found
    }

    fn note_exceeded(&self, exceeded: LimitExceeded) {
        self.exceeded.set(self.exceeded.get().or(Some(exceeded)));
    }

    /// How many nodes are left.
    pub(super) fn budget(&self) -> u32 {
        self.budget
    }

    /// All terminal fields below `/AcroForm /Fields`.
    pub(super) fn form(&mut self) -> Result<Vec<Field>, ReadError> {
        let catalog = Node::whole(self.view.catalog()?);
        let Some(form) = catalog.get(self.view, b"AcroForm")? else {
            return Ok(Vec::new());
        };
        let Some(roots) = self.get(&form, b"Fields")? else {
            return Ok(Vec::new());
        };
        let top = Inherited {
            name: Rc::from(""),
            kind: None,
            value: Value::Absent,
        };
        let mut stack: Vec<(Node, Inherited)> = Vec::new();
        let mut fields = Vec::new();
        for root in roots.object().as_array().unwrap_or_default().iter().rev() {
            match self.follow(&roots, root) {
                Ok(Some(node)) => stack.push((node, top.clone())),
                Ok(None) => fields.extend(self.hidden(&form, root)),
                Err(_) => {}
            }
        }
        while let Some((node, inherited)) = stack.pop() {
            if !self.enter(&node) {
                if self.exceeded().is_some() {
                    break;
                }
                continue;
            }
            fields.extend(self.visit(node, &inherited, &mut stack));
        }
        Ok(fields)
    }

    /// A field that the cross-reference does not lead to, in a form that says that it holds
    /// signatures: to call such a document unsigned would hide one.
    fn hidden(&self, form: &Node, root: &Object) -> Option<Field> {
        let id = root.as_reference()?;
        let flags = self.get(form, b"SigFlags").ok().flatten()?;
        let exist = flags.object().as_integer()? & 1 == 1;
        if !exist || !matches!(self.noted(self.view.misplaced(id.number)), Ok(true)) {
            return None;
        }
        Some(Field {
            name: id.to_string(),
            node: form.clone(),
            kind: Some(Box::from(b"Sig".as_slice())),
            value: Value::Unreadable,
            in_form: true,
        })
    }

    /// Whether a node may be visited: once, and within the budget.
    fn enter(&mut self, node: &Node) -> bool {
        if node.dictionary().is_none() || !self.afford() {
            return false;
        }
        node.id().is_none_or(|id| self.seen.insert(id.number))
    }

    /// Pays for one node.
    fn afford(&mut self) -> bool {
        if self.budget == 0 {
            self.exceed(Limit::TreeNodes);
        }
        self.budget = self.budget.saturating_sub(1);
        self.exceeded().is_none()
    }

    fn exceed(&self, limit: Limit) {
        self.note_exceeded(self.view.document().limits().exceeded(limit));
    }

    /// Puts the children of `node` on the stack; the field, where it is terminal.
    fn visit(
        &mut self,
        node: Node,
        inherited: &Inherited,
        stack: &mut Vec<(Node, Inherited)>,
    ) -> Option<Field> {
        let mut own = self.inherit(&node, inherited);
        let children = match self.get(&node, b"Kids") {
            Ok(Some(kids)) => self.children(&kids),
            _ => Vec::new(),
        };
        let (fields, widgets): (Vec<Node>, Vec<Node>) =
            children.into_iter().partition(|child| self.is_field(child));
        let terminal = fields.is_empty();
        stack.extend(fields.into_iter().rev().map(|child| (child, own.clone())));
        if !terminal {
            return None;
        }
        if matches!(own.value, Value::Absent) {
            // Some producers put the value into the widget below its field.
            own.value = widgets
                .iter()
                .map(|widget| self.value(widget))
                .find(|value| !matches!(value, Value::Absent))
                .unwrap_or(Value::Absent);
        }
        Some(Field {
            name: own.name.to_string(),
            node,
            kind: own.kind,
            value: own.value,
            in_form: true,
        })
    }

    fn children(&self, kids: &Node) -> Vec<Node> {
        let items = kids.object().as_array().unwrap_or_default();
        // One more than can be paid for, so that the bill is noticed.
        let most = usize::try_from(self.budget).unwrap_or(usize::MAX);
        items
            .iter()
            .take(most.saturating_add(1))
            .filter_map(|item| self.follow(kids, item).ok().flatten())
            .collect()
    }

    /// A kid with a name is a field; one without is a widget of its parent.
    fn is_field(&self, node: &Node) -> bool {
        matches!(self.get(node, b"T"), Ok(Some(_)))
            || matches!(self.get(node, b"Kids"), Ok(Some(_)))
    }

    fn inherit(&mut self, node: &Node, from: &Inherited) -> Inherited {
        let partial = match self.get(node, b"T") {
            Ok(Some(name)) => name.object().as_string().map(text_string::decode),
            _ => None,
        };
        let name = match partial {
            None => from.name.clone(),
            Some(partial) => self.full_name(&from.name, &partial),
        };
        let kind = match self.get(node, b"FT") {
            Ok(Some(kind)) => kind.object().as_name().map(Box::from),
            _ => from.kind.clone(),
        };
        let value = match self.value(node) {
            Value::Absent => from.value.clone(),
            value => value,
        };
        Inherited { name, kind, value }
    }

    fn full_name(&mut self, above: &str, partial: &str) -> Rc<str> {
        let name: Rc<str> = match above {
            "" => partial.into(),
            above => format!("{above}.{partial}").into(),
        };
        match self.names_left.checked_sub(name.len() as u64) {
            Some(left) => self.names_left = left,
            None => self.exceed(Limit::ObjectBytes),
        }
        name
    }

    fn value(&self, node: &Node) -> Value {
        match self.get(node, b"V") {
            // A cross-reference that leads elsewhere hides a value; it does not empty the field.
            Ok(None) if self.is_misplaced(node) => Value::Unreadable,
            Ok(None) => Value::Absent,
            Ok(Some(value)) => Value::Present(value),
            Err(_) => Value::Unreadable,
        }
    }

    fn is_misplaced(&self, node: &Node) -> bool {
        let value = node.dictionary().and_then(|entries| entries.get(b"V"));
        let reference = value.and_then(Object::as_reference);
        reference.is_some_and(|id| matches!(self.noted(self.view.misplaced(id.number)), Ok(true)))
    }

    /// Signature widgets in the `/Annots` of pages that no field leads to.
    pub(super) fn strays(&mut self, pages: impl Iterator<Item = Arc<Indirect>>) -> Vec<Field> {
        let mut strays = Vec::new();
        for page in pages.map(Node::whole) {
            let Ok(Some(annotations)) = self.get(&page, b"Annots") else {
                continue;
            };
            for widget in self.children(&annotations) {
                if !self.afford() {
                    return strays;
                }
                if widget.id().is_some_and(|id| self.seen.contains(&id.number)) {
                    continue;
                }
                strays.extend(self.stray(widget));
            }
        }
        strays
    }

    /// The field that a widget outside the form is or belongs to, where it is a signature's.
    fn stray(&mut self, widget: Node) -> Option<Field> {
        let parent = self.get(&widget, b"Parent").ok().flatten();
        if let Some(id) = parent.as_ref().and_then(Node::id)
            && self.seen.contains(&id.number)
        {
            return None;
        }
        let top = Inherited {
            name: Rc::from(""),
            kind: None,
            value: Value::Absent,
        };
        let above = parent.map_or_else(|| top.clone(), |parent| self.inherit(&parent, &top));
        let own = self.inherit(&widget, &above);
        let field = Field {
            name: own.name.to_string(),
            node: widget,
            kind: own.kind,
            value: own.value,
            in_form: false,
        };
        let signed = matches!(&field.value, Value::Present(node) if node.dictionary().is_some());
        (signed && field.is_signature()).then_some(field)
    }
}

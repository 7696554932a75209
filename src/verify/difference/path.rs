//! Where a walk stands, as people read it.

use std::{fmt::Write, rc::Rc};

/// Where the walk stands, from the trailer on.
#[derive(Clone, Debug, Default)]
pub(super) struct Path(Option<Rc<(Path, Step)>>);

#[derive(Clone, Debug)]
enum Step {
    Key(Box<[u8]>),
    Index(usize),
}

impl Path {
    pub(super) fn key(&self, key: &[u8]) -> Self {
        Self(Some(Rc::new((self.clone(), Step::Key(key.into())))))
    }

    pub(super) fn index(&self, index: usize) -> Self {
        Self(Some(Rc::new((self.clone(), Step::Index(index)))))
    }

    /// `/Root/Pages/Kids[0]`; only the last steps of a very long way.
    pub(super) fn text(&self) -> String {
        let mut steps = Vec::new();
        let mut at = self;
        while let Some(step) = &at.0 {
            if steps.len() == 40 {
                break;
            }
            steps.push(&step.1);
            at = &step.0;
        }
        let mut text = String::from(if at.0.is_some() { "…" } else { "" });
        for step in steps.into_iter().rev() {
            let written = match step {
                Step::Key(key) => write!(text, "/{}", String::from_utf8_lossy(key)),
                Step::Index(index) => write!(text, "[{index}]"),
            };
            // Writing to a String does not fail.
            let _ = written;
        }
        text
    }
}

/// A long way is dropped step by step: dropping it link within link would take the stack.
impl Drop for Path {
    fn drop(&mut self) {
        let mut next = self.0.take();
        while let Some(link) = next {
            match Rc::try_unwrap(link) {
                Ok((mut path, _)) => next = path.0.take(),
                Err(_) => break,
            }
        }
    }
}

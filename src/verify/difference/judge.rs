//! Whether changes were allowed: the tightest rule counts that was in force when each was made.
//!
//! Source: ISO 32000-2 Table 257, Table 236; without DocMDP and lock no standard has a rule:
//! [kyso] form filling and signing are permitted, anything else is suspicious.

use std::{borrow::Cow, collections::HashMap};

use super::{
    change::{Change, Kind},
    permission::{Permissions, tighter},
    purse::Purse,
    rules,
    walk::{Covering, Walk},
};
use crate::{pdf::Document, verify::report::Changes};

/// The changes between all neighbouring revisions, each pair compared once.
#[derive(Default)]
pub(in crate::verify) struct History {
    /// From revision `index` to the next; `None` where comparing would have cost too much.
    steps: Vec<Option<Vec<Change>>>,
}

/// One change and what it is to a signature.
#[derive(Clone, Debug)]
pub(in crate::verify) struct Judged<'h> {
    pub(in crate::verify) change: &'h Change,
    /// What it is in the light of what came later.
    pub(in crate::verify) kind: Cow<'h, Kind>,
    pub(in crate::verify) opinion: Opinion,
}

/// How a change stands to the rules in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::verify) enum Opinion {
    Permitted,
    /// Permitted, and worth telling.
    Told,
    Suspicious,
    Forbidden,
}

/// A signature's rules, in force from its revision on.
pub(in crate::verify) struct Rule<'p> {
    pub(in crate::verify) revision: usize,
    pub(in crate::verify) permissions: &'p Permissions,
}

impl History {
    /// Compares all revisions from `first` on. `covering`: the signatures that cover a revision
    /// whole, by the offset of their `/Contents`.
    pub(in crate::verify) fn of(
        document: &Document<'_>,
        first: usize,
        covering: &[HashMap<u64, Covering>],
        purse: &Purse,
    ) -> Self {
        let none = HashMap::new();
        let revisions = document.revisions().len();
        let steps = (1..revisions).map(|revision| {
            if revision <= first {
                return Some(Vec::new());
            }
            if purse.is_spent() {
                return None;
            }
            let (old, new) = (document.view(revision - 1), document.view(revision));
            let covering = covering.get(revision).unwrap_or(&none);
            let mut walk = Walk::new(old, new, covering, purse);
            rules::compare(&mut walk);
            (!purse.is_spent()).then_some(walk.changes)
        });
        Self {
            steps: steps.collect(),
        }
    }

    /// What was changed after `signed`, judged by the rules that were in force.
    pub(in crate::verify) fn since(
        &self,
        signed: usize,
        rules: &[Rule<'_>],
    ) -> (Changes, Vec<Judged<'_>>) {
        let mut worst = Changes::None;
        let mut all = Vec::new();
        for (before, step) in self.steps.iter().enumerate().skip(signed) {
            let Some(changes) = step else {
                worst = worst.max(Changes::Unchecked);
                continue;
            };
            let level = level_in_force(signed, before, rules);
            for change in changes {
                let kind = self.as_signed_later(&change.kind, before);
                let opinion = opinion(&kind, level, before, rules);
                worst = worst.max(match opinion {
                    Opinion::Permitted | Opinion::Told => Changes::Permitted,
                    Opinion::Suspicious => Changes::Suspicious,
                    Opinion::Forbidden => Changes::Forbidden,
                });
                all.push(Judged {
                    change,
                    kind,
                    opinion,
                });
            }
        }
        (worst, all)
    }
}

impl History {
    /// A field made empty and signed in a later revision: signing in two steps.
    fn as_signed_later<'h>(&'h self, kind: &'h Kind, before: usize) -> Cow<'h, Kind> {
        let Kind::EmptySignatureField { field, visible } = kind else {
            return Cow::Borrowed(kind);
        };
        let later = self.steps.iter().skip(before + 1).flatten().flatten();
        for change in later {
            match &change.kind {
                Kind::Signing { field: signed, .. } if signed == field => {
                    return Cow::Owned(Kind::Signing {
                        field: field.clone(),
                        existing: false,
                        visible: *visible,
                    });
                }
                Kind::Timestamp { field: stamped } if stamped == field => {
                    return Cow::Borrowed(&change.kind);
                }
                _ => {}
            }
        }
        Cow::Borrowed(kind)
    }
}

/// The level that counts for the signature of revision `signed` when revision `before` changed.
///
/// What was set later can only tighten what the signer left: a later P=3 permits no annotations
/// where the signer had no rule for them.
fn level_in_force(signed: usize, before: usize, rules: &[Rule<'_>]) -> Option<u8> {
    let tightest = |from: usize, to: usize| {
        rules
            .iter()
            .filter(|rule| (from..=to).contains(&rule.revision))
            .fold(None, |level, rule| tighter(level, rule.permissions.level()))
    };
    let own = tightest(0, signed);
    let later = tightest(signed + 1, before);
    match own {
        None => later.filter(|level| *level < 3),
        own => tighter(own, later),
    }
}

fn opinion(kind: &Kind, level: Option<u8>, before: usize, rules: &[Rule<'_>]) -> Opinion {
    let locked = |field: &str, new: bool| {
        rules
            .iter()
            .any(|rule| rule.revision <= before && rule.permissions.locks(field, new))
    };
    // What is understood is forbidden where a signer set a rule, and else only not allowed for.
    let unless_ruled = if level.is_some() {
        Opinion::Forbidden
    } else {
        Opinion::Suspicious
    };
    match kind {
        Kind::Evidence | Kind::Timestamp { .. } | Kind::Housekeeping => Opinion::Permitted,
        Kind::Signing {
            field,
            existing,
            visible,
        } => {
            if level == Some(1) || locked(field, !existing) {
                Opinion::Forbidden
            } else if *visible && !existing {
                Opinion::Told
            } else {
                Opinion::Permitted
            }
        }
        Kind::FormFilling { field } | Kind::AppearanceUnread { field, .. }
            if level == Some(1) || locked(field, false) =>
        {
            Opinion::Forbidden
        }
        Kind::FormFilling { .. } => Opinion::Permitted,
        Kind::AppearanceUnread { excused: true, .. } => Opinion::Told,
        Kind::AppearanceUnread { .. } => Opinion::Suspicious,
        // Where annotations may be changed, so may how a field looks; its value may not.
        Kind::Appearance { field } if level == Some(3) && !locked(field, false) => Opinion::Told,
        Kind::Appearance { .. } | Kind::SignatureReplaced { .. } => Opinion::Forbidden,
        Kind::Field { field } if locked(field, false) => Opinion::Forbidden,
        Kind::EmptySignatureField { .. } | Kind::Field { .. } | Kind::Content => unless_ruled,
        Kind::Annotation if level == Some(3) => Opinion::Permitted,
        Kind::Annotation => unless_ruled,
        Kind::Unaccounted | Kind::Unknown => Opinion::Suspicious,
    }
}

//! `--crosscheck`: what two other PDF libraries see.

#[cfg(feature = "crosscheck")]
use kyso::text::Phrase;
use kyso::{
    Opened,
    text::{Kind, Problem},
    verify::{Policy, Report},
};

use crate::{stop::Stop, terminal::Terminal};

/// Refuses the flag where the program was built without the feature.
pub fn available() -> Result<(), Stop> {
    if cfg!(feature = "crosscheck") {
        return Ok(());
    }
    let detail = "`cargo build --example kyso --features crosscheck`";
    let problem = Problem::new(Kind::FeatureMissing, detail);
    Err(Stop::new("--crosscheck", problem))
}

/// Adds what the other readers see to the findings of `report`; gives it in words.
#[cfg(feature = "crosscheck")]
pub fn add(
    report: &mut Report,
    source: &Opened,
    policy: &Policy,
    terminal: &Terminal,
) -> Vec<String> {
    let mut opening = kyso::Opening::default().with_limits(policy.limits.clone());
    opening.password = policy.password.clone();
    // What kyso cannot read has been said by the report.
    let Ok(found) = kyso::crosscheck::crosscheck(source, &opening) else {
        return Vec::new();
    };
    if let Some(document) = &mut report.document {
        found
            .findings()
            .into_iter()
            .for_each(|one| document.note(one));
    }
    found
        .readers
        .iter()
        .flat_map(|reading| words(reading, terminal))
        .collect()
}

/// [`available`] has refused before.
#[cfg(not(feature = "crosscheck"))]
pub fn add(_: &mut Report, _: &Opened, _: &Policy, _: &Terminal) -> Vec<String> {
    Vec::new()
}

#[cfg(feature = "crosscheck")]
fn words(reading: &kyso::crosscheck::Reading, terminal: &Terminal) -> Vec<String> {
    let (asked, differ) = (reading.compared, reading.disagreements.len());
    let label = terminal.pick("Đối chiếu với", "Cross-check with");
    let compared = terminal.pick("giá trị đã so", "values compared");
    let different = terminal.pick("giá trị khác", "of them different");
    let reader = reading.reader;
    let mut lines = vec![format!(
        "  {label} {reader}: {asked} {compared}, {differ} {different}"
    )];
    for one in &reading.disagreements {
        let object = one.object.as_deref().unwrap_or_default();
        let said = |phrase: &Phrase| phrase.words(terminal.lang).to_owned();
        let (ours, theirs) = (said(&one.ours), said(&one.theirs));
        lines.push(format!("    ! {} {object}", said(&one.what)));
        lines.push(format!("      kyso: {ours}"));
        lines.push(format!("      {reader}: {theirs}"));
    }
    if let Some(first) = reading.not_judged.first() {
        let cannot = terminal.pick("không so được", "could not be compared");
        let count = reading.not_judged.len();
        lines.push(format!(
            "    {cannot} ({count}): {}: {}",
            first.what.words(terminal.lang),
            first.why.words(terminal.lang)
        ));
    }
    lines
}

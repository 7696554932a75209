//! What remains of a batch: a row a document, as JSON, as CSV, in words.

use std::path::Path;

use kyso::{
    Time,
    batch::{Row, Status, Totals},
    text::{Kind, Problem},
};
use serde_json::{Map, Value, json};

use crate::{path_json, stop::Stop, terminal::Terminal};

/// A batch that has ended.
pub struct Batch<'r> {
    pub started: Time,
    pub finished: Time,
    pub dry_run: bool,
    pub totals: Totals,
    pub rows: &'r [Row],
}

/// `kyso/batch/1`
pub fn batch_json(batch: &Batch<'_>, terminal: &Terminal) -> Value {
    let rows: Vec<Value> = batch
        .rows
        .iter()
        .map(|row| row_json(row, terminal))
        .collect();
    json!({
        "schema": "kyso/batch/1",
        "started": batch.started.to_string(),
        "finished": batch.finished.to_string(),
        "dry_run": batch.dry_run,
        "totals": {
            "documents": batch.rows.len(),
            "signed": batch.totals.signed,
            "failed": batch.totals.failed,
            "skipped": batch.totals.skipped,
        },
        "documents": rows,
    })
}

/// One document's row.
pub fn row_json(row: &Row, terminal: &Terminal) -> Value {
    let mut object = Map::new();
    path_json::insert(&mut object, "file", &row.file);
    object.insert("status".into(), row.status.as_str().into());
    match &row.output {
        Some(output) => path_json::insert(&mut object, "output", output),
        None => drop(object.insert("output".into(), Value::Null)),
    }
    object.insert("field".into(), row.field.clone().into());
    object.insert("sha256_in".into(), row.sha256_in.map(hex).into());
    object.insert("sha256_out".into(), row.sha256_out.map(hex).into());
    object.insert("millis".into(), row.millis.into());
    let name = row.file.to_string_lossy();
    let told = |problem: &Problem| terminal.problem_json(&name, problem);
    object.insert("error".into(), row.error.as_ref().map_or(Value::Null, told));
    object.insert("findings".into(), row.findings.iter().map(told).collect());
    object.into()
}

/// One document in words: the answer on standard output, what went wrong on standard error.
pub fn tell_row(row: &Row, terminal: &Terminal) -> Result<(), Stop> {
    let file = row.file.to_string_lossy();
    let output = row
        .output
        .as_deref()
        .map_or("".into(), Path::to_string_lossy);
    let field = row.field.as_deref().unwrap_or_default();
    match (row.status, &row.error) {
        (Status::Signed, _) => {
            let word = terminal.pick("đã ký", "signed");
            terminal.answer(&format!("{word}: {file} → {output} ({field})"))?;
        }
        (Status::Skipped, None) if row.field.is_some() => {
            let word = terminal.pick("sẽ ký", "would sign");
            terminal.answer(&format!("{word}: {file} → {output} ({field})"))?;
        }
        (Status::Skipped, None) => {
            let word = terminal.pick("đã ký từ trước, bỏ qua", "signed already, skipped");
            terminal.answer(&format!("{word}: {file} → {output}"))?;
        }
        (_, Some(problem)) => terminal.tell_problem(&file, problem),
        (_, None) => {}
    }
    for finding in row
        .findings
        .iter()
        .filter(|one| one.kind != Kind::ChainIncomplete)
    {
        let word = terminal.pick("lưu ý", "note");
        terminal.tell(&format!(
            "  {word}: {}",
            finding.message(terminal.lang, &file)
        ));
    }
    Ok(())
}

/// What is the same for every document that was signed, once.
pub fn tell_common(rows: &[Row], terminal: &Terminal) {
    let findings = rows.iter().flat_map(|row| {
        let of_row = row.findings.iter();
        of_row.map(move |finding| (row, finding))
    });
    let mut common = findings.filter(|(_, finding)| finding.kind == Kind::ChainIncomplete);
    if let Some((row, finding)) = common.next() {
        let others = common.count();
        let mut file = row.file.to_string_lossy().into_owned();
        if others > 0 {
            let more = terminal.pick("tài liệu khác", "other documents");
            file.push_str(&format!(" (+ {others} {more})"));
        }
        terminal.tell_problem(&file, finding);
    }
}

/// One line on the whole batch.
pub fn summary(batch: &Batch<'_>, terminal: &Terminal) -> String {
    let Totals {
        signed,
        failed,
        skipped,
        ..
    } = batch.totals;
    let total = batch.rows.len();
    match terminal.lang {
        kyso::text::Lang::Vi => format!(
            "Tổng cộng {total} tài liệu: {signed} đã ký, {failed} không ký được, {skipped} bỏ qua."
        ),
        kyso::text::Lang::En => {
            let noun = if total == 1 { "document" } else { "documents" };
            format!("{total} {noun}: {signed} signed, {failed} failed, {skipped} skipped.")
        }
    }
}

/// Lower-case hexadecimal.
pub fn hex(bytes: [u8; 32]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

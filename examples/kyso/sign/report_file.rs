//! `--report`: the rows in a file, JSON or CSV by its extension.

use std::{
    fs::File,
    io::{self, Write},
    path::{Path, PathBuf},
};

use kyso::{
    batch::{self, Draft, Durability, Plan, Row},
    text::{Kind, Phrase, Problem},
};

use super::report::{self, Batch};
use crate::{escape, stop::Stop, terminal::Terminal};

/// The columns of the CSV file.
const COLUMNS: [&str; 10] = [
    "file",
    "status",
    "output",
    "field",
    "sha256_in",
    "sha256_out",
    "millis",
    "error_kind",
    "error_message",
    "error_hint",
];

type Writer = fn(&mut File, &Batch<'_>, &Terminal) -> io::Result<()>;

/// Where the report will be, and in which form.
pub struct ReportForm<'p> {
    path: &'p Path,
    write: Writer,
}

/// A report under way: made before anything is signed, so that it cannot fail only afterwards.
pub struct ReportFile<'p> {
    form: ReportForm<'p>,
    draft: Draft,
}

impl<'p> ReportForm<'p> {
    /// By the extension of `path`.
    pub fn of(path: &'p Path) -> Result<Self, Stop> {
        let extension = path
            .extension()
            .map(|extension| extension.to_ascii_lowercase());
        let write: Writer = match extension {
            Some(extension) if extension == "json" => json,
            Some(extension) if extension == "csv" => csv,
            _ => {
                let path = path.to_string_lossy();
                let detail = Phrase::new(
                    format!("không rõ dạng báo cáo cần ghi ra {path}"),
                    format!("the form of the report {path} is not clear"),
                );
                return Err(Stop::usage("--report", detail).advising(Phrase::new(
                    "Đặt tên tệp báo cáo kết thúc bằng .json hoặc .csv.",
                    "Let the name of the report end in .json or .csv.",
                )));
            }
        };
        if path.is_dir() {
            return Err(Stop::io(path, &io::ErrorKind::IsADirectory.into()));
        }
        Ok(Self { path, write })
    }

    /// Refuses a report in the place of a document.
    pub fn apart_from(self, plan: &Plan) -> Result<Self, Stop> {
        let place = place_of(self.path);
        let meets = |path: &Path| path == self.path || place_of(path) == place;
        let mut tasks = plan.tasks().iter();
        match tasks.find(|task| meets(&task.input) || meets(&task.output)) {
            Some(_) => Err(Stop::new(
                self.path.to_string_lossy(),
                Problem::new(Kind::OutputCollision, "--report"),
            )),
            None => Ok(self),
        }
    }
}

/// The file's name in its folder as that really is: the file itself may not be there yet.
fn place_of(path: &Path) -> PathBuf {
    let folder = folder_of(path);
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    folder.join(path.file_name().unwrap_or_default())
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

impl<'p> ReportFile<'p> {
    /// Begins a report.
    pub fn create(form: ReportForm<'p>) -> Result<Self, Stop> {
        batch::clear_away(folder_of(form.path));
        let draft = Draft::begin(form.path, None);
        let draft = draft.map_err(|error| Stop::io(form.path, &error))?;
        Ok(Self { form, draft })
    }

    /// Writes the report and gives it its name.
    pub fn publish(mut self, batch: &Batch<'_>, terminal: &Terminal) -> Result<(), Stop> {
        let written = (self.form.write)(self.draft.file(), batch, terminal);
        written
            .and_then(|()| self.draft.publish_over(Durability::Synced))
            .map_err(|error| Stop::io(self.form.path, &error))
    }
}

fn json(out: &mut File, batch: &Batch<'_>, terminal: &Terminal) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &report::batch_json(batch, terminal))?;
    out.write_all(b"\n")
}

/// RFC 4180, with the byte order mark by which Excel knows UTF-8.
fn csv(out: &mut File, batch: &Batch<'_>, terminal: &Terminal) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(out);
    writer.write_record(COLUMNS)?;
    for row in batch.rows {
        let cells = cells(row, terminal);
        writer.write_record(cells.iter().map(|cell| escape::cell(cell).into_owned()))?;
    }
    writer.flush()
}

fn cells(row: &Row, terminal: &Terminal) -> [String; 10] {
    let file = row.file.to_string_lossy().into_owned();
    let error = row.error.as_ref();
    let output = row.output.as_deref().map(Path::to_string_lossy);
    [
        file.clone(),
        row.status.as_str().to_owned(),
        output.unwrap_or_default().into_owned(),
        row.field.clone().unwrap_or_default(),
        row.sha256_in.map(report::hex).unwrap_or_default(),
        row.sha256_out.map(report::hex).unwrap_or_default(),
        row.millis.to_string(),
        error
            .map(|e| e.kind.as_str().to_owned())
            .unwrap_or_default(),
        error
            .map(|e| e.message(terminal.lang, &file))
            .unwrap_or_default(),
        error.map(|e| e.hint(terminal.lang)).unwrap_or_default(),
    ]
}

//! Plans: which output each input gets, and what is refused before anything is written.

use std::{
    fs,
    path::{Path, PathBuf},
};

use tempfile::TempDir;

use super::{Destination, Input, Plan, plan};
use crate::text::{Kind, Problem};

fn folder(files: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, file).unwrap();
    }
    folder
}

fn inputs(root: &Path, files: &[&str]) -> Vec<Input> {
    files
        .iter()
        .map(|file| Input {
            path: root.join(file),
            relative: PathBuf::from(file),
        })
        .collect()
}

fn outputs(plan: &Plan) -> Vec<&Path> {
    plan.tasks()
        .iter()
        .map(|task| task.output.as_path())
        .collect()
}

fn kind(result: Result<Plan, (PathBuf, Problem)>) -> Kind {
    result.unwrap_err().1.kind
}

#[test]
fn folders_keep_their_tree() {
    let root = folder(&["a.pdf", "b/a.pdf"]);
    let out = Destination::Folder(root.path().join("out"));
    let plan = plan(
        &inputs(root.path(), &["a.pdf", "b/a.pdf"]),
        &out,
        "-đã ký",
        &[],
    )
    .unwrap();
    let out = root.path().join("out");
    assert_eq!(
        outputs(&plan),
        [out.join("a-đã ký.pdf"), out.join("b/a-đã ký.pdf")]
    );
}

#[test]
fn two_inputs_never_share_an_output() {
    let root = folder(&["a/x.pdf", "b/x.pdf"]);
    let given = [
        Input::file(root.path().join("a/x.pdf")),
        Input::file(root.path().join("b/x.pdf")),
    ];
    let out = Destination::Folder(root.path().join("out"));
    assert_eq!(kind(plan(&given, &out, "", &[])), Kind::OutputCollision);
}

#[cfg(unix)]
#[test]
fn two_names_of_one_output_folder_are_one() {
    let root = folder(&["a/x.pdf", "out/keep"]);
    std::os::unix::fs::symlink("out", root.path().join("link")).unwrap();
    let path = root.path().join("a/x.pdf");
    let given = [
        Input {
            path: path.clone(),
            relative: "out/x.pdf".into(),
        },
        Input {
            path,
            relative: "link/x.pdf".into(),
        },
    ];
    let out = Destination::Folder(root.path().to_owned());
    assert_eq!(kind(plan(&given, &out, "", &[])), Kind::OutputCollision);
}

#[test]
fn an_output_is_never_an_input() {
    let root = folder(&["a.pdf", "a-ký.pdf"]);
    let given = inputs(root.path(), &["a.pdf", "a-ký.pdf"]);
    let result = plan(&given, &Destination::Beside, "-ký", &[]);
    assert_eq!(kind(result), Kind::OutputCollision);
    let out = Destination::Folder(root.path().to_owned());
    assert_eq!(
        kind(plan(&given[..1], &out, "", &[])),
        Kind::OutputCollision
    );
}

#[cfg(unix)]
#[test]
fn an_output_is_never_an_input_under_another_name() {
    let root = folder(&["in/a.pdf", "out/keep"]);
    let given = [Input::file(root.path().join("in/a.pdf"))];
    let out = Destination::Folder(root.path().join("out"));
    fs::hard_link(root.path().join("in/a.pdf"), root.path().join("out/a.pdf")).unwrap();
    assert_eq!(kind(plan(&given, &out, "", &[])), Kind::OutputCollision);
    fs::remove_file(root.path().join("out/a.pdf")).unwrap();
    std::os::unix::fs::symlink("../in/a.pdf", root.path().join("out/a.pdf")).unwrap();
    assert_eq!(kind(plan(&given, &out, "", &[])), Kind::OutputCollision);
}

#[cfg(unix)]
#[test]
fn in_place_means_the_file_behind_a_link_and_each_file_once() {
    let root = folder(&["a.pdf"]);
    std::os::unix::fs::symlink("a.pdf", root.path().join("b.pdf")).unwrap();
    let given = inputs(root.path(), &["b.pdf"]);
    let one = plan(&given, &Destination::InPlace, "", &[]).unwrap();
    assert_eq!(
        outputs(&one),
        [root.path().canonicalize().unwrap().join("a.pdf")]
    );
    let both = inputs(root.path(), &["a.pdf", "b.pdf"]);
    let result = plan(&both, &Destination::InPlace, "", &[]);
    assert_eq!(kind(result), Kind::OutputCollision);
}

#[test]
fn outputs_stay_out_of_folders_that_are_searched() {
    let root = folder(&["in/a.pdf"]);
    let given = inputs(root.path(), &["in/a.pdf"]);
    let searched = [root.path().join("in")];
    for inside in ["in", "in/out", "in/deep/er", "other/../in/out"] {
        let out = Destination::Folder(root.path().join(inside));
        let result = plan(&given, &out, "-ký", &searched);
        assert_eq!(kind(result), Kind::OutputInsideInput, "{inside}");
    }
    let out = Destination::Folder(root.path().join("in-ký"));
    assert!(plan(&given, &out, "", &searched).is_ok());
}

#[test]
fn no_name_leads_out_of_the_folder() {
    let root = folder(&["a.pdf"]);
    for relative in ["../a.pdf", "/a.pdf", "b/../../a.pdf", ""] {
        let given = [Input {
            path: root.path().join("a.pdf"),
            relative: relative.into(),
        }];
        let out = Destination::Folder(root.path().join("out"));
        assert_eq!(kind(plan(&given, &out, "", &[])), Kind::Usage, "{relative}");
    }
}

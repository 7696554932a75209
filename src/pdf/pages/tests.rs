use crate::pdf::{Document, Opening, tests::write::File};

fn numbers(document: &Document<'_>) -> Vec<u32> {
    let pages = document.latest().pages().unwrap();
    pages.map(|page| page.unwrap().id.number).collect()
}

#[test]
fn walks_nested_nodes_in_order() {
    let bytes = File::new()
        .object(1, "<< /Type /Catalog /Pages 2 0 R >>")
        .object(
            2,
            "<< /Type /Pages /Count 3 /Kids [3 0 R 6 0 R] /Rotate 90 >>",
        )
        .object(3, "<< /Type /Pages /Parent 2 0 R /Kids [4 0 R 5 0 R] >>")
        .object(4, "<< /Type /Page /Parent 3 0 R >>")
        .object(5, "<< /Type /Page /Parent 3 0 R /Rotate 0 >>")
        .object(6, "<< /Type /Page /Parent 2 0 R >>")
        .finish();
    let document = Document::open(&bytes, &Opening::default()).unwrap();
    assert_eq!(numbers(&document), [4, 5, 6]);
    let view = document.latest();
    assert_eq!(view.page_count().unwrap(), 3);
}

#[test]
fn loops_end() {
    let bytes = File::new()
        .object(1, "<< /Type /Catalog /Pages 2 0 R >>")
        .object(2, "<< /Type /Pages /Count -7 /Kids [2 0 R 3 0 R 9 0 R] >>")
        .object(
            3,
            "<< /Type /Pages /Parent 3 0 R /Kids [2 0 R 3 0 R 4 0 R] >>",
        )
        .object(4, "<< /Type /Page /Parent 3 0 R >>")
        .finish();
    let document = Document::open(&bytes, &Opening::default()).unwrap();
    assert_eq!(numbers(&document), [4]);
    let view = document.latest();
    assert_eq!(view.page_count().unwrap(), 1);
}

#[test]
fn a_tree_that_multiplies_runs_out_of_its_limit() {
    let mut file = File::new().object(1, "<< /Type /Catalog /Pages 2 0 R >>");
    for number in 2..42 {
        let kid = number + 1;
        file = file.object(number, &format!("<< /Kids [{kid} 0 R {kid} 0 R] >>"));
    }
    let bytes = file.object(42, "<< /Type /Page >>").finish();
    let mut opening = Opening::default();
    opening.limits.tree_nodes = 1000;
    let document = Document::open(&bytes, &opening).unwrap();
    let last = document.latest().pages().unwrap().last().unwrap();
    let error = last.unwrap_err();
    assert_eq!(error.to_string(), "the limit tree_nodes = 1000 is exceeded");
}

//! Annotations, where they may not change.

use crate::fixture::{Attack, PAGE, STRICT, edit, refused, with};

#[test]
fn no_annotation_covers_the_page() {
    refused(STRICT, attacks, 12);
}

fn attacks(pdf: &[u8]) -> Vec<Attack> {
    let mut list = Vec::new();
    let attacks = &mut list;
    edit(
        attacks,
        pdf,
        8,
        &[
            ("(a note)", "(another)"),
            ("[10 90 30 110]", "[0 0 612 792]"),
        ],
    );
    edit(
        attacks,
        pdf,
        69,
        &[
            ("https://example.vn", "https://example.com"),
            ("/URI /URI", "/Launch /F"),
        ],
    );
    let page = with("69 0 R]", "69 0 R 92 0 R]", PAGE);
    for kind in [
        "FreeText",
        "Stamp",
        "Square",
        "Redact",
        "Highlight",
        "FileAttachment",
        "Screen",
    ] {
        let annotation =
            format!("<< /Type /Annot /Subtype /{kind} /Rect [0 0 612 792] /AP << /N 74 0 R >> >>");
        attacks.push((
            format!("a new {kind}"),
            vec![(3, page.clone()), (92, annotation)],
        ));
    }
    attacks.push(("a note gone".into(), vec![(3, with("8 0 R ", "", PAGE))]));
    list
}

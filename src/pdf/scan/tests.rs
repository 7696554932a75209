use super::{Found, Kind, scan};
use crate::{
    Limit, Limits,
    pdf::{ObjectId, input::Input},
};

fn found(text: &str) -> Vec<(u32, u16, u64)> {
    let source = text.as_bytes().to_vec();
    let scan = scan(
        &Input::new(&source, &Limits::default()),
        0,
        &Limits::default(),
    )
    .unwrap();
    let objects = scan.objects.iter();
    objects
        .map(|found| (found.id.number, found.id.generation, found.offset))
        .collect()
}

#[test]
fn heads_of_objects() {
    assert_eq!(
        found("1 0 obj 1 endobj\n2 3 obj(x)endobj3 0 obj"),
        [(1, 0, 0), (2, 3, 17), (3, 0, 33)]
    );
    assert_eq!(found("x12  0\nobj 1"), [(12, 0, 1)]);
    assert_eq!(found("\n7\r\n0\tobj<</A 1>>"), [(7, 0, 1)]);
}

#[test]
fn what_is_no_head() {
    for text in [
        "obj",
        "0 obj",
        "endobj",
        "x 0 obj",
        "0 0 obj",
        "1 65536 obj",
        "4294967296 0 obj",
        "1.2 0 obj",
        "-1 0 obj",
    ] {
        assert_eq!(found(text), [], "{text:?}");
    }
}

#[test]
fn kinds_and_trailers() {
    let text = "1 0 obj <</Type /Catalog>> endobj trailer <</A 1>> \
                2 0 obj <</Type /ObjStm>> endobj trailer x \
                3 0 obj <</Type /ObjStm /Length 0>> stream\n\nendstream endobj \
                4 0 obj <</Type /XRef>> endobj";
    let source = text.as_bytes().to_vec();
    let scan = scan(
        &Input::new(&source, &Limits::default()),
        0,
        &Limits::default(),
    )
    .unwrap();
    let kinds: Vec<_> = scan.objects.iter().map(|found| found.kind).collect();
    assert_eq!(
        kinds,
        [Kind::Catalog, Kind::Other, Kind::ObjectStream, Kind::Other]
    );
    assert_eq!(scan.trailers.len(), 2);
    let first = Found {
        id: ObjectId {
            number: 1,
            generation: 0,
        },
        offset: 0,
        kind: Kind::Catalog,
    };
    assert_eq!(scan.objects[0], first);
}

#[test]
fn objects_have_a_limit() {
    let source = b"1 0 obj 1 endobj 2 0 obj 2 endobj".to_vec();
    let limits = Limits {
        objects: 1,
        ..Limits::default()
    };
    let error = scan(&Input::new(&source, &Limits::default()), 0, &limits).err();
    assert_eq!(error, Some(limits.exceeded(Limit::Objects).into()));
}

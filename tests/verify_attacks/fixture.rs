//! The document under attack, and how one change of it is tried.

use kyso::sign::{Certification, FieldChoice, SignOptions};

use crate::update::{self, TEXT, appearance, append, changes, stream};
use kyso::verify::{Changes::Suspicious, Policy, Verdict, verify};

const CATALOG: &str = "<< /Type /Catalog /Pages 2 0 R /AcroForm 5 0 R /StructTreeRoot 12 0 R /Metadata 17 0 R /Names 60 0 R /Outlines 61 0 R /OCProperties 62 0 R /OutputIntents [63 0 R] /PageLabels 64 0 R /ViewerPreferences 65 0 R /Lang (vi) /MarkInfo << /Marked true >> /Dests 66 0 R /Extensions << /ADBE << /BaseVersion /1.7 /ExtensionLevel 8 >> >> >>";
pub const PAGE: &str = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612.0 792] /CropBox [0 0 612 792] /Rotate 0 /Contents [4 0 R 67 0 R] /Resources 68 0 R /Annots [6 0 R 7 0 R 8 0 R 10 0 R 69 0 R] /StructParents 0 /Group 70 0 R >>";
const RESOURCES: &str = "<< /Font << /F 71 0 R >> /ColorSpace << /C [/ICCBased 72 0 R] >> /ExtGState << /G 73 0 R >> /XObject << /X 74 0 R >> /Properties << /L 75 0 R >> /Pattern << /P 76 0 R >> >>";
const FONT: &str = "<< /Type /Font /Subtype /Type0 /Encoding 77 0 R /DescendantFonts [78 0 R] /ToUnicode 79 0 R >>";
const DESCENDANT: &str = "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /W [1 [500]] /FontDescriptor 80 0 R /CIDToGIDMap 81 0 R >>";
const DESCRIPTOR: &str = "<< /Type /FontDescriptor /FontName /A /Flags 4 /FontFile2 82 0 R >>";
const LINK: &str = "<< /Type /Annot /Subtype /Link /Rect [50 50 60 60] /A << /S /URI /URI (https://example.vn) >> >>";

pub fn fixture() -> Vec<(u32, String)> {
    let own = |text: &str| text.to_owned();
    vec![
        (1, own(CATALOG)),
        (3, own(PAGE)),
        (
            60,
            own("<< /EmbeddedFiles << /Names [(a) 83 0 R] >> /Dests << /Names [] >> >>"),
        ),
        (
            61,
            own("<< /Type /Outlines /First 84 0 R /Last 84 0 R /Count 1 >>"),
        ),
        (
            62,
            own("<< /OCGs [75 0 R] /D << /ON [75 0 R] /Order [75 0 R] >> >>"),
        ),
        (
            63,
            own(
                "<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /DestOutputProfile 72 0 R >>",
            ),
        ),
        (64, own("<< /Nums [0 << /S /D >>] >>")),
        (65, own("<< /HideMenubar false >>")),
        (66, own("<< /there [3 0 R /Fit] >>")),
        (67, stream("", "/X Do")),
        (68, own(RESOURCES)),
        (69, own(LINK)),
        (70, own("<< /S /Transparency >>")),
        (71, own(FONT)),
        (72, stream("/N 3", "profile")),
        (73, own("<< /Type /ExtGState /ca 1 >>")),
        (
            74,
            stream(
                "/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /Y 85 0 R >> >>",
                "/Y Do",
            ),
        ),
        (75, own("<< /Type /OCG /Name (layer) >>")),
        (76, stream("/PatternType 1 /BBox [0 0 1 1]", "")),
        (
            77,
            stream(
                "/Type /CMap /CMapName /M",
                "1 begincidchar <01> 1 endcidchar",
            ),
        ),
        (78, own(DESCENDANT)),
        (79, stream("", "1 beginbfchar <01> <0041> endbfchar")),
        (80, own(DESCRIPTOR)),
        (81, stream("", "\x00\x01")),
        (82, stream("", "glyphs")),
        (
            83,
            own("<< /Type /Filespec /F (a.txt) /EF << /F 86 0 R >> >>"),
        ),
        (
            84,
            own("<< /Title (Chapter) /Parent 61 0 R /Dest [3 0 R /Fit] >>"),
        ),
        (
            85,
            stream(
                "/Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /SMask 87 0 R",
                "x",
            ),
        ),
        (86, stream("/Type /EmbeddedFile", "attached")),
        (
            87,
            stream(
                "/Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8",
                "m",
            ),
        ),
    ]
}

/// The document, signed in its field `sig`.
pub fn prepared(level: Option<Certification>) -> Vec<u8> {
    let fixture = fixture();
    let objects: Vec<_> = fixture
        .iter()
        .map(|(n, text)| (*n, text.as_str()))
        .collect();
    let mut options = SignOptions::at(update::now());
    options.field = FieldChoice::Existing(Some("sig".to_owned()));
    options.certify = level;
    update::sign(&append(&update::base(), &objects), &options)
}

/// Each with a name: what the update writes.
pub type Attack = (String, Vec<(u32, String)>);

/// `text` with `to` instead of the first `from`, which must be there.
pub fn with(from: &str, to: &str, text: &str) -> String {
    assert!(text.contains(from), "{from} in {text}");
    text.replacen(from, to, 1)
}

/// The text of `number` in the document with `from` turned into `to`.
pub fn edit(attacks: &mut Vec<Attack>, pdf: &[u8], number: u32, edits: &[(&str, &str)]) {
    let text = update::object(pdf, number);
    for (from, to) in edits {
        let changed = with(from, to, &text);
        attacks.push((format!("{number}: {from} to {to}"), vec![(number, changed)]));
    }
}

/// Data of a stream replaced, its entries kept.
pub fn data(attacks: &mut Vec<Attack>, pdf: &[u8], numbers: &[u32]) {
    for &number in numbers {
        let text = update::object(pdf, number);
        let (entries, _) = text.split_once("/Length").unwrap();
        let entries = entries.trim_start_matches("<<");
        attacks.push((
            format!("{number}: data"),
            vec![(number, stream(entries, "other"))],
        ));
        let filtered = stream(&format!("{entries} /Filter /Crypt"), "other");
        attacks.push((format!("{number}: filter"), vec![(number, filtered)]));
        attacks.push((format!("{number}: gone"), vec![(number, "null".to_owned())]));
    }
}

/// Tries each attack alone and, where `twice`, beside an honest change and below an honest update;
/// returns those that were taken for something allowed.
fn accepted(pdf: &[u8], attacks: &[Attack], twice: bool) -> Vec<String> {
    let honest = with("(100)", "(200)", TEXT);
    let shown = appearance("200");
    let mut through = Vec::new();
    let mut expect_refusal = |name: &str, pdf: &[u8]| {
        let (found, told) = changes(pdf);
        if found < Suspicious {
            through.push(format!("{name}: {found:?} {told}"));
        }
    };
    for (name, objects) in attacks {
        let mut objects: Vec<_> = objects
            .iter()
            .map(|(n, text)| (*n, text.as_str()))
            .collect();
        let attacked = append(pdf, &objects);
        expect_refusal(name, &attacked);
        if !twice {
            continue;
        }
        expect_refusal(
            &format!("{name}, and more"),
            &append(&attacked, &[(50, "(x)")]),
        );
        if objects.iter().all(|(number, _)| ![6, 9].contains(number)) {
            objects.extend([(6, honest.as_str()), (9, shown.as_str())]);
            expect_refusal(&format!("{name}, filled in"), &append(pdf, &objects));
        }
    }
    through
}

/// That none is taken for something allowed under `levels`.
#[track_caller]
pub fn refused(levels: &[Option<Certification>], attacks: fn(&[u8]) -> Vec<Attack>, least: usize) {
    let mut through = Vec::new();
    for level in levels {
        let pdf = prepared(*level);
        let attacks = attacks(&pdf);
        assert!(attacks.len() >= least, "{}", attacks.len());
        let named = |name: String| format!("{level:?}: {name}");
        let twice = *level == Some(Certification::FormFilling);
        through.extend(accepted(&pdf, &attacks, twice).into_iter().map(named));
    }
    assert!(
        through.is_empty(),
        "{}\n{}",
        through.len(),
        through.join("\n")
    );
}

/// That no document passes, whatever else is said of it, nor is called unsigned.
#[track_caller]
pub fn none_passes(documents: &[(String, Vec<u8>)]) {
    let mut through = Vec::new();
    for (name, pdf) in documents {
        let policy = Policy::at(update::now()).integrity_only();
        if let Ok(report) = verify(pdf, &policy)
            && matches!(report.verdict, Verdict::Passed | Verdict::Unsigned)
        {
            through.push(format!("{name}: {:?}", report.verdict));
        }
    }
    assert!(
        through.is_empty(),
        "{}\n{}",
        through.len(),
        through.join("\n")
    );
}

pub const ALL: &[Option<Certification>] = &[
    None,
    Some(Certification::NoChanges),
    Some(Certification::FormFilling),
    Some(Certification::Annotations),
];

/// All but the level at which annotations may change, and how fields look.
pub const STRICT: &[Option<Certification>] = &[
    None,
    Some(Certification::NoChanges),
    Some(Certification::FormFilling),
];

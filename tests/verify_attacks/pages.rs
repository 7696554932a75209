//! What a page shows: content, resources, fonts, pictures.

use crate::fixture::{ALL, Attack, data, edit, refused};

#[test]
fn no_page_shows_anything_else() {
    refused(ALL, attacks, 95);
}

fn attacks(pdf: &[u8]) -> Vec<Attack> {
    let mut list = Vec::new();
    let attacks = &mut list;
    edit(
        attacks,
        pdf,
        2,
        &[
            ("[3 0 R]", "[90 0 R]"),
            ("[3 0 R]", "[3 0 R 90 0 R]"),
            ("[3 0 R]", "[<< /Type /Pages /Kids [3 0 R] /Count 1 >>]"),
            ("/Count 1", "/Count 1 /Rotate 90"),
            ("/Count 1", "/Count 1 /MediaBox [0 0 9 9]"),
            ("/Count 1", "/Count 1 /Resources << >>"),
            ("/Count 1", "/Count 2"),
        ],
    );
    edit(
        attacks,
        pdf,
        3,
        &[
            ("[4 0 R 67 0 R]", "[67 0 R 4 0 R]"),
            ("[4 0 R 67 0 R]", "[4 0 R]"),
            ("[4 0 R 67 0 R]", "[4 0 R 67 0 R 9 0 R]"),
            ("[4 0 R 67 0 R]", "4 0 R"),
            ("/Contents", "/Contents 9 0 R /Contents"),
            ("/Contents", "/C#6fntents 9 0 R /Contents"),
            ("/Contents [4 0 R 67 0 R]", "/C#6fntents [4 0 R 9 0 R]"),
            ("/Rotate 0", "/Rotate 180"),
            ("/Rotate 0", "/UserUnit 2"),
            ("/CropBox [0 0 612 792]", "/CropBox [0 0 612 92]"),
            ("/CropBox [0 0 612 792]", ""),
            ("/Group 70 0 R", ""),
            (
                "/Group 70 0 R",
                "/Group 70 0 R /AA << /O << /S /JavaScript /JS (x) >> >>",
            ),
            ("/Group 70 0 R", "/Group 70 0 R /PresSteps << >>"),
            ("/Group 70 0 R", "/Group 70 0 R /Trans << /S /Dissolve >>"),
            ("/Group 70 0 R", "/Group 70 0 R /Thumb 85 0 R"),
            ("/Group 70 0 R", "/Group 70 0 R /AF [83 0 R]"),
            ("/Group 70 0 R", "/Group 70 0 R /OutputIntents [63 0 R]"),
            ("/Group 70 0 R", "/Group 70 0 R /TemplateInstantiated /T"),
            ("/Group 70 0 R", "/Group 70 0 R /Tabs /S"),
            ("/Group 70 0 R", "/Group 70 0 R /VP []"),
            ("/StructParents 0", "/StructParents 7"),
            ("/Type /Page ", "/Type /Template "),
            ("/Resources 68 0 R", "/Resources << >>"),
            ("6 0 R 7 0 R", "7 0 R"),
            (
                "10 0 R",
                "10 0 R << /Type /Annot /Subtype /Widget /FT /Tx /Rect [0 0 612 792] >>",
            ),
        ],
    );
    edit(
        attacks,
        pdf,
        68,
        &[
            ("/F 71 0 R", "/F 11 0 R"),
            ("/F 71 0 R", "/F 71 0 R /F 11 0 R"),
            ("/F 71 0 R", ""),
            ("/G 73 0 R", "/G << /ca 0 >>"),
            ("/X 74 0 R", "/X 9 0 R"),
            ("/L 75 0 R", "/L << >>"),
            ("/P 76 0 R", "/P 74 0 R"),
            ("[/ICCBased 72 0 R]", "/DeviceGray"),
            (
                "/ColorSpace <<",
                "/ColorSpace << /DefaultRGB [/ICCBased 72 0 R]",
            ),
        ],
    );
    edit(
        attacks,
        pdf,
        71,
        &[
            ("/Encoding 77 0 R", "/Encoding /Identity-H"),
            ("/ToUnicode 79 0 R", ""),
            ("[78 0 R]", "[<< >>]"),
        ],
    );
    edit(
        attacks,
        pdf,
        78,
        &[
            ("500", "900"),
            ("/CIDToGIDMap 81 0 R", "/CIDToGIDMap /Identity"),
            ("/BaseFont /A", "/BaseFont /B"),
        ],
    );
    edit(
        attacks,
        pdf,
        80,
        &[
            ("/Flags 4", "/Flags 32"),
            ("/FontFile2 82 0 R", "/FontFile2 9 0 R"),
            ("/FontFile2 82 0 R", ""),
        ],
    );
    edit(
        attacks,
        pdf,
        73,
        &[
            ("/ca 1", "/ca 0"),
            ("/ca 1", "/ca 1 /SMask << /S /Alpha /G 9 0 R >>"),
            ("/ca 1", "/ca 1 /BM /Difference"),
            ("/ca 1", "/ca 1 /Font [11 0 R 9]"),
            ("/ca 1", "/ca 1 /TR 9 0 R"),
        ],
    );
    edit(
        attacks,
        pdf,
        70,
        &[("/Transparency", "/Transparency /K true")],
    );
    edit(
        attacks,
        pdf,
        74,
        &[
            ("/Y 85 0 R", "/Y 87 0 R"),
            ("[0 0 9 9]", "[0 0 1 1]"),
            ("/Subtype /Form", "/Subtype /Form /OC 75 0 R"),
            ("/Subtype /Form", "/Subtype /Form /Matrix [0 0 0 0 0 0]"),
        ],
    );
    edit(
        attacks,
        pdf,
        85,
        &[
            ("/SMask 87 0 R", ""),
            ("/SMask 87 0 R", "/SMask 87 0 R /Decode [1 0]"),
            ("/DeviceGray", "/DeviceRGB"),
            ("/Width 1", "/Width 2"),
            (
                "/SMask 87 0 R",
                "/SMask 87 0 R /Alternates [<< /Image 87 0 R >>]",
            ),
            ("/SMask 87 0 R", "/SMask 87 0 R /ImageMask true"),
        ],
    );
    data(
        attacks,
        pdf,
        &[4, 67, 72, 74, 76, 77, 79, 81, 82, 85, 86, 87],
    );
    list
}

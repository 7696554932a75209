//! What hangs on the catalog: actions, names, layers, attachments.

use crate::fixture::{ALL, Attack, edit, refused};

#[test]
fn nothing_is_added_to_the_catalog() {
    refused(ALL, attacks, 50);
}

fn attacks(pdf: &[u8]) -> Vec<Attack> {
    let mut list = Vec::new();
    let attacks = &mut list;
    edit(
        attacks,
        pdf,
        1,
        &[
            ("/Pages 2 0 R", "/Pages 90 0 R"),
            ("/Pages 2 0 R", "/P#61ges 90 0 R"),
            ("/Pages 2 0 R", "/Pages 2 0 R /P#61ges 90 0 R"),
            ("/Pages 2 0 R", "/P#61ges 90 0 R /Pages 2 0 R"),
            ("/AcroForm 5 0 R", "/AcroForm 5 0 R /AcroForm 90 0 R"),
            ("/AcroForm 5 0 R", "/AcroForm 90 0 R /AcroForm 5 0 R"),
            ("/Lang (vi)", "/OpenAction [3 0 R /Fit]"),
            (
                "/Lang (vi)",
                "/Lang (vi) /OpenAction << /S /JavaScript /JS (x) >>",
            ),
            (
                "/Lang (vi)",
                "/Lang (vi) /AA << /WC << /S /JavaScript /JS (x) >> >>",
            ),
            ("/Lang (vi)", "/Lang (vi) /URI << /Base (https://x) >>"),
            ("/Lang (vi)", "/Lang (vi) /Collection << /View /T >>"),
            ("/Lang (vi)", "/Lang (vi) /AF [83 0 R]"),
            ("/Lang (vi)", "/Lang (vi) /Requirements []"),
            ("/Lang (vi)", "/Lang (vi) /Threads []"),
            ("/Lang (vi)", "/Lang (vi) /Legal << >>"),
            ("/Lang (vi)", "/Lang (vi) /PageMode /FullScreen"),
            ("/Lang (vi)", "/Lang (vi) /PageLayout /TwoColumnLeft"),
            ("/Lang (vi)", "/Lang (vi) /NeedsRendering true"),
            ("/Lang (vi)", "/Lang (vi) /SpiderInfo << >>"),
            ("/Lang (vi)", "/Lang (vi) /PieceInfo << >>"),
            ("/Lang (vi)", "/Lang (vi) /DPartRoot << >>"),
            ("/Lang (vi)", "/Lang (vi) /Lang (en)"),
            ("/Lang (vi)", "/Lang (vi) /Perms << /UR3 7 0 R >>"),
            ("/Names 60 0 R", ""),
            ("/OCProperties 62 0 R", ""),
            ("/Outlines 61 0 R", ""),
            ("/StructTreeRoot 12 0 R", ""),
            ("/Metadata 17 0 R", "/Metadata 4 0 R"),
            ("/OutputIntents [63 0 R]", ""),
            ("/MarkInfo << /Marked true >>", ""),
            ("/ExtensionLevel 8", "/ExtensionLevel 3"),
            (
                "/ExtensionLevel 8",
                "/ExtensionLevel 8 /URL 85 0 R >> /X << ",
            ),
        ],
    );
    edit(
        attacks,
        pdf,
        60,
        &[
            ("(a) 83 0 R", "(a) 83 0 R (b) 83 0 R"),
            ("(a) 83 0 R", ""),
            ("(a) 83 0 R", "(b) 83 0 R"),
            (
                "/Dests",
                "/JavaScript << /Names [(x) << /S /JavaScript /JS (x) >>] >> /Dests",
            ),
            ("/Dests", "/Templates << /Names [(t) 3 0 R] >> /Dests"),
            (
                "/Dests << /Names [] >>",
                "/Dests << /Names [(there) [3 0 R /FitH 0]] >>",
            ),
        ],
    );
    edit(
        attacks,
        pdf,
        61,
        &[("/Count 1", "/Count 2"), ("/First 84 0 R", "/First 88 0 R")],
    );
    edit(
        attacks,
        pdf,
        84,
        &[
            ("(Chapter)", "(Another)"),
            ("/Dest [3 0 R /Fit]", "/A << /S /Launch /F (x) >>"),
        ],
    );
    edit(
        attacks,
        pdf,
        62,
        &[
            ("/ON", "/OFF"),
            ("/D <<", "/D << /BaseState /OFF"),
            ("/OCGs [75 0 R]", "/OCGs []"),
            (
                "/D <<",
                "/Configs [] /D << /AS [<< /Event /Print /OCGs [75 0 R] /Category [/Print] >>]",
            ),
        ],
    );
    edit(
        attacks,
        pdf,
        75,
        &[
            ("(layer)", "(other)"),
            ("/OCG", "/OCG /Usage << /View << /ViewState /OFF >> >>"),
        ],
    );
    edit(attacks, pdf, 63, &[("(sRGB)", "(CMYK)")]);
    edit(attacks, pdf, 64, &[("/S /D", "/S /R")]);
    edit(attacks, pdf, 65, &[("false", "true")]);
    edit(
        attacks,
        pdf,
        66,
        &[("/Fit", "/FitH 9"), ("/there", "/here")],
    );
    edit(
        attacks,
        pdf,
        83,
        &[("(a.txt)", "(b.txt)"), ("86 0 R", "85 0 R")],
    );
    list
}

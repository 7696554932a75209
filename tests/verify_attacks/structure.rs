//! What assistive programs read.

use crate::fixture::{ALL, Attack, edit, refused};

#[test]
fn nothing_else_is_read_aloud() {
    refused(ALL, attacks, 14);
}

fn attacks(pdf: &[u8]) -> Vec<Attack> {
    let mut list = Vec::new();
    let attacks = &mut list;
    edit(
        attacks,
        pdf,
        12,
        &[
            ("/K 13 0 R", "/K [13 0 R 13 0 R]"),
            ("/K 13 0 R", ""),
            ("/K 13 0 R", "/K 13 0 R /RoleMap << /Document /Artifact >>"),
            ("/K 13 0 R", "/K 13 0 R /ClassMap << /C << /O /Layout >> >>"),
            ("/K 13 0 R", "/K 13 0 R /IDTree << >>"),
            ("/ParentTreeNextKey 1", "/ParentTreeNextKey 0"),
        ],
    );
    edit(
        attacks,
        pdf,
        13,
        &[
            ("/S /Document", "/S /Artifact"),
            ("/S /Document", "/S /Document /ActualText (Pay 900)"),
            ("/S /Document", "/S /Document /Alt (Pay 900)"),
            ("/S /Document", "/S /Document /E (x)"),
            ("/MCID 0", "/MCID 1"),
        ],
    );
    edit(
        attacks,
        pdf,
        14,
        &[
            ("[13 0 R]", "[12 0 R]"),
            ("/Nums [0 [13 0 R]]", "/Nums []"),
            ("/Nums [0 [13 0 R]]", "/Kids []"),
            ("/Nums [0 [13 0 R]]", "/Kids [4 0 R]"),
            ("/Nums [0 [13 0 R]]", "/Kids [<< /Nums [0 [12 0 R]] >>]"),
            (
                "/Nums [0 [13 0 R]]",
                "/Kids [<< /Nums [0 [12 0 R]] >>] /Nums [0 [13 0 R]]",
            ),
            (
                "/Nums [0 [13 0 R]]",
                "/Nums [0 [13 0 R]] /Kids [<< /Nums [0 [12 0 R]] >>]",
            ),
            ("/Nums [0 [13 0 R]]", "/Nums [0 [13 0 R] 0 [12 0 R]]"),
            ("/Nums [0 [13 0 R]]", "/Nums [0 [12 0 R] 0 [13 0 R]]"),
            ("/Nums [0 [13 0 R]]", "/Nums [0 [13 0 R] 1 [13 0 R]]"),
            ("/Nums [0 [13 0 R]]", "/Nums [0 [13 0 R]] /Limits [1 9]"),
        ],
    );
    edit(attacks, pdf, 18, &[("(Licence)", "(Permit)")]);
    list
}

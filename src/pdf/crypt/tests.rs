use super::Encryption;
use crate::{
    Limits,
    pdf::{
        Dictionary, Object, ObjectId, ReadError,
        filter::{self, direct_only},
        lexer::Lexer,
        parser,
    },
};

/// An encrypted file in which objects are found by their text: enough for files of one revision.
struct Raw(Vec<u8>);

impl Raw {
    fn variant(name: &str) -> Self {
        Self(std::fs::read(format!("testdata/variants/encrypted-{name}.pdf")).unwrap())
    }

    fn find(&self, needle: &str, from: usize) -> usize {
        let found = self.0[from..]
            .windows(needle.len())
            .position(|at| at == needle.as_bytes());
        from + found.unwrap_or_else(|| panic!("{needle}"))
    }

    fn parsed_behind(&self, needle: &str) -> Object {
        let rest = &self.0[self.find(needle, 0) + needle.len()..];
        parser::object(&mut Lexer::new(rest, true), 20).unwrap()
    }

    fn dictionary(&self) -> Dictionary {
        let encrypt = self.parsed_behind("/Encrypt ");
        let object = match encrypt.as_reference() {
            Some(id) => self.parsed_behind(&format!("\n{id}")),
            None => encrypt,
        };
        object.as_dictionary().unwrap().clone()
    }

    fn open(&self, password: Option<&str>) -> Result<Encryption, ReadError> {
        let ids = self.parsed_behind("/ID ");
        let id = ids.as_array().unwrap()[0].as_string().unwrap();
        Encryption::open(&self.dictionary(), &direct_only, id, password)
    }

    /// The first stream whose dictionary says `/FlateDecode`, with its plain data.
    fn first_deflated_stream(&self, encryption: &Encryption) -> Vec<u8> {
        let (start, data) = {
            let mut at = 0;
            loop {
                at = self.find("stream\n", at) + 7;
                let start = self.0[..at]
                    .windows(4)
                    .rposition(|at| at == b" obj")
                    .unwrap();
                let dictionary = &self.0[start..at];
                let has = |key: &[u8]| dictionary.windows(key.len()).any(|at| at == key);
                if has(b"/FlateDecode") && !has(b"/XRef") {
                    break (start, at);
                }
            }
        };
        let line = self.0[..start]
            .iter()
            .rposition(|&byte| byte == b'\n')
            .unwrap()
            + 1;
        let head = std::str::from_utf8(&self.0[line..start]).unwrap();
        let (number, generation) = head.split_once(' ').unwrap();
        let id = ObjectId {
            number: number.parse().unwrap(),
            generation: generation.parse().unwrap(),
        };
        let object = parser::object(&mut Lexer::new(&self.0[start + 4..], true), 20).unwrap();
        let dictionary = object.as_dictionary().unwrap();
        let length = dictionary.get(b"Length").unwrap().as_integer().unwrap() as usize;
        let data = &self.0[data..data + length];
        let plain = encryption
            .decrypt_stream(id, dictionary, None, data)
            .unwrap();
        let filters = filter::read(dictionary, &direct_only, &Limits::default()).unwrap();
        let decoded = filter::decode(&filters, &plain, &Limits::default()).unwrap();
        assert_eq!(decoded.flaws, []);
        decoded.data
    }
}

const USER: &str = "nguoi-dung";
const OWNER: &str = "chu-so-huu";

/// File, revision, bits, method.
const VARIANTS: [(&str, u8, usize, &str); 7] = [
    ("rc4-40", 2, 40, "RC4"),
    ("rc4-128", 3, 128, "RC4"),
    ("aes-128", 4, 128, "AES-128"),
    ("aes-128-clear-metadata", 4, 128, "AES-128"),
    ("aes-256-r5", 5, 256, "AES-256"),
    ("aes-256", 6, 256, "AES-256"),
    ("aes-256-object-streams", 6, 256, "AES-256"),
];

#[test]
fn each_revision_opens_with_both_passwords() {
    for (name, revision, bits, method) in VARIANTS {
        let raw = Raw::variant(name);
        for (password, is_owner) in [(USER, false), (OWNER, true)] {
            let opened = raw.open(Some(password)).unwrap();
            assert_eq!(opened.is_owner(), is_owner, "{name}");
            assert_eq!(opened.revision(), revision, "{name}");
            assert_eq!(opened.key_bits(), bits, "{name}");
            assert_eq!(opened.method(), method, "{name}");
            assert!(opened.findings().is_empty(), "{name}");
            assert!(!raw.first_deflated_stream(&opened).is_empty(), "{name}");
        }
        assert_eq!(raw.open(None).err(), Some(ReadError::PasswordRequired));
        for wrong in ["nguoi-dung ", "Nguoi-dung", "mật khẩu"] {
            assert_eq!(raw.open(Some(wrong)).err(), Some(ReadError::WrongPassword));
        }
    }
}

#[test]
fn a_vietnamese_password_in_both_normal_forms() {
    let raw = Raw::variant("vietnamese-password");
    for user in ["mật khẩu", "ma\u{323}\u{302}t kha\u{302}\u{309}u"] {
        assert!(!raw.open(Some(user)).unwrap().is_owner());
    }
    assert!(raw.open(Some("chủ sở hữu")).unwrap().is_owner());
}

#[test]
fn without_a_user_password_permissions_bind() {
    let raw = Raw::variant("signing-forbidden");
    let anyone = raw.open(None).unwrap();
    assert!(!anyone.is_owner() && !anyone.may_sign() && !anyone.may_add_fields());
    // The empty password opens it whatever else was given.
    assert!(!raw.open(Some("wrong")).unwrap().is_owner());
    let owner = raw.open(Some(OWNER)).unwrap();
    assert!(owner.is_owner() && !owner.may_sign());
    assert!(
        Raw::variant("no-user-password")
            .open(None)
            .unwrap()
            .may_sign()
    );
}

#[test]
fn what_is_encrypted_decrypts_to_the_same() {
    let id = ObjectId {
        number: 70_000,
        generation: 3,
    };
    let stream = Dictionary::default();
    for (name, ..) in VARIANTS {
        let opened = Raw::variant(name).open(Some(USER)).unwrap();
        for length in [0, 1, 15, 16, 17, 1000] {
            let data: Vec<u8> = (0..length).map(|n| (n % 251) as u8).collect();
            let string = opened.encrypt_string(id, &data, [7; 16]);
            assert_eq!(opened.decrypt_string(id, &string), data, "{name}");
            let coded = opened.encrypt_stream(id, &data, [7; 16]);
            let plain = opened.decrypt_stream(id, &stream, None, &coded);
            assert_eq!(plain.unwrap(), data, "{name}");
            if length > 0 {
                assert_ne!(string, data, "{name}");
            }
        }
    }
}

#[test]
fn cut_off_or_foreign_data_is_no_panic() {
    let id = ObjectId {
        number: 1,
        generation: 0,
    };
    for (name, ..) in VARIANTS {
        let opened = Raw::variant(name).open(Some(USER)).unwrap();
        for length in 0..70 {
            let plain = opened.decrypt_string(id, &vec![0x5A; length]);
            assert!(plain.len() <= length);
        }
    }
}

#[test]
fn streams_choose_their_crypt_filter() {
    let id = ObjectId {
        number: 1,
        generation: 0,
    };
    let opened = Raw::variant("aes-128-clear-metadata")
        .open(Some(USER))
        .unwrap();
    let same = |dictionary: &str, chosen: Option<&[u8]>| {
        let data = [1; 48];
        let dictionary = parsed(dictionary);
        let plain = opened
            .decrypt_stream(id, &dictionary, chosen, &data)
            .unwrap();
        plain == data
    };
    assert!(same("<</Type /XRef>>", None));
    assert!(same("<</Type /Metadata>>", None));
    assert!(same("<</Length 1>>", Some(b"Identity")));
    assert!(!same("<</Type /Metadata>>", Some(b"StdCF")));
    assert!(!same("<</Length 1>>", None));
    let unknown = opened.decrypt_stream(id, &Dictionary::default(), Some(b"Other"), b"");
    assert!(matches!(
        unknown,
        Err(ReadError::UnsupportedEncryption { .. })
    ));
}

fn parsed(text: &str) -> Dictionary {
    let object = parser::object(&mut Lexer::new(text.as_bytes(), true), 20).unwrap();
    object.as_dictionary().unwrap().clone()
}

/// Opens the file with one entry of its encryption dictionary replaced.
fn with_entry(name: &str, key: &str, value: &str) -> Result<Encryption, ReadError> {
    let raw = Raw::variant(name);
    let mut dictionary = raw.dictionary();
    let replaced = parsed(&format!("<</{key} {value}>>"));
    dictionary.entries.extend(replaced.entries);
    let ids = raw.parsed_behind("/ID ");
    let id = ids.as_array().unwrap()[0].as_string().unwrap();
    Encryption::open(&dictionary, &direct_only, id, Some(OWNER))
}

#[test]
fn attachments_alone_are_encrypted() {
    let raw = Raw::variant("aes-128");
    let mut dictionary = raw.dictionary();
    let chosen = parsed("<</StmF /Identity /StrF /Identity /EFF /StdCF>>");
    dictionary.entries.extend(chosen.entries);
    let ids = raw.parsed_behind("/ID ");
    let id = ids.as_array().unwrap()[0].as_string().unwrap();
    let opened = Encryption::open(&dictionary, &direct_only, id, Some(USER)).unwrap();
    let object = ObjectId {
        number: 1,
        generation: 0,
    };
    let plain = |kind: &str| {
        let dictionary = parsed(&format!("<</Type /{kind}>>"));
        opened
            .decrypt_stream(object, &dictionary, None, &[1; 48])
            .unwrap()
    };
    assert_eq!(plain("XObject"), [1; 48]);
    assert_ne!(plain("EmbeddedFile"), [1; 48]);
    assert_eq!(opened.decrypt_string(object, b"clear"), b"clear");
}

#[test]
fn tampered_permissions_are_told() {
    let tampered = with_entry("aes-256", "P", "-1").unwrap();
    assert_eq!(tampered.findings().len(), 1);
    let clear = with_entry("aes-256", "EncryptMetadata", "false").unwrap();
    assert_eq!(clear.findings().len(), 1);
    let foreign = with_entry("aes-256", "Perms", "<00112233445566778899AABBCCDDEEFF>").unwrap();
    assert_eq!(foreign.findings().len(), 1);
    // Up to revision 4 the permissions are part of the key.
    let old = with_entry("rc4-128", "P", "-1");
    assert_eq!(old.err(), Some(ReadError::WrongPassword));
}

#[test]
fn permissions_written_without_sign() {
    let signed = Raw::variant("rc4-128")
        .open(Some(USER))
        .unwrap()
        .permissions();
    let unsigned = signed.cast_unsigned().to_string();
    let opened = with_entry("rc4-128", "P", &unsigned).unwrap();
    assert_eq!(opened.permissions(), signed);
}

#[test]
fn key_length_in_bytes_or_missing() {
    assert!(with_entry("rc4-128", "Length", "16").is_ok());
    assert!(with_entry("aes-128", "Length", "null").is_ok());
    assert!(with_entry("aes-128", "Length", "256").is_ok());
    for odd in ["127", "4", "-8", "512"] {
        assert!(with_entry("rc4-128", "Length", odd).is_err());
    }
}

#[test]
fn what_is_not_supported_is_said() {
    for (key, value) in [
        ("Filter", "/Adobe.PubSec"),
        ("Filter", "/Own"),
        ("V", "3"),
        ("V", "6"),
        ("R", "7"),
        ("R", "4"),
        ("StmF", "/Missing"),
        ("CF", "<</StdCF <</CFM /AESV4>>>>"),
        ("CF", "<</StdCF <</CFM /AESV2>>>>"),
    ] {
        let result = with_entry("aes-256", key, value);
        let what = matches!(result, Err(ReadError::UnsupportedEncryption { .. }));
        assert!(what, "{key} {value}: {:?}", result.err());
    }
    for (key, value) in [
        ("Filter", "(Standard)"),
        ("P", "(all)"),
        ("U", "(short)"),
        ("OE", "null"),
        ("CF", "[]"),
        ("CF", "<</StdCF []>>"),
        ("EncryptMetadata", "1"),
    ] {
        let result = with_entry("aes-256", key, value);
        let damaged = matches!(result, Err(ReadError::Damaged { .. }));
        assert!(damaged, "{key} {value}: {:?}", result.err());
    }
}

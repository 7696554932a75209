//! The demonstration's certificates: root → issuing authority → leader and agency.

use std::{fs::OpenOptions, io::Write, path::Path, thread};

use super::guide;
use crate::{random::fill, stop::Stop, terminal::Terminal};
use kyso::{
    Time,
    pki::{self, Issued, Order, PkiError, Subject},
    text::Problem,
};

/// Opens every key file of the demonstration. It is told on the screen and beside the files:
/// these keys protect nothing.
pub const PASSWORD: &str = "trinh-dien";

const DAY: i64 = 24 * 60 * 60;

/// Everybody who signs something.
pub struct Authority {
    pub root: Issued,
    pub issuing: Issued,
    pub leader: Issued,
    pub agency: Issued,
}

/// Makes them. RSA-2048 throughout, since that is what tokens and verifiers in Vietnam speak.
pub fn make(now: Time) -> Result<Authority, Stop> {
    let period = |years: i64| (now.plus_seconds(-DAY), now.plus_seconds(years * 365 * DAY));
    let order = |subject: Subject, years| {
        let (from, to) = period(years);
        Order::new(subject.country("VN"), from, to)
    };
    let authority = "Cơ quan chứng thực trình diễn kyso";
    let root = Subject::new("Chứng thực gốc trình diễn kyso").organization(authority);
    let root = pki::root(&order(root, 20), &mut fill).map_err(told)?;
    let issuing = Subject::new("Chứng thực cấp dưới trình diễn kyso").organization(authority);
    let issuing = pki::ca(&order(issuing, 10), &root, &mut fill).map_err(told)?;
    // As the sample decision names them.
    let leader = Subject::new("Trần Quốc Khải")
        .title("Phó Chủ tịch")
        .organization("Ủy ban nhân dân tỉnh Vĩnh Hà");
    let agency =
        Subject::new("Ủy ban nhân dân tỉnh Vĩnh Hà").organization("Ủy ban nhân dân tỉnh Vĩnh Hà");
    // Generating keys takes most of the time.
    let (leader, agency) = thread::scope(|scope| {
        let leader = scope.spawn(|| pki::leader(&order(leader, 3), &issuing, &mut fill));
        let agency = pki::agency(&order(agency, 3), &issuing, &mut fill);
        (leader.join(), agency)
    });
    let leader = leader
        .unwrap_or(Err(PkiError::KeyGeneration))
        .map_err(told)?;
    Ok(Authority {
        root,
        issuing,
        leader,
        agency: agency.map_err(told)?,
    })
}

impl Authority {
    /// Writes certificates, and key files which only their owner may read.
    pub fn write(&self, folder: &Path, terminal: &Terminal) -> Result<(), Stop> {
        let root = self.root.to_pem();
        let chain = format!("{}{root}", self.issuing.to_pem());
        let readme = guide::readme(terminal);
        for (name, text) in [
            ("root.crt", &root),
            ("chain.pem", &chain),
            ("README.txt", &readme),
        ] {
            create(&folder.join(name), text.as_bytes(), 0o644)?;
        }
        let keys = [
            ("root.p12", &self.root),
            ("ca.p12", &self.issuing),
            ("leader.p12", &self.leader),
            ("agency.p12", &self.agency),
        ];
        // The key derivation is slow on purpose.
        thread::scope(|scope| {
            let write = |(name, issued): (&str, &Issued)| {
                let file = issued.to_pkcs12(PASSWORD).map_err(told)?;
                create(&folder.join(name), &file, 0o600)
            };
            let threads = keys.map(|key| scope.spawn(move || write(key)));
            for thread in threads {
                thread
                    .join()
                    .unwrap_or(Err(told(PkiError::KeyGeneration)))?;
            }
            Ok(())
        })
    }
}

/// Creates a file that only those named by `mode` may read, from its first byte on.
fn create(path: &Path, content: &[u8], mode: u32) -> Result<(), Stop> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(mode);
    }
    #[cfg(not(unix))]
    let _ = mode;
    options
        .open(path)
        .and_then(|mut file| file.write_all(content))
        .map_err(|error| Stop::io(path, &error))
}

fn told(error: PkiError) -> Stop {
    Stop::new("pki", Problem::from(&error))
}

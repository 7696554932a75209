//! The clock: read here, and nowhere in the library.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use kyso::{Time, batch::Clock};

/// The system's clock, or one that stands still.
pub struct SystemClock {
    fixed: Option<Time>,
    begun: Instant,
}

impl SystemClock {
    /// Stands still at `fixed` where given.
    #[allow(clippy::disallowed_methods)] // this is where time comes from
    pub fn new(fixed: Option<Time>) -> Self {
        Self {
            fixed,
            begun: Instant::now(),
        }
    }

    /// The moment of now.
    #[allow(clippy::disallowed_methods)] // this is where time comes from
    pub fn now(&self) -> Time {
        let system = || {
            let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
            Time::from_unix(i64::try_from(since.as_secs()).ok()?)
        };
        // A clock outside the years 1970 to 9999 tells nothing.
        self.fixed
            .or_else(system)
            .unwrap_or_else(|| Time::parse("1970-01-01T00:00:00Z").expect("a time"))
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Time {
        SystemClock::now(self)
    }

    fn millis(&self) -> u64 {
        u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

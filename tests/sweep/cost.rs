//! What one verdict costs, counted: the same on every machine.

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
    io,
    sync::atomic::{AtomicU64, Ordering},
};

use kyso::Source;

/// Bytes that may be read from the file for each byte of it, and besides.
const READ_PER_BYTE: u64 = 64;
const READ_BESIDES: u64 = 64 << 10;

/// Pieces of memory that may be asked for, for each byte of the file: a measure of all work, since
/// no step of kyso that depends on the file does without.
const ALLOCATIONS_PER_BYTE: u64 = 8;
const ALLOCATIONS_BESIDES: u64 = 4096;

/// Bytes of memory that may be held at once, for each byte of the file, and besides.
const MEMORY_PER_BYTE: u64 = 32;
const MEMORY_BESIDES: u64 = 512 << 10;

/// The cost of one verdict.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cost {
    pub read: u64,
    pub reads: u64,
    pub allocations: u64,
    pub peak: u64,
}

impl Cost {
    pub fn add_reads(&mut self, source: &Metered<'_>) {
        self.read = source.read.load(Ordering::Relaxed);
        self.reads = source.reads.load(Ordering::Relaxed);
    }

    /// The bounds of this file's head.
    pub fn check(&self, len: usize) {
        let len = len as u64;
        let within = self.read <= READ_PER_BYTE * len + READ_BESIDES
            && self.allocations <= ALLOCATIONS_PER_BYTE * len + ALLOCATIONS_BESIDES
            && self.peak <= MEMORY_PER_BYTE * len + MEMORY_BESIDES;
        assert!(within, "{self:?} for {len} bytes");
    }

    pub fn raise(&mut self, other: &Self) {
        self.read = self.read.max(other.read);
        self.reads = self.reads.max(other.reads);
        self.allocations = self.allocations.max(other.allocations);
        self.peak = self.peak.max(other.peak);
    }
}

/// A source read by position that counts what is read.
pub struct Metered<'a> {
    bytes: &'a [u8],
    read: AtomicU64,
    reads: AtomicU64,
}

impl<'a> Metered<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            read: AtomicU64::new(0),
            reads: AtomicU64::new(0),
        }
    }
}

impl Source for Metered<'_> {
    fn len(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn read_exact_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        self.read.fetch_add(buffer.len() as u64, Ordering::Relaxed);
        self.reads.fetch_add(1, Ordering::Relaxed);
        self.bytes.read_exact_at(offset, buffer)
    }
}

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
    static HELD: Cell<i64> = const { Cell::new(0) };
    static PEAK: Cell<i64> = const { Cell::new(0) };
}

/// Counts what each thread asks the system's allocator for.
struct Counting;

#[global_allocator]
static COUNTING: Counting = Counting;

fn count(size: i64) {
    ALLOCATIONS.set(ALLOCATIONS.get() + u64::from(size > 0));
    HELD.set(HELD.get() + size);
    PEAK.set(PEAK.get().max(HELD.get()));
}

// SAFETY: hands everything to `System`; the counters are thread-local cells without destructors.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as i64);
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as i64);
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size as i64 - layout.size() as i64);
        unsafe { System.realloc(pointer, layout, size) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        count(-(layout.size() as i64));
        unsafe { System.dealloc(pointer, layout) }
    }
}

/// Runs `work` and says what memory it took.
pub fn measure<T>(work: impl FnOnce() -> T) -> (T, Cost) {
    ALLOCATIONS.set(0);
    let before = HELD.get();
    PEAK.set(before);
    let made = work();
    let cost = Cost {
        allocations: ALLOCATIONS.get(),
        peak: (PEAK.get() - before) as u64,
        ..Cost::default()
    };
    (made, cost)
}

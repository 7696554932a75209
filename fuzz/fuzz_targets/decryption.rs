#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    kyso::fuzzing::decryption(data);
});

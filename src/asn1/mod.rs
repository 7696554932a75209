//! BER and DER as spans: a reader that interprets nothing, and a small DER writer.

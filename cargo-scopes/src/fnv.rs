//! Computes a hash that is the same on every machine and in every version.

/// Computes the 64-bit FNV-1a hash of bytes. It is not secure against attacks.
pub(crate) fn fnv1a(bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes.into_iter().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

//! The floor: read, one SHA-256 pass, the signature or the verifications that are needed, write.
//! No PDF work: what is left when our own code costs nothing.

use std::{
    fs::File,
    io::{self, Read, Write},
    path::Path,
};

use ring::{
    digest::{Context, Digest, SHA256},
    rand::SystemRandom,
    signature::{
        ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256,
        RsaKeyPair, UnparsedPublicKey,
    },
};

/// A key that signs with *ring*, as kyso's does.
pub enum Key {
    /// RSA, PKCS#1 v1.5 with SHA-256.
    Rsa(RsaKeyPair),
    /// P-256 with SHA-256.
    P256(EcdsaKeyPair),
    /// RSA by AWS-LC, as kyso's with the feature `aws-lc`.
    #[cfg(feature = "aws-lc")]
    AwsLc(aws_lc_rs::rsa::KeyPair),
}

impl Key {
    /// Opens an unencrypted PKCS#8 key.
    ///
    /// # Errors
    /// Where it is neither RSA nor P-256.
    pub fn from_pkcs8(der: &[u8]) -> io::Result<Self> {
        #[cfg(feature = "aws-lc")]
        if let Ok(pair) = aws_lc_rs::rsa::KeyPair::from_pkcs8(der) {
            return Ok(Self::AwsLc(pair));
        }
        RsaKeyPair::from_pkcs8(der)
            .map(Self::Rsa)
            .or_else(|_| {
                let random = SystemRandom::new();
                EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, der, &random)
                    .map(Self::P256)
            })
            .map_err(|error| io::Error::other(error.to_string()))
    }

    /// Signs `message`.
    ///
    /// # Errors
    /// What *ring* says.
    pub fn sign(&self, message: &[u8]) -> io::Result<Vec<u8>> {
        let random = SystemRandom::new();
        match self {
            Self::Rsa(key) => {
                let mut signature = vec![0; key.public().modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature)
                    .map_err(|_| io::Error::other("not signed"))?;
                Ok(signature)
            }
            Self::P256(key) => key
                .sign(&random, message)
                .map(|signature| signature.as_ref().to_vec())
                .map_err(|_| io::Error::other("not signed")),
            #[cfg(feature = "aws-lc")]
            Self::AwsLc(key) => {
                let mut signature = vec![0; key.public_modulus_len()];
                key.sign(
                    &aws_lc_rs::signature::RSA_PKCS1_SHA256,
                    &aws_lc_rs::rand::SystemRandom::new(),
                    message,
                    &mut signature,
                )
                .map_err(|_| io::Error::other("not signed"))?;
                Ok(signature)
            }
        }
    }

    /// The public key, as *ring* verifies with it.
    pub fn public(&self) -> Vec<u8> {
        use ring::signature::KeyPair as _;
        match self {
            Self::Rsa(key) => key.public_key().as_ref().to_vec(),
            Self::P256(key) => key.public_key().as_ref().to_vec(),
            #[cfg(feature = "aws-lc")]
            Self::AwsLc(key) => {
                use aws_lc_rs::signature::KeyPair as _;
                key.public_key().as_ref().to_vec()
            }
        }
    }
}

/// Bytes read at once.
const PIECE: usize = 1 << 20;
/// What a signature adds: the placeholder and the update around it.
const ADDED: usize = 18 << 10;

/// Signs without PDF work: reads `input` in pieces, hashes and copies each, signs, writes the
/// signature behind them.
///
/// # Errors
/// What the system or *ring* says.
pub fn sign(input: &Path, key: &Key, output: &mut dyn Write) -> io::Result<()> {
    let digest = pass(input, |piece| output.write_all(piece))?;
    let signature = key.sign(digest.as_ref())?;
    let mut update = vec![b'0'; ADDED];
    update[..signature.len()].copy_from_slice(&signature);
    output.write_all(&update)
}

/// As [`sign`], for bytes in memory.
///
/// # Errors
/// What *ring* says.
pub fn sign_bytes(input: &[u8], key: &Key) -> io::Result<Vec<u8>> {
    let digest = ring::digest::digest(&SHA256, input);
    let signature = key.sign(digest.as_ref())?;
    let mut output = Vec::with_capacity(input.len() + ADDED);
    output.extend_from_slice(input);
    output.extend_from_slice(&signature);
    output.resize(input.len() + ADDED, b'0');
    Ok(output)
}

/// What is verified for one file: the signature once a signer, each certificate of its chain.
pub struct Verifications {
    public: Vec<u8>,
    message: Vec<u8>,
    signature: Vec<u8>,
    /// RSA verifications a file.
    pub count: usize,
}

impl Verifications {
    /// `count` verifications with `key`'s public key.
    ///
    /// # Errors
    /// Where `key` does not sign.
    pub fn new(key: &Key, count: usize) -> io::Result<Self> {
        let message = vec![b'm'; 200];
        Ok(Self {
            public: key.public(),
            signature: key.sign(&message)?,
            message,
            count,
        })
    }

    fn all(&self) -> io::Result<()> {
        let key = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, &self.public);
        (0..self.count).try_for_each(|_| {
            key.verify(&self.message, &self.signature)
                .map_err(|_| io::Error::other("not verified"))
        })
    }
}

/// Verifies without PDF work: reads and hashes `input`, then the verifications.
///
/// # Errors
/// What the system or *ring* says.
pub fn verify(input: &Path, verifications: &Verifications) -> io::Result<Digest> {
    let digest = pass(input, |_| Ok(()))?;
    verifications.all()?;
    Ok(digest)
}

/// As [`verify`], for bytes in memory.
///
/// # Errors
/// What *ring* says.
pub fn verify_bytes(input: &[u8], verifications: &Verifications) -> io::Result<Digest> {
    let digest = ring::digest::digest(&SHA256, input);
    verifications.all()?;
    Ok(digest)
}

fn pass(input: &Path, mut each: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<Digest> {
    let mut file = File::open(input)?;
    let length = usize::try_from(file.metadata()?.len()).unwrap_or(PIECE);
    let mut buffer = vec![0; PIECE.min(length.max(1))];
    let mut hash = Context::new(&SHA256);
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok(hash.finish());
        }
        hash.update(&buffer[..read]);
        each(&buffer[..read])?;
    }
}

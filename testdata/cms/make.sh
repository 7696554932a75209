#!/bin/bash
# Makes the CMS fixtures anew: ./make.sh. Needs OpenSSL 3.0 and faketime; keys from ../keys.
# RSASSA-PSS, ECDSA and the token draw at random, so every run gives others.
set -euo pipefail
cd "$(dirname "$0")"
keys=../keys
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf 'signed bytes' > "$work/content"
openssl dgst -sha1 -binary "$work/content" > "$work/sha1"

sign() { # out, key, content, further arguments
    local out=$1 key=$2 content=$3
    shift 3
    faketime -f '@2026-11-24 02:03:04' openssl cms -sign -binary -outform DER -nosmimecap \
        -signer "$keys/$key.pem" -in "$work/$content" -out "$out" "$@"
}
pss() { # out, digest, further key options
    local out=$1 md=$2
    shift 2
    sign "$out" leader-rsa2048 content -md "$md" -keyopt rsa_padding_mode:pss "$@"
}
sign detached.der leader-rsa2048 content -md sha256
sign cades.der leader-rsa2048 content -md sha256 -cades
sign key-identifier.der leader-rsa2048 content -md sha512 -keyid
sign no-attributes.der leader-rsa2048 content -md sha256 -noattr
sign no-certificate.der leader-rsa2048 content -md sha256 -nocerts
sign sha1.der leader-rsa2048 content -md sha1
sign sha224.der leader-rsa2048 content -md sha224
sign sha3-256.der leader-rsa2048 content -md sha3-256
sign md5.der leader-rsa2048 content -md md5
sign rsa1024.der weak-rsa1024 content -md sha256
sign p256-sha512.der leader-p256 content -md sha512
sign p384-sha384.der leader-p384 content -md sha384
sign two-signers.der leader-rsa2048 content -md sha256 -signer "$keys/leader-p256.pem"
sign enveloping.der leader-rsa2048 content -md sha256 -nodetach
sign indefinite.der leader-rsa2048 content -md sha256 -nodetach -stream
sign sha1-content.der leader-rsa2048 sha1 -md sha256 -nodetach
pss pss.der sha256 -keyopt rsa_pss_saltlen:32
pss pss-salt.der sha256 -keyopt rsa_pss_saltlen:20
pss pss-mgf1.der sha512 -keyopt rsa_pss_saltlen:64 -keyopt rsa_mgf1_md:sha256

# A bare RSA value in an OCTET STRING, as adbe.x509.rsa_sha1 has it, padded as in a PDF.
openssl dgst -sha256 -sign "$keys/leader-rsa2048.pem" -out "$work/value" "$work/content"
{ printf '\x04\x82\x01\x00'; cat "$work/value"; head -c 16 /dev/zero; } > rsa-value.bin

# A time-stamping authority of its own and a token over the content.
openssl req -x509 -newkey rsa:2048 -nodes -days 9000 -keyout "$work/tsa.key" -out "$work/tsa.crt" \
    -subj '/C=VN/CN=Dấu thời gian thử nghiệm' -utf8 -addext 'extendedKeyUsage=critical,timeStamping' 2> /dev/null
cat > "$work/tsa.cnf" <<CONFIG
[tsa]
default_tsa = only
[only]
serial = $work/serial
default_policy = 1.2.3.4
digests = sha256
signer_digest = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
CONFIG
echo 01 > "$work/serial"
openssl ts -query -data "$work/content" -sha256 -cert -out "$work/query"
faketime -f '@2026-11-24 02:03:04' openssl ts -reply -config "$work/tsa.cnf" -queryfile "$work/query" \
    -signer "$work/tsa.crt" -inkey "$work/tsa.key" -token_out -out token.der
ls -l ./*.der ./*.bin

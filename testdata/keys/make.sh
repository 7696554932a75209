#!/bin/bash
# Makes the test PKI anew: ./make.sh [FOLDER]. Needs OpenSSL 3. The keys are random, so every run
# gives others; the committed ones stay as they are unless a kind is added on purpose.
set -euo pipefail
export LC_ALL=C.UTF-8
out=$(realpath "${1:-$(dirname "$0")}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
password=kyso-test

cat > "$work/openssl.cnf" <<CONFIG
[req]
string_mask = utf8only
utf8 = yes
prompt = no
distinguished_name = empty
[empty]
[ca]
default_ca = issuing
[issuing]
new_certs_dir = $work
database = $work/index.txt
serial = $work/serial
default_md = sha256
unique_subject = no
policy = any
preserve = yes
email_in_dn = yes
[any]
countryName = optional
stateOrProvinceName = optional
localityName = optional
organizationName = optional
organizationalUnitName = optional
title = optional
commonName = supplied
serialNumber = optional
emailAddress = optional
UID = optional
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[authority]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[signer]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature, nonRepudiation
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[encipherer]
basicConstraints = critical, CA:FALSE
keyUsage = critical, keyEncipherment
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
CONFIG
: > "$work/index.txt"
echo 4B59534F00000001 > "$work/serial"

key() { # NAME ALGORITHM
  case $2 in
    pss*) openssl genpkey -quiet -algorithm RSA-PSS -pkeyopt "rsa_keygen_bits:${2#pss}" -pkeyopt rsa_pss_keygen_md:sha384 \
      -pkeyopt rsa_pss_keygen_mgf1_md:sha384 -pkeyopt rsa_pss_keygen_saltlen:48 ;;
    rsa*) openssl genpkey -quiet -algorithm RSA -pkeyopt "rsa_keygen_bits:${2#rsa}" ;;
    p256) openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:named_curve ;;
    p384) openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -pkeyopt ec_param_enc:named_curve ;;
    ed25519) openssl genpkey -algorithm ED25519 ;;
  esac > "$work/$1.key" 2>/dev/null
}

certificate() { # NAME SUBJECT EXTENSIONS FROM TO (ISSUER | -selfsign)
  openssl req -new -utf8 -config "$work/openssl.cnf" -key "$work/$1.key" -subj "$2" -out "$work/$1.csr"
  local by=(-selfsign -keyfile "$work/$1.key")
  [ "$6" = -selfsign ] || by=(-cert "$work/$6.crt" -keyfile "$work/$6.key")
  openssl ca -batch -notext -utf8 -config "$work/openssl.cnf" -extensions "$3" -in "$work/$1.csr" \
    -startdate "$4" -enddate "$5" "${by[@]}" -out "$work/$1.crt" 2> "$work/log" || { cat "$work/log"; exit 1; }
}

leader() { # NAME ALGORITHM SUBJECT [EXTENSIONS FROM TO]
  key "$1" "$2"
  certificate "$1" "$3" "${4:-signer}" "${5:-20200101000000Z}" "${6:-20491231000000Z}" ca
  cat "$work/ca.crt" "$work/root.crt" > "$work/chain.crt"
  openssl pkcs12 -export -inkey "$work/$1.key" -in "$work/$1.crt" -certfile "$work/chain.crt" \
    -passout pass:$password -out "$out/$1.p12"
  cat "$work/$1.key" "$work/$1.crt" "$work/ca.crt" "$work/root.crt" > "$out/$1.pem"
  cp "$work/$1.crt" "$out/$1.crt"
}

key root rsa2048
certificate root "/C=VN/O=Cơ quan chứng thực thử nghiệm/CN=Gốc thử nghiệm kyso" root 20200101000000Z 20500101000000Z -selfsign
key ca rsa2048
certificate ca "/C=VN/O=Cơ quan chứng thực thử nghiệm/CN=Chứng thực cấp phát thử nghiệm kyso" authority 20200101000000Z 20500101000000Z root
for name in root ca; do cp "$work/$name.crt" "$work/$name.key" "$out"; done
cat "$work/ca.crt" "$work/root.crt" > "$out/chain.pem"
openssl crl2pkcs7 -nocrl -certfile "$out/chain.pem" -outform DER -out "$out/chain.p7b"

office="/C=VN/O=Sở Nội vụ tỉnh Thử Nghiệm"
leader leader-rsa2048 rsa2048 "$office/title=Giám đốc/CN=Nguyễn Thị Thử"
leader leader-rsa3072 rsa3072 "$office/title=Phó Giám đốc/CN=Trần Văn Mẫu"
leader leader-rsa4096 rsa4096 "$office/OU=Văn phòng/title=Chánh Văn phòng/CN=Lê Đức Thí Dụ"
leader leader-p256 p256 "$office/title=Phó Giám đốc/CN=Phạm Hồng Ví Dụ"
leader leader-p384 p384 "$office/title=Chánh Thanh tra/CN=Đỗ Quỳnh Giả Định"
leader leader-ed25519 ed25519 "$office/title=Trưởng phòng/CN=Vũ Ước Lệ"
leader agency rsa2048 "/C=VN/L=Thử Nghiệm/O=Ủy ban nhân dân tỉnh Thử Nghiệm/CN=Sở Nội vụ tỉnh Thử Nghiệm"
leader expired rsa2048 "$office/title=Giám đốc/CN=Hoàng Hết Hạn" signer 20200101000000Z 20230101000000Z
leader not-yet-valid rsa2048 "$office/title=Giám đốc/CN=Bùi Chưa Đến" signer 20450101000000Z 20491231000000Z
leader encipher-only rsa2048 "$office/title=Giám đốc/CN=Ngô Chỉ Mã Hóa" encipherer
leader leader-pss-sha384 pss2048 "$office/title=Phó Chánh Thanh tra/CN=Lý Thị Ràng Buộc"
leader weak-rsa1024 rsa1024 "$office/title=Giám đốc/CN=Đặng Khóa Yếu"

# One key in every wrapping that is met.
key="$work/leader-rsa2048.key" with=(-inkey "$work/leader-rsa2048.key" -in "$work/leader-rsa2048.crt" -certfile "$work/chain.crt" -passout "pass:$password")
openssl pkcs12 -export "${with[@]}" -legacy -out "$out/leader-rsa2048-legacy.p12"
openssl pkcs12 -export "${with[@]}" -legacy -descert -out "$out/leader-rsa2048-3des.p12"
openssl pkcs12 -export "${with[@]}" -nomac -out "$out/leader-rsa2048-nomac.p12"
openssl pkcs12 -export "${with[@]}" -legacy -keypbe PBE-SHA1-RC4-128 -certpbe PBE-SHA1-RC4-128 -out "$out/leader-rsa2048-rc4.p12"
openssl pkcs12 -export -inkey "$key" -in "$work/leader-rsa2048.crt" -certfile "$work/chain.crt" -keypbe NONE -certpbe NONE -nomac -passout pass: -out "$out/leader-rsa2048-open.p12"
openssl pkcs12 -export -inkey "$key" -in "$work/leader-rsa2048.crt" -passout "pass:mật khẩu" -out "$out/leader-rsa2048-vietnamese.p12"
openssl pkcs8 -topk8 -in "$key" -v2 aes-256-cbc -passout pass:$password -out "$out/leader-rsa2048-encrypted.key"
openssl pkcs8 -topk8 -in "$key" -v2 des3 -passout pass:$password -out "$out/leader-rsa2048-encrypted-3des.key"
openssl rsa -traditional -in "$key" -out "$out/leader-rsa2048-pkcs1.key" 2>/dev/null
openssl rsa -traditional -aes256 -passout pass:$password -in "$key" -out "$out/leader-rsa2048-openssl-encrypted.key" 2>/dev/null
openssl ec -in "$work/leader-p256.key" -out "$out/leader-p256-sec1.key" 2>/dev/null
openssl ec -in "$work/leader-p384.key" -out "$out/leader-p384-sec1.key" 2>/dev/null

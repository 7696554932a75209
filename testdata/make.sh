#!/usr/bin/env bash
# Makes samples/ and variants/ anew from src/. Needs LibreOffice, qpdf 11, Python 3 and the font
# Liberation Serif 2 (Debian: fonts-liberation2; version 1 has no Vietnamese letters and is no OFL font).
set -euo pipefail
cd "$(dirname "$0")"
fonts=${KYSO_FONT_DIR:-/usr/share/fonts/truetype/liberation2}
[ -f "$fonts/LiberationSerif-Regular.ttf" ] || { echo "no Liberation Serif 2 in $fonts" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Only this font is to be found, whatever else the machine has.
cat > "$work/fonts.conf" <<CONF
<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>$fonts</dir><cachedir>$work/fontcache</cachedir></fontconfig>
CONF

convert() { # tagged|plain, files: to $work/pdf
  local tagged=$1; shift
  FONTCONFIG_FILE=$work/fonts.conf libreoffice "-env:UserInstallation=file://$work/profile" --headless \
    --convert-to "pdf:writer_pdf_Export:{\"UseTaggedPDF\":{\"type\":\"boolean\",\"value\":\"$tagged\"}}" \
    --outdir "$work/pdf" "$@" >/dev/null 2>&1
}
convert true src/quyet-dinh.fodt src/cong-van.fodt
convert false src/quyet-dinh-phu-luc.fodt src/giay-phep.fodt src/giay-chung-nhan.fodt

rm -rf samples variants
mkdir samples variants
for pdf in "$work"/pdf/*.pdf; do
  python3 handmade.py settle "$pdf" "samples/$(basename "$pdf")"
done

letter=samples/cong-van.pdf
certificate=samples/giay-chung-nhan.pdf
derive() { # input, output name, options: static identifiers and IVs, so that two runs give the same bytes
  local input=$1 name=$2; shift 2
  qpdf --static-id --static-aes-iv "$@" "$input" "variants/$name.pdf"
}
derive "$letter" object-streams --object-streams=generate
derive "$letter" linearized --linearize
derive "$certificate" linearized-object-streams --linearize --object-streams=generate
derive "$letter" version-1.4 --force-version=1.4 --object-streams=disable
derive "$certificate" version-1.7 --force-version=1.7 --object-streams=disable
derive "$letter" version-2.0 --force-version=2.0 --object-streams=generate

user=nguoi-dung owner=chu-so-huu
derive "$letter" encrypted-rc4-40 --object-streams=disable --allow-weak-crypto --encrypt $user $owner 40 --
derive "$letter" encrypted-rc4-128 --object-streams=disable --allow-weak-crypto --encrypt $user $owner 128 --use-aes=n --
derive "$letter" encrypted-aes-128 --object-streams=disable --allow-weak-crypto --encrypt $user $owner 128 --use-aes=y --
derive "$letter" encrypted-aes-128-clear-metadata --object-streams=disable --allow-weak-crypto --encrypt $user $owner 128 --use-aes=y --cleartext-metadata --
derive "$letter" encrypted-aes-256-r5 --object-streams=disable --allow-weak-crypto --encrypt $user $owner 256 --force-R5 --
derive "$letter" encrypted-aes-256 --object-streams=disable --encrypt $user $owner 256 --
derive "$certificate" encrypted-aes-256-object-streams --object-streams=generate --encrypt $user $owner 256 --
derive "$certificate" encrypted-aes-256-linearized --linearize --encrypt $user $owner 256 --
derive "$letter" encrypted-vietnamese-password --object-streams=disable --encrypt 'mật khẩu' 'chủ sở hữu' 256 --
derive "$letter" encrypted-no-user-password --object-streams=disable --encrypt '' $owner 256 --
derive "$letter" encrypted-signing-forbidden --object-streams=disable --encrypt '' $owner 256 --modify=none --annotate=n --form=n --

python3 handmade.py write samples variants
derive variants/form.pdf form-filling-only --object-streams=disable --encrypt '' $owner 256 --modify=form --
ls -l samples variants

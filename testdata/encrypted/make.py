"""Makes the encrypted documents of this folder with pyHanko 0.38: what qpdf cannot write.

Run in the folder: `python3 make.py`. Keys and initialisation vectors are drawn at random, so two runs differ.
"""
from pyhanko.pdf_utils import generic, writer
from pyhanko.pdf_utils.crypt import (
    IDENTITY, STD_CF, CryptFilterConfiguration, SecurityHandlerVersion, StandardSecurityHandler,
    StandardAESCryptFilter, StandardRC4CryptFilter, StandardSecuritySettingsRevision,
)
from pyhanko.pdf_utils.generic import pdf_name, pdf_string

USER, OWNER = "nguoi-dung", "chu-so-huu"
PAGE = b"BT /F1 12 Tf 20 100 Td (a page) Tj ET"


def make(name, config, choose=None):
    out = writer.PdfFileWriter(stream_xrefs=False)
    handler = StandardSecurityHandler.build_from_pw_legacy(
        StandardSecuritySettingsRevision.RC4_OR_AES128, out._document_id[0].original_bytes, OWNER, USER,
        keylen_bytes=16, use_aes128=True, encrypt_metadata=True, crypt_filter_config=config)
    out._assign_security_handler(handler)
    page_content = generic.StreamObject(stream_data=PAGE)
    if choose is not None:
        page_content.add_crypt_filter(name=choose, handler=handler)
    contents = out.add_object(page_content)
    page = generic.DictionaryObject({
        pdf_name("/Type"): pdf_name("/Page"),
        pdf_name("/MediaBox"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 200, 200))),
        pdf_name("/Contents"): contents,
        pdf_name("/Title"): pdf_string("a title"),
    })
    out.insert_page(page)
    attached = generic.StreamObject(stream_data=b"an attached file")
    attached["/Type"] = pdf_name("/EmbeddedFile")
    reference = out.add_object(attached)
    out.root["/Attached"] = reference
    with open(name + ".pdf", "wb") as file:
        out.write(file)


def filters(**methods):
    return {pdf_name("/" + key): method for key, method in methods.items()}


aes = lambda: StandardAESCryptFilter(keylen=16)
make("rc4-crypt-filter", CryptFilterConfiguration(
    filters(StdCF=StandardRC4CryptFilter(keylen=16)), default_stream_filter=STD_CF, default_string_filter=STD_CF))
make("clear-strings", CryptFilterConfiguration(
    filters(StdCF=aes()), default_stream_filter=STD_CF, default_string_filter=IDENTITY))
make("stream-chooses-identity", CryptFilterConfiguration(
    filters(StdCF=aes()), default_stream_filter=STD_CF, default_string_filter=STD_CF), choose=IDENTITY)

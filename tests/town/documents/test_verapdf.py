from fairplace.town.documents.pdf import write_pdf
from fairplace.town.documents.values import Document, Facts, Heading, Paragraph
from tests.town.documents.samples import make_document
from tests.town.documents.verapdf import list_broken, needs_verapdf

pytestmark = needs_verapdf


def test_documents_keep_pdf_ua(tmp_path):
    brought = write_pdf(Document("Brought", "Somebody", (Paragraph("What it says"),)))
    pdfs = {
        "every-block.pdf": write_pdf(make_document(brought)),
        "languages.pdf": write_pdf(
            make_document(
                blocks=(
                    Heading("صحت سب کے لیے"),
                    Paragraph("স্বাস্থ্য ਸਿਹਤ આરોગ્ય Zażółć 🎉"),
                    Facts((("صحت", "سب"),)),
                )
            )
        ),
    }

    assert list_broken(tmp_path, pdfs) == dict.fromkeys(pdfs, "kept")


def test_check_finds_what_is_broken(tmp_path):
    content = write_pdf(make_document()).replace(b"/Marked true", b"/Marked null")

    assert list_broken(tmp_path, {"broken.pdf": content})["broken.pdf"].startswith("6.2-1 ")

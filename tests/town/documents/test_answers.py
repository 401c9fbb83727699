from fairplace.town.documents.answers import answer
from tests.town.documents.samples import make_document


def test_pdf_is_saved_under_a_safe_name():
    response = answer(make_document(), "pdf", 'Łuton "plan"\r\n../x')

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="uton-plan-x.pdf"'
    assert response.content.startswith(b"%PDF")


def test_word_document_is_saved_under_a_name_even_if_none_is_left():
    response = answer(make_document(), "docx", "صحت")

    assert response["Content-Type"].endswith("wordprocessingml.document")
    assert response["Content-Disposition"] == 'attachment; filename="document.docx"'
    assert response.content.startswith(b"PK")

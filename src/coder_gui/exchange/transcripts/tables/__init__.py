"""Tables as files hold them: delimited text and workbooks, as rows of cells."""

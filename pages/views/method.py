"""Method: what words mean, how texts were read, what is missing, how sure it is."""

from pages.ui import downloads, drawings, folds, inputs, store, theme
from pages.ui.markup import join
from pages.ui.method_edition import CITE, citations
from pages.ui.permalinks import sync

frames, names = store.frames(), store.names()
choices = sync(
    "method", [inputs.as_of_param(), inputs.entry_param(frames), inputs.text_param(names)]
)
theme.page_head(
    "Method",
    "What does each word mean, how was each text read, what is missing, and how sure is it?",
)
parts = drawings.method_parts()
theme.show(folds.contents(parts, "Contents of this page"))
with theme.controls("text"):
    source = inputs.text_input(choices, names)
for part in parts:
    theme.section(part.title, part.note, section_id=part.part_id)
    if part.part_id == CITE:
        with theme.controls("cite"):
            as_of = inputs.as_of_input(choices)
            entry = inputs.entry_input(choices, frames)
        cited = store.data_set_citation()
        theme.show(citations(frames, names, cited, as_of, entry))
        downloads.link_button(choices)
    else:
        theme.show(join([part.body, part.of(source)]))
    if part.table is not None:
        label = f"Download as CSV: {part.title}"
        downloads.csv_button(part.table, part.file_name, label=label)
theme.follow_fragment()
theme.foot()

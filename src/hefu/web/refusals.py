"""What hefu refuses, in the language of the interface.

Below the site an error is an English sentence, which the command line prints as it is and which stays with a file that
could not be read. Here the sentence is found again, and what varies in it is carried over. One that is not listed is
shown in English.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop

from hefu.web.matching import Sentences
from hefu.web.wording import CORRECTABLE

_ERRORS = {
    gettext_noop("unknown area {name}: did you mean {near}?"),
    gettext_noop("unknown area {name}: add it to an areas file (see --areas)"),
    gettext_noop("impossible date {text}: write YYYY, YYYY-MM or YYYY-MM-DD"),
    gettext_noop("the ledger {address} cannot be used: {reason}"),
    gettext_noop("nothing of this was kept: free some space on its disk, then do it again"),
    gettext_noop(
        "nothing of this was kept: free some space on its disk or look whether the disk is broken, then do it again"
    ),
    gettext_noop("others write into the ledger, and this waited in vain: do it again in a moment"),
    gettext_noop("see that you may write to the file and its folder"),
    gettext_noop("see that it is there, and that you may write to the file and its folder"),
    gettext_noop("keep a copy of it, look what `hefu check` says, and restore a backup"),
    gettext_noop("there is no ledger at {address}: make one with `hefu add FILE…`, or choose one with --db"),
    gettext_noop("{address} is a database of another program: choose another file with --db"),
    gettext_noop("{address} was written by a newer hefu ({name}): update hefu, or choose another with --db"),
    gettext_noop("{setting} is {text}: write a whole number above 0"),
    gettext_noop("{setting} is {text}: write a number above 0"),
    gettext_noop("{setting} is {text}: write a whole number, 0 for no limit"),
    gettext_noop("this needs {name}: install it with  pip install 'hefu[{extra}]'"),
    gettext_noop("{form} needs {name}: install it with  pip install 'hefu[{extra}]'"),
    gettext_noop("{field} longer than {n} characters: {text}…"),
    gettext_noop("{field} with NUL characters or halves of surrogate pairs, which no database keeps"),
}
"""Errors of all of hefu."""

_CORRECTING = {
    gettext_noop("a statement has no field {field}: it has {known}"),
    gettext_noop("{field} must not be empty"),
    gettext_noop("{field} is one of {known}, not {text}"),
    gettext_noop("{field} has at most {n} characters"),
    gettext_noop("{text} is no number: write it as 12.5, 140.5亿 or 1.405E+10, in {unit}"),
    gettext_noop("the period {text} ends before it begins"),
    gettext_noop("a correction needs a reason and the name of who makes it"),
    gettext_noop("nobody takes it back: say who with --by"),
    gettext_noop("{field} is {value} already"),
    gettext_noop("correction {n} is undone already"),
    gettext_noop("correction {n} is not in the ledger"),
    gettext_noop("document {n} has no statement at {place}: `hefu list` and `hefu audit` print what it has"),
    gettext_noop("the ledger has no document {n}: `hefu list` and `hefu audit` print what it has"),
    gettext_noop("the ledger has no document {n}"),
    gettext_noop("the file has changed since it was read: add it again"),
    gettext_noop("the statement at {place} quotes other words than stand there"),
    gettext_noop("say who reviews: the name is kept with it"),
    gettext_noop("the statement is reviewed already: take that back first"),
    gettext_noop("say who adds it: the name is kept with it"),
    gettext_noop("select the words of one figure"),
    gettext_noop("a statement is read there already: correct it instead"),
    gettext_noop("nobody takes it back: say who"),
    gettext_noop("this review is undone already"),
    gettext_noop("the ledger has no such review"),
    gettext_noop("the statement is no longer there: somebody rejected it, or the document was read again"),
    gettext_noop("{who} has accepted this statement in the meantime: look at it again, then decide"),
    gettext_noop("{who} has corrected this statement in the meantime: look at it again, then decide"),
    gettext_noop("{who} has rejected this statement in the meantime: look at it again, then decide"),
    gettext_noop("{who} has added this statement in the meantime: look at it again, then decide"),
    gettext_noop("{who} has changed this statement in the meantime: look at it again, then decide"),
    gettext_noop("{who} has taken back what was said of this statement in the meantime: look at it again, then decide"),
}
"""Statements: correcting, reviewing, adding."""

_DECIDING = {
    gettext_noop("no reason is called {reason}: give one of {known}"),
    gettext_noop("the reason 'other' needs a note that says what it is"),
    gettext_noop("nobody has decided: say who with --by"),
    gettext_noop("finding {identity} has resolved itself: nothing is left to decide"),
    gettext_noop("several findings begin with {identity}: `hefu audit` prints their identities"),
    gettext_noop("the ledger has no finding {identity}: `hefu audit` prints their identities"),
    gettext_noop("say who links them and why: both are kept with the link"),
    gettext_noop("the ledger has no target {target}, or no statement {statement}"),
    gettext_noop("the ledger has no target {n}"),
    gettext_noop("two different plans of the ledger are laid beside each other: `hefu list` has them"),
    gettext_noop("say why the link is cut: the reason is kept with it"),
    gettext_noop("say why the passages belong together: the reason is kept with the link"),
    gettext_noop("give four characters or more of the passage below"),
    gettext_noop("no passage of the lower plan has the words {words}: copy words that stand in one of them alone"),
    gettext_noop("{n} passages of the lower plan have the words {words}: copy words that stand in one of them alone"),
    gettext_noop("say who decides: the name is kept with the link"),
    gettext_noop("the plans have no such passages: open the page again"),
    gettext_noop("{who} has confirmed this link in the meantime: look at it again, then decide"),
    gettext_noop("{who} has cut this link in the meantime: look at it again, then decide"),
    gettext_noop("{who} has undone this link in the meantime: look at it again, then decide"),
    gettext_noop("several documents are called {name}: {known}; name the file of one"),
    gettext_noop("the ledger has no plan with targets: add {name} with `hefu add FILE`"),
    gettext_noop("the ledger has no plan {name}; it has {known}"),
    gettext_noop("several reports begin with {hash}: give more of the snapshot's hash, or the file of a snapshot"),
    gettext_noop(
        "no report of the ledger begins with {hash}: give more of the snapshot's hash, or the file of a snapshot"
    ),
    gettext_noop("the snapshot of report {hash} was changed in the ledger: restore a backup"),
    gettext_noop("{text} is no place in the history: begin at its first page"),
    gettext_noop("the history has nothing that is called {key}"),
    gettext_noop("say who takes it back and why: both are kept"),
    gettext_noop("the first version of a row cannot be taken back: strike it off on its own page"),
    gettext_noop("something was changed after it: take that back first"),
    gettext_noop("the statement {text} is no longer read there: nothing can be said of it"),
    gettext_noop("the row of this change is no longer there"),
    gettext_noop("{text} is no longer there: change it back by hand, on the page of the row"),
    gettext_noop("{text} is the name of several: change it back by hand, on the page of the row"),
    gettext_noop("no body is called {name}: `hefu office bodies` lists them"),
}
"""Findings, links, reports, the history."""

_REPORTS = {
    gettext_noop("the plan runs until {day}: no final report of it as of {other}"),
    gettext_noop("the plan is of one year ({period}): there is no mid-term report of it"),
    gettext_noop("choose another --kind"),
    gettext_noop("the report was not made: {n} of its numbers have no evidence in the ledger ({numbers})"),
    gettext_noop("this is an error of hefu, please report it"),
    gettext_noop(
        "reports as pdf and docx need the extra `report`: pip install 'hefu[report]', or choose --format html"
    ),
    gettext_noop("there is no folder {folder} with fonts: name another with --fonts"),
    gettext_noop(
        "no font with Chinese characters was found: install Noto CJK (on Debian: apt-get install fonts-noto-cjk), or "
        "name a folder that has it with --fonts"
    ),
    gettext_noop("the report could not be set: {reason}"),
    gettext_noop("{name} is no snapshot of a report that this hefu knows: name one that `hefu report` issued"),
    gettext_noop("{name} is no snapshot of a report: name one that `hefu report` issued"),
}
"""Reports that are issued."""

_INDICATORS = {
    gettext_noop("a change of an indicator needs a reason and the name of who makes it"),
    gettext_noop("change {n} is undone already"),
    gettext_noop("change {n} is not in the ledger"),
    gettext_noop("a name has between 1 and {n} characters"),
    gettext_noop("{name} is one indicator: name another one"),
    gettext_noop("{other} is no name of {name}"),
    gettext_noop("the ledger has no indicator {name}: it is a name of {owner}"),
    gettext_noop("the ledger has no indicator {name}"),
    gettext_noop("an indicator has no {what}: it has {known}"),
    gettext_noop("no unit is of the kind {value}: give one of {known}"),
    gettext_noop("{value} cannot be the {what} of an indicator"),
    gettext_noop("the {what} of {name} is {value} already"),
}
"""Indicators."""

_ADDING = {
    gettext_noop("the file is too large: {size} MB, at most {most} MB are taken"),
    gettext_noop("{n} files are waiting already"),
    gettext_noop("files of {size} MB are waiting already, and {most} MB is the most"),
    gettext_noop("file or discard some, or wait until they are"),
    gettext_noop("{name} is waiting already: look at it again"),
    gettext_noop("{name} is reading already: look at it again"),
    gettext_noop("{name} is found already: look at it again"),
    gettext_noop("{name} is filed already: look at it again"),
    gettext_noop("{name} is known already: look at it again"),
    gettext_noop("{name} is failed already: look at it again"),
    gettext_noop("{name} is {state} already: look at it again"),
    gettext_noop("{name} is discarded already: look at it again"),
    gettext_noop("{name} is worked on by nobody or by another worker"),
    gettext_noop("no such file has come in"),
    gettext_noop("the name of a mapping has 1 to {n} characters"),
    gettext_noop("there is no mapping {name}, neither as a file nor in the ledger: {known}"),
    gettext_noop("the ledger has this file already: `--again` takes its figures anew"),
    gettext_noop("reading it got no further for {n} seconds; split it, or raise {setting}"),
    gettext_noop("its text has halves of surrogate pairs, which nothing can keep; save it anew"),
    gettext_noop("the process that read it died, perhaps for want of memory; split the file or close other programs"),
    gettext_noop("it takes more memory than one file may have; split it, or raise HEFU_READ_MEMORY_MB"),
    gettext_noop("hefu failed over it ({what}); please report this"),
    gettext_noop("this is no mapping: it has {n} characters, at most {most} are read"),
    gettext_noop("the mapping has no [[table]]: write one for each kind of table"),
    gettext_noop("the mapping is no TOML file: it is nested too deeply"),
    gettext_noop("the mapping is no TOML file: {reason}"),
    gettext_noop("heads, the number of rows of headings, is a whole number from 1 to 6"),
    gettext_noop('fields are written as fields.indicator = { column = "指标" }'),
    gettext_noop('dates is "month" or "year": what a day stands for'),
    gettext_noop("[names] has a table for each field: [names.area]"),
    gettext_noop('[{where}] has lines such as "written in the file" = "its name here"'),
    gettext_noop("a mark cannot mean {what}: it is one of {known}"),
    gettext_noop('{where} is a list of texts: ["…", "…"]'),
    gettext_noop("{where} cannot have {what}: it may have {known}"),
    gettext_noop("{name} has no sheets: only tables (xlsx, xls, csv, tsv, SDMX) are imported"),
    gettext_noop("{name} has no table of figures with headings above them"),
    gettext_noop("{name} has no table with the columns of the mapping: {known}"),
    gettext_noop(
        'fields.{what} is { column = "…" }, { heading = 1 }, { caption = true }, { line = true }, '
        '{ sheet = true } or { is = "…" }'
    ),
    gettext_noop("a heading's row is one of the table's {n}"),
    gettext_noop("the mapping leaves no column of figures: name one under values"),
    gettext_noop("the mapping has no field {name} of a table {n}"),
}
"""Files that come in, and tables among them."""

_READING = {
    gettext_noop("has no text in it"),
    gettext_noop("if its pages are pictures, recognise them first (OCR)"),
    gettext_noop("if its sheets hold pictures, recognise them first (OCR)"),
    gettext_noop("the page may be filled in by a script: save it from a browser"),
    gettext_noop("is no CSV file ({reason})"),
    gettext_noop("a quotation mark may be missing: save it again"),
    gettext_noop("cannot be read as {form} ({reason})"),
    gettext_noop("open it in a word processor and save it again"),
    gettext_noop("open it in a spreadsheet program and save it again"),
    gettext_noop("open it in a spreadsheet program and save it as .xlsx"),
    gettext_noop("open it in an OFD reader and save it again, or as PDF"),
    gettext_noop("open it in its own program and save it"),
    gettext_noop("open it in its own program and save it as {form}"),
    gettext_noop("open it and save it as .xlsx"),
    gettext_noop("unpacks to {size}: a zip bomb, or no document"),
    gettext_noop("save its text as a new file"),
    gettext_noop("declares XML entities in {part}"),
    gettext_noop("declares entities of its own, which no SDMX file needs"),
    gettext_noop("remove the DOCTYPE"),
    gettext_noop("has no observations in it"),
    gettext_noop("fetch the data message, not its structure alone"),
    gettext_noop("SDMX-ML needs an extra"),
    gettext_noop("pip install 'hefu[sdmx]', or use SDMX-CSV"),
    gettext_noop("is a damaged or encrypted {form} file ({reason})"),
    gettext_noop("fetch or save it again"),
    gettext_noop("is a zip archive with {what} in it"),
    gettext_noop("a Word document"),
    gettext_noop("a spreadsheet"),
    gettext_noop("an OFD document"),
    gettext_noop("no {form} document"),
    gettext_noop("save it as {form}"),
    gettext_noop("holds NUL bytes: it is binary or damaged"),
    gettext_noop("export the text again as UTF-8"),
    gettext_noop("is no text in any known encoding"),
    gettext_noop("save it as {form} without a password"),
    gettext_noop("files of the type {type} are not read"),
    gettext_noop("the formats read are {known}"),
    gettext_noop("is too large: {size} MB, at most {most} MB are read"),
    gettext_noop("split it"),
    gettext_noop("split it into files of at most {most} MB"),
    gettext_noop("is empty"),
    gettext_noop("is a damaged image, or none at all"),
    gettext_noop("is a damaged image"),
    gettext_noop("is a damaged image ({reason})"),
    gettext_noop("scan or fetch it again"),
    gettext_noop("scan it again, at 200 to 300 dots per inch"),
    gettext_noop("scan it at 200 to 300 dots per inch"),
    gettext_noop("{page} is too large: {size}, at most {most} million pixels are read"),
    gettext_noop("{page} is too large: at most {most} million pixels are read"),
    gettext_noop("shows no text that could be recognised"),
    gettext_noop("is an image"),
    gettext_noop(
        "install the recogniser (pip install 'hefu[ocr]'), or recognise them elsewhere (OCR) and give hefu the text"
    ),
    gettext_noop("its pages are pictures, without a text layer"),
    gettext_noop("is no PDF file, whatever its name says"),
    gettext_noop("is no XLS file, whatever its name says"),
    gettext_noop("is no {form} file: not a zip archive"),
    gettext_noop("fetch it again"),
    gettext_noop("is a binary workbook"),
    gettext_noop("is a folder"),
    gettext_noop("name the files in it"),
    gettext_noop("is no regular file"),
    gettext_noop("save it as a file first"),
    gettext_noop("cannot be opened: {reason}"),
    gettext_noop("check the path and the rights"),
    gettext_noop("is a GIF image"),
    gettext_noop("is an archive"),
    gettext_noop("unpack it and read the files in it"),
    gettext_noop("is an RTF file"),
    gettext_noop("is a file with a password"),
    gettext_noop("is an old or encrypted Office file"),
    gettext_noop("is a damaged PDF file: none of its pages can be read"),
    gettext_noop("is a damaged PDF file"),
    gettext_noop("is cut off: the end of the file is missing"),
    gettext_noop("is encrypted: a password is needed"),
    gettext_noop("save a copy without one"),
    gettext_noop("cannot be read: {reason}"),
    gettext_noop("has {size} MB"),
    gettext_noop("has {n} sheets"),
    gettext_noop("leave at most {n} in it"),
    gettext_noop("is an XLS file or an encrypted one"),
    gettext_noop("save it as XLSX without a password"),
    gettext_noop("sheet {name} is too large"),
    gettext_noop("leave {n} in it, without formats behind the last row"),
    gettext_noop("{place} has {n} characters"),
    gettext_noop("at most {n} fit"),
    gettext_noop("page {n} cannot be shown as a picture: {reason}"),
    gettext_noop("it is damaged or too large"),
    gettext_noop("drawing it takes too long"),
    gettext_noop("too many are asked for at once"),
    gettext_noop("try again"),
}
"""Files that cannot be read: what is wrong with them, and what can be done."""

KNOWN = _ERRORS | _CORRECTING | _DECIDING | _REPORTS | _INDICATORS | _ADDING | _READING
_SENTENCES = Sentences(KNOWN, field=lambda name: str(CORRECTABLE.get(name, name)))


def why_not(error: Exception | str) -> str:
    """What is wrong, in the language of the interface; names, words and figures in it stay as they are."""
    return _SENTENCES.told(str(error))

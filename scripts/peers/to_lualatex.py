"""In: a text and a page. Out: LuaLaTeX source with fontspec and microtype (protrusion and expansion), French spacing."""

from markdown_text import inlines

PAGE = r"""\documentclass[twoside]{article}
\usepackage[paperwidth=%(width)smm,paperheight=%(height)smm,inner=%(inner)smm,outer=%(outer)smm,top=%(top)smm,
  bottom=%(bottom)smm,headheight=\baselineskip,headsep=4mm,footskip=8mm]{geometry}
\usepackage{fontspec}
\setmainfont{LibertinusSerif}[Path=%(fonts)s/,Extension=.otf,UprightFont=*-Regular,ItalicFont=*-Italic,
  BoldFont=*-Bold,BoldItalicFont=*-BoldItalic,Numbers=OldStyle]
\usepackage{microtype}
\makeatletter
\renewcommand\normalsize{\@setfontsize\normalsize{%(size)spt}{%(leading)spt}}
\renewcommand\footnotesize{\@setfontsize\footnotesize{%(note_size)spt}{%(note_leading)spt}}
\renewcommand\section{\@startsection{section}{1}{0pt}{-\baselineskip}{\baselineskip}{\normalsize\raggedright}}
\makeatother
\normalsize
\setlength\topskip{%(leading)spt}\setlength\footnotesep{%(note_leading)spt}
\setlength\parindent{1em}\setlength\parskip{0pt}\setcounter{secnumdepth}{-2}
\clubpenalty=10000 \widowpenalty=10000 \frenchspacing
\begin{document}\normalsize\frenchspacing
"""


def source(text, page, fonts):
    out = [PAGE % dict(page, fonts=fonts)]
    for block in text.blocks:
        words = line(block.text, text)
        if block.kind == "heading":
            out.append(r"\section{%s}" % words.replace(r"\footnote", r"\protect\footnote"))
        elif block.kind == "quote":
            out.append("\\begin{quote}\n%s\n\\end{quote}" % words)
        elif block.kind == "verse":
            out.append("\\begin{verse}\n%s\n\\end{verse}" % words.replace("\n", "\\\\\n"))
        elif block.kind == "ornament":
            out.append(r"\begin{center}* * *\end{center}")
        else:
            out.append(words)
    return "\n\n".join(out) + "\n\\end{document}\n"


def line(words, text):
    special = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    out = []
    for kind, value in inlines(words):
        if kind == "call":
            body = "\\par ".join(line(part, text) for part in text.notes.get(value, []))
            out.append(r"\footnote{%s}" % body)
        elif kind == "char":
            escaped = "\\" + value if value in "#$%&_{}" else value
            out.append(special.get(value, escaped))
        elif kind == "emph":
            out.append(r"\emph{" if value else "}")
        else:
            out.append(r"\textbf{" if value else "}")
    return "".join(out)

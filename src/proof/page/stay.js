// What is in sight stays where it is when the page is read anew, though what stands above it has another height. Of each column
// some things in sight are remembered that will be there again, and how far below its head they are.
(() => {
  "use strict";
  if (!proof) return;
  const { get } = proof;
  const COLUMNS = ["list", "source", "text"], STEP = 24, KNOWN = 80, TOO_SHORT = 15;

  // A mark is known by its id, but numbers of calls and notes may be others after an answer; a line or a paragraph by its
  // words: an answer does not change those around it. Of a part only its place is the same.
  const hasName = (e) => e.id && !e.id.startsWith("call-") && !e.id.startsWith("note-");
  const words = (e) => e.textContent.trim().slice(0, KNOWN);
  const nameOf = (e) => (hasName(e) ? { id: e.id } : { tag: e.tagName, words: words(e) });
  function find(column, { id, tag, words: own, part }) {
    if (id) return document.getElementById(id);
    if (part != null) return column.querySelectorAll(".part")[part];
    return [...column.getElementsByTagName(tag)].find((e) => words(e) === own);
  }

  // What scrolls: the column itself or, on a small screen, the page.
  const mover = (column) => (getComputedStyle(column).overflowY === "auto" ? column : document.scrollingElement);
  const top = (e) => e.getBoundingClientRect().top;

  function inSight(column) {
    const box = column.getBoundingClientRect(), seen = new Map(), parts = new Set();
    const [from, to] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    const note = (e) => e && seen.set(e, nameOf(e));
    note([...column.querySelectorAll(".on")].find((e) => top(e) >= from && top(e) < to)?.closest("#source li,mark[id]"));
    for (let y = from + 2; y < to; y += STEP) {
      for (const share of [0.1, 0.5]) {
        const e = document.elementFromPoint(box.left + box.width * share, y);
        if (!e || !column.contains(e)) continue;
        const known = e.closest("#source li,#text p,#text .body,#text mark[id],#list [id],#list li");
        if (known && (hasName(known) || words(known).length > TOO_SHORT)) note(known);
        parts.add(e.closest(".part"));
      }
    }
    const all = [...column.querySelectorAll(".part")];
    for (const part of parts) if (part) seen.set(part, { part: all.indexOf(part) });
    return [...seen].map(([e, name]) => [name, top(e) - from]);
  }

  function remember(column) {
    const seen = inSight(column);
    return () => {
      const from = Math.max(top(column), 0);
      for (const [name, was] of seen) {
        const e = find(column, name);
        if (!e?.getClientRects().length) continue;
        const off = top(e) - from - was;
        if (Math.abs(off) > 1) mover(column).scrollTop += off;
        return;
      }
    };
  }

  proof.staying.push(() => {
    const works = COLUMNS.map(get).filter((column) => column?.getClientRects().length).map(remember);
    return () => works.forEach((work) => work());
  });
})();

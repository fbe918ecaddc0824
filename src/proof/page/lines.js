// What a line is: lines of the source are chosen by a click, by keys or as a selection, and said to be a heading, verse, a
// note, a head. The page's own script keeps the answers.
(() => {
  "use strict";
  if (!proof) return;
  const { get, tell, button, card, DO, KEYS } = proof;
  const LONGEST = 60;
  // The chosen line, and which it was of those that were there.
  let chosen = null, place = -1;

  // The lines of each text, with its name where there are several.
  function texts() {
    const texts = [{ name: "", lines: [] }];
    for (const part of get("source").querySelectorAll("ol,.name")) {
      if (part.tagName === "OL") texts.at(-1).lines.push(...part.children);
      else texts.push({ name: part.textContent, lines: [] });
    }
    return texts.filter(({ lines }) => lines.length);
  }
  const lines = () => texts().flatMap((text) => text.lines);
  const words = (li) => li.textContent.split("\f").pop().split(/\s+/).filter(Boolean).join(" ");

  // The names of some lines in a manifest: all their words or the first, and which it is of those that begin so.
  function names(wanted) {
    const known = texts().map(({ name, lines }) => ({ name, lines, words: lines.map(words) }));
    return wanted.map((li) => {
      const text = known.find(({ lines }) => lines.includes(li)), own = words(li);
      const is_long = own.length > LONGEST, head = is_long ? own.slice(0, LONGEST).replace(/\s\S*$/, "") : own;
      const alike = text.lines.filter((_, at) => (is_long ? text.words[at].startsWith(head) : text.words[at] === own));
      const which = alike.length > 1 ? `#${alike.indexOf(li) + 1}` : "";
      return (text.name ? text.name + ":" : "") + head + (is_long ? " …" : "") + which;
    });
  }

  function choose(li) {
    [chosen, place] = [li, lines().indexOf(li)];
    proof.leave();
    li.classList.add("here");
    const number = Number(li.parentElement.start) + [...li.parentElement.children].indexOf(li);
    const act = tell("p", "", "do");
    act.append(button("line", "Say what it is"), " ", button("lineBefore", "Line before"), " ", button("lineNext", "Next line"));
    card.replaceChildren(tell("h2", `Line ${number}`), tell("p", words(li)), act);
    card.hidden = false;
    proof.reveal(li);
    li.scrollIntoView({ block: "nearest" });
  }

  // Selected lines, else the one that is chosen, else that of the chosen entry.
  function wanted() {
    const known = lines(), selection = getSelection();
    const at = (node) => known.indexOf((node?.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.("#source li"));
    const ends = selection.isCollapsed ? [-1, -1] : [at(selection.anchorNode), at(selection.focusNode)].sort((a, b) => a - b);
    if (ends[0] >= 0) return known.slice(ends[0], ends[1] + 1);
    const own = proof.mark()?.closest("li") || chosen;
    return own ? [own] : [];
  }

  function ask() {
    const first = wanted(), dialog = get("line");
    if (!first.length) return proof.say("Choose a line of the source first.");
    get("line-words").textContent = words(first[0]);
    get("line-count").value = first.length;
    dialog.returnValue = "";
    dialog.onclose = async () => {
      if (dialog.returnValue !== "ok") return;
      // Which of several lines it is can be told once all are there.
      await proof.whole("#source");
      const known = lines(), from = known.indexOf(first[0]);
      const count = Math.max(1, Number(get("line-count").value) || 1);
      const named = known.slice(from, from + count).filter(words);
      proof.label(names(named), get("line-kind").value);
    };
    dialog.showModal();
  }

  function step(by) {
    const known = lines();
    let at = known.indexOf(wanted()[0]) + by;
    while (known[at] && !words(known[at])) at += by;
    if (known[at]) choose(known[at]);
  }

  Object.assign(DO, { line: ask, lineBefore: () => step(-1), lineNext: () => step(1) });
  Object.assign(KEYS, { l: "line", "[": "lineBefore", "]": "lineNext" });
  document.addEventListener("click", ({ target }) => {
    const li = target.closest("#source li");
    if (li && words(li) && !target.closest("[data-e]") && getSelection().isCollapsed) choose(li);
  });
  // The line is chosen that stands where the chosen one stood.
  proof.renewed.push(() => {
    const li = !proof.mark() && chosen && !chosen.isConnected && lines()[place];
    if (li) choose(li);
  });
  proof.chosen.push(() => { chosen = null; });
})();

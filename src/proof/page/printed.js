// The pages as printed: each line at the place that the source gives it, drawn when its page comes into sight. Marks in it
// are those of the lines.
(() => {
  "use strict";
  if (!proof || !proof.get("see-pages")) return;
  const { get, all } = proof;
  const numbers = (text) => text.split(" ").map(Number);
  const rows = (text) => (text ? text.split(";").map(numbers) : []);
  // Above its baseline so much of a line's size stands.
  const ABOVE = 0.8;

  // The lists of lines below the name of a page, and what of them has not come yet.
  function listsOf(head) {
    const all = [...get("source").querySelectorAll(".file,ol,.part[data-wait]")], first = all.indexOf(head) + 1;
    const next = all.findIndex((one, at) => at >= first && one.matches(".file"));
    const own = all.slice(first, next < 0 ? all.length : next);
    return [own.filter((one) => one.tagName === "OL"), own.find((one) => one.tagName !== "OL")];
  }

  // A part of a line: words and marks.
  function part(li, from, to) {
    const parts = [];
    let at = 0;
    for (const child of li.childNodes) {
      const words = child.textContent.slice(Math.max(from - at, 0), Math.max(to - at, 0));
      at += child.textContent.length;
      const own = child.nodeType === Node.ELEMENT_NODE ? child.cloneNode(false) : null;
      own?.append(words);
      if (words) parts.push(own || words);
    }
    return parts;
  }

  function box(name, [left, top, right, foot], [width, height]) {
    const e = document.createElement("span");
    e.className = name;
    e.style.cssText = `left:${100 * left / width}%;top:${100 * top / height}%;width:${100 * (right - left) / width}%;` +
      `height:${100 * (foot - top) / height}%`;
    return e;
  }

  function draw(figure) {
    if (figure.firstChild || !figure.clientWidth) return;
    const [lists, missing] = listsOf(figure.head);
    if (missing) return proof.load(missing).then(() => draw(figure));
    const { page, rules, pictures } = figure.head.dataset, size = numbers(page), [width, height] = size;
    const drawn = [...rows(rules).map((rule) => box("rule", rule, size)),
      ...rows(pictures).map((picture) => box("picture", picture, size))];
    const words = [];
    for (const li of lists.flatMap((list) => [...list.children])) {
      if (!li.dataset.b) continue;
      const [baseline, high, ...places] = numbers(li.dataset.b);
      let from = li.textContent.lastIndexOf("\f") + 1;
      for (let at = 0; at + 2 < places.length; at += 3) {
        const [left, wide, units] = places.slice(at, at + 3), line = document.createElement("span");
        const own = part(li, from, from + units);
        from += units;
        line.append(...own);
        line.style.cssText = `left:${100 * left / width}%;top:${100 * (baseline - ABOVE * high) / height}%;` +
          `font-size:${100 * high / width}cqw`;
        line.className = "words";
        words.push([line, wide / width]);
      }
    }
    figure.append(...drawn, ...words.map(([line]) => line));
    const scales = words.map(([line, share]) => share * figure.clientWidth / line.offsetWidth);
    words.forEach(([line], at) => {
      if (Number.isFinite(scales[at]) && scales[at] > 0) line.style.transform = `scaleX(${scales[at]})`;
    });
  }

  const watch = new IntersectionObserver((seen) => seen.filter((one) => one.isIntersecting).forEach((one) => draw(one.target)),
    { rootMargin: "300px" });

  // A page for each name of one, once they are wanted.
  function prepare() {
    if (document.body.classList.contains("no-pages")) return;
    for (const head of all("#source [data-page]")) {
      if (head.nextElementSibling?.matches(".printed")) continue;
      const figure = document.createElement("div"), [width, height] = numbers(head.dataset.page);
      figure.className = "printed";
      figure.head = head;
      figure.setAttribute("role", "img");
      figure.setAttribute("aria-label", `${head.textContent} as printed`);
      figure.style.aspectRatio = `${width}/${height}`;
      head.after(figure);
      watch.observe(figure);
    }
  }

  document.addEventListener("change", ({ target }) => {
    if (target.id !== "see-pages") return;
    prepare();
    if (proof.here()) proof.choose(proof.here());
  });
  proof.renewed.push(prepare);
  proof.arrived.push(prepare);
  proof.revealing.push((li) => {
    const heads = li ? all("#source [data-page]") : [];
    const head = heads.findLast((one) => one.compareDocumentPosition(li) & Node.DOCUMENT_POSITION_FOLLOWING);
    const figure = head?.nextElementSibling;
    if (figure?.matches(".printed") && !document.body.classList.contains("no-pages")) {
      draw(figure);
      figure.scrollIntoView({ block: "nearest" });
    }
  });
})();

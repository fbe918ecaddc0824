// The proof's keys and answers. The page is whole without it. In a file answers are kept by the browser and given as YAML;
// at the desk each is sent at once, and the page is read anew.
(() => {
  "use strict";
  const body = document.body, desk = body.dataset.desk, key = "proof " + body.dataset.key;
  const get = (id) => document.getElementById(id);
  const all = (css, from = document) => [...from.querySelectorAll(css)];
  const list = get("list"), card = get("card");
  if (!list) return;
  let answers = {}, here = null;
  const keep = (work) => { try { return work(); } catch { return null; } };
  if (!desk) answers = keep(() => JSON.parse(localStorage.getItem(key))) || {};

  // Where an entry stands.
  const link = (id) => list.querySelector(`a[href="#${CSS.escape(id)}"]`) ||
    all("a", list).find((a) => a.getAttribute("href") === "#" + id);
  const inSource = (id) => get("source").querySelector(`[data-e~="${id}"]`);
  const kindOf = (li) => li?.closest(".alike")?.querySelector("[data-kind]").dataset.kind;
  const given = (id, li) => answers[id]?.answer || answers[kindOf(li)]?.answer || li?.dataset.given;
  const order = () => all("a", list).filter((a) => !a.closest("details:not([open])"))
    .map((a) => a.getAttribute("href").slice(1));

  // On a small screen one part is shown at a time.
  function tab(name) {
    body.dataset.tab = name;
    get("tab-" + name).checked = true;
  }

  function choose(id, focus) {
    const to = link(id);
    if (!to) return;
    here = id;
    all(".on,.here").forEach((e) => e.classList.remove("on", "here"));
    for (let d = to.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
    const marks = [get(id), inSource(id)].filter(Boolean);
    marks.forEach((m) => m.classList.add("on"));
    marks[1]?.closest("li")?.classList.add("here");
    (to.closest("#list li") || to).classList.add("here");
    show(id, to);
    if (body.dataset.tab === "list" && getComputedStyle(list).overflowY !== "auto") tab("text");
    marks.forEach((m) => m.scrollIntoView({ block: "center" }));
    if (to.checkVisibility?.()) {
      to.scrollIntoView({ block: "nearest" });
      if (focus) to.focus({ preventScroll: true });
    } else if (focus) card.focus({ preventScroll: true });
    keep(() => history.replaceState(null, "", "#" + id));
  }

  const tell = (tag, text, name) => {
    const e = document.createElement(tag);
    e.textContent = text;
    if (name) e.className = name;
    return e;
  };
  const button = (what, text) => {
    const b = tell("button", text);
    b.type = "button";
    b.dataset.do = what;
    return b;
  };

  // The card says all of the chosen entry, and takes the answer.
  function show(id, to) {
    const li = to.closest("#list li"), own = li?.querySelector(".why");
    const group = to.closest("ol,ul,.places"), why = (own || group.previousElementSibling).cloneNode(true);
    const line = tell("p", ""), act = tell("p", "", "do"), more = li?.querySelector(".evidence");
    let label = li ? null : to;
    while (label && label.tagName !== "SPAN") label = label.previousElementSibling;
    if (li) line.append(...[...li.childNodes].filter((e) => e !== own && e !== more).map((e) => e.cloneNode(true)));
    else line.append(to.textContent + ": " + (label ? label.textContent : ""));
    all("a,p", line).forEach((e) => e.replaceWith(tell("span", e.tagName === "P" ? " " + e.textContent : e.textContent)));
    all(".given", line).forEach((e) => e.remove());
    why.querySelector(".count")?.remove();
    act.append(button("previous", "Previous"), " ", button("next", "Next"), " ");
    if (!li?.classList.contains("no-accept")) act.append(button("accept", "Accept"), " ");
    act.append(button("reject", "Reject"), " ", button("edit", "Edit"), " ", tell("span", "", "given"));
    card.replaceChildren(tell("h2", id), line, why, ...(more ? [more.cloneNode(true)] : []), act);
    card.tabIndex = -1;
    card.hidden = false;
    state();
  }

  const SAID = { accept: "accepted", reject: "rejected", edit: "edited", label: "labelled" };
  function state() {
    let left = 0;
    for (const li of all(".entries>li:not(.alike)", list)) {
      const said = given(li.querySelector("a").hash.slice(1), li), shown = li.querySelector(":scope>.given");
      if (said && !shown) li.append(tell("b", " " + SAID[said], "given"));
      else if (shown && said) shown.textContent = " " + SAID[said];
      else if (shown) shown.remove();
      if (!said && !li.closest("[data-k=remarks]")) left += 1;
    }
    const bar = get("bar"), at = card.querySelector(".given");
    if (at) at.textContent = SAID[given(here, link(here)?.closest("li"))] || "";
    bar.value = bar.max - Math.min(left, bar.max);
    get("left").textContent = left;
  }

  function step(by) {
    const ids = order(), at = ids.indexOf(here);
    if (ids.length) choose(ids[at < 0 ? 0 : (at + by + ids.length) % ids.length], true);
  }

  async function answer(id, what) {
    const kind = !link(id);
    if (!kind && what.answer === "accept" && !card.querySelector("[data-do=accept]")) return;
    answers[id] = what;
    state();
    if (!desk) return keep(() => localStorage.setItem(key, JSON.stringify(answers)));
    try {
      const sent = await fetch(desk + "/answer", { method: "POST", headers: { "content-type": "application/json" },
        body: JSON.stringify({ id, ...what }) });
      if (!sent.ok) throw new Error(await sent.text());
      await anew();
    } catch (fault) {
      delete answers[id];
      state();
      const said = tell("p", "The answer was not kept: " + fault.message, "alert");
      said.setAttribute("role", "alert");
      card.hidden = false;
      card.append(said);
    }
  }

  // The parts of the page as they are now; what was open stays open.
  async function anew() {
    const sent = await fetch(desk + "/proof");
    if (!sent.ok) throw new Error(await sent.text());
    const fresh = new DOMParser().parseFromString(await sent.text(), "text/html");
    const open = all("details[open][data-k]").map((d) => d.dataset.k);
    for (const css of ["#list", "#source", "#text", "header>p"]) {
      const old = document.querySelector(css), now = fresh.querySelector(css), top = old.scrollTop;
      if (!now) continue;
      old.replaceChildren(...now.childNodes);
      old.scrollTop = top;
    }
    all("details[data-k]").forEach((d) => { d.open ||= open.includes(d.dataset.k); });
    get("bar").max = fresh.getElementById("bar")?.max || 1;
    answers = {};
    if (here && link(here)) choose(here);
    else state();
  }

  function undo() {
    if (!here || !answers[here] || desk) return;
    delete answers[here];
    keep(() => localStorage.setItem(key, JSON.stringify(answers)));
    state();
  }

  // The whole words around the chosen place, as the source has them.
  function words(id) {
    const mark = inSource(id), li = mark?.closest("li");
    if (!li) return "";
    const before = document.createRange();
    before.setStart(li, 0);
    before.setEndBefore(mark);
    const line = li.textContent.trimEnd(), at = before.toString().length, end = at + mark.textContent.length;
    const head = line.slice(0, at).match(/\S*$/)[0], tail = line.slice(end).match(/^\S*/)[0];
    const next = end >= line.length && (li.nextElementSibling?.textContent.trim().match(/^\S+/) || [""])[0];
    return (head + mark.textContent.trimEnd() + tail + (next ? " " + next : "")).trim();
  }

  function edit() {
    if (!here) return;
    const dialog = get("edit"), id = here;
    get("find").value = get("put").value = words(id);
    get("what").value = "";
    dialog.returnValue = "";
    dialog.onclose = () => {
      if (dialog.returnValue !== "ok") return;
      const find = get("find").value, text = get("put").value, what = get("what").value;
      const line = inSource(id)?.closest("li")?.textContent.trim();
      if (what) answer(id, { answer: "label", text: what, find: line });
      else if (find && find !== text) answer(id, { answer: "edit", text, find });
    };
    dialog.showModal();
  }

  const plain = (name) => (/^[a-z]+-[0-9a-f]{8}$/.test(name) ? name : JSON.stringify(name));
  function yaml() {
    const rows = { decisions: [], corrections: [], headings: [], paragraphs: [] };
    for (const [id, { answer, text, find }] of Object.entries(answers)) {
      if (answer === "edit") rows.corrections.push(`    ${JSON.stringify(find)}: ${JSON.stringify(text)}`);
      else if (answer !== "label") rows.decisions.push(`  ${plain(id)}: ${answer}`);
      else if (text === "paragraph") rows.paragraphs.push(`    - ${JSON.stringify(find)}`);
      else rows.headings.push(`    ${JSON.stringify(find)}: ${text.replace("heading ", "")}`);
    }
    const out = rows.decisions.length ? ["decisions:", ...rows.decisions] : [];
    const repair = ["corrections", "headings", "paragraphs"].filter((name) => rows[name].length);
    if (repair.length) out.push("repair:");
    repair.forEach((name) => out.push(`  ${name}:`, ...rows[name]));
    return out.length ? out.join("\n") + "\n" : "# no answers yet\n";
  }

  const DO = {
    next: () => step(1),
    previous: () => step(-1),
    help: () => get("help").showModal(),
    save: () => { get("yaml").value = yaml(); get("save").showModal(); },
    copy: async () => {
      get("yaml").select();
      await navigator.clipboard?.writeText(get("yaml").value).catch(() => document.execCommand("copy"));
    },
    download: () => {
      const a = document.createElement("a");
      a.href = URL.createObjectURL(new Blob([get("yaml").value], { type: "text/yaml" }));
      a.download = "answers.yaml";
      a.click();
      setTimeout(() => URL.revokeObjectURL(a.href), 1000);
    },
    accept: () => here && answer(here, { answer: "accept" }),
    reject: () => here && answer(here, { answer: "reject" }),
    undo, edit,
  };
  const KEYS = { n: "next", j: "next", p: "previous", k: "previous", a: "accept", r: "reject", e: "edit", s: "save",
    u: "undo", "?": "help" };

  document.addEventListener("keydown", (event) => {
    const busy = event.target.closest?.("input:not([type=radio]):not([type=checkbox]),textarea,select,dialog");
    const what = !busy && !event.ctrlKey && !event.metaKey && !event.altKey && KEYS[event.key];
    if (!what) return;
    event.preventDefault();
    DO[what]();
  });
  document.addEventListener("click", (event) => {
    const act = event.target.closest("[data-do]"), to = event.target.closest("#list a");
    const mark = event.target.closest("#text mark[id],#text i[id],#source [data-e]");
    if (act) {
      const kind = act.closest("[data-kind]");
      if (kind) return answer(kind.dataset.kind, { answer: act.dataset.do });
      DO[act.dataset.do]();
    } else if (to) {
      event.preventDefault();
      choose(to.getAttribute("href").slice(1));
    } else if (mark && !event.target.closest("a")) {
      choose(mark.id || mark.dataset.e.split(" ")[0]);
    }
  });
  document.addEventListener("change", ({ target }) => {
    if (target.name === "tab") tab(target.id.slice(4));
    else if (target.id.startsWith("see-")) body.classList.toggle("no-" + target.id.slice(4), !target.checked);
  });
  tab("list");
  card.setAttribute("aria-live", "polite");
  state();
  if (location.hash.length > 1) choose(decodeURIComponent(location.hash.slice(1)));
})();

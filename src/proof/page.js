// The proof's keys and answers. The page is whole without it. In a file answers are kept by the browser and given as YAML;
// at the desk each is sent at once, the page comes in parts and is read anew. What lines, links and pages need of it is
// `proof`.
const proof = (() => {
  "use strict";
  const body = document.body, desk = body.dataset.desk, key = "proof " + body.dataset.key;
  const get = (id) => document.getElementById(id);
  const all = (css, from = document) => [...from.querySelectorAll(css)];
  const list = get("list"), card = get("card");
  if (!list) return null;
  // What other parts of the script do when the page was read anew, when a part of it came, when an entry is chosen, and when
  // a line is to be seen; and before the page is read anew: each gives what to do after that.
  const renewed = [], arrived = [], chosen = [], revealing = [], staying = [];
  const reveal = (li) => revealing.forEach((work) => work(li));
  let answers = {}, here = null;
  const keep = (work) => { try { return work(); } catch { return null; } };
  if (!desk) answers = keep(() => JSON.parse(localStorage.getItem(key))) || {};

  // Where an entry stands.
  const link = (id) => list.querySelector(`a[href="#${CSS.escape(id)}"]`) ||
    all("a", list).find((a) => a.getAttribute("href") === "#" + id);
  const inSource = (id) => get("source").querySelector(`li [data-e~="${id}"]`);
  const leave = () => {
    here = null;
    all(".on,.here").forEach((e) => e.classList.remove("on", "here"));
  };
  const kindOf = (li) => li?.closest(".alike")?.querySelector("[data-kind]").dataset.kind;
  const given = (id, li) => answers[id]?.answer || answers[kindOf(li)]?.answer || li?.dataset.given;
  const order = () => all("a", list).filter((a) => !a.closest("details:not([open])"))
    .map((a) => a.getAttribute("href").slice(1));

  // At the desk: a part that is looked at, or soon will be; then the others, while there is nothing else to do.
  const waiting = () => all(".part[data-wait]");
  const isWaiting = (part) => !part || "wait" in part.dataset;
  const isInSight = (part) => {
    const { top, bottom, height } = part.getBoundingClientRect();
    return height > 0 && bottom > 0 && top < innerHeight;
  };
  const soon = { rootMargin: "1500px", scrollMargin: "1500px" };
  const near = desk && new IntersectionObserver((parts) => {
    for (const { target, isIntersecting } of parts) if (isIntersecting) load(target).catch(gone);
  }, soon);
  const idle = window.requestIdleCallback || setTimeout;

  // The files were changed elsewhere, and the page is another now; or the desk is closed.
  let renewing = null;
  const gone = () => { renewing ||= anew().catch(() => {}).finally(() => { renewing = null; }); };

  async function load(part) {
    if (isWaiting(part)) await (part.coming ||= come(part));
  }

  const come = (part) => fetch(`${desk}/part/${part.dataset.part}`).then(async (sent) => {
    if (!sent.ok) throw new Error(await sent.text());
    part.innerHTML = await sent.text();
    delete part.dataset.wait;
    arrived.forEach((work) => work());
    settle();
  }).finally(() => { part.coming = null; });

  // Parts are as high as they are only once they are there, and seen: until a hand scrolls, the chosen entry stays in sight.
  let centre = null;
  const settle = () => requestAnimationFrame(() => requestAnimationFrame(() => centre?.()));
  for (const by of ["wheel", "touchmove", "pointerdown", "keydown"]) addEventListener(by, () => { centre = null; }, true);

  async function rest() {
    const part = waiting()[0];
    if (part) await load(part).then(() => idle(rest), gone);
  }

  function expect() {
    if (!desk) return;
    near.disconnect();
    waiting().forEach((part) => near.observe(part));
    idle(rest);
  }

  // Gets all parts of a column.
  const whole = (column) => Promise.all(waiting().filter((part) => part.closest(column)).map(load));

  // Gets the parts in which something stands.
  async function bring(id) {
    if (!desk || (get(id) && inSource(id) && link(id))) return;
    const names = await (await fetch(`${desk}/where/${encodeURIComponent(id)}`)).json();
    await Promise.all(waiting().filter((part) => names.includes(part.dataset.part)).map(load));
  }

  // On a small screen one part is shown at a time.
  function tab(name) {
    body.dataset.tab = name;
    get("tab-" + name).checked = true;
  }

  // Where the chosen entry stands among those that can be seen, also once it is gone.
  let place = 0;
  async function choose(id, focus, isStill) {
    await bring(id);
    const to = link(id);
    if (!to) return;
    leave();
    here = id;
    chosen.forEach((work) => work(id));
    for (let d = to.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
    const line = inSource(id)?.closest("li");
    reveal(line);
    const marks = [get(id), ...all(`#source [data-e~="${id}"]`)].filter(Boolean);
    marks.forEach((m) => m.classList.add("on"));
    line?.classList.add("here");
    (to.closest("#list li") || to).classList.add("here");
    show(id, to);
    if (body.dataset.tab === "list" && getComputedStyle(list).overflowY !== "auto") tab("text");
    place = Math.max(order().indexOf(id), 0);
    if (isStill) return;
    centre = () => marks.forEach((m) => m.scrollIntoView({ block: "center" }));
    centre();
    settle();
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
    act.append(button("reject", "Reject"), " ", button("edit", "Edit"), " ", button("line", "Line"), " ", tell("span", "", "given"));
    card.replaceChildren(tell("h2", id), line, why, ...(more ? [more.cloneNode(true)] : []), act);
    card.tabIndex = -1;
    card.hidden = false;
    state();
  }

  const SAID = { accept: "accepted", reject: "rejected", edit: "edited" };
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
    const ids = order(), at = ids.indexOf(here), next = at < 0 ? place + Math.min(by, 0) : at + by;
    if (ids.length) choose(ids[(next + ids.length) % ids.length], true);
  }

  // Said where it can be seen for a while.
  const SEEN = 8000;
  let fades = 0;
  function say(text) {
    get("said").textContent = text;
    clearTimeout(fades);
    fades = setTimeout(() => { get("said").textContent = ""; }, SEEN);
  }
  const keepAll = () => keep(() => localStorage.setItem(key, JSON.stringify(answers)));

  const doing = (words) => { get("doing").textContent = words; };
  const alarm = (words) => { get("alarm").textContent = words; };

  // A browser that reaches nobody throws a TypeError.
  const why = (fault) => (fault instanceof TypeError
    ? "the desk is closed. Open it again as you did before; all answers until then are kept." : fault.message);

  // An answer is written at once, one after another; what came of it is shown when the book has been read with it.
  let sent = Promise.resolve();
  // Pages of the desk in other windows want to know of it.
  const news = desk && new BroadcastChannel("desk");
  function answer(id, what) {
    const kind = !link(id);
    if (!kind && what.answer === "accept" && !card.querySelector("[data-do=accept]")) return;
    answers[id] = what;
    alarm("");
    state();
    if (!desk) return keepAll();
    doing("Keeping …");
    sent = sent.then(() => send(id, what)).catch((fault) => {
      if (answers[id] === what) delete answers[id];
      state();
      doing("");
      alarm("The answer was not kept: " + why(fault));
      gone();
    });
  }

  // Says what lines are, by their names in a manifest; nothing takes it back.
  function label(lines, text) {
    if (!lines.length) return;
    if (desk) {
      answer("line " + lines[0], { answer: "label", lines, text });
    } else {
      for (const find of lines) {
        delete answers["line " + find];
        if (text) answers["line " + find] = { answer: "label", find, text };
      }
      keepAll();
      state();
    }
    say(text ? `Said of ${lines.length === 1 ? "the line" : lines.length + " lines"}: ${text}` : "Taken back");
  }

  async function send(id, what) {
    const reply = await fetch(desk + "/answer", { method: "POST", headers: { "content-type": "application/json" },
      body: JSON.stringify({ id, ...what }) });
    if (!reply.ok) throw new Error(await reply.text());
    what.words = await reply.json();
    news?.postMessage("");
    stand(id, what);
    doing("Kept. Checking …");
    check();
  }

  // What an answer will do, in its place, until the book has been read with it.
  function stand(id, { answer, text, find, words }) {
    const mark = get(id);
    if (!mark) return;
    const to = answer === "edit" ? text : answer === "reject" ? words?.before : words?.after;
    const was = answer === "edit" ? find : words?.after;
    mark.classList.add("answered");
    mark.title = SAID[answer] || "";
    if (to != null && was != null && mark.textContent.trim() === was.trim()) mark.textContent = to;
    mark.closest(".part")?.setAttribute("data-old", "");
  }

  let isChecking = false, again = false;
  async function check() {
    again = isChecking;
    if (isChecking) return;
    isChecking = true;
    const told = { ...answers };
    try {
      const { refused } = await (await fetch(desk + "/checked")).json();
      await anew(told);
      if (refused.length) alarm(refused.map(({ id, why }) => `The answer to ${id} was taken back: ${why}`).join("\n"));
      // Another may have been given meanwhile: its own check follows.
      if (!Object.keys(answers).length) doing(refused.length ? "" : "Checked.");
    } catch (fault) {
      doing("");
      alarm("What came of the answers can't be shown: " + why(fault));
    } finally {
      isChecking = false;
      if (again) check();
    }
  }

  // The page as it is now: what was open stays open, and parts that are as they were stay. It tells of those answers that
  // had been given when it was asked for.
  async function anew(told = { ...answers }) {
    const sent = await fetch(desk + "/proof");
    if (!sent.ok) throw new Error(await sent.text());
    const fresh = new DOMParser().parseFromString(await sent.text(), "text/html");
    const open = all("details[open][data-k]").map((d) => d.dataset.k);
    const old = all(".part"), next = all(".part", fresh), had = new Map();
    for (const part of old) if (!("old" in part.dataset)) had.set(part.dataset.part, part);
    // What is in sight is there before it takes the place of what was.
    const lacks = (part, at) => isWaiting(part) && old[at] && isInSight(old[at]) && isWaiting(had.get(part.dataset.part));
    await Promise.all(next.filter(lacks).map((part) => load(part).catch(() => {})));
    const places = ["#list", "#source", "#text", "header>p"].map((css) => document.querySelector(css));
    const tops = places.map((place) => place.scrollTop), back = staying.map((work) => work());
    for (const part of next) {
      const same = had.get(part.dataset.part);
      had.delete(part.dataset.part);
      if (!isWaiting(same)) part.replaceWith(same);
    }
    ["#list", "#source", "#text", "header>p"].forEach((css, at) => {
      const now = fresh.querySelector(css);
      if (!now) return;
      places[at].replaceChildren(...now.childNodes);
      places[at].scrollTop = tops[at];
    });
    all("details[data-k]").forEach((d) => { d.open ||= open.includes(d.dataset.k); });
    get("bar").max = fresh.getElementById("bar")?.max || 1;
    for (const id of Object.keys(told)) if (answers[id] === told[id]) delete answers[id];
    Object.entries(answers).forEach(([id, what]) => stand(id, what));
    expect();
    renewed.forEach((work) => work());
    if (here) await choose(here, false, true);
    state();
    centre = () => back.forEach((work) => work());
    centre();
    settle();
  }

  // Takes back the answer of the chosen entry, else the last one; at the desk the last change.
  function undo() {
    if (desk) {
      sent = sent.then(async () => {
        const reply = await fetch(desk + "/undo", { method: "POST", headers: { "content-type": "application/json" }, body: "{}" });
        if (!reply.ok) throw new Error(await reply.text());
        news?.postMessage("");
        await anew();
        say("Taken back");
      }).catch((fault) => alarm("Nothing was taken back: " + why(fault)));
      return;
    }
    const last = answers[here] ? here : Object.keys(answers).pop();
    if (!last) return;
    delete answers[last];
    keepAll();
    state();
    say("Taken back");
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
    dialog.returnValue = "";
    dialog.onclose = () => {
      const find = get("find").value, text = get("put").value;
      if (dialog.returnValue === "ok" && find && find !== text) answer(id, { answer: "edit", text, find });
    };
    dialog.showModal();
  }

  const plain = (name) => (/^[a-z]+-[0-9a-f]{8}$/.test(name) ? name : JSON.stringify(name));
  function yaml() {
    const rows = { decisions: [], corrections: [], lines: [], link: [] }, said = JSON.stringify;
    for (const [id, { answer, text, find, call, note }] of Object.entries(answers)) {
      if (answer === "edit") rows.corrections.push(`    ${said(find)}: ${said(text)}`);
      else if (answer === "label") rows.lines.push(`    ${said(find)}: ${text}`);
      else if (answer === "link") rows.link.push(`    ${said(call)}: ${said(note)}`);
      else rows.decisions.push(`  ${plain(id)}: ${answer}`);
    }
    const out = rows.decisions.length ? ["decisions:", ...rows.decisions] : [];
    for (const [group, names] of [["repair", ["corrections", "lines"]], ["notes", ["link"]]]) {
      const full = names.filter((name) => rows[name].length);
      if (full.length) out.push(`${group}:`);
      full.forEach((name) => out.push(`  ${name}:`, ...rows[name]));
    }
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
    // What stands in a dialog that has closed keeps the focus until the next frame is drawn.
    const at = event.target, isGone = at.closest?.("dialog:not([open])");
    const busy = !isGone && at.closest?.("input:not([type=radio]):not([type=checkbox]),textarea,select,dialog");
    const what = !busy && !event.ctrlKey && !event.metaKey && !event.altKey && KEYS[event.key];
    if (!what) return;
    event.preventDefault();
    DO[what]();
  });
  document.addEventListener("click", (event) => {
    const act = event.target.closest("[data-do]"), to = event.target.closest("#list a");
    const mark = event.target.closest("#text mark[id],#text i[id],#source [data-e]");
    const inner = desk && event.target.closest("#text a[href^='#']");
    if (act) {
      const kind = act.closest("[data-kind]");
      if (kind) return answer(kind.dataset.kind, { answer: act.dataset.do });
      DO[act.dataset.do]();
    } else if (to) {
      event.preventDefault();
      choose(to.getAttribute("href").slice(1));
    } else if (inner && !get(inner.hash.slice(1))) {
      event.preventDefault();
      bring(inner.hash.slice(1)).then(() => { location.hash = inner.hash; });
    } else if (mark && !event.target.closest("a") && getSelection().isCollapsed) {
      choose(mark.id || mark.dataset.e.split(" ")[0]);
    }
  });
  document.addEventListener("change", ({ target }) => {
    if (target.name === "tab") tab(target.id.slice(4));
    else if (target.id.startsWith("see-")) body.classList.toggle("no-" + target.id.slice(4), !target.checked);
  });
  tab("list");
  expect();
  card.setAttribute("aria-live", "polite");
  state();
  if (location.hash.length > 1) choose(decodeURIComponent(location.hash.slice(1)));
  return { get, all, tell, button, card, choose, leave, reveal, say, answer, label, load, whole, renewed, arrived, chosen, revealing, staying, DO,
    KEYS, here: () => here, mark: () => here && inSource(here) };
})();

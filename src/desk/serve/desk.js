"use strict";
// Files that are dropped, sizes of editions, and what another window changed. Everything else works without a script.
(() => {
  const base = document.body.dataset.base;
  let version = document.body.dataset.version;

  // Files are sent one after another; each says what became of it.
  const put = async (files, said) => {
    const well = [], lines = [];
    said.textContent = "Reading …";
    for (const file of files) {
      const address = `${base}/files?name=${encodeURIComponent(file.name)}`;
      try {
        const reply = await fetch(address, { method: "POST", body: file, headers: { "content-type": "application/octet-stream" } });
        const told = reply.headers.get("content-type").startsWith("application/json") ? await reply.json() : { error: await reply.text() };
        if (reply.ok) well.push(told.name);
        lines.push(reply.ok ? `${told.name} is in the folder.` : told.error);
      } catch {
        lines.push(`${file.name} could not be sent: is the desk still open?`);
      }
    }
    said.replaceChildren(...lines.map(line));
    if (!well.length) return;
    if (well.length < files.length) keep(() => sessionStorage.setItem("said", JSON.stringify(lines)));
    const chosen = well.map((name) => "text=" + encodeURIComponent(name)).join("&");
    location.assign(version ? location.pathname : `${base}/start?${chosen}`);
  };
  const keep = (work) => { try { return work(); } catch { return null; } };
  const line = (words) => Object.assign(document.createElement("span"), { className: "line", textContent: words });
  // What was said of files that were refused outlives the page that shows those that were not.
  const refused = JSON.parse(keep(() => sessionStorage.getItem("said")) || "null");
  keep(() => sessionStorage.removeItem("said"));
  if (refused) document.querySelector("[data-drop] [data-said]")?.replaceChildren(...refused.map(line));

  // A form that was changed is not left unsaved without a word.
  const form = document.querySelector("form .save")?.closest("form");
  if (form) {
    let isChanged = document.querySelector("[aria-invalid]") !== null;
    form.addEventListener("input", () => { isChanged = true; });
    form.addEventListener("submit", () => { isChanged = false; });
    addEventListener("beforeunload", (event) => { if (isChanged) event.preventDefault(); });
  }
  for (const place of document.querySelectorAll("[data-drop]")) {
    const said = place.querySelector("[data-said]");
    const input = place.querySelector("input");
    input.addEventListener("change", () => put([...input.files], said));
    place.addEventListener("dragover", (event) => { event.preventDefault(); place.classList.add("over"); });
    place.addEventListener("dragleave", () => place.classList.remove("over"));
    place.addEventListener("drop", (event) => {
      event.preventDefault();
      place.classList.remove("over");
      put([...event.dataTransfer.files], said);
    });
  }

  // Pages that are pictures take minutes to read: what is read so far is told meanwhile.
  for (const form of document.querySelectorAll("form[data-reads]")) {
    const said = form.querySelector("[data-said]");
    form.addEventListener("submit", () => {
      said.textContent = "Reading …";
      form.querySelector("button").disabled = true;
      setInterval(async () => {
        const { said: words } = await (await fetch(`${base}/reading`)).json();
        if (words) said.textContent = words;
      }, 1000);
    });
  }

  // Editions are made for their sizes, after the page is there.
  const list = document.querySelector("[data-sizes]");
  if (list) {
    fetch(`${base}/editions`).then((reply) => reply.json()).then(({ sizes }) => {
      for (const place of list.querySelectorAll("[data-size]")) place.textContent = sizes[place.dataset.size] ?? "";
    }).catch(() => {});
  }

  // Another window, the proof in its frame, or an editor may change the files. Looks are shown anew; of a page with a
  // frame the parts around it; forms keep what was typed and say so.
  let told = false;
  const renew = async () => {
    const fresh = new DOMParser().parseFromString(await (await fetch(`${base}/proof`)).text(), "text/html");
    version = fresh.body.dataset.version;
    for (const css of ["header", "#asked"]) {
      const old = document.querySelector(css);
      if (!old.contains(document.activeElement)) old.replaceWith(fresh.querySelector(css));
    }
  };
  let isAsking = false, again = false;
  const watch = async () => {
    if (document.hidden || told || !version) return;
    again = isAsking;
    if (isAsking) return;
    isAsking = true;
    try {
      const now = await (await fetch(`${base}/state`)).json();
      if (now.version === version) return;
      if (list) { told = true; location.reload(); return; }
      if (document.querySelector("iframe.sheet")) { await renew(); return; }
      told = true;
      const notice = document.createElement("div");
      notice.className = "notice";
      notice.setAttribute("role", "status");
      const again = document.createElement("a");
      again.href = location.pathname;
      again.textContent = "Show it as it is now";
      notice.append("The book was changed elsewhere meanwhile. ", again, ".");
      document.querySelector("h1").after(notice);
    } catch { /* the desk is closed */ } finally {
      isAsking = false;
      if (again) watch();
    }
  };
  // The proof says so at once; an editor does not.
  new BroadcastChannel("desk").onmessage = watch;
  setInterval(watch, 1000);
  document.addEventListener("visibilitychange", watch);
})();

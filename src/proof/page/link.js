// Calls and notes: a call is drawn to the note that belongs to it, with a mouse, a pen or a finger, or both are chosen from
// lists. The page's own script keeps the answers.
(() => {
  "use strict";
  if (!proof) return;
  const { get, all, tell, DO, KEYS } = proof;
  const CALL = "#text a[data-call]", NOTE = "#text [data-note]";
  // Further than a click moves; notes on either side that are offered near the call.
  const SLACK = 8, NEAR = 3;
  const tray = get("tray");

  const first = (text, most) => (text.length > most ? text.slice(0, most).replace(/\s\S*$/, "") + " …" : text);
  const ofNote = (note) => first(note.textContent.trim().split(/\s+/).join(" "), 60);
  function ofCall(call) {
    const before = document.createRange();
    before.setStart(call.closest("p,h3,h4,h5,h6,.line,.body,li") || call.parentElement, 0);
    before.setEndBefore(call);
    return `${call.textContent}: … ${before.toString().split(/\s+/).slice(-6).join(" ")}`;
  }

  function link(call, note) {
    const [one, other] = [ofCall(call).split(":")[0], ofNote(note)];
    proof.answer("link " + call.dataset.call, { answer: "link", call: call.dataset.call, note: note.dataset.note });
    proof.say(`Call ${one} belongs to: ${other}`);
  }

  // Both from lists; the call that has the focus, or stands next to the chosen entry, is chosen.
  async function ask() {
    const focused = document.activeElement;
    await proof.whole("#text");
    const calls = all(CALL), notes = all(NOTE), dialog = get("link");
    if (!calls.length || !notes.length) return proof.say("There are no calls and notes to link.");
    const fill = (id, of, say) => get(id).replaceChildren(...of.map((e, at) => {
      const option = tell("option", say(e));
      option.value = at;
      return option;
    }));
    fill("link-call", calls, ofCall);
    fill("link-note", notes, ofNote);
    const mark = proof.here() && get(proof.here());
    const own = mark?.closest(".body"), sup = mark?.closest("sup")?.querySelector("a");
    const call = focused.matches?.(CALL) ? focused : sup;
    const called = call || (own && calls.find((c) => c.hash === "#" + own.id));
    if (called) get("link-call").value = calls.indexOf(called);
    const note = own || notes.find((n) => "#" + n.id === calls[get("link-call").value].hash);
    if (note) get("link-note").value = notes.indexOf(note);
    dialog.returnValue = "";
    dialog.onclose = () => {
      if (dialog.returnValue === "ok") link(calls[get("link-call").value], notes[get("link-note").value]);
    };
    dialog.showModal();
  }

  // Drawing. What is offered beside the call are the notes around its own, and those that nothing calls.
  let drawn = null;
  function offer(call) {
    const notes = all(NOTE), own = notes.findIndex((note) => "#" + note.id === call.hash);
    const near = notes.filter((note, at) => Math.abs(at - own) <= NEAR || !note.id);
    tray.replaceChildren(...near.slice(0, 3 * NEAR).map((note) => {
      const row = tell("p", ofNote(note));
      row.note = note;
      return row;
    }));
    tray.hidden = false;
    const low = call.getBoundingClientRect().top > innerHeight / 2;
    tray.classList.toggle("high", low);
  }

  function begin() {
    const box = drawn.call.getBoundingClientRect();
    drawn.x = box.x + box.width / 2;
    drawn.y = box.y + box.height / 2;
    drawn.svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    drawn.svg.id = "drawn";
    drawn.svg.append(document.createElementNS("http://www.w3.org/2000/svg", "line"));
    document.body.append(drawn.svg);
    drawn.call.setPointerCapture?.(drawn.pointer);
    offer(drawn.call);
    proof.whole("#text").then(() => drawn?.svg && offer(drawn.call));
  }

  function move({ clientX, clientY }) {
    const line = drawn.svg.firstChild;
    for (const [name, value] of Object.entries({ x1: drawn.x, y1: drawn.y, x2: clientX, y2: clientY })) {
      line.setAttribute(name, value);
    }
    const under = document.elementFromPoint(clientX, clientY);
    const row = under?.closest("#tray p");
    drawn.row?.classList.remove("target");
    drawn.row = row || under?.closest(NOTE);
    drawn.row?.classList.add("target");
    drawn.note = row ? row.note : drawn.row;
  }

  function end(done) {
    const { svg, row, call, note } = drawn;
    drawn = null;
    if (!svg) return;
    svg.remove();
    row?.classList.remove("target");
    tray.hidden = true;
    if (done && note) link(call, note);
  }

  document.addEventListener("pointerdown", (event) => {
    const call = event.target.closest(CALL);
    if (call && event.button === 0) drawn = { call, pointer: event.pointerId, x: event.clientX, y: event.clientY };
  });
  document.addEventListener("pointermove", (event) => {
    if (!drawn || event.pointerId !== drawn.pointer) return;
    if (!drawn.svg && Math.hypot(event.clientX - drawn.x, event.clientY - drawn.y) > SLACK) begin();
    if (drawn.svg) move(event);
  });
  document.addEventListener("pointerup", (event) => {
    if (!drawn || event.pointerId !== drawn.pointer) return;
    if (drawn.svg) {
      // What follows is no click on the call.
      const stop = (click) => {
        if (!click.target.closest(CALL)) return;
        click.preventDefault();
        click.stopPropagation();
      };
      addEventListener("click", stop, { capture: true, once: true });
      setTimeout(() => removeEventListener("click", stop, { capture: true }), 50);
    }
    end(true);
  });
  document.addEventListener("pointercancel", () => drawn && end(false));
  document.addEventListener("dragstart", (event) => { if (event.target.closest?.(CALL)) event.preventDefault(); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && drawn) end(false); });

  Object.assign(DO, { link: ask });
  Object.assign(KEYS, { c: "link" });
})();

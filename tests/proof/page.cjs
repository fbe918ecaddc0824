// A browser reads a proof. In: the page. Out: what it saw on screens of two widths, light and dark, as JSON: faults that
// axe-core names, how wide the page is, what keys, mouse and fingers do; the same of a page with printed
// pages. axe-core comes with Ace, which `scripts/test` installs.
//
//   node page.cjs PAGE.html PRINTED.html
'use strict';
const fs = require('fs');
const path = require('path');
const { pathToFileURL } = require('url');
const { inBrowser, until } = require('../common/browser.cjs');

const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const WIDTHS = [[1280, 900], [390, 844]];

async function faults(page) {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const found = await window.axe.run();
    return found.violations.map((fault) => `${fault.id}: ${fault.nodes[0].html.slice(0, 160)}`);
  });
}

const chosen = (page) => page.evaluate(() => ({
  card: document.querySelector('#card h2')?.textContent,
  marks: [...document.querySelectorAll('mark.on,i.on')].map((mark) => mark.id || mark.dataset.e),
  inView: [...document.querySelectorAll('#text .on')].some((mark) => {
    const box = mark.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= innerHeight;
  }),
  left: Number(document.getElementById('left').textContent),
}));

const yaml = (page) => page.evaluate(() => {
  document.querySelector('[data-do=save]').click();
  const text = document.getElementById('yaml').value;
  document.activeElement.blur();
  document.getElementById('save').close();
  return text;
});

// What is on a small screen one part at a time.
const show = (page, part) => page.evaluate((name) => document.getElementById('tab-' + name).click(), part);

// Keeps what a dialog says: it is known once the dialog has closed.
const keep = (page, dialog) => page.evaluate(async (id) => {
  const dialog = document.getElementById(id);
  if (!dialog.open) throw new Error(`${id} is not open`);
  const closed = new Promise((done) => dialog.addEventListener('close', done, { once: true }));
  dialog.querySelector('[value=ok]').click();
  await closed;
}, dialog);

const escape = async (page) => {
  await page.keyboard.press('Escape');
  await until(page, () => !document.querySelector('dialog[open]'));
};

const say = async (page, kind) => {
  await page.keyboard.press('l');
  await page.select('#line-kind', kind);
  await keep(page, 'line');
};

// Lines: two of a selection, one chosen by a click and by keys; the last is taken back.
async function lines(page, seen) {
  await show(page, 'source');
  await page.evaluate(() => {
    const lines = [...document.querySelectorAll('#source li')].filter((li) => li.textContent.trim());
    getSelection().setBaseAndExtent(lines[10].firstChild, 0, lines[11].firstChild, 0);
  });
  await say(page, 'verse');
  await page.evaluate(() => getSelection().removeAllRanges());
  await page.evaluate(() => document.querySelectorAll('#source li')[0].click());
  await page.keyboard.press(']');
  await page.keyboard.press('[');
  await page.keyboard.press('l');
  seen.faults.push(...await faults(page));
  await escape(page);
  seen.again = await page.evaluate(() => {
    const dialog = document.getElementById('line'), press = (at, key) =>
      at.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    press(document.body, 'l');
    document.getElementById('line-kind').focus();
    dialog.close();
    press(document.getElementById('line-kind'), 'l');
    const isOpen = dialog.open;
    dialog.close();
    return isOpen;
  });
  await say(page, 'heading 2');
  seen.lines = await yaml(page);
  await page.keyboard.press('u');
  seen.back = await yaml(page);
  await page.evaluate(() => localStorage.clear());
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

const middle = (page, css, at) => page.evaluate((css, at) => {
  const e = document.querySelectorAll(css)[at];
  const box = e.getClientRects()[0];
  return [box.x + box.width / 2, box.y + box.height / 2];
}, css, at);

// The same once it stands still in view and nothing covers it: parts that come into sight move what is below them, out of
// the window, too.
async function settled(page, css, at) {
  const scroll = () => page.evaluate((css, at) => document.querySelectorAll(css)[at].scrollIntoView({ block: 'center' }), css, at);
  const isThere = (point) => page.evaluate((css, at, [x, y]) => {
    const e = document.querySelectorAll(css)[at];
    return e.contains(document.elementFromPoint(x, y));
  }, css, at, point);
  for (let last = [NaN, NaN], tries = 0; ; tries++) {
    if (tries > 200) throw new Error(`${css} ${at} never stands still in view, last at ${last}`);
    await scroll();
    await pause(50);
    const now = await middle(page, css, at);
    if (Math.hypot(now[0] - last[0], now[1] - last[1]) < 0.5 && await isThere(now)) return now;
    last = now;
  }
}

async function draw(page, way, [call, note]) {
  const wanted = await page.evaluate((at) => document.querySelectorAll('#text [data-note]')[at].dataset.note, note);
  const near = () => page.evaluate((name) => {
    const row = [...document.querySelectorAll('#tray p')].find((row) => row.note.dataset.note === name);
    const box = row.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
  }, wanted);
  const [down, move, up] = way === 'mouse'
    ? [async (x, y) => { await page.mouse.move(x, y); await page.mouse.down(); }, (x, y) => page.mouse.move(x, y), () => page.mouse.up()]
    : ['touchStart', 'touchMove', 'touchEnd'].map((act) => (...at) => page.touchscreen[act](...at));
  // A busy machine loses a touch or a move now and then: moves are repeated, and then the whole stroke.
  const isOffered = () => page.evaluate((name) => [...document.querySelectorAll('#tray:not([hidden]) p')]
    .some((row) => row.note.dataset.note === name), wanted);
  const stroke = async () => {
    const from = await settled(page, '#text a[data-call]', call);
    await down(...from);
    for (let step = 20; step < 60; step++) {
      await move(from[0] + step, from[1] + step);
      if (await isOffered()) return true;
      await pause(100);
    }
    await up();
    return false;
  };
  for (let tries = 5; !await stroke(); tries--) {
    if (tries === 1) throw new Error(`no notes are offered beside call ${call}, by ${way}`);
  }
  // What is offered is filled anew once the whole text has come.
  const isTarget = () => page.evaluate((name) => document.querySelector('#tray .target')?.note.dataset.note === name, wanted);
  for (let tries = 100; ; tries--) {
    await move(...await near());
    if (await isTarget()) break;
    if (tries === 1) throw new Error(`note ${wanted} is not met, by ${way}`);
    await pause(100);
  }
  await up();
}

// Calls and notes: drawn and chosen, each in a page without other answers.
async function links(page, seen) {
  const anew = async () => {
    await page.evaluate(() => localStorage.clear());
    await page.reload();
    await show(page, 'text');
  };
  seen.links = {};
  await anew();
  seen.names = await page.evaluate(() => ({
    calls: [...document.querySelectorAll('#text a[data-call]')].map((call) => call.dataset.call),
    notes: [...document.querySelectorAll('#text [data-note]')].map((note) => note.dataset.note),
  }));
  await draw(page, 'mouse', [0, 1]);
  seen.links.mouse = await yaml(page);
  await anew();
  await draw(page, 'finger', [1, 2]);
  seen.links.finger = await yaml(page);
  await anew();
  await page.evaluate(() => document.querySelectorAll('#text a[data-call]')[2].focus());
  await page.keyboard.press('c');
  seen.faults.push(...await faults(page));
  await page.focus('#link-note');
  await page.keyboard.press('Home');
  await keep(page, 'link');
  seen.links.keys = await yaml(page);
  await anew();
  await page.evaluate(() => document.querySelector('#text a[data-call]').focus());
  await page.keyboard.press('c');
  await escape(page);
  seen.links.refused = await yaml(page);
}

// A proof of printed pages.
async function printed(page, file, seen) {
  await page.goto(pathToFileURL(path.resolve(file)).href);
  await show(page, 'source');
  await page.$eval('#see-pages', (button) => button.click());
  await page.waitForSelector('.printed .words');
  const own = await page.evaluate(() => {
    const figures = [...document.querySelectorAll('.printed')];
    const linesOf = (figure) => {
      const lists = [];
      for (let next = figure.nextElementSibling; next?.tagName === 'OL'; next = next.nextElementSibling) lists.push(next);
      return lists.flatMap((list) => [...list.children]);
    };
    const filled = figures.filter((one) => one.firstChild), words = (one) => one.textContent.trim();
    // A line without wide room inside is one stretch.
    const all = filled.flatMap(linesOf).filter((li) => li.dataset.b?.split(' ').length === 5);
    const [li] = all.sort((a, b) => words(b).length - words(a).length);
    const figure = filled.find((one) => linesOf(one).includes(li)), lines = linesOf(figure);
    const line = [...figure.querySelectorAll('.words')].find((one) => words(one) === words(li));
    const said = (text) => text.split(/\s+/).filter(Boolean).join(' ');
    const box = figure.getBoundingClientRect();
    const [, , left, wide] = li.dataset.b.split(' ').map(Number);
    const is = line.getBoundingClientRect(), width = Number(figure.head.dataset.page.split(' ')[0]);
    const off = Math.max(Math.abs((is.left - box.left) / box.width - left / width),
      Math.abs(is.width / box.width - wide / width));
    return {
      pages: figures.length, filled: filled.length, off, hidden: getComputedStyle(li.parentElement).display === 'none',
      words: said([...figure.querySelectorAll('.words')].map((one) => one.textContent).join(' ')),
      own: said(lines.map((one) => one.textContent).join(' ')),
    };
  });
  await page.evaluate(() => document.querySelector('.printed [data-e]').click());
  own.chosen = await page.evaluate(() => !!document.querySelector('.printed .on'));
  await show(page, 'source');
  own.faults = await faults(page);
  own.overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  seen.printed = own;
}

async function read(browser, [file, paged], scheme, [width, height]) {
  const page = await browser.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.setViewport({ width, height, hasTouch: true });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await page.goto(pathToFileURL(path.resolve(file)).href);
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  const seen = { scheme, width, errors, faults: await faults(page) };
  seen.before = await chosen(page);
  await page.keyboard.press('n');
  seen.next = await chosen(page);
  seen.faults.push(...await faults(page));
  await page.keyboard.press('a');
  seen.answered = await chosen(page);
  await page.keyboard.press('j');
  await page.keyboard.press('r');
  await page.keyboard.press('s');
  seen.yaml = await page.evaluate(() => document.getElementById('yaml').value);
  seen.faults.push(...await faults(page));
  await escape(page);
  await page.reload();
  seen.kept = await chosen(page);
  seen.overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  await lines(page, seen);
  await links(page, seen);
  await printed(page, paged, seen);
  await page.close();
  return seen;
}

(async () => {
  const seen = [];
  for (const scheme of ['light', 'dark']) {
    for (const screen of WIDTHS) seen.push(await inBrowser((browser) => read(browser, process.argv.slice(2), scheme, screen)));
  }
  console.log(JSON.stringify(seen));
})().catch((error) => { console.error(error); process.exit(1); });

// A browser walks the whole way at the desk. In: its address and a text. Out: what it met, as JSON: faults that axe-core names
// on each page, light and dark, on a desk and on a phone; how wide pages are; errors of scripts; what each step left.
// axe-core comes with Ace, which `scripts/test` installs.
//
//   node walk.cjs ADDRESS TEXT
'use strict';
const fs = require('fs');
const { launch, until } = require('../common/browser.cjs');

const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const WIDTHS = [[1280, 900], [390, 844]];

const [address, text] = process.argv.slice(2);
const at = (path) => address + path;
const seen = { errors: [], faults: [], overflow: [], steps: {} };

// What is inside frames has its own tests, and sandboxed frames run no script.
const AXE_RUN = '(async () => (await axe.run({ exclude: [["iframe"]] }, { iframes: false })).violations' +
  '.map((fault) => `${fault.id}: ${fault.nodes[0].html.slice(0, 160)}`))()';

async function look(page, name) {
  for (const scheme of ['light', 'dark']) {
    for (const [width, height] of WIDTHS) {
      await page.setViewport({ width, height });
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      await page.evaluate(() => document.querySelectorAll('details').forEach((part) => { part.open = true; }));
      await page.evaluate(AXE);
      const faults = await page.evaluate(AXE_RUN);
      seen.faults.push(...faults.map((fault) => `${name}, ${scheme}, ${width}: ${fault}`));
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (over > 0) seen.overflow.push(`${name}, ${width}: ${over}`);
    }
  }
}

const went = (page, act) => Promise.all([page.waitForNavigation({ waitUntil: 'load' }), act()]);
const press = (page, css) => went(page, () => page.$eval(css, (button) => button.click()));

// The page of source and repaired text: a line is said to be a heading, which is taken back; a call is linked to another
// note, by lists, and the page shows what came of each.
async function proof(browser, address) {
  const page = await browser.newPage();
  await page.setBypassCSP(true);
  page.on('pageerror', (error) => seen.errors.push(String(error)));
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(address);
  const headings = () => page.$$eval('#text h3,#text h4,#text h5', (all) => all.map((one) => one.textContent));
  const told = { before: (await headings()).length };
  const become = (count) => until(page, (count) =>
    document.querySelectorAll('#text h3,#text h4,#text h5').length === count, count);
  await page.evaluate(() => {
    const lines = [...document.querySelectorAll('#source li')].filter((li) => li.textContent.trim().length > 50);
    lines[3].click();
  });
  told.line = await page.$eval('#card p', (words) => words.textContent);
  await page.keyboard.press('l');
  await page.select('#line-kind', 'heading 2');
  await page.evaluate(() => document.querySelector('#line [value=ok]').click());
  await become(told.before + 1);
  told.heading = (await headings()).includes(told.line);
  told.chosen = await page.$eval('#card p', (words) => words.textContent);
  await page.keyboard.press('u');
  await become(told.before);
  const notes = () => page.$$eval('#note-1,#note-2', (notes) =>
    notes.map((note) => note.textContent.replace(/^\s*\d\s*/, '').trim()));
  told.notes = await notes();
  await page.keyboard.press('c');
  await page.select('#link-call', '0');
  await page.select('#link-note', '1');
  await page.evaluate(() => document.querySelector('#link [value=ok]').click());
  await until(page, (was) => !document.getElementById('note-1').textContent.includes(was), told.notes[0]);
  told.linked = await notes();
  await until(page, () => document.getElementById('said').textContent.startsWith('Call 1 '));
  await page.keyboard.press('u');
  await until(page, (was) => document.getElementById('note-1').textContent.includes(was), told.notes[0]);
  await page.close();
  return told;
}

(async () => {
  const browser = await launch();
  const page = await browser.newPage();
  // The policy is for pages; the tester brings a script of its own.
  await page.setBypassCSP(true);
  page.on('pageerror', (error) => seen.errors.push(String(error)));

  await page.goto(address);
  await look(page, 'empty');
  await went(page, async () => (await page.$('#files')).uploadFile(text));
  await look(page, 'begin');
  await press(page, 'main button.main');
  seen.steps.begun = await page.title();
  seen.steps.guesses = await page.$$eval('.field.asked', (fields) =>
    fields.map((field) => [field.querySelector('label').textContent, field.querySelector('.guess').textContent]));
  await look(page, 'book');

  await page.$eval('#f-title', (field) => { field.value = 'By hand'; });
  await page.focus('#f-title');
  await went(page, () => page.keyboard.press('Enter'));
  seen.steps.title = await page.$eval('#f-title', (field) => field.value);
  seen.steps.asked = (await page.$$('.field.asked')).length;

  await page.goto(at('proof'));
  await look(page, 'proof');
  seen.steps.questions = (await page.$$('#asked ol.queries > li')).length;
  if (seen.steps.questions) {
    await press(page, '#asked ol.queries > li form:last-of-type button');
    seen.steps.answered = (await page.$$('#asked ul.queries > li')).length;
    await press(page, 'form[action$="/undo"] button');
    seen.steps.undone = (await page.$$('#asked ol.queries > li')).length;
  }

  seen.proof = await proof(browser, await page.$eval('iframe.sheet', (frame) => frame.src));

  await page.goto(at('look'));
  await until(page, () => [...document.querySelectorAll('[data-size]')].every((size) => size.textContent));
  await look(page, 'look');
  seen.steps.sizes = await page.$$eval('[data-size]', (sizes) => sizes.map((size) => size.textContent));
  seen.steps.pictures = await page.$$eval('.strip img', (images) => images.length);
  seen.steps.first = await page.$eval('.strip img', (image) => image.complete && image.naturalWidth);
  const other = await browser.newPage();
  await other.goto(at('book'));
  await went(other, () => other.$eval('#f-subtitle', (field) => { field.value = 'Elsewhere'; field.form.submit(); }));
  await went(page, () => page.bringToFront());
  seen.steps.renewed = await page.$eval('body', (body) => body.dataset.version.length);
  await browser.close();
  console.log(JSON.stringify(seen));
})().catch((error) => { console.error(error, JSON.stringify(seen)); process.exit(1); });

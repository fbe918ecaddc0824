// A browser walks the whole way at the desk. In: its address and a text. Out: what it met, as JSON: faults that axe-core names
// on each page, light and dark, on a desk and on a phone; how wide pages are; errors of scripts; what each step left.
// puppeteer-core and axe-core come with Ace; `scripts/test` installs both.
//
//   node walk.cjs ADDRESS TEXT
'use strict';
const fs = require('fs');
const puppeteer = require('puppeteer-core');

const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

// Root has no sandbox; and the browser must not call home.
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
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

(async () => {
  const browser = await puppeteer.launch({ executablePath: process.env.PUPPETEER_EXECUTABLE_PATH, args: FLAGS });
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
  await look(page, 'book');

  await page.$eval('#f-title', (field) => { field.value = 'By hand'; });
  await page.focus('#f-title');
  await went(page, () => page.keyboard.press('Enter'));
  seen.steps.title = await page.$eval('#f-title', (field) => field.value);

  await page.goto(at('proof'));
  await look(page, 'proof');
  seen.steps.questions = (await page.$$('#asked ol.queries > li')).length;
  if (seen.steps.questions) {
    await press(page, '#asked ol.queries > li form:last-of-type button');
    seen.steps.answered = (await page.$$('#asked ul.queries > li')).length;
    await press(page, 'form[action$="/undo"] button');
    seen.steps.undone = (await page.$$('#asked ol.queries > li')).length;
  }

  await page.goto(at('look'));
  await page.waitForFunction(() => [...document.querySelectorAll('[data-size]')].every((size) => size.textContent));
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

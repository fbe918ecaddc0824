// A browser reads a proof. In: the page. Out: what it saw on screens of two widths, light and dark, as JSON: faults that
// axe-core names, how wide the page is, what keys do. puppeteer-core and axe-core come with Ace; `scripts/test` installs both.
//
//   node page.cjs PAGE.html
'use strict';
const fs = require('fs');
const path = require('path');
const { pathToFileURL } = require('url');
const puppeteer = require('puppeteer-core');

const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

// Root has no sandbox; and the browser must not call home.
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const WIDTHS = [[1280, 900], [390, 844]];

const faults = (page) => page.evaluate(async () => {
  const found = await window.axe.run();
  return found.violations.map((fault) => `${fault.id}: ${fault.nodes[0].html.slice(0, 160)}`);
});

const chosen = (page) => page.evaluate(() => ({
  card: document.querySelector('#card h2')?.textContent,
  marks: [...document.querySelectorAll('mark.on,i.on')].map((mark) => mark.id || mark.dataset.e),
  inView: [...document.querySelectorAll('#text .on')].some((mark) => {
    const box = mark.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= innerHeight;
  }),
  left: Number(document.getElementById('left').textContent),
}));

async function read(browser, file, scheme, [width, height]) {
  const page = await browser.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.setViewport({ width, height });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await page.goto(pathToFileURL(path.resolve(file)).href);
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await page.evaluate(AXE);
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
  await page.keyboard.press('Escape');
  await page.reload();
  seen.kept = await chosen(page);
  seen.overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  await page.close();
  return seen;
}

(async () => {
  const browser = await puppeteer.launch({ executablePath: process.env.PUPPETEER_EXECUTABLE_PATH, args: FLAGS });
  const seen = [];
  for (const scheme of ['light', 'dark']) {
    for (const screen of WIDTHS) seen.push(await read(browser, process.argv[2], scheme, screen));
  }
  await browser.close();
  console.log(JSON.stringify(seen));
})();

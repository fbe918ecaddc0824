// A browser reads a proof that comes in parts. In: its address and the id of an entry. Out: what it saw, as JSON: the entry
// chosen by the address alone, and how many entries stand in each column once all parts are there.
//
//   node parts.cjs ADDRESS ID
'use strict';
const { launch, until } = require('../common/browser.cjs');

const [address, id] = process.argv.slice(2);

(async () => {
  const browser = await launch();
  const page = await browser.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(`${address}#${id}`);
  await page.waitForSelector('#card h2');
  const card = await page.$eval('#card h2', (head) => head.textContent);
  await until(page, () => !document.querySelector('[data-wait]'));
  // It comes into sight, and stays there.
  await until(page, () => [...document.querySelectorAll('#text .on')].some((mark) => {
    const box = mark.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= innerHeight;
  }));
  const counts = await page.evaluate(() => {
    const some = (css, of) => new Set([...document.querySelectorAll(css)].flatMap(of).filter((id) => /-[0-9a-f]{8}$/.test(id)));
    return {
      waiting: document.querySelectorAll('[data-wait]').length,
      listed: some('#list a[href^="#"]', (a) => a.hash.slice(1)).size,
      inText: some('#text [id]', (mark) => mark.id).size,
      inSource: some('#source [data-e]', (mark) => mark.dataset.e.split(' ')).size,
    };
  });
  await browser.close();
  console.log(JSON.stringify({ errors, card, ...counts }));
})().catch((error) => { console.error(error); process.exit(1); });

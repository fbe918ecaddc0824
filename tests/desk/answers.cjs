// A browser answers while a book is read. In: the address of a proof. Out: what it saw, as JSON: answers in their place before
// anything came of them, for the reply that tells is held back; then what came; an answer of which no book comes; and what
// another browser is told that had seen none of this.
//
//   node answers.cjs ADDRESS
'use strict';
const { launch, until } = require('../common/browser.cjs');

const [address] = process.argv.slice(2);

(async () => {
  const browser = await launch();
  const page = await browser.newPage();
  const seen = { errors: [], before: [], after: [] };
  page.on('pageerror', (error) => seen.errors.push(String(error)));
  // What came of an answer is known only once this is let go.
  let held = [], holds = true;
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    if (holds && request.url().endsWith('/checked')) held.push(request);
    else request.continue();
  });
  await page.goto(address);
  const other = await (await browser.createBrowserContext()).newPage();
  other.on('pageerror', (error) => seen.errors.push(String(error)));
  await other.goto(address.replace('/one/', '/two/'));
  await until(page, () => !document.querySelector('[data-wait]'));

  // Blanks that were put in or taken out, each with a mark of its own.
  const ids = await page.evaluate(() => {
    const ink = (element) => element.textContent.replace(/[\s␣⏎]/g, '');
    return [...document.querySelectorAll('#list details.kind ins')]
      .filter((ins) => ink(ins) === ink(ins.previousElementSibling))
      .map((ins) => ins.closest('li').querySelector('a').hash.slice(1))
      .filter((id) => document.getElementById(id)?.matches('mark.change')).slice(0, 2);
  });
  const choose = async (page, id) => {
    await page.evaluate((id) => document.querySelector(`#list a[href="#${id}"]`).click(), id);
    await until(page, (id) => document.querySelector('#card h2')?.textContent === id, id);
  };
  for (const id of ids) {
    await choose(page, id);
    const was = await page.evaluate((id) => document.getElementById(id).textContent, id);
    await page.click('#card [data-do=reject]');
    await until(page, (id) => document.getElementById(id).matches('.answered'), id);
    const is = await page.evaluate((id) => document.getElementById(id).textContent, id);
    seen.before.push({ id, was, is, said: await page.$eval('#card .given', (given) => given.textContent) });
  }
  await until(page, () => document.getElementById('doing').textContent.includes('Checking'));
  seen.held = held.length > 0 || await page.waitForRequest((request) => request.url().endsWith('/checked')).then(() => true);
  const free = () => { holds = false; held.forEach((request) => request.continue()); held = []; };
  free();
  await until(page, () => document.getElementById('doing').textContent === 'Checked.');
  for (const id of ids) {
    seen.after.push(await page.evaluate((id) => ({
      stands: Boolean(document.querySelector(`#text [id="${id}"]`)),
      refused: Boolean(document.querySelector(`[data-refused="${id}"]`)),
    }), id));
  }
  seen.left = await page.$$eval('.answered', (marks) => marks.length);

  // Words that are not there: no book comes of it.
  await page.keyboard.press('n');
  await page.waitForSelector('#card [data-do=edit]');
  await page.click('#card [data-do=edit]');
  await page.$eval('#find', (field) => { field.value = 'words that stand nowhere'; });
  await page.$eval('#put', (field) => { field.value = 'others'; });
  await page.click('#edit button[value=ok]');
  await until(page, () => document.getElementById('alarm').textContent.includes('taken back'));
  seen.alarm = await page.$eval('#alarm', (alarm) => alarm.textContent);

  // The other browser is told, sees how it is now, and can go on.
  const doubtful = () => other.$eval('#list ins', (ins) => ins.closest('li').querySelector('a').hash.slice(1));
  await choose(other, await doubtful());
  await other.click('#card [data-do=reject]');
  await until(other, () => document.getElementById('alarm').textContent.includes('not kept'));
  seen.late = await other.$eval('#alarm', (alarm) => alarm.textContent);
  await until(other, (id) => document.querySelector(`[data-refused="${id}"]`), ids[0]);
  seen.again = await doubtful();
  await choose(other, seen.again);
  await other.click('#card [data-do=reject]');
  await until(other, () => document.getElementById('doing').textContent === 'Checked.');
  await browser.close();
  console.log(JSON.stringify(seen));
})().catch((error) => { console.error(error); process.exit(1); });

// A browser at work. In: the folder of an unpacked EPUB's pages and what to do there. Out: what the browser saw, as JSON;
// pictures where they are asked for.
//
//   node browser.cjs FOLDER click s01.xhtml fn-2         clicks the first call of a note and its way back
//   node browser.cjs FOLDER picture OUT.png s01.xhtml#fn-2     takes a picture of a page as a small reader shows it
'use strict';
const path = require('path');
const { pathToFileURL } = require('url');
const { inBrowser } = require('../common/browser.cjs');

const SCREEN = { width: 480, height: 720, deviceScaleFactor: 2 };

// What a reader sees of the element that the address names.
const seen = () => {
  const element = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const box = element && element.getBoundingClientRect();
  return {
    hash: location.hash,
    text: element ? element.textContent.trim() : null,
    inView: Boolean(box) && box.top >= 0 && box.top < innerHeight && box.height > 0,
  };
};

async function click(page, note) {
  const go = async (selector) => {
    await page.click(selector);
    return page.evaluate(seen);
  };
  const call = await go(`a.noteref[href="#${note}"]`);
  const back = await go(`#${note} a[role="doc-backlink"]`);
  const faces = await page.evaluate(() => document.fonts.ready.then((all) =>
    [...all].filter((face) => face.status === 'loaded').length));
  return { call, back, faces };
}

(async () => {
  const [folder, task, ...rest] = process.argv.slice(2);
  await inBrowser(async (browser) => {
    const page = await browser.newPage();
    await page.setViewport(SCREEN);
    const [file, hash] = (task === 'click' ? rest[0] : rest[1]).split('#');
    const address = pathToFileURL(path.resolve(folder, file)).href + (hash ? `#${hash}` : '');
    await page.goto(address, { waitUntil: 'networkidle0' });
    await page.evaluate(() => document.fonts.ready.then(() => true));
    if (task === 'click') console.log(JSON.stringify(await click(page, rest[1])));
    else {
      // Readers give pages a margin; a browser gives none.
      await page.addStyleTag({ content: 'html { padding: 28px 32px; }' });
      await page.evaluate((id) => id && document.getElementById(id).scrollIntoView(), hash);
      await page.screenshot({ path: rest[0] });
    }
  });
})().catch((error) => { console.error(error); process.exit(1); });

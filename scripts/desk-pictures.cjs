// Pictures of the desk for the guide. In: its address, where nothing but a text lies in its folder, and a folder. Out: PNGs of
// each page there, in the order in which one comes to them.
//
//   node desk-pictures.cjs ADDRESS FOLDER
'use strict';
const path = require('path');
const { launch } = require('../tests/common/browser.cjs');

const SCREEN = { width: 1120, height: 760 };

const [address, folder] = process.argv.slice(2);

(async () => {
  const browser = await launch();
  try {
    const page = await browser.newPage();
    // Tesseract reads a scan while the page waits.
    page.setDefaultTimeout(600000);
    await page.setViewport(SCREEN);
    const picture = (name) => page.screenshot({ path: path.join(folder, `desk-${name}.png`) });
    await page.goto(address);
    await picture('begin');
    await Promise.all([page.waitForNavigation(), page.$eval('main button.main', (button) => button.click())]);
    await picture('book');
    await page.goto(address + 'proof');
    await picture('proof');
    // Source and text side by side fill the window of their own.
    await page.goto(await page.$eval('iframe.sheet', (sheet) => sheet.src));
    await picture('sides');
    await page.goto(address + 'look');
    // Pages are drawn when they come into view, and push down what is below.
    const toPages = () => page.$eval('.strip', (strip) => (strip.previousElementSibling || strip).scrollIntoView());
    await toPages();
    await page.waitForFunction(() => [...document.querySelectorAll('.strip img')].slice(0, 3).every((image) => image.naturalWidth));
    await toPages();
    await picture('look');
  } finally {
    await browser.close();
  }
})().catch((error) => { console.error(error); process.exit(1); });

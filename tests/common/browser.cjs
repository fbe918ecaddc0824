// The browser that looks at what we make. Out: a browser that calls nobody; and work done in one, begun anew in another
// where it came to nothing. puppeteer-core comes with Ace, which `scripts/test` installs.
'use strict';
const puppeteer = require('puppeteer-core');

// Root has no sandbox; and the browser must not call home.
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
// On a busy machine a browser now and then draws no frame any more or loses a key. A page that is at fault is so in every
// browser; what went wrong in one alone is printed.
const TRIES = 3, PATIENCE_MS = 60_000;

const launch = () => puppeteer.launch({ executablePath: process.env.PUPPETEER_EXECUTABLE_PATH, args: FLAGS,
  protocolTimeout: PATIENCE_MS });

async function inBrowser(work) {
  for (let tries = 1; ; tries++) {
    const browser = await launch();
    try {
      return await work(browser);
    } catch (error) {
      if (tries === TRIES) throw error;
      console.error(`try ${tries} of ${TRIES} came to nothing:`, error);
    } finally {
      await Promise.race([browser.close(), new Promise((done) => setTimeout(done, 5000))]);
      browser.process()?.kill('SIGKILL');
    }
  }
}

// Waits for what a page will say; a page that draws no frame is asked all the same.
const until = (page, is, ...args) => page.waitForFunction(is, { polling: 50 }, ...args);

module.exports = { launch, inBrowser, until };

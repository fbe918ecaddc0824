// The browser that looks at what we make. Out: a browser that calls nobody; and work done in one, begun anew in another
// where the browser itself stood still. puppeteer-core comes with Ace, which `scripts/test` installs.
'use strict';
const puppeteer = require('puppeteer-core');

// Root has no sandbox; and the browser must not call home.
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
// On a busy machine a browser now and then draws no frame any more, and what waits for one never comes. A page that is at
// fault stands still in every browser.
const TRIES = 3, PATIENCE_MS = 60_000;

const launch = () => puppeteer.launch({ executablePath: process.env.PUPPETEER_EXECUTABLE_PATH, args: FLAGS,
  protocolTimeout: PATIENCE_MS });

const stoodStill = (error) => ['ProtocolError', 'TimeoutError', 'TargetCloseError'].includes(error?.name);

async function inBrowser(work) {
  for (let tries = 1; ; tries++) {
    const browser = await launch();
    try {
      return await work(browser);
    } catch (error) {
      if (tries === TRIES || !stoodStill(error)) throw error;
      console.error(`the browser stood still, try ${tries}:`, error);
    } finally {
      await Promise.race([browser.close(), new Promise((done) => setTimeout(done, 5000))]);
      browser.process()?.kill('SIGKILL');
    }
  }
}

module.exports = { launch, inBrowser };

// A browser whose pages fail a test when they break a rule: an error of a script, a request to another origin, a
// violation of the content security policy, or an accessibility fault.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const modules = createRequire(path.resolve(process.env.LIFTLINE_CONSOLE_MODULES, 'package.json'));
const { chromium } = modules('playwright-core');
const axe = readFileSync(modules.resolve('axe-core/axe.min.js'), 'utf8');

/** Answers that a page expects: no stream, no comparison, a session that has ended. */
const EXPECTED = /status of (401|404|503)|net::ERR_(CONNECTION|NETWORK|INTERNET|EMPTY|FAILED|INCOMPLETE)/;

export const SIZES = { wide: { width: 1920, height: 1080 }, phone: { width: 390, height: 844 }, wall: { width: 3840, height: 2160 } };

export async function launch() {
  const browser = await chromium.launch({ executablePath: process.env.LIFTLINE_CHROMIUM, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  return {
    browser,
    close: () => browser.close(),
    /** A browser of its own, with its own storage. `expected`: which errors its console may have. */
    async context(base, { size = 'wide', theme = 'light', expected = EXPECTED } = {}) {
      const faults = [];
      const context = await browser.newContext({
        viewport: SIZES[size], colorScheme: theme, isMobile: size === 'phone', hasTouch: size === 'phone', deviceScaleFactor: size === 'phone' ? 2 : 1,
        timezoneId: 'Asia/Riyadh', locale: 'en-GB', reducedMotion: 'reduce', acceptDownloads: true,
      });
      await context.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', (event) => console.error(`policy violated: ${event.violatedDirective} ${event.blockedURI}`));
      });
      context.on('request', (request) => {
        const url = request.url();
        if (!url.startsWith(`${base}/`) && !url.startsWith('data:') && !url.startsWith('blob:')) faults.push(`request to another origin: ${url}`);
      });
      context.on('page', (page) => {
        page.on('pageerror', (error) => faults.push(`script error: ${error.stack}`));
        page.on('console', (message) => {
          if (message.type() === 'error' && !expected.test(message.text())) faults.push(`console: ${message.text()}`);
        });
      });
      return {
        context, faults, base,
        page: () => context.newPage(),
        /** Closes it, and fails if a page has broken a rule. */
        async close() {
          await context.close();
          assert.deepEqual(faults, []);
        },
      };
    },
  };
}

/** Signs in with a password. */
export async function signIn(page, base, username, password) {
  await page.goto(`${base}/`);
  await page.getByLabel('User', { exact: true }).fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Pages' }).waitFor();
}

/** Opens a page of the console, and waits until it shows something. */
export async function open(page, hash, ready) {
  await page.evaluate((next) => { location.hash = next; }, hash);
  await page.locator(ready).first().waitFor();
}

/** The faults that axe finds, such as `color-contrast: 2`. */
export async function accessibility(page) {
  // The policy of the page keeps axe out of a script element; the debugger may evaluate it.
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const result = await window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
    return result.violations.map((one) => `${one.id}: ${one.nodes.map((node) => `${node.target.join(' ')} — ${node.failureSummary.split('\n').slice(1).join(' ').trim()}`).slice(0, 4).join(' | ')}`);
  });
  assert.deepEqual(found, [], `accessibility of ${await page.title()}`);
}

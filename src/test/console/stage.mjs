// What the tests of the console share: the service with its database and its wells, and a browser with a user.

import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { launch, signIn } from './browser.mjs';
import { client, PASSWORD, relay, start } from './service.mjs';
import { fill, newest } from './wells.mjs';

export const OUT = path.resolve(process.env.LIFTLINE_CONSOLE_OUT);
export const WELLS = 16;

export let database;
export let service;
export let api;
export let chromium;
let feed;

before(async () => {
  mkdirSync(OUT, { recursive: true });
  database = await relay(process.env.LIFTLINE_DB_URL);
  service = await start(database.url, OUT);
  api = await client(service.base);
  await fill(api, { wells: WELLS });
  feed = setInterval(() => api('POST', 'telemetry?time_format=unix_s', newest(WELLS), 'text/csv').catch(() => null), 2000);
  chromium = await launch();
});

after(async () => {
  clearInterval(feed);
  await chromium?.close();
  await service?.stop();
  database?.close();
});

/** A browser in which somebody has signed in: an administrator, unless `as` names another user. */
export async function engineer({ as = 'admin', ...options } = {}) {
  const user = await chromium.context(service.base, options);
  const page = await user.page();
  await signIn(page, service.base, as, PASSWORD);
  return { user, page };
}

/** Makes a user with the password of the administrator. */
export async function makeUser(username, roles, wells) {
  await api('POST', 'users', { username, password: PASSWORD, roles, wells });
}

/** Saves what a button of the menu *Download* gives, and reads it. */
export async function download(page, name) {
  await page.getByRole('button', { name: 'Download' }).click();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
  return readFileSync(await file.path());
}

/** Has a page do what it does when the service was away and is back: it asks for everything again. */
export async function comeBack(page) {
  await page.evaluate(async () => (await import(document.querySelector('script[type=module]').src.replace('main.js', 'link.js'))).link.dispatchEvent(new Event('back')));
}

/** Runs a test in a browser of its own. */
export function journey(name, run, options) {
  test(name, async () => {
    const { user, page } = await engineer(options);
    try {
      await run(page, user);
    } catch (failure) {
      await page.screenshot({ path: path.join(OUT, `failed-${name.replace(/\W+/g, '-')}.png`) }).catch(() => null);
      throw failure;
    }
    await user.close();
  });
}

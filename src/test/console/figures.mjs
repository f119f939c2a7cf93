// How fast the console is, on the demo fleet and with a thousand wells. The figures are written to figures.json: time to
// the first paint and to the first well, without anything in the browser's cache, and from an input to the next frame.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { signIn } from './browser.mjs';
import { PASSWORD, start } from './service.mjs';
import { api, chromium, database, makeUser, OUT } from './stage.mjs';
import { thousand } from './wells.mjs';

const all = {};

test('figures of the demo fleet and of a thousand wells', async () => {
  const demo = await start(database.url, OUT, { LIFTLINE_DEMO: 'true', LIFTLINE_RULES_ENABLED: 'true' });
  try {
    await makeUser('demo.engineer', ['viewer'], ['WELL-*']);
    for (let i = 0; i < 60 && (await api('GET', 'wells?prefix=WELL-')).wells.length < 10; i++) await new Promise((resolve) => setTimeout(resolve, 500));
    all.demo = await figures(demo.base, 'demo.engineer', 'WELL-001');
    assert.equal(all.demo.wells, 10);
    await thousand(api);
    all.thousand = await figures(demo.base, 'admin', 'BIG-0001');
    assert.ok(all.thousand.wells >= 1000, `${all.thousand.wells} wells`);
    assert.ok(all.thousand.rows < 60, `only the rows in sight exist, but there are ${all.thousand.rows}`);
  } finally {
    await demo.stop();
  }
  writeFileSync(path.join(OUT, 'figures.json'), JSON.stringify(all, null, 2));
  console.log(JSON.stringify(all, null, 2));
});

async function figures(base, username, well) {
  const [paint, firstWell] = await cold(base, username);
  const user = await chromium.context(base);
  await user.context.addInitScript(watch);
  const page = await user.page();
  await signIn(page, base, username, PASSWORD);
  await page.locator('a.well').first().waitFor();
  await page.waitForFunction(() => document.querySelectorAll('a.well').length > 9);
  const { rows, wells } = await page.evaluate(() => ({ rows: document.querySelectorAll('table.wells tbody tr:not(.spacer)').length, wells: Number(document.querySelector('table.wells').getAttribute('aria-rowcount')) - 1 }));
  for (const head of ['Intake pressure', 'Motor temp.', 'Age', 'State']) for (let i = 0; i < 2; i++) await page.locator('table.wells th', { hasText: head }).getByRole('button').click();
  await page.getByRole('searchbox').pressSequentially(well, { delay: 80 });
  await page.getByRole('searchbox').fill('');
  const scroll = await page.evaluate(scrolled);
  await page.screenshot({ path: path.join(OUT, `figures-${wells}-wells.png`) });
  const fleet = await page.evaluate(() => globalThis.slowest());
  await page.evaluate((hash) => { location.hash = hash; }, `#/wells/${well}`);
  await page.locator('.u-over').first().waitFor();
  await page.getByText(/ samples$/).first().waitFor();
  await page.getByRole('group', { name: /^Charts/ }).focus();
  for (const key of ['ArrowLeft', '+', '+', '-', 'ArrowRight']) await page.keyboard.press(key, { delay: 60 });
  for (const range of ['7 d', '1 h', '24 h']) await page.getByRole('button', { name: range, exact: true }).click();
  await page.waitForFunction(() => !document.querySelector('.source[aria-busy]'));
  const charts = await page.evaluate(() => globalThis.slowest());
  for (const name of ['Findings', 'Storage', 'Fleet']) {
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click();
    await page.waitForFunction(() => !document.querySelector('.loading'));
  }
  const pages = await page.evaluate(() => globalThis.slowest());
  await user.close();
  return { wells, rows, paint, firstWell, fleet, scroll, charts, pages };
}

/** Time to the first paint and to the first well, of a browser that has nothing but a key. */
async function cold(base, username) {
  const { wells } = await api('GET', `users/${username}`);
  const { key } = await api('POST', 'api-keys', { name: `Figures of ${username}`, roles: ['viewer'], wells });
  // The other replica knows a new key after some seconds.
  for (let i = 0; i < 60 && !(await fetch(`${base}/api/v1/auth/me`, { headers: { Authorization: `Bearer ${key}` } })).ok; i++) await new Promise((resolve) => setTimeout(resolve, 500));
  const user = await chromium.context(base);
  await user.context.addInitScript(watch);
  await user.context.addInitScript((access) => {
    if (location.protocol === 'http:') sessionStorage.setItem('liftline.session', JSON.stringify({ kind: 'key', id: 'key', generation: 0, access }));
  }, key);
  const page = await user.page();
  await page.goto(`${base}/`);
  await page.locator('a.well').first().waitFor();
  const figure = await page.evaluate(() => [performance.getEntriesByName('first-contentful-paint')[0].startTime, globalThis.firstWell].map(Math.round));
  await user.close();
  return figure;
}

/** In the page: notes when the first well is there, and how long each input took until the next frame. */
function watch() {
  new MutationObserver((_, observer) => {
    if (!document.querySelector('a.well')?.textContent) return;
    globalThis.firstWell = performance.now();
    observer.disconnect();
  }).observe(document, { childList: true, subtree: true, characterData: true });
  let inputs = [];
  const events = new PerformanceObserver((list) => inputs.push(...list.getEntries()));
  events.observe({ type: 'event', durationThreshold: 16, buffered: true });
  /** The longest input since it was last asked for; 0 if all took less than 16 ms. */
  globalThis.slowest = () => {
    inputs.push(...events.takeRecords());
    const longest = Math.max(0, ...inputs.map((one) => one.duration));
    inputs = [];
    return longest;
  };
}

/** In the page: the longest frame while the table is scrolled. */
async function scrolled() {
  const scroller = document.querySelector('.wells-scroll');
  let longest = 0;
  for (let i = 1; i <= 20; i++) {
    const began = performance.now();
    scroller.scrollTop = i * 1900;
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
    longest = Math.max(longest, performance.now() - began);
  }
  return Math.round(longest);
}

// All pages: without a database, for those who do not see them, on a phone, and with a thousand wells.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { accessibility, open } from './browser.mjs';
import { api, chromium, database, engineer, journey, OUT, service } from './stage.mjs';
import { thousand, WORST } from './wells.mjs';

journey('the database goes away and comes back, and the page stays', async (page) => {
  await page.locator('a.well').first().waitFor();
  database.cut();
  try {
    await page.getByText(/^The service cannot answer now/).waitFor({ timeout: 60_000 });
    assert.equal(await page.locator('a.well').first().textContent(), WORST, 'what was there stays');
    await open(page, '#/storage', '.state-box');
    await page.getByText('The service cannot answer now', { exact: true }).first().waitFor();
    await accessibility(page);
    await page.screenshot({ path: path.join(OUT, 'without-a-database.png') });
  } finally {
    database.join();
  }
  await page.locator('.timeline').waitFor({ timeout: 60_000 });
  await page.locator('.notice-bar').waitFor({ state: 'hidden', timeout: 60_000 });
});

const PAGES = { fleet: ['#/fleet', 'a.well'], well: [`#/wells/${WORST}?from=-7d`, '.u-over'], findings: ['#/findings?state=all', '.finding'], storage: ['#/storage', '.timeline'], import: ['#/import', '.drop'], users: ['#/access/users', 'table.list'], keys: ['#/access/keys', 'table.list'], audit: ['#/access/audit', 'table.list'] };
for (const size of ['wide', 'phone']) {
  for (const theme of ['light', 'dark']) {
    journey(`every page is accessible and within the window: ${size}, ${theme}`, async (page) => {
      for (const [name, [hash, ready]] of Object.entries(PAGES)) {
        await open(page, hash, ready);
        await page.waitForFunction(() => !document.querySelector('.loading, [aria-busy]'));
        await page.screenshot({ path: path.join(OUT, `${name}-${size}-${theme}.png`) });
        await accessibility(page);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} is wider than the window`);
      }
    }, { size, theme });
  }
}

test('the sign-in page is accessible', async () => {
  for (const options of [{ theme: 'light' }, { size: 'phone', theme: 'dark' }]) {
    const user = await chromium.context(service.base, options);
    const page = await user.page();
    await page.goto(service.base);
    await page.getByLabel('User', { exact: true }).waitFor();
    await page.screenshot({ path: path.join(OUT, `sign-in-${options.size ?? 'wide'}-${options.theme}.png`) });
    await accessibility(page);
    await user.close();
  }
});

journey('older findings are shown, and stay when the list is refreshed', async (page) => {
  const at = Date.now() - 5 * 24 * 3_600_000;
  await api('POST', 'diagnostics', Array.from({ length: 120 }, (_, i) => ({ well_id: 'NR-115', timestamp: new Date(at - i * 60_000).toISOString(), diagnosis: `old finding ${i + 1}`, severity: 'low', confidence: 0.5 })));
  await open(page, '#/findings', 'button.finding');
  await page.getByRole('button', { name: 'Show older ones' }).click();
  await page.getByText('old finding 120', { exact: true }).waitFor();
  await page.waitForResponse((answer) => answer.url().includes('/diagnostics?') && answer.url().includes('cursor='), { timeout: 40_000 });
  await page.getByText('old finding 120', { exact: true }).waitFor();
  assert.equal(await page.getByText('old finding 1', { exact: true }).count(), 1);
});

test('a thousand wells: only the rows in sight exist, and figures are taken', async () => {
  await thousand(api);
  const { user, page } = await engineer();
  await page.goto(`${service.base}/?figures#/fleet`);
  await page.locator('a.well').first().waitFor();
  const figures = await page.evaluate(async () => {
    const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime;
    const rows = document.querySelectorAll('table.wells tbody tr:not(.spacer)').length;
    const wells = Number(document.querySelector('table.wells').getAttribute('aria-rowcount')) - 1;
    /** Time from an event until the frame after it was drawn. */
    const frame = (act) => new Promise((resolve) => {
      const began = performance.now();
      act();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began), 0));
    });
    const scroller = document.querySelector('.wells-scroll');
    const times = { scroll: [], sort: [], filter: [] };
    for (let i = 1; i <= 20; i++) times.scroll.push(await frame(() => { scroller.scrollTop = i * 1900; }));
    for (let i = 0; i < 10; i++) times.sort.push(await frame(() => document.querySelectorAll('table.wells th button')[3 + (i % 5)].click()));
    const search = document.querySelector('input[type=search]');
    for (const word of ['b', 'big', 'big-0', 'big-00', '']) {
      times.filter.push(await frame(() => {
        search.value = word;
        search.dispatchEvent(new Event('input'));
      }));
      await new Promise((resolve) => setTimeout(resolve, 120));
    }
    return { paint, rows, wells, longest: Object.fromEntries(Object.entries(times).map(([name, all]) => [name, Math.max(...all)])) };
  });
  assert.ok(figures.wells >= 1000, `${figures.wells} wells`);
  assert.ok(figures.rows < 60, `${figures.rows} rows exist`);
  writeFileSync(path.join(OUT, 'figures.json'), JSON.stringify(figures, null, 2));
  console.log('figures', JSON.stringify(figures));
  await page.screenshot({ path: path.join(OUT, 'thousand-wells.png') });
  await user.close();
});

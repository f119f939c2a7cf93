// All pages: without a database, for those who do not see them, on a phone and on a wall.

import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { accessibility, open } from './browser.mjs';
import { api, chromium, comeBack, database, journey, OUT, service } from './stage.mjs';
import { WORST } from './wells.mjs';

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
  await page.locator('.notice-bar[role=alert]').waitFor({ state: 'hidden', timeout: 60_000 });
});

const PAGES = { fleet: ['#/fleet', 'a.well'], well: [`#/wells/${WORST}?from=-7d`, '.u-over'], findings: ['#/findings?state=all', '.finding'], storage: ['#/storage', '.timeline'], import: ['#/import', '.drop'], users: ['#/access/users', 'table.list'], keys: ['#/access/keys', 'table.list'], audit: ['#/access/audit', 'table.list'] };
for (const [size, theme] of [['wide', 'light'], ['wide', 'dark'], ['phone', 'light'], ['phone', 'dark'], ['wall', 'dark']]) {
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
  const again = page.waitForResponse((answer) => answer.url().includes('/diagnostics?') && answer.url().includes('cursor='));
  await comeBack(page);
  await again;
  await page.getByText('old finding 120', { exact: true }).waitFor();
  assert.equal(await page.getByText('old finding 1', { exact: true }).count(), 1);
});

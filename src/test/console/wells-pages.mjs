// The fleet, a well and its findings.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { accessibility, open } from './browser.mjs';
import { api, chromium, journey, service, WELLS } from './stage.mjs';
import { SILENT, WORST } from './wells.mjs';

test('a wrong password is refused, and the page says so', async () => {
  const user = await chromium.context(service.base);
  const page = await user.page();
  await page.goto(service.base);
  await page.getByLabel('User', { exact: true }).fill('admin');
  await page.getByLabel('Password', { exact: true }).fill('not-this-one-either');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('User or password is wrong.').waitFor();
  await user.close();
});

journey('the worst well is the first, and is found by its name and by its state', async (page) => {
  await page.locator('a.well').first().waitFor();
  assert.equal(await page.locator('a.well').first().textContent(), WORST);
  await page.getByRole('button', { name: /^Silent/ }).click();
  assert.deepEqual(await page.locator('a.well').allTextContents(), [SILENT]);
  await page.getByRole('button', { name: /^All wells/ }).click();
  await page.keyboard.press('/');
  await page.keyboard.type('nr-107');
  await page.locator('a.well', { hasText: 'NR-107' }).waitFor();
  await page.waitForFunction(() => document.querySelectorAll('a.well').length === 1);
  await page.getByRole('searchbox').fill('');
  await page.waitForFunction((wells) => document.querySelectorAll('a.well').length === wells, WELLS);
  await page.locator('a.well').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/#\/wells\/NR-107/);
});

journey('new samples arrive in the table by themselves', async (page) => {
  const time = Math.floor(Date.now() / 1000);
  await page.locator('a.well').first().waitFor();
  await api('POST', 'telemetry?time_format=unix_s', `well_id,timestamp,pip\nLIVE-1,${time},1234.4\n`, 'text/csv');
  await page.locator('tr', { has: page.locator('a.well', { hasText: 'LIVE-1' }) }).getByText('1,234').waitFor({ timeout: 40_000 });
});

journey('a well is zoomed from a month to its raw samples, in other units, and downloaded', async (page) => {
  await open(page, `#/wells/${WORST}?from=-30d`, '.source');
  await page.getByText(/buckets of/).waitFor();
  const area = await page.locator('.u-over').first().boundingBox();
  const drag = async (from, to) => {
    await page.mouse.move(area.x + area.width * from, area.y + 30);
    await page.mouse.down();
    await page.mouse.move(area.x + area.width * to, area.y + 30, { steps: 6 });
    await page.mouse.up();
  };
  await drag(0.9, 0.97);
  await page.getByText(/raw samples$/).waitFor();
  await page.mouse.move(area.x + area.width * 0.5, area.y + 30);
  await page.locator('.reading strong.own').first().waitFor();
  const psi = Number((await page.locator('.reading strong.own').first().textContent()).replace(',', ''));
  await page.getByRole('button', { name: 'Display' }).click();
  await page.getByRole('button', { name: 'bar', exact: true }).click();
  await page.keyboard.press('Escape');
  await page.locator('.chart .unit', { hasText: 'bar' }).first().waitFor();
  await page.getByText(/raw samples$/).waitFor();
  await page.mouse.move(area.x + area.width * 0.5 + 1, area.y + 31);
  await page.mouse.move(area.x + area.width * 0.5, area.y + 30);
  await page.locator('.reading strong.own').first().waitFor();
  const bar = Number(await page.locator('.reading strong.own').first().textContent());
  assert.ok(Math.abs(bar - psi * 0.0689476) < 0.06, `${psi} psi are not ${bar} bar`);
  const shown = Number((await page.locator('.source span').first().textContent()).replace(/\D/g, ''));
  const text = await download(page, /What is shown, CSV/);
  const lines = text.trim().split('\n');
  assert.match(lines[0], /^well_id,timestamp,pip \[bar\],/);
  assert.equal(lines.length - 1, shown);
  const raw = (await download(page, 'Raw samples of the range, CSV')).trim().split('\n');
  assert.equal(raw.length - 1, shown);
  assert.match(raw[0], /^well_id,timestamp,pip/);
});

async function download(page, name) {
  await page.getByRole('button', { name: 'Download' }).click();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
  return readFileSync(await file.path(), 'utf8');
}

journey('a well is compared with its last week', async (page) => {
  await open(page, `#/wells/${WORST}?from=-24h`, '.source');
  await page.getByRole('button', { name: 'Compare' }).click();
  await page.getByRole('button', { name: 'The week before' }).click();
  await page.locator('.legend', { hasText: 'a week before' }).waitFor();
  assert.match(page.url(), /compare=week/);
});

journey('a finding is read, noted and acknowledged', async (page) => {
  await open(page, '#/findings', 'button.finding');
  await page.locator('button.finding', { hasText: 'gas interference' }).click();
  const dialog = page.getByRole('dialog', { name: 'gas interference' });
  await dialog.getByText('What led to it').waitFor();
  await dialog.locator('.u-over').first().waitFor();
  await accessibility(page);
  await dialog.getByLabel('Note').fill('Drive lowered to 45 Hz.');
  await dialog.getByRole('button', { name: 'Acknowledge' }).click();
  await page.getByText('The finding is acknowledged.').waitFor();
  await page.locator('li[data-state="acknowledged"]', { hasText: 'gas interference' }).waitFor();
  await page.locator('button.finding', { hasText: 'gas interference' }).click();
  await dialog.getByText('Drive lowered to 45 Hz.').waitFor();
});

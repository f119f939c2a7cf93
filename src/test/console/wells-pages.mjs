// The fleet, a well and its findings.

import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { accessibility, open } from './browser.mjs';
import { api, chromium, comeBack, journey, OUT, service, WELLS } from './stage.mjs';
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

journey('a well that is newly in alarm is named, and the tab says how many are', async (page) => {
  await page.locator('a.well').first().waitFor();
  await page.waitForFunction(() => document.title === '(2) Fleet – Liftline');
  await api('POST', 'diagnostics', [{ well_id: 'NR-101', timestamp: new Date().toISOString(), diagnosis: 'shaft broken', severity: 'critical', confidence: 0.9 }]);
  await comeBack(page);
  await page.getByText('New alarm: NR-101').waitFor();
  await page.waitForFunction(() => document.title === '(3) Fleet – Liftline');
  const { diagnostics } = await api('GET', 'wells/NR-101/diagnostics?from=-1h');
  await api('POST', `diagnostics/${diagnostics[0].id}/closure`, {});
});

journey('a finding is read, noted and acknowledged', async (page) => {
  await open(page, '#/findings', 'button.finding');
  await page.locator('button.finding', { hasText: 'gas interference' }).click();
  const dialog = page.getByRole('dialog', { name: 'gas interference' });
  await dialog.getByText('What led to it').waitFor();
  await dialog.locator('.u-over').first().waitFor();
  await accessibility(page);
  await page.screenshot({ path: path.join(OUT, 'finding.png') });
  await dialog.getByLabel('Note').fill('Drive lowered to 45 Hz.');
  await dialog.getByRole('button', { name: 'Acknowledge' }).click();
  await page.getByText('The finding is acknowledged.').waitFor();
  await page.locator('li[data-state="acknowledged"]', { hasText: 'gas interference' }).waitFor();
  await page.locator('button.finding', { hasText: 'gas interference' }).click();
  await dialog.getByText('Drive lowered to 45 Hz.').waitFor();
});

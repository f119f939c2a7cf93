// Storage, imports and access, and the session of a browser.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { accessibility, open } from './browser.mjs';
import { api, chromium, journey, OUT, service } from './stage.mjs';

journey('a restore is tried without changing anything', async (page) => {
  await api('POST', 'archive/runs');
  await open(page, '#/storage', '.timeline');
  await page.waitForFunction(async () => document.querySelector('.timeline-legend')?.textContent.includes('Hot'));
  for (let i = 0; i < 60 && !(await api('GET', 'archive/objects')).objects.some((one) => one.verified_at); i++) await new Promise((resolve) => setTimeout(resolve, 500));
  await page.getByRole('button', { name: 'Restore…' }).click();
  await page.getByRole('button', { name: 'Dry run' }).click();
  await page.getByText('The dry run is done. Nothing was changed.').waitFor({ timeout: 60_000 });
  await accessibility(page);
});

journey('a file is checked, its faults are listed, and it is imported', async (page) => {
  const rows = Array.from({ length: 300 }, (_, i) => `IMP-1;2026-06-01 ${String(i % 24).padStart(2, '0')}:${String(Math.floor(i / 24)).padStart(2, '0')}:00;${i === 7 ? 'Bad Input' : '55,25'};96,5;x`);
  rows[11] = 'IMP-1;2026-06-01;55,25;96,5;x';
  const file = path.join(OUT, 'import.csv');
  writeFileSync(file, `exported by a historian\nTag;Time;Intake Pressure (bar);Motor Temp;Remark\n${rows.join('\n')}\n`);
  await open(page, '#/import', 'input[type=file]');
  await page.setInputFiles('input[type=file]', file);
  await page.getByLabel('Time zone').selectOption('UTC');
  assert.equal(await page.getByLabel('Unit of Intake Pressure (bar)').inputValue(), 'bar');
  await accessibility(page);
  await page.getByRole('button', { name: 'Dry run' }).click();
  await page.getByText('Checked. 2 rows would be rejected.').waitFor();
  assert.deepEqual(await page.getByRole('group', { name: 'Rejected rows' }).locator('tbody td:first-child').allTextContents(), ['10', '14']);
  assert.equal((await api('GET', 'wells?prefix=IMP-')).wells.length, 0);
  await page.getByRole('button', { name: 'Import 298 rows' }).click();
  await page.getByText('Imported.').waitFor();
  const stored = await api('GET', 'wells/IMP-1/at?timestamp=2026-06-01T00:00:00Z&channels=pip');
  assert.ok(Math.abs(stored.values.pip.value - 55.25 / 0.06894757293168361) < 1e-9);
});

journey('a key is made, opens a wall screen, and is revoked', async (page) => {
  await open(page, '#/access/keys', 'table.list');
  await page.getByRole('button', { name: 'New key' }).click();
  await page.getByLabel('What it is for').fill('Wall screen');
  await accessibility(page);
  await page.getByRole('button', { name: 'Make the key' }).click();
  const key = await page.getByLabel('The API key').inputValue();
  await page.getByRole('button', { name: 'Done' }).click();
  const wall = await chromium.context(service.base);
  const screen = await wall.page();
  await screen.goto(service.base);
  await screen.getByRole('button', { name: 'API key' }).click();
  await screen.getByLabel('API key', { exact: true }).last().fill(key);
  await screen.getByRole('button', { name: 'Sign in' }).click();
  await screen.locator('a.well').first().waitFor();
  assert.equal(await screen.getByRole('link', { name: 'Access' }).count(), 0, 'a viewer sees no administration');
  await page.getByRole('button', { name: 'Revoke Wall screen' }).click();
  await page.getByRole('button', { name: 'Revoke the key' }).click();
  await page.getByText('The key was revoked.').waitFor();
  const ended = screen.getByRole('heading', { name: 'Your session has ended' });
  for (let i = 0; i < 40 && !(await ended.isVisible()); i++) {
    await screen.evaluate((next) => { location.hash = next; }, i % 2 ? '#/fleet' : '#/findings');
    await screen.waitForTimeout(500);
  }
  await ended.waitFor();
  await wall.close();
});

journey('a user is made and changed', async (page) => {
  await open(page, '#/access/users', 'table.list');
  await page.getByRole('button', { name: 'New user' }).click();
  await page.getByLabel('Name').fill('field.engineer');
  await page.getByLabel('Password', { exact: true }).fill('north-ridge-thirty-wells');
  await page.getByLabel(/^operator/).check();
  await page.getByRole('button', { name: 'Create the user' }).click();
  await page.getByRole('button', { name: 'Change field.engineer' }).click();
  await page.getByLabel('Wells').fill('NR-1*');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('tr', { hasText: 'field.engineer' }).getByText('NR-1*').waitFor();
  assert.deepEqual((await api('GET', 'users/field.engineer')).roles.sort(), ['operator', 'viewer']);
  await open(page, '#/access/audit', 'table.list');
  await page.locator('tr', { hasText: 'user.change' }).first().waitFor();
});

journey('two tabs share a session through renewals, and sign out together', async (page, user) => {
  const second = await user.page();
  await second.goto(service.base);
  await second.locator('a.well').first().waitFor();
  const tokens = await page.evaluate(() => sessionStorage.getItem('liftline.session'));
  const generation = (tab) => tab.evaluate(() => JSON.parse(sessionStorage.getItem('liftline.session') ?? '{}').generation ?? -1);
  await page.waitForFunction((before) => JSON.parse(sessionStorage.getItem('liftline.session')).generation > JSON.parse(before).generation + 1, tokens, { timeout: 40_000 });
  await second.waitForFunction((newest) => JSON.parse(sessionStorage.getItem('liftline.session')).generation >= newest, await generation(page));
  assert.equal(await page.evaluate(() => Object.values(localStorage).join(' ').includes('eyJ')), false, 'no token is in local storage');
  await second.reload();
  await second.locator('a.well').first().waitFor();
  await page.getByRole('button', { name: 'admin' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('User', { exact: true }).waitFor();
  await second.getByLabel('User', { exact: true }).waitFor();
});

journey('who signs out while a token is renewed stays signed out', async (page) => {
  await page.locator('a.well').first().waitFor();
  let answer;
  const held = new Promise((resolve) => { answer = resolve; });
  const renewing = new Promise((resolve) => {
    page.route('**/api/v1/auth/refresh', async (route) => {
      const response = await route.fetch();
      resolve();
      await held;
      await route.fulfill({ response });
    });
  });
  await renewing;
  await page.getByRole('button', { name: 'admin' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('User', { exact: true }).waitFor();
  const [revoked] = await Promise.all([page.waitForRequest('**/api/v1/auth/logout'), answer()]);
  assert.ok(revoked.postDataJSON().refresh_token);
  assert.equal(await page.evaluate(() => sessionStorage.getItem('liftline.session')), null);
  assert.ok(await page.getByLabel('User', { exact: true }).isVisible());
});

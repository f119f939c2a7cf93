// Access, and the session of a browser.

import assert from 'node:assert/strict';
import { accessibility, open } from './browser.mjs';
import { api, chromium, comeBack, journey, service } from './stage.mjs';

journey('a key is made, opens a wall screen that loads a newer console by itself, and is revoked', async (page) => {
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
  await screen.route(`${service.base}/`, (route) => (route.request().method() === 'HEAD' ? route.fulfill({ status: 200, headers: { ETag: 'W/"0123456789abcdef"' } }) : route.continue()));
  await Promise.all([screen.waitForEvent('load'), comeBack(screen)]);
  await screen.unroute(`${service.base}/`);
  await screen.locator('a.well').first().waitFor();
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

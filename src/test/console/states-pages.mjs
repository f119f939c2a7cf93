// What pages show without their data: while it is loading, where there is none, if an answer fails or never comes, if the
// service is away, after the session has ended, and after the service was upgraded.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessibility, open } from './browser.mjs';
import { PASSWORD } from './service.mjs';
import { api, engineer, journey, makeUser, service } from './stage.mjs';
import { WORST } from './wells.mjs';

const PAGES = { fleet: ['#/fleet', 'a.well'], well: [`#/wells/${WORST}`, '.u-over'], findings: ['#/findings', 'button.finding'], storage: ['#/storage', '.timeline'], users: ['#/access/users', 'table.list'], keys: ['#/access/keys', 'table.list'], audit: ['#/access/audit', 'table.list'] };
/** All but the renewal of tokens, which is tested by itself. */
const API = /\/api\/v1\/(?!auth\/)/;
const ANY_FAILURE = { expected: /Failed to load resource/ };

journey('every page says that it is loading, and shows its data when it comes', async (page) => {
  for (const [name, [hash, ready]] of Object.entries(PAGES)) {
    let release;
    const held = new Promise((resolve) => { release = resolve; });
    await page.route(API, async (route) => {
      await held;
      await route.continue().catch(() => null);
    });
    await open(page, hash, '.loading');
    await accessibility(page);
    assert.equal(await page.locator('h1').isVisible(), true, name);
    release();
    await page.unroute(API);
    await page.locator(ready).first().waitFor();
  }
});

journey('every page says what failed, and tries again', async (page) => {
  for (const [name, [hash, ready]] of Object.entries(PAGES)) {
    await page.route(API, (route) => route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify({ title: 'Internal error', detail: 'Something broke.', status: 500, instance: 'request-4711' }) }));
    await open(page, hash, '.state-box');
    await page.getByText('Something broke.').first().waitFor();
    assert.ok(await page.getByText('request-4711').count() > 0, `${name} names the request`);
    await accessibility(page);
    await page.unroute(API);
    await page.getByRole('button', { name: 'Try again' }).evaluateAll((buttons) => buttons.forEach((button) => button.click()));
    await page.locator(ready).first().waitFor();
  }
}, ANY_FAILURE);

journey('a browser without a network says so, and the page goes on when it is back', async (page) => {
  for (const [hash, ready] of [PAGES.findings, PAGES.well]) {
    await page.route(API, (route) => route.abort('internetdisconnected'));
    await open(page, hash, '.state-box');
    await page.getByText('The service cannot be reached', { exact: true }).first().waitFor();
    await page.locator('.notice-bar', { hasText: 'What you see is as of' }).waitFor();
    await page.unroute(API);
    await page.locator(ready).first().waitFor({ timeout: 20_000 });
    await page.locator('.notice-bar[role=alert]').waitFor({ state: 'hidden' });
  }
}, ANY_FAILURE);

journey('a panel that gets no answer holds up no other', async (page) => {
  await page.route('**/api/v1/storage/hypertables', () => {});
  await open(page, '#/storage', '.timeline');
  await page.getByText('PostgreSQL', { exact: true }).waitFor();
  await page.getByRole('region', { name: 'Hypertables' }).locator('.loading').waitFor();
});

journey('a refresh that fails leaves what is there, with its age', async (page) => {
  await open(page, '#/storage', '.timeline');
  await page.route('**/api/v1/storage/hypertables', (route) => route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify({ title: 'Internal error', detail: 'Something broke.', status: 500 }) }));
  const tables = page.getByRole('region', { name: 'Hypertables' });
  await tables.locator('table').waitFor();
  await page.getByRole('button', { name: 'Refresh' }).click();
  await tables.getByText(/^As of .* The refresh failed: Something broke\.$/).waitFor();
  assert.ok(await tables.getByText('esp_telemetry').isVisible());
}, ANY_FAILURE);

test('who sees no well is told so on every page', async () => {
  await makeUser('new.colleague', ['viewer'], ['NOT-YET-*']);
  const { user, page } = await engineer({ as: 'new.colleague', ...ANY_FAILURE });
  await page.getByText('No wells yet').waitFor();
  await accessibility(page);
  await open(page, '#/findings', '.state-box');
  await page.getByText('No open finding').waitFor();
  await open(page, `#/wells/${WORST}`, '.state-box');
  await page.getByText('There is nothing here, or it is not yours').first().waitFor();
  await accessibility(page);
  await open(page, '#/access', '.state-box');
  await page.getByText('Your role does not allow this').waitFor();
  assert.equal(await page.getByRole('link', { name: 'Import' }).count(), 0, 'a viewer imports nothing');
  await open(page, '#/storage', '.timeline');
  assert.equal(await page.getByRole('button', { name: 'Restore…' }).count(), 0, 'a viewer restores nothing');
  await user.close();
});

journey('a note that is begun before the finding has come stays', async (page) => {
  let answer;
  const held = new Promise((resolve) => { answer = resolve; });
  await page.route(/\/diagnostics\/\d+$/, (route) => held.then(() => route.continue()));
  await open(page, '#/findings?state=all', 'button.finding');
  await page.locator('button.finding', { hasText: 'motor overheating' }).click();
  const dialog = page.getByRole('dialog', { name: 'motor overheating' });
  await dialog.getByLabel('Note').pressSequentially('Half a ');
  const came = page.waitForResponse(/\/diagnostics\/\d+$/);
  answer();
  await (await came).finished();
  await page.keyboard.type('sentence');
  assert.equal(await dialog.getByLabel('Note').inputValue(), 'Half a sentence');
});

journey('who signs in again after the session has ended goes on where it was', async (page) => {
  await open(page, '#/findings?state=all', 'button.finding');
  await page.locator('button.finding', { hasText: 'motor overheating' }).click();
  await page.getByRole('dialog', { name: 'motor overheating' }).getByLabel('Note').fill('Half a sentence');
  await api('DELETE', 'users/admin/sessions');
  const again = page.getByRole('dialog', { name: 'Your session has ended' });
  await again.waitFor({ timeout: 30_000 });
  await accessibility(page);
  await again.getByLabel('User', { exact: true }).fill('admin');
  await again.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await again.getByRole('button', { name: 'Sign in' }).click();
  await again.waitFor({ state: 'hidden' });
  assert.equal(await page.getByRole('dialog', { name: 'motor overheating' }).getByLabel('Note').inputValue(), 'Half a sentence');
});

journey('a newer console of the service is offered after the service was away', async (page) => {
  await page.locator('a.well').first().waitFor();
  await page.route(`${service.base}/`, (route) => (route.request().method() === 'HEAD' ? route.fulfill({ status: 200, headers: { ETag: 'W/"0123456789abcdef"' } }) : route.continue()));
  await page.route(API, (route) => route.abort('connectionrefused'));
  await open(page, '#/findings', '.state-box');
  await page.unroute(API);
  await page.getByText('The service was upgraded, and has a newer console.').waitFor({ timeout: 20_000 });
  await page.unroute(`${service.base}/`);
  await page.getByRole('button', { name: 'Load it' }).click();
  await page.locator('button.finding').first().waitFor();
  await page.getByText('The service was upgraded, and has a newer console.').waitFor({ state: 'hidden' });
}, ANY_FAILURE);

journey('a table that is refreshed keeps the focus, what is unfolded, and its place', async (page) => {
  await open(page, '#/storage', '.timeline');
  await page.getByText(/^All chunks as a table/).click();
  await page.getByRole('group', { name: 'Chunks' }).evaluate((table) => table.scrollTo(0, 200));
  await page.getByText(/^All chunks as a table/).focus();
  const answered = page.waitForResponse('**/api/v1/storage/chunks*');
  await page.getByRole('button', { name: 'Refresh' }).evaluate((button) => button.click());
  await answered;
  await page.waitForFunction(() => !document.querySelector('[aria-busy]'));
  assert.equal(await page.getByRole('group', { name: 'Chunks' }).evaluate((table) => table.scrollTop), 200);
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'SUMMARY');
});

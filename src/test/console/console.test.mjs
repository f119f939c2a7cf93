// The console as a production engineer uses it, in Chromium, against the packaged program and a real database.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { accessibility, launch, open, signIn } from './browser.mjs';
import { client, PASSWORD, relay, start } from './service.mjs';
import { fill, newest, SILENT, thousand, WORST } from './wells.mjs';

const OUT = path.resolve(process.env.LIFTLINE_CONSOLE_OUT);
const WELLS = 16;

let database;
let service;
let api;
let chromium;
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

async function engineer(options) {
  const user = await chromium.context(service.base, options);
  const page = await user.page();
  await signIn(page, service.base, 'admin', PASSWORD);
  return { user, page };
}

/** Runs a test in a browser of its own. */
function journey(name, run, options) {
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

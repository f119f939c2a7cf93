// The storage: old chunks are archived and verified, tried and restored; a drill.

import assert from 'node:assert/strict';
import path from 'node:path';
import { accessibility, open } from './browser.mjs';
import { api, journey, OUT } from './stage.mjs';

const MINUTE = 60_000;

journey('an old chunk is archived, and restored into a table after that was tried', async (page) => {
  await open(page, '#/storage', '.timeline');
  const legend = page.locator('.timeline-legend');
  await legend.locator('li', { hasText: /^Hot/ }).waitFor();
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('button', { name: 'Archive now' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Archive now' }).click();
  await page.getByText('The task waits for the leading replica.').waitFor();
  const archived = await untilVerified();
  await page.getByRole('button', { name: 'Refresh' }).click();
  await legend.getByText(/Archived and verified|In the archive only/).first().waitFor();
  await page.getByRole('button', { name: 'Restore…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Restore from the archive' });
  await dialog.getByLabel('From').fill(local(archived.range_start));
  await dialog.getByLabel('To', { exact: true }).fill(local(archived.range_end));
  await dialog.getByLabel('Where to').selectOption('table');
  await dialog.getByLabel('Name of the table').fill('restored_console');
  const restore = dialog.getByRole('button', { name: 'Restore', exact: true });
  assert.ok(await restore.isDisabled(), 'nothing is restored that was not tried');
  await dialog.getByRole('button', { name: 'Dry run' }).click();
  await dialog.getByText('The dry run is done. Nothing was changed.').waitFor({ timeout: MINUTE });
  assert.equal(await fact(dialog, 'Rows that would come back'), archived.rows);
  await accessibility(page);
  await page.screenshot({ path: path.join(OUT, 'restore.png') });
  await restore.click();
  await dialog.getByText('The restore is done.').waitFor({ timeout: MINUTE });
  assert.equal(await fact(dialog, 'Rows restored'), archived.rows);
  await dialog.getByRole('button', { name: 'Dry run' }).click();
  await dialog.getByText('The dry run is done. Nothing was changed.').waitFor({ timeout: MINUTE });
  assert.equal(await fact(dialog, 'Rows already there'), archived.rows, 'a restore adds nothing twice');
});

journey('a drill is run, and its outcome is shown', async (page) => {
  const { last_drill: before } = await api('GET', 'archive/status');
  await open(page, '#/storage', '.timeline');
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('button', { name: 'Run a drill' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Run the drill' }).click();
  let drill = null;
  for (let i = 0; i < 60 && (drill?.state !== 'done' || drill.id === before?.id); i++) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    drill = (await api('GET', 'archive/status')).last_drill;
  }
  assert.equal(drill.state, 'done');
  assert.notEqual(drill.id, before?.id);
  await page.getByRole('button', { name: 'Refresh' }).click();
  await page.getByRole('region', { name: 'Archive' }).locator('.facts > div', { hasText: 'Last drill' }).getByText(/^\s*\d+ s ago/).waitFor();
});

/** The first chunk of samples that is in the archive and was verified. */
async function untilVerified() {
  for (let i = 0; i < 120; i++) {
    const verified = (await api('GET', 'archive/objects')).objects.find((one) => one.hypertable === 'esp_telemetry' && one.verified_at);
    if (verified) return verified;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('no chunk was verified: see service.log');
}

async function fact(dialog, name) {
  return Number((await dialog.locator('.facts > div', { hasText: name }).locator('dd').textContent()).replace(/\D/g, ''));
}

/** As an input of the browser takes it, whose time zone is three hours ahead. */
function local(time) {
  return new Date(Date.parse(time) + 180 * MINUTE).toISOString().slice(0, 16);
}

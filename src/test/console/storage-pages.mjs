// The storage: old chunks are archived and verified, a restore of them is tried; a drill.

import assert from 'node:assert/strict';
import path from 'node:path';
import { accessibility, open } from './browser.mjs';
import { api, journey, OUT } from './stage.mjs';

journey('old chunks are archived, and a restore is tried without changing anything', async (page) => {
  await open(page, '#/storage', '.timeline');
  await page.locator('.timeline-legend li', { hasText: /^Hot/ }).waitFor();
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('button', { name: 'Archive now' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Archive now' }).click();
  await page.getByText('The task waits for the leading replica.').waitFor();
  for (let i = 0; i < 60 && !(await api('GET', 'archive/objects')).objects.some((one) => one.verified_at); i++) await new Promise((resolve) => setTimeout(resolve, 500));
  await page.getByRole('button', { name: 'Restore…' }).click();
  assert.ok(await page.getByRole('button', { name: 'Restore', exact: true }).isDisabled(), 'nothing is restored that was not tried');
  await page.getByRole('button', { name: 'Dry run' }).click();
  await page.getByText('The dry run is done. Nothing was changed.').waitFor({ timeout: 60_000 });
  await accessibility(page);
  await page.screenshot({ path: path.join(OUT, 'restore.png') });
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

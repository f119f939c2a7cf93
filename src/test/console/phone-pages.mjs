// A shift with a phone, in the dark: the worst well, its finding, a download, a restore that is tried, an import, a key.

import assert from 'node:assert/strict';
import { accessibility, open } from './browser.mjs';
import { api, download, journey } from './stage.mjs';

const DAY = 24 * 3_600_000;

journey('all work can be done with a phone, in the dark', async (page) => {
  await api('POST', 'diagnostics', [{ well_id: 'NR-104', timestamp: new Date().toISOString(), diagnosis: 'night watch', severity: 'critical', confidence: 0.9 }]);
  await page.locator('a.well').first().waitFor();
  await page.locator('table.wells tr', { has: page.locator('a.well', { hasText: 'NR-104' }) }).tap({ position: { x: 120, y: 20 } });
  await page.waitForURL(/#\/wells\/NR-104/);
  await page.getByText(/raw samples$/).waitFor();
  await page.getByRole('button', { name: '1 h', exact: true }).tap();
  await page.getByText(/raw samples$/).first().waitFor();
  const lines = (await download(page, 'What is shown, CSV')).toString().trim().split('\n');
  assert.match(lines[0], /^well_id,timestamp,pip \[psi\]/);
  await page.locator('button.finding', { hasText: 'night watch' }).tap();
  const finding = page.getByRole('dialog', { name: 'night watch' });
  await finding.getByLabel('Note').fill('Seen on the phone.');
  await accessibility(page);
  await finding.getByRole('button', { name: 'Close the finding' }).tap();
  await page.getByText('The finding is closed.').waitFor();
  await open(page, '#/storage', '.timeline');
  await page.getByRole('button', { name: 'Restore…' }).tap();
  await page.getByLabel('From', { exact: true }).fill(new Date(Date.now() - 40 * DAY).toISOString().slice(0, 16));
  await page.getByRole('button', { name: 'Dry run' }).tap();
  await page.getByText('The dry run is done. Nothing was changed.').waitFor({ timeout: 60_000 });
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().tap();
  await open(page, '#/import', 'input[type=file]');
  await page.setInputFiles('input[type=file]', { name: 'phone.csv', mimeType: 'text/csv', buffer: Buffer.from('well_id,timestamp,pip\nPHONE-1,2026-06-03T00:00:00Z,610\n') });
  await page.getByRole('button', { name: 'Dry run' }).tap();
  await page.getByRole('button', { name: 'Import 1 row' }).tap();
  await page.getByText('Imported.').waitFor();
  await open(page, '#/access/keys', '.panel header');
  await page.getByRole('button', { name: 'New key' }).tap();
  await page.getByLabel('What it is for').fill('Phone');
  await page.getByRole('button', { name: 'Make the key' }).tap();
  await page.getByRole('button', { name: 'Done' }).tap();
  await page.getByRole('button', { name: 'Revoke Phone' }).tap();
  await page.getByRole('button', { name: 'Revoke the key' }).tap();
  await page.getByText('The key was revoked.').waitFor();
}, { size: 'phone', theme: 'dark' });

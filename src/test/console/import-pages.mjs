// Imports: a file with a well column, with wells side by side, of one well, and of years.

import assert from 'node:assert/strict';
import path from 'node:path';
import { accessibility, open } from './browser.mjs';
import { api, journey, OUT } from './stage.mjs';

journey('a file is checked, its faults are listed, and it is imported', async (page) => {
  const rows = Array.from({ length: 300 }, (_, i) => `IMP-1;2026-06-01 ${String(i % 24).padStart(2, '0')}:${String(Math.floor(i / 24)).padStart(2, '0')}:00;${i === 7 ? 'Bad Input' : '55,25'};96,5;x`);
  rows[11] = 'IMP-1;2026-06-01;55,25;96,5;x';
  await choose(page, 'import.csv', ['exported by a historian', 'Tag;Time;Intake Pressure (bar);Motor Temp;Remark', ...rows]);
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

/** The form of the historian of docs/files.md: a line of wells, a line of tags, a line of units that is wrong. */
journey('a file with the wells side by side is imported', async (page) => {
  const rows = Array.from({ length: 60 }, (_, i) => `${1_780_300_800 + i * 60},4230328,369.5,50,${i === 3 ? 'Bad Input' : '3900000'},371.15`);
  await choose(page, 'side-by-side.csv', [',ESP01,,,ESP02,', 'time,DHINTAKEPRESSURE,DHMOTORTEMP,VSDFREQOUT,DHINTAKEPRESSURE,DHMOTORTEMP', 's,psia,K,Hz,psia,K', ...rows]);
  assert.equal(await page.getByLabel('Wells', { exact: true }).inputValue(), 'line');
  assert.equal(await page.getByLabel('Lines after the header').inputValue(), '1');
  assert.equal(await page.getByLabel('Times', { exact: true }).inputValue(), 'unix_s');
  assert.deepEqual(await page.getByLabel(/^Well of column/).evaluateAll((inputs) => inputs.map((input) => input.value)), ['ESP01', 'ESP01', 'ESP01', 'ESP02', 'ESP02']);
  assert.equal(await page.getByLabel('Unit of DHMOTORTEMP of ESP01').inputValue(), 'K');
  await page.getByLabel('Unit of DHINTAKEPRESSURE of ESP01').selectOption('Pa');
  await page.getByLabel('Well of column 5, DHINTAKEPRESSURE').fill('PAD-7/ESP02');
  await page.keyboard.press('Tab');
  assert.equal(await page.getByLabel('Well of column 6, DHMOTORTEMP').inputValue(), 'PAD-7/ESP02', 'all columns of a well are renamed');
  await accessibility(page);
  await page.getByRole('button', { name: 'Dry run' }).click();
  await page.getByText('Checked. 1 sample would be rejected.').waitFor();
  assert.deepEqual(await page.getByRole('group', { name: 'Rejected rows' }).locator('tbody td').allTextContents().then((cells) => cells.slice(0, 4)), ['7', 'PAD-7/ESP02', 'pip', 'Bad Input']);
  await page.screenshot({ path: path.join(OUT, 'import-side-by-side.png'), fullPage: true });
  await page.getByLabel('Words for “not measured”').fill('Bad Input');
  await page.getByRole('button', { name: 'Dry run' }).click();
  await page.getByText('Checked. Every sample is good.').waitFor();
  await page.getByRole('button', { name: 'Import 120 samples' }).click();
  await page.getByText('Imported.').waitFor();
  const first = (await api('GET', 'wells/ESP01/at?timestamp=2026-06-01T08:00:00Z')).values;
  near(first.pip.value, 4230328 / 6894.757293168361);
  near(first.motor_temp.value, 369.5 - 273.15);
  near(first.vsd_frequency.value, 50);
  const second = (await api('GET', `wells/${encodeURIComponent('PAD-7/ESP02')}/telemetry?from=2026-06-01T08:00:00Z&to=2026-06-01T09:00:00Z`)).samples;
  assert.equal(second.length, 60);
  assert.equal(second.filter((sample) => sample.pip == null).length, 1);
});

journey('wells in the names of columns, and a file of one well, are imported', async (page) => {
  const rows = Array.from({ length: 20 }, (_, i) => `2026-06-02T00:${String(i).padStart(2, '0')}:00Z,${600 + i},${700 + i},96`);
  await choose(page, 'names.csv', ['Timestamp,NORTH-1.PIP.PV,NORTH-2.PIP.PV,NORTH-2.Motor Temp.PV', ...rows]);
  assert.equal(await page.getByLabel('Wells', { exact: true }).inputValue(), 'names');
  await page.getByRole('button', { name: 'Dry run' }).click();
  await page.getByRole('button', { name: 'Import 40 samples' }).click();
  await page.getByText('Imported.').waitFor();
  near((await api('GET', 'wells/NORTH-2/at?timestamp=2026-06-02T00:19:00Z')).values.pip.value, 719);
  await choose(page, 'one.csv', ['time,pip,flow', '2026-06-02T00:00:00Z,555,1500', '2026-06-02T00:01:00Z,556,1501']);
  assert.equal(await page.getByLabel('Wells', { exact: true }).inputValue(), 'one');
  await page.getByText('Still to say: which well it is of').waitFor();
  assert.ok(await page.getByRole('button', { name: 'Dry run' }).isDisabled());
  await page.getByLabel('Well', { exact: true }).fill('SOUTH-9');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Dry run' }).click();
  await page.getByRole('button', { name: 'Import 2 rows' }).click();
  await page.getByText('Imported.').waitFor();
  near((await api('GET', 'wells/SOUTH-9/at?timestamp=2026-06-02T00:01:00Z')).values.flow_rate.value, 1501);
});

/** One request may add samples of 100 new days. */
journey('a file of more days than one request may add is sent in smaller pieces', async (page) => {
  const rows = Array.from({ length: 120 }, (_, i) => `YEARS-1,${new Date(Date.UTC(2024, 0, 1 + i)).toISOString()},${500 + i}`);
  await choose(page, 'years.csv', ['well_id,timestamp,pip', ...rows]);
  await page.getByRole('button', { name: 'Dry run' }).click();
  await page.getByRole('button', { name: 'Import 120 rows' }).click();
  await page.getByText('Imported.').waitFor({ timeout: 60_000 });
  const stored = (await api('GET', 'wells/YEARS-1/telemetry?from=2024-01-01T00:00:00Z&to=2024-06-01T00:00:00Z&channels=pip')).samples;
  assert.equal(stored.length, 120);
}, { expected: /status of (401|422|503)/ });

/** What the page guesses of the first lines of files. */
journey('how a file is written is guessed from its first lines', async (page) => {
  await open(page, '#/import', 'input[type=file]');
  const guess = (...lines) => page.evaluate(async (text) => {
    const script = document.querySelector('script[type=module]').src;
    const { ImportForm } = await import(script.replace('main.js', 'import-form.js'));
    const form = new ImportForm(text);
    const { delimiter, decimal, skip, after, time } = form.dialect;
    return { wells: form.wells, delimiter, decimal, skip, after, time, missing: form.missing(), header: form.header(), units: form.query().units };
  }, `${lines.join('\n')}\n`);
  const usual = { wells: 'column', delimiter: ',', decimal: '.', skip: 0, after: 0, time: 'rfc3339', missing: '', units: [] };
  assert.deepEqual(await guess('well_id,timestamp,pip', 'A-1,2026-06-01T00:00:00Z,600'), { ...usual, header: ['well_id,timestamp,pip'] });
  assert.deepEqual(await guess('sep=;', 'Report of June;;;', 'Well;Date/Time;Motor Temp (degF);Flow', ';;degF;bbl/d', 'A-1;01.06.2026 00:00;200,5;1500'),
    { ...usual, delimiter: ';', decimal: ',', skip: 2, after: 1, time: 'local', units: ['motor_temp:°F'], header: ['well_id;timestamp;motor_temp;flow_rate'] });
  assert.deepEqual(await guess('timestamp,motor_temp,Pump Intake Pressure [kPa]', '1780300800000,95,4000'),
    { ...usual, wells: 'one', time: 'unix_ms', units: ['pip:kPa'], missing: 'Still to say: which well it is of', header: [',,', 'timestamp,motor_temp,pip'] });
  assert.deepEqual(await guess('From,2026-01-01,', 'time,A-1 Motor Temp,A-1 PIP', '2026-06-01T00:00:00+03:00,95,600'),
    { ...usual, wells: 'names', skip: 1, header: [',A-1,A-1', 'timestamp,motor_temp,pip'] });
  assert.deepEqual(await guess('time,"PAD-7/ESP,1:PIP",PAD-7/ESP2:PIP,Remark', '2026-06-01T00:00:00Z,95,600,x'),
    { ...usual, wells: 'names', header: [',"PAD-7/ESP,1",PAD-7/ESP2,', 'timestamp,pip,pip,column 4'] });
  assert.equal((await guess(',A-1,A-1', 'time,PIP,Intake Pressure', '2026-06-01T00:00:00Z,95,600')).header[1], 'timestamp,pip,column 3');
});

async function choose(page, name, lines) {
  await open(page, '#/import', 'input[type=file]');
  await page.setInputFiles('input[type=file]', { name, mimeType: 'text/csv', buffer: Buffer.from(`${lines.join('\n')}\n`) });
  await page.getByText(name).waitFor();
}

function near(actual, expected) {
  assert.ok(Math.abs(actual - expected) < 1e-9 * Math.max(1, Math.abs(expected)), `${actual} is not ${expected}`);
}

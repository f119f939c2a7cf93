// The charts of a well: from a month to raw samples, by mouse, keys and fingers; limits, findings and comparisons; downloads.

import assert from 'node:assert/strict';
import { open } from './browser.mjs';
import { parquetRows } from './parquet.mjs';
import { api, download, journey } from './stage.mjs';
import { WORST } from './wells.mjs';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

journey('a well is zoomed from a month to its raw samples, in other units, and downloaded', async (page) => {
  await open(page, `#/wells/${WORST}?from=-30d`, '.source');
  await page.getByText(/buckets of/).waitFor();
  const area = await page.locator('.u-over').first().boundingBox();
  await page.mouse.move(area.x + area.width * 0.9, area.y + 30);
  await page.mouse.down();
  await page.mouse.move(area.x + area.width * 0.97, area.y + 30, { steps: 6 });
  await page.mouse.up();
  await page.getByText(/raw samples$/).waitFor();
  const psi = await valueUnder(page, area, 0.5);
  await page.getByRole('button', { name: 'Display' }).click();
  await page.getByRole('button', { name: 'bar', exact: true }).click();
  await page.getByRole('button', { name: '°F', exact: true }).click();
  await page.keyboard.press('Escape');
  await page.locator('.chart .unit', { hasText: 'bar' }).first().waitFor();
  await page.locator('.chart .unit', { hasText: '°F' }).waitFor();
  await page.getByText(/raw samples$/).waitFor();
  const bar = await valueUnder(page, area, 0.5);
  assert.ok(Math.abs(bar - psi * 0.0689476) < 0.06, `${psi} psi are not ${bar} bar`);
  const shown = Number((await page.locator('.source span').first().textContent()).replace(/\D/g, ''));
  const lines = (await download(page, /What is shown, CSV/)).toString().trim().split('\n');
  assert.match(lines[0], /^well_id,timestamp,pip \[bar\],motor_temp \[°F\],/);
  assert.equal(lines.length - 1, shown);
  const raw = (await download(page, 'Raw samples of the range, CSV')).toString().trim().split('\n').map((line) => line.split(','));
  assert.deepEqual(raw[0].slice(0, 4), ['well_id', 'timestamp', 'pip', 'motor_temp']);
  assert.equal(raw.length - 1, shown);
  const stored = await parquetRows(await download(page, 'Raw samples of the range, Parquet'));
  const plain = (well, time, pip, temp) => `${well} ${new Date(time).toISOString()} ${Number(pip)} ${Number(temp)}`;
  assert.deepEqual(stored.map((row) => plain(row.well_id, row.timestamp, row.pip, row.motor_temp)).sort(), raw.slice(1).map((row) => plain(...row)).sort());
});

journey('limits and findings are drawn, and a mark opens its finding', async (page) => {
  await api('PATCH', `wells/${WORST}`, { limits: { channels: { pip: { high_alarm: 800 } } } });
  await open(page, `#/wells/${WORST}?from=-172800s&channels=pip,motor_current`, '.finding-lane .mark');
  await page.waitForFunction(() => !document.querySelector('.source[aria-busy]'));
  const pressure = await strokes(page, 0);
  const current = await strokes(page, 1);
  assert.ok(pressure.limit > 0.4, `a limit goes across: ${pressure.limit}`);
  assert.ok(current.limit < 0.1, `a chart without a limit has none: ${current.limit}`);
  for (const one of [pressure, current]) assert.ok(one.finding > 0.25, `a finding goes from top to bottom: ${one.finding}`);
  await page.getByRole('group', { name: 'Findings in this range' }).getByRole('button', { name: /^critical: gas interference/ }).click();
  await page.getByRole('dialog', { name: 'gas interference' }).getByText('What led to it').waitFor();
});

journey('a well is compared with its last week, and with another well', async (page) => {
  await open(page, `#/wells/${WORST}?from=-24h`, '.source');
  await page.getByRole('button', { name: 'Compare' }).click();
  await page.getByRole('button', { name: 'The week before' }).click();
  await page.locator('.legend', { hasText: 'a week before' }).waitFor();
  assert.match(page.url(), /compare=week/);
  await page.getByRole('button', { name: '1 h', exact: true }).click();
  await page.getByRole('button', { name: 'Compare' }).click();
  await page.getByLabel('Another well, same time').selectOption('NR-105');
  await page.locator('.legend', { hasText: 'NR-105' }).waitFor();
  const area = await page.locator('.u-over').first().boundingBox();
  await valueUnder(page, area, 0.5);
  const other = Number((await page.locator('.reading .other').first().textContent()).replace('NR-105', '').replace(',', ''));
  const { samples } = await api('GET', 'wells/NR-105/telemetry?from=-2h&channels=pip&limit=10000');
  assert.ok(samples.some((sample) => Math.round(sample.pip) === other), `NR-105 had no ${other} psi`);
});

journey('what is under the cursor stays while the charts are refreshed', async (page) => {
  await open(page, `#/wells/${WORST}?from=-1h`, '.source');
  await page.locator('.source', { hasText: 'updated' }).waitFor();
  const area = await page.locator('.u-over').first().boundingBox();
  await valueUnder(page, area, 0.5);
  const before = await page.locator('.source').textContent();
  await page.waitForFunction((text) => document.querySelector('.source').textContent !== text, before);
  assert.equal(await page.locator('.reading strong.own').count(), await page.locator('.chart').count());
});

journey('keys move and zoom the charts', async (page) => {
  await open(page, `#/wells/${WORST}?from=-24h`, '.source');
  await page.getByRole('group', { name: /^Charts/ }).focus();
  await page.keyboard.press('ArrowLeft');
  const moved = await range(page);
  near(moved.to, Date.now() - 6 * HOUR, 0.1 * HOUR);
  near(moved.to - moved.from, DAY, 1);
  await page.keyboard.press('+');
  const zoomed = await range(page);
  near(zoomed.to - zoomed.from, DAY / 2, 2);
  near((zoomed.from + zoomed.to) / 2, (moved.from + moved.to) / 2, 2);
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
  await page.locator('.range-text', { hasText: /now/ }).waitFor();
  assert.match(page.url(), /from=-43200s$/, 'a range that has come to now goes on with the clock');
});

journey('fingers move and zoom the charts, and a tap shows the values', async (page, user) => {
  await open(page, `#/wells/${WORST}?from=-24h`, '.source');
  await page.getByText(/raw samples$/).waitFor();
  await page.locator('.u-over').first().scrollIntoViewIfNeeded();
  const fingers = await hand(page, user);
  await fingers.move([[0.3], [0.8]]);
  const moved = await range(page);
  near(moved.to, Date.now() - DAY / 2, DAY * 0.08);
  near(moved.to - moved.from, DAY, 1);
  await fingers.move([[0.4, 0.6], [0.2, 0.8]]);
  const zoomed = await range(page);
  near((zoomed.to - zoomed.from) / DAY, 1 / 3, 0.08);
  near((zoomed.from + zoomed.to) / 2, (moved.from + moved.to) / 2, DAY * 0.03);
  await fingers.move([[0.2, 0.4], [0.3, 0.9]]);
  const placed = await range(page);
  const under = (of, share) => of.from + share * (of.to - of.from);
  near(under(placed, 0.6), under(zoomed, 0.3), DAY * 0.03);
  await page.waitForFunction(() => !document.querySelector('.source[aria-busy]'));
  await fingers.tap(0.5);
  await page.locator('.reading strong.own').first().waitFor();
}, { size: 'phone' });

/** Fingers on the first chart. A place is a share of its width. */
async function hand(page, user) {
  const touch = await user.context.newCDPSession(page);
  const area = await page.locator('.u-over').first().boundingBox();
  const y = area.y + area.height / 2;
  const at = (share) => ({ x: area.x + area.width * share, y });
  const send = (type, shares) => touch.send('Input.dispatchTouchEvent', { type, touchPoints: shares.map((share, id) => ({ ...at(share), id })) });
  return {
    /** Moves fingers from some places to others. */
    async move([from, to], steps = 12) {
      await send('touchStart', from);
      for (let i = 1; i <= steps; i++) await send('touchMove', from.map((share, finger) => share + ((to[finger] - share) * i) / steps));
      await send('touchEnd', []);
    },
    tap: (share) => page.touchscreen.tap(at(share).x, y),
  };
}

/** The range in the address, in milliseconds. */
async function range(page) {
  await page.waitForFunction(() => /from=\d+&to=\d+/.test(location.hash));
  const query = new URLSearchParams(page.url().split('?').at(-1));
  return { from: Number(query.get('from')), to: Number(query.get('to')) };
}

function near(actual, expected, tolerance) {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected} ± ${tolerance}`);
}

/** Moves the mouse over the first chart, and reads its value there. */
async function valueUnder(page, area, share) {
  await page.mouse.move(area.x + area.width * share + 1, area.y + 31);
  await page.mouse.move(area.x + area.width * share, area.y + 30);
  await page.locator('.reading strong.own').first().waitFor();
  return Number((await page.locator('.reading strong.own').first().textContent()).replace(',', ''));
}

/** How much of a row is of the colour of warnings, and of a column of that of alarms, at most. */
function strokes(page, figure) {
  return page.locator('.chart canvas').nth(figure).evaluate((canvas) => {
    const { width, height } = canvas;
    const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
    const rows = new Array(height).fill(0);
    const columns = new Array(width).fill(0);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const [red, green, blue, alpha] = data.subarray(4 * (y * width + x));
        if (alpha < 60 || red - blue < 50) continue;
        if (red - green > 60) columns[x] += 1 / height;
        else rows[y] += 1 / width;
      }
    }
    return { limit: Math.max(...rows), finding: Math.max(...columns) };
  });
}

// Files made of what is shown, or of the samples behind it.

import { request } from './api.js';
import { menu, toast } from './dialog.js';
import { h } from './dom.js';
import { iso, period } from './time.js';
import { shown } from './units.js';

/** @param {{well: string, shown: () => {range: {from: number, to: number}, series: import('./series.js').Series | null, channels: string[]}}} options */
export function downloadMenu({ well, shown: now }) {
  return menu({
    label: 'Download', icon: 'download',
    content: (close) => {
      const { range, series, channels } = now();
      const run = async (/** @type {'csv' | 'parquet'} */ format) => {
        close();
        toast('The service is reading the samples…');
        try {
          save(await samples(well, range, channels, format), fileName(well, range, format));
        } catch (cause) {
          toast(`The download failed: ${/** @type {any} */ (cause).message}`, true);
        }
      };
      return h('div', { class: 'items' },
        h('button', {
          class: 'button', type: 'button', disabled: !series?.samples,
          onclick: () => {
            if (series) save(shownAsCsv(well, series, channels), fileName(well, range, series.raw ? 'csv' : `${series.bucket.toLowerCase()}.csv`));
            close();
          },
        }, series && !series.raw ? `What is shown, CSV (${period(series.bucket)} buckets)` : 'What is shown, CSV'),
        h('button', { class: 'button', type: 'button', onclick: () => run('csv') }, 'Raw samples of the range, CSV'),
        h('button', { class: 'button', type: 'button', onclick: () => run('parquet') }, 'Raw samples of the range, Parquet'));
    },
  });
}

/** The buckets or samples on the screen as CSV, in the units of the screen, which its header names. */
function shownAsCsv(/** @type {string} */ well, /** @type {import('./series.js').Series} */ series, /** @type {string[]} */ channels) {
  const parts = series.raw ? ['avg'] : ['avg', 'min', 'max'];
  const columns = channels.filter((channel) => series.channels[channel]).flatMap((channel) => parts.map((part) => ({
    name: `${channel}${series.raw ? '' : `_${part}`} [${shown(channel).unit}]`, as: shown(channel), values: /** @type {any} */ (series.channels[channel])[part],
  })));
  const lines = [['well_id', 'timestamp', ...columns.map((column) => column.name)].join(',')];
  series.time.forEach((time, i) => {
    lines.push([quoted(well), iso(time), ...columns.map(({ as, values }) => (values[i] == null ? '' : Number(as.of(values[i]).toPrecision(12))))].join(','));
  });
  return new Blob([`${lines.join('\n')}\n`], { type: 'text/csv' });
}

/** The raw samples of a range, as the service sends them. */
async function samples(/** @type {string} */ well, /** @type {{from: number, to: number}} */ range, /** @type {string[]} */ channels, /** @type {'csv' | 'parquet'} */ format) {
  const response = await request('GET', `wells/${encodeURIComponent(well)}/telemetry`, {
    query: { from: iso(range.from), to: iso(range.to), channels, format },
    headers: { Accept: format === 'csv' ? 'text/csv' : 'application/vnd.apache.parquet' }, timeout: 0,
  });
  return response.blob();
}

function save(/** @type {Blob} */ blob, /** @type {string} */ name) {
  const url = URL.createObjectURL(blob);
  const anchor = h('a', { href: url, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  toast(`${name} was saved.`);
}

function fileName(/** @type {string} */ well, /** @type {{from: number, to: number}} */ range, /** @type {string} */ ending) {
  const time = (/** @type {number} */ at) => iso(at).slice(0, 16).replace(/[-:]/g, '');
  return `${well.replace(/[^\w.-]+/g, '_')}_${time(range.from)}Z_${time(range.to)}Z.${ending}`;
}

function quoted(/** @type {string} */ text) {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

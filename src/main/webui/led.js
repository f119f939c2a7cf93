// The last hours of the channels that a finding is based on. The charts end with the signal.

import { chart } from './chart.js';
import { fill, h } from './dom.js';
import { loadSeries } from './series.js';
import { HOUR } from './time.js';
import { CHANNELS, value, shown } from './units.js';

export async function ledTo(/** @type {HTMLElement} */ area, /** @type {any} */ finding, /** @type {string[]} */ channels, /** @type {number} */ time, /** @type {AbortSignal} */ signal) {
  const range = { from: time - 6 * HOUR, to: Math.min(Date.now(), time + HOUR) };
  const series = await loadSeries(finding.well_id, range, channels, 300, signal);
  if (signal.aborted) return;
  fill(area);
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  channels.forEach((channel, i) => {
    const plot = h('div', { class: 'plot', role: 'img', 'aria-label': `${CHANNELS[channel].name} in the six hours before` });
    const at = finding.telemetry_snapshot?.[channel];
    area.append(h('figure', { class: 'chart' },
      h('figcaption', {}, h('span', { class: 'name' }, CHANNELS[channel].name), h('span', { class: 'unit' }, shown(channel).unit), typeof at === 'number' ? h('span', { class: 'reading' }, h('strong', {}, value(channel, at)), h('span', { class: 'muted' }, 'when it was found')) : null), plot));
    const last = i === channels.length - 1;
    const one = chart(plot, channel, { height: Math.round(rem * (last ? 9.9 : 7)), last, onselect: () => {}, oncursor: () => {} });
    signal.addEventListener('abort', one.dispose, { once: true });
    one.setRange(range.from, range.to);
    one.show({ series, other: null, limits: {}, findings: [{ time, severity: finding.severity }] });
  });
}

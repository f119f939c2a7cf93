// Charts of several channels on one time axis, one under the other, with what is under the cursor above each.

import { chart, findingMark, severityColour } from './chart.js';
import { fill, h, setText } from './dom.js';
import { gestures } from './gestures.js';
import { exact } from './time.js';
import { CHANNELS, number, shown, value } from './units.js';

/**
 * @typedef {object} Shown
 * @property {import('./series.js').Series} series
 * @property {import('./series.js').Series | null} other
 * @property {string} otherName
 * @property {Record<string, Record<string, number>>} limits by channel
 * @property {any[]} findings
 */

/**
 * @param {{onrange: (act: (range: import('./range.js').Range) => void) => void, onfinding: (finding: any) => void}} on
 */
export function charts({ onrange, onfinding }) {
  const lane = h('div', { class: 'finding-lane', role: 'group', 'aria-label': 'Findings in this range' });
  const stack = h('div', { class: 'chart-stack', tabIndex: 0, role: 'group', 'aria-label': 'Charts. Arrow left and right move in time, plus and minus zoom' });
  const under = h('span', { class: 'under-cursor', 'aria-hidden': 'true' });
  const element = h('div', { class: 'charts' }, lane, stack);
  /** @type {{channel: string, chart: ReturnType<typeof chart>, plot: HTMLElement, reading: HTMLElement}[]} */
  let rows = [];
  /** @type {Shown | null} */
  let data = null;
  /** @type {[number, number]} */
  let range = [0, 1];
  const resized = new ResizeObserver(() => {
    for (const row of rows) row.chart.resize(row.plot.clientWidth);
    showLane();
  });
  resized.observe(element);
  gestures(stack, { pan: (share) => onrange((one) => one.pan(share)), zoom: (factor, at) => onrange((one) => one.zoom(factor, at)) });

  function build(/** @type {string[]} */ channels) {
    for (const row of rows) row.chart.dispose();
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    // All charts and their axis are in sight where the window is high enough.
    const room = innerHeight - rem * 25 - channels.length * rem * 2.1;
    const height = Math.round(Math.min(rem * 20, Math.max(rem * 7.8, room / channels.length)));
    fill(stack);
    rows = channels.map((channel, i) => {
      const plot = h('div', { class: 'plot', role: 'img', 'aria-label': `${CHANNELS[channel].name}: loading` });
      const reading = h('span', { class: 'reading' });
      const figure = h('figure', { class: 'chart' }, h('figcaption', {}, h('span', { class: 'name' }, CHANNELS[channel].name), h('span', { class: 'unit' }, shown(channel).unit), reading), plot);
      stack.append(figure);
      const last = i === channels.length - 1;
      return {
        channel, plot, reading,
        chart: chart(plot, channel, {
          height: height + (last ? rem * 2.7 : 0), last, oncursor: (index) => point(index),
          onselect: (from, to) => onrange((one) => one.set(from, to)),
        }),
      };
    });
    setRange(...range);
    if (data) show(data);
  }

  function show(/** @type {Shown} */ next) {
    data = next;
    for (const row of rows) {
      row.chart.show({ series: next.series, other: next.other, limits: next.limits[row.channel] ?? {}, findings: next.findings.map((one) => ({ time: Date.parse(one.timestamp), severity: one.severity })) });
      row.plot.setAttribute('aria-label', summary(row.channel, next));
    }
    showLane();
    point(rows[0]?.chart.index ?? null);
  }

  function setRange(/** @type {number} */ from, /** @type {number} */ to) {
    range = [from, to];
    for (const row of rows) row.chart.setRange(from, to);
    showLane();
  }

  /** Shows what is under the cursor; the newest values without one. */
  function point(/** @type {number | null} */ index) {
    for (const { channel, chart: one, reading } of rows) {
      const values = data?.series.channels[channel];
      const raw = data?.series.raw;
      if (index == null) {
        const lasts = values?.avg.filter((v) => v != null) ?? [];
        const low = Math.min(.../** @type {number[]} */ ((values?.min ?? []).filter((v) => v != null)));
        const high = Math.max(.../** @type {number[]} */ ((values?.max ?? []).filter((v) => v != null)));
        fill(reading, lasts.length ? [h('strong', {}, value(channel, lasts.at(-1))), h('span', { class: 'muted' }, `${value(channel, low)} … ${value(channel, high)}`)] : h('span', { class: 'muted' }, 'not measured in this range'));
        setText(under, '');
        continue;
      }
      const at = one.at(index);
      const already = (/** @type {any} */ v) => (v == null ? '–' : number(v, shown(channel).digits));
      fill(reading, h('strong', { class: 'own' }, already(at.avg)),
        raw || at.min == null ? null : h('span', { class: 'muted' }, `${already(at.min)} … ${already(at.max)}`),
        data?.other && at.other != null ? h('span', { class: 'other' }, `${data.otherName} ${already(at.other)}`) : null);
      setText(under, exact(/** @type {number} */ (at.time)));
    }
  }

  function showLane() {
    const over = stack.querySelector('.u-over');
    const findings = data?.findings ?? [];
    lane.hidden = !findings.length;
    if (!over || !findings.length) return;
    const box = over.getBoundingClientRect();
    const left = box.left - lane.getBoundingClientRect().left;
    fill(lane, findings.map((finding) => {
      const share = (Date.parse(finding.timestamp) - range[0]) / (range[1] - range[0]);
      if (share < 0 || share > 1) return null;
      const button = h('button', { type: 'button', class: `mark ${severityColour(finding.severity)}`, title: finding.diagnosis, 'aria-label': `${finding.severity}: ${finding.diagnosis}, ${exact(Date.parse(finding.timestamp))}`, onclick: () => onfinding(finding) }, findingMark());
      button.style.left = `${left + share * box.width}px`;
      return button;
    }));
  }

  return {
    element, build, show, setRange,
    /** The time under the cursor. */
    under,
    /** Pixels of a plot, by which the number of points is chosen. */
    get width() {
      return rows[0]?.plot.clientWidth || element.clientWidth || 800;
    },
    dispose() {
      resized.disconnect();
      for (const row of rows) row.chart.dispose();
    },
  };
}

/** What a chart says to those who do not see it. */
function summary(/** @type {string} */ channel, /** @type {Shown} */ { series }) {
  const values = series.channels[channel];
  const known = values?.avg.filter((v) => v != null) ?? [];
  if (!known.length) return `${CHANNELS[channel].name}: not measured in this range`;
  const low = Math.min(.../** @type {number[]} */ (values.min.filter((v) => v != null)));
  const high = Math.max(.../** @type {number[]} */ (values.max.filter((v) => v != null)));
  return `${CHANNELS[channel].name} in ${shown(channel).unit}: newest ${value(channel, known.at(-1))}, lowest ${value(channel, low)}, highest ${value(channel, high)}`;
}

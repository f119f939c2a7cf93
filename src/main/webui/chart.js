// One channel over time, drawn by uPlot: the average as a line in the band from minimum to maximum, or the samples
// themselves; a second line to compare with; limits and findings.

import uPlot from './uPlot.esm.js';
import { s } from './dom.js';
import { prefs } from './prefs.js';
import { DAY, HOUR, MINUTE } from './time.js';
import { number, shown } from './units.js';

/**
 * @typedef {object} Drawn
 * @property {import('./series.js').Series} series
 * @property {import('./series.js').Series | null} other already moved onto the same axis
 * @property {Record<string, number>} limits by name, in the canonical unit
 * @property {{time: number, severity: string}[]} findings
 */

/**
 * @param {HTMLElement} root
 * @param {string} channel
 * @param {{height: number, last: boolean, onselect: (from: number, to: number) => void, oncursor: (index: number | null) => void}} options
 */
export function chart(root, channel, { height, last, onselect, oncursor }) {
  const style = getComputedStyle(document.documentElement);
  const colour = (/** @type {string} */ name) => style.getPropertyValue(`--${name}`).trim();
  const rem = Number.parseFloat(style.fontSize);
  const font = `${Math.round(rem * 0.82)}px ${style.fontFamily}`;
  const as = shown(channel);
  /** @type {Drawn} */
  let drawn = { series: { time: [], channels: {}, raw: true, source: '', bucket: '', samples: 0 }, other: null, limits: {}, findings: [] };
  /** @type {[number, number]} */
  let range = [Date.now() - DAY, Date.now()];

  // A finger shows what it touches at once, not when the browser takes it for a tap, and that stays: only a mouse leaves a chart.
  let isTouched = false;
  root.addEventListener('pointerdown', (event) => {
    isTouched = event.pointerType !== 'mouse';
    if (isTouched && event.isPrimary && event.target === plot.over) plot.over.dispatchEvent(new MouseEvent('mousemove', event));
  });
  root.addEventListener('pointermove', (event) => { isTouched &&= event.pointerType !== 'mouse'; });

  const axis = { stroke: colour('ink-3'), font, grid: { stroke: colour('chart-grid'), width: 1 }, ticks: { stroke: colour('chart-grid'), width: 1, size: 4 } };
  const plot = new uPlot({
    width: Math.max(200, root.clientWidth), height, ms: 1, padding: [rem * 0.5, rem * 0.9, 0, 0],
    tzDate: (/** @type {number} */ time) => (prefs.get('time') === 'utc' ? uPlot.tzDate(new Date(time), 'Etc/UTC') : new Date(time)),
    legend: { show: false },
    cursor: {
      sync: { key: 'well', setSeries: false }, y: false, points: { size: 7 },
      drag: { x: true, y: false, setScale: false },
      bind: {
        dblclick: () => null,
        mouseleave: (/** @type {any} */ _, /** @type {any} */ __, /** @type {any} */ handle) => (/** @type {MouseEvent} */ event) => (isTouched ? null : handle(event)),
        mousedown: (/** @type {any} */ _, /** @type {any} */ __, /** @type {any} */ handle) => (/** @type {MouseEvent} */ event) => (event.button === 0 && !event.shiftKey ? handle(event) : null),
      },
    },
    scales: { x: { time: true, range: () => range }, y: { range: (/** @type {any} */ _, /** @type {number} */ low, /** @type {number} */ high) => yRange(low, high) } },
    axes: [
      { ...axis, show: true, size: last ? rem * 2.7 : 0, space: rem * 6, values: last ? times : (/** @type {any} */ _, /** @type {any[]} */ ticks) => ticks.map(() => '') },
      { ...axis, size: rem * 4.3, space: rem * 2.4, values: (/** @type {any} */ _, /** @type {number[]} */ ticks, /** @type {number} */ __, /** @type {number} */ ___, /** @type {number} */ step) => ticks.map((tick) => number(tick, decimals(step))) },
    ],
    series: [
      {},
      { stroke: 'transparent', points: { show: false } },
      { stroke: 'transparent', points: { show: false } },
      { stroke: colour('chart-1'), width: rem / 9, points: { show: pointsShown, size: rem / 2.6, fill: colour('chart-1'), stroke: colour('chart-1') } },
      { stroke: colour('chart-2'), width: rem / 10, dash: [rem / 2.4, rem / 3.2], points: { show: false } },
    ],
    bands: [{ series: [2, 1], fill: colour('chart-band') }],
    hooks: {
      setSelect: [(/** @type {any} */ u) => {
        if (u.select.width > 6) onselect(u.posToVal(u.select.left, 'x'), u.posToVal(u.select.left + u.select.width, 'x'));
        if (u.select.width) u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
      }],
      setCursor: [(/** @type {any} */ u) => oncursor(u.cursor.idx ?? null)],
      draw: [drawMarks],
    },
  }, data(), root);

  /** @returns {any} */
  function data() {
    const own = drawn.series.channels[channel];
    const convert = (/** @type {(number | null)[] | undefined} */ values) => (values ?? []).map((one) => (one == null ? one : as.of(one)));
    const raw = drawn.series.raw;
    /** @type {any[]} */
    const tables = [[drawn.series.time, raw ? drawn.series.time.map(() => null) : convert(own?.min), raw ? drawn.series.time.map(() => null) : convert(own?.max), convert(own?.avg)]];
    const other = drawn.other?.channels[channel];
    if (!other) return [...tables[0], drawn.series.time.map(() => null)];
    return uPlot.join([...tables, [drawn.other?.time ?? [], convert(other.avg)]]);
  }

  function pointsShown(/** @type {any} */ u) {
    const time = drawn.series.time;
    return drawn.series.raw && time.length > 0 && u.bbox.width / devicePixelRatio / Math.max(1, time.length) > 7;
  }

  /** The range of the values, with the limits in it that are near. @returns {[number, number]} */
  function yRange(/** @type {number} */ low, /** @type {number} */ high) {
    if (low == null || high == null) return [0, 1];
    const span = Math.max(high - low, Math.abs(high) * 0.01, 10 ** -as.digits * 4);
    let [bottom, top] = [low, high];
    for (const limit of Object.values(drawn.limits).map(as.of)) {
      if (limit > high && limit < high + span * 0.9) top = Math.max(top, limit);
      if (limit < low && limit > low - span * 0.9) bottom = Math.min(bottom, limit);
    }
    const middle = (top + bottom) / 2;
    const half = Math.max(top - bottom, span) / 2;
    return [middle - half * 1.12, middle + half * 1.12];
  }

  function drawMarks(/** @type {any} */ u) {
    const context = /** @type {CanvasRenderingContext2D} */ (u.ctx);
    const { left, top, width, height: tall } = u.bbox;
    const scale = devicePixelRatio;
    /** Lines are as thick as letters are large: a pixel of a phone, two of a wall. */
    const pen = (rem / 14) * scale;
    context.save();
    context.beginPath();
    context.rect(left, top, width, tall);
    context.clip();
    context.font = `${Math.round(rem * 0.78 * scale)}px ${style.fontFamily}`;
    for (const [name, limit] of Object.entries(drawn.limits)) {
      const y = u.valToPos(as.of(limit), 'y', true);
      const strong = name.includes('trip');
      stroke(context, colour(strong ? 'alarm' : 'warning'), pen * 1.2, [pen * 7, pen * 4], [left, y, left + width, y]);
      label(context, `${name.replaceAll('_', ' ')} ${number(as.of(limit), as.digits)}`, colour(strong ? 'alarm' : 'warning'), left + 6 * scale, y < top + rem * 1.4 * scale ? y + rem * scale : y - 5 * scale);
    }
    for (const finding of drawn.findings) {
      const x = u.valToPos(finding.time, 'x', true);
      stroke(context, colour(severityColour(finding.severity)), pen * 1.4, [pen * 2, pen * 3], [x, top, x, top + tall]);
    }
    context.restore();
  }

  /** A text that the lines behind it do not cross. */
  function label(/** @type {CanvasRenderingContext2D} */ context, /** @type {string} */ text, /** @type {string} */ ink, /** @type {number} */ x, /** @type {number} */ y) {
    context.fillStyle = colour('surface');
    context.fillRect(x - 3 * devicePixelRatio, y - rem * 0.8 * devicePixelRatio, context.measureText(text).width + 6 * devicePixelRatio, rem * devicePixelRatio);
    context.fillStyle = ink;
    context.textAlign = 'left';
    context.textBaseline = 'alphabetic';
    context.fillText(text, x, y);
  }

  return {
    plot,
    show(/** @type {Drawn} */ next) {
      drawn = next;
      plot.setData(data(), false);
      plot.setScale('x', { min: range[0], max: range[1] });
    },
    setRange(/** @type {number} */ from, /** @type {number} */ to) {
      range = [from, to];
      plot.setScale('x', { min: from, max: to });
    },
    resize(/** @type {number} */ width) {
      if (Math.abs(width - plot.width) > 1) plot.setSize({ width, height });
    },
    /** The place in the data under the cursor; null without one. */
    get index() {
      const left = plot.cursor.left ?? -1;
      return left >= 0 && plot.data[0].length ? plot.posToIdx(left) : null;
    },
    /** The values at a place in the data, as they are shown. */
    at(/** @type {number} */ index) {
      const [time, min, max, avg, other] = plot.data;
      return { time: time[index], min: min[index], max: max[index], avg: avg[index], other: other?.[index] };
    },
    dispose: () => plot.destroy(),
  };
}

export function severityColour(/** @type {string} */ severity) {
  return { critical: 'alarm', high: 'alarm', medium: 'warning', low: 'accent', info: 'accent' }[severity] ?? 'ink-3';
}

/** A coloured triangle for a finding. */
export function findingMark() {
  return s('svg', { viewBox: '0 0 12 12', 'aria-hidden': 'true', focusable: 'false' }, s('path', { d: 'M1 1h10L6 10z', fill: 'currentColor' }));
}

function stroke(/** @type {CanvasRenderingContext2D} */ context, /** @type {string} */ colour, /** @type {number} */ width, /** @type {number[]} */ dash, /** @type {[number, number, number, number]} */ [x0, y0, x1, y1]) {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.setLineDash(dash);
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}

/** Decimals that tell ticks with this step apart: 1 for steps of 2.5. */
function decimals(/** @type {number} */ step) {
  for (let digits = 0; digits < 4; digits++) {
    const scaled = step * 10 ** digits;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6) return digits;
  }
  return 4;
}

/** The labels of the time axis: the date where a day begins, the time of day otherwise. */
function times(/** @type {any} */ _, /** @type {number[]} */ ticks) {
  const zone = prefs.get('time') === 'utc' ? 'UTC' : undefined;
  const step = ticks.length > 1 ? ticks[1] - ticks[0] : HOUR;
  const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: zone });
  const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: step < MINUTE ? '2-digit' : undefined, hourCycle: 'h23', timeZone: zone });
  return ticks.map((tick, i) => {
    const begins = i === 0 || day.format(tick) !== day.format(ticks[i - 1]);
    if (step >= DAY) return day.format(tick);
    return begins ? `${clock.format(tick)}\n${day.format(tick)}` : clock.format(tick);
  });
}

// Sparklines: a trend as a line as high as a row.

import { s } from './dom.js';

const WIDTH = 88;
const HEIGHT = 24;
const MARGIN = 3;

/** Paths that were drawn already, by their list of values. @type {WeakMap<any[], string>} */
const drawn = new WeakMap();

export function sparkline() {
  const path = s('path', { class: 'line' });
  const element = s('svg', { class: 'spark', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true', focusable: 'false' }, path);
  /** @type {any} */
  let shown = null;
  return {
    element,
    /** @param {(number | null)[] | undefined} values the same list draws nothing anew */
    show(values) {
      if (shown === values) return;
      shown = values;
      path.setAttribute('d', values ? line(values) : '');
    },
  };
}

/** The line through the values, with a gap where one is null. */
function line(/** @type {(number | null)[]} */ values) {
  const known = drawn.get(values);
  if (known !== undefined) return known;
  const numbers = /** @type {number[]} */ (values.filter((value) => value != null));
  const low = Math.min(...numbers);
  const high = Math.max(...numbers);
  // A range below two percent of the values is noise: it is drawn flat, not blown up.
  const range = Math.max(high - low, Math.abs(high) * 0.02, 1e-9);
  const middle = (high + low) / 2;
  const step = (WIDTH - 2 * MARGIN) / Math.max(1, values.length - 1);
  let path = '';
  let pen = 'M';
  values.forEach((value, i) => {
    if (value == null) {
      pen = 'M';
      return;
    }
    const y = HEIGHT / 2 - ((value - middle) / range) * (HEIGHT - 2 * MARGIN);
    path += `${pen}${(MARGIN + i * step).toFixed(1)} ${y.toFixed(1)}`;
    if (pen === 'M' && values[i + 1] == null) path += 'h0.1';
    pen = 'L';
  });
  drawn.set(values, path);
  return path;
}

// A second line in the charts of a well: the same well a day or a week before, or another well at the same time.

import { get, isAbort } from './api.js';
import { field, menu, select, toast } from './dialog.js';
import { h } from './dom.js';
import { loadSeries } from './series.js';
import { DAY } from './time.js';

/** @type {Record<string, {shift: number, choice: string, name: string}>} */
const BEFORE = {
  day: { shift: DAY, choice: 'The day before', name: 'a day before' },
  week: { shift: 7 * DAY, choice: 'The week before', name: 'a week before' },
};

/** What the second line is: `compare` is a key of BEFORE or a well. */
export function compareName(/** @type {string} */ compare) {
  return BEFORE[compare]?.name ?? compare;
}

/**
 * The second line on the time axis of the first; null without one, or if it could not be loaded.
 *
 * @param {string} well
 * @param {string} compare
 * @param {{from: number, to: number}} range
 * @param {string[]} channels
 * @param {number} points
 * @param {AbortSignal} signal
 */
export async function loadOther(well, compare, range, channels, points, signal) {
  if (!compare) return null;
  const before = BEFORE[compare];
  const shift = before?.shift ?? 0;
  try {
    const other = await loadSeries(before ? well : compare, { from: range.from - shift, to: range.to - shift }, channels, points, signal);
    return { ...other, time: other.time.map((time) => time + shift) };
  } catch (cause) {
    if (isAbort(cause)) throw cause;
    toast(`The comparison failed: ${/** @type {any} */ (cause).message}`, true);
    return null;
  }
}

/** @param {{well: string, chosen: () => string, onchange: (compare: string) => void, signal: AbortSignal}} options */
export function compareMenu({ well, chosen, onchange, signal }) {
  return menu({
    label: 'Compare', icon: 'fleet',
    content: (close) => {
      const set = (/** @type {string} */ compare) => {
        onchange(compare);
        close();
      };
      const others = select([['', 'Choose a well']], '', (value) => value && set(value));
      get('wells', { limit: 2000 }, signal).then((answer) => {
        for (const one of answer.wells) if (one.well_id !== well) others.append(h('option', { value: one.well_id, selected: one.well_id === chosen() }, one.well_id));
      }).catch(() => null);
      const choices = [['', 'Nothing'], ...Object.entries(BEFORE).map(([key, before]) => [key, before.choice])];
      return [h('div', { class: 'items' }, choices.map(([key, name]) => h('button', { class: 'button', type: 'button', 'aria-pressed': String(chosen() === key), onclick: () => set(key) }, name))), field('Another well, same time', others)];
    },
  });
}

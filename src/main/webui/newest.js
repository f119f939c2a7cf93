// The newest values of a well: from the stream where there is one, asked for otherwise.

import { get, isAbort } from './api.js';
import { fill, h } from './dom.js';
import { link } from './link.js';
import { follow } from './stream.js';
import { ago, exact, parse, SECOND } from './time.js';
import { CHANNELS, shown, value } from './units.js';

const MAIN = ['pip', 'motor_temp', 'motor_current', 'vsd_frequency', 'vibration', 'flow_rate'];

/** Follows a well until the signal is aborted. `age` is how old its newest sample is, in words. */
export function newestValues(/** @type {string} */ well, /** @type {AbortSignal} */ signal) {
  const age = h('span', {});
  const element = h('dl', { class: 'latest' });
  /** @type {any} */
  let newest = null;

  async function ask() {
    try {
      show(await get(`wells/${encodeURIComponent(well)}/latest`, {}, signal));
    } catch (cause) {
      if (isAbort(cause)) return;
      if (!newest) fill(element, h('div', {}, h('dt', {}, 'Newest values'), h('dd', { class: 'failed' }, /** @type {any} */ (cause).message)));
    }
  }

  /** Values of an older sample only fill in what the newest one did not measure. */
  function show(/** @type {any} */ sample) {
    const isOlder = newest && (parse(newest.timestamp) ?? 0) > (parse(sample.timestamp) ?? 0);
    const measured = Object.fromEntries(Object.entries(sample).filter(([, one]) => one != null));
    newest = isOlder ? { ...measured, ...newest } : { ...newest, ...measured };
    fill(element, MAIN.map((channel) => h('div', {}, h('dt', {}, CHANNELS[channel].short), h('dd', {}, value(channel, newest[channel]), ' ', h('span', { class: 'unit' }, shown(channel).unit)))));
    showAge();
  }

  function showAge() {
    const time = parse(newest?.timestamp);
    fill(age, time == null ? '' : h('span', { title: exact(time) }, `newest sample ${ago(time)}`));
  }

  const timer = setInterval(() => {
    showAge();
    if (!link.streaming && Date.now() % (5 * SECOND) < SECOND && document.visibilityState === 'visible') ask();
  }, SECOND);
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
  follow({ wells: [well], signal, onsamples: (all) => all.filter((one) => one.well_id === well).forEach(show), onreset: ask });
  ask();
  return { element, age, ask };
}

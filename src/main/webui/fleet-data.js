// The wells of the fleet: asked for as a whole at intervals, and kept up to date by the stream in between.

import { get } from './api.js';
import { link } from './link.js';
import { follow } from './stream.js';
import { MINUTE, parse, SECOND } from './time.js';

/** The channels of the table, in its order. */
export const COLUMNS = ['pip', 'motor_temp', 'motor_current', 'vsd_frequency', 'vibration'];

/** States in the order of trouble. */
export const STATES = ['alarm', 'silent', 'warning', 'no_data', 'ok'];

/** @type {Record<string, string>} */
export const STATE_NAMES = { alarm: 'Alarm', silent: 'Silent', warning: 'Warning', no_data: 'No data', ok: 'Normal' };

const POINTS = 24;
const WITH_STREAM = 15 * SECOND;
const WITHOUT_STREAM = 6 * SECOND;
const LARGE_FLEET = 200;
const TREND_EVERY = 5 * MINUTE;
const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'];

/**
 * @typedef {object} Well
 * @property {string} id
 * @property {string} state
 * @property {number | null} time of the newest sample
 * @property {Record<string, number | null>} values
 * @property {Record<string, (number | null)[]>} trend
 * @property {number} open findings
 * @property {string | null} worst severity of them
 * @property {number} rank by trouble
 */

/** The wells of a fleet, by id. Events: `wells` after each answer, `samples` after new samples, `failed`. */
export class Fleet extends EventTarget {
  /** @type {Map<string, Well>} */
  wells = new Map();
  /** @type {Record<string, number>} */
  states = {};
  loaded = 0;
  /** Whether all wells are there; the first answer shows them page by page. */
  complete = false;
  /** @type {any} */
  failure = null;
  #control = new AbortController();
  #timer = 0;
  #isLoading = false;
  #trendAt = 0;

  start() {
    this.#load();
    follow({
      channels: COLUMNS, signal: this.#control.signal,
      onsamples: (samples) => this.#take(samples), onreset: () => this.#soon(),
    });
  }

  stop() {
    this.#control.abort();
    clearTimeout(this.#timer);
  }

  reload() {
    clearTimeout(this.#timer);
    this.#load();
  }

  /** One at a time, so that no late answer takes the place of a newer one. The end of each sets the next. */
  async #load() {
    if (this.#isLoading) return;
    this.#isLoading = true;
    const signal = this.#control.signal;
    try {
      const withTrend = Date.now() - this.#trendAt > TREND_EVERY;
      /** @type {Map<string, Well>} */
      const wells = new Map();
      let cursor = null;
      do {
        const page = await get('fleet', { channels: COLUMNS, points: withTrend || !this.loaded ? POINTS : 1, cursor }, signal);
        if (!cursor) this.states = page.states;
        for (const well of page.wells) wells.set(well.well_id, this.#read(well, wells.size, withTrend));
        cursor = page.next_cursor;
        if (cursor && !this.loaded) this.#show(wells);
      } while (cursor);
      if (withTrend) this.#trendAt = Date.now();
      this.complete = true;
      this.failure = null;
      this.#show(wells);
    } catch (cause) {
      if (signal.aborted) return;
      this.failure = cause;
      this.dispatchEvent(new Event('failed'));
    }
    this.#isLoading = false;
    clearTimeout(this.#timer);
    if (!signal.aborted) this.#timer = setTimeout(() => this.#again(), this.#pause());
  }

  #pause() {
    if (link.streaming) return WITH_STREAM;
    return this.wells.size > LARGE_FLEET ? WITHOUT_STREAM * 3 : WITHOUT_STREAM;
  }

  #again() {
    if (document.visibilityState === 'visible') this.#load();
    else this.#timer = setTimeout(() => this.#again(), WITHOUT_STREAM);
  }

  #show(/** @type {Map<string, Well>} */ wells) {
    this.wells = new Map(wells);
    this.loaded = Date.now();
    this.dispatchEvent(new Event('wells'));
  }

  /** @returns {Well} */
  #read(/** @type {any} */ well, /** @type {number} */ rank, /** @type {boolean} */ withTrend) {
    const known = this.wells.get(well.well_id);
    const time = parse(well.timestamp);
    const isOlder = known?.time != null && time != null && known.time > time;
    return {
      id: well.well_id, state: well.state, rank,
      time: isOlder ? known.time : time,
      values: isOlder ? known.values : Object.fromEntries(COLUMNS.map((channel) => [channel, well.values[channel]?.value ?? null])),
      trend: withTrend || !known ? well.trend : known.trend,
      open: well.findings.open, worst: well.findings.worst,
    };
  }

  #take(/** @type {any[]} */ samples) {
    let isNew = false;
    for (const sample of samples) {
      const well = this.wells.get(sample.well_id);
      const time = parse(sample.timestamp) ?? 0;
      if (!well) isNew = true;
      if (!well || (well.time ?? 0) > time) continue;
      if (well.state === 'silent' || well.state === 'no_data') isNew = true;
      well.time = time;
      for (const channel of COLUMNS) if (sample[channel] != null) well.values[channel] = sample[channel];
    }
    this.dispatchEvent(new Event('samples'));
    if (isNew) this.#soon();
  }

  /** A well that is new or has woken up, and samples that are missing: the fleet is asked again, though not at once. */
  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#again(), 3 * SECOND);
  }
}

/** Compares two wells by a column. */
export function comparison(/** @type {string} */ column, /** @type {boolean} */ falling) {
  const sign = falling ? -1 : 1;
  const of = (/** @type {Well} */ well) => {
    switch (column) {
      case 'well': return well.id;
      case 'age': return well.time == null ? null : -well.time;
      case 'findings': return well.open ? well.open + 1000 * (5 - SEVERITIES.indexOf(well.worst ?? 'info')) : 0;
      case 'state': return well.rank;
      default: return well.values[column];
    }
  };
  return (/** @type {Well} */ a, /** @type {Well} */ b) => {
    const [x, y] = [of(a), of(b)];
    if (x == null || y == null) return x == null ? (y == null ? a.rank - b.rank : 1) : -1;
    return (x < y ? -sign : x > y ? sign : 0) || a.rank - b.rank;
  };
}

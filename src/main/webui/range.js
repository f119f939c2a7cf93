// The range of time that is shown: the last so many hours, which moves on with the clock, or a fixed one.

import { DAY, HOUR, MINUTE, SECOND } from './time.js';

const SHORTEST = 10 * SECOND;
const LONGEST = 10 * 366 * DAY;

/** @type {[string, string, number][]} key in the address, name, length */
export const LOOK_BACKS = [['-1h', '1 h', HOUR], ['-6h', '6 h', 6 * HOUR], ['-24h', '24 h', DAY], ['-7d', '7 d', 7 * DAY], ['-30d', '30 d', 30 * DAY]];

export class Range {
  /** @type {number | null} null while it ends now */
  #end = null;
  #span = DAY;

  /** Reads `from` and `to` of an address. */
  static of(/** @type {URLSearchParams} */ query) {
    const range = new Range();
    const from = query.get('from') ?? '-24h';
    const known = LOOK_BACKS.find(([key]) => key === from);
    const seconds = /^-(\d{1,9})s$/.exec(from);
    if (known) range.last(known[2]);
    else if (seconds) range.last(Number(seconds[1]) * SECOND);
    else if (/^-?\d{1,15}$/.test(from) && /^-?\d{1,15}$/.test(query.get('to') ?? '')) range.set(Number(from), Number(query.get('to')));
    return range;
  }

  get to() {
    return this.#end ?? Date.now();
  }

  get from() {
    return this.to - this.#span;
  }

  get span() {
    return this.#span;
  }

  get isMoving() {
    return this.#end === null;
  }

  /** The key of a look-back, or empty. */
  get key() {
    return this.#end === null ? (LOOK_BACKS.find(([, , span]) => span === this.#span)?.[0] ?? '') : '';
  }

  /** A range that ends now, and moves on with the clock. */
  last(/** @type {number} */ span) {
    this.#end = null;
    this.#span = Math.min(LONGEST, Math.max(SHORTEST, span));
  }

  /** A range that would end in the future ends now. */
  set(/** @type {number} */ from, /** @type {number} */ to) {
    this.last(to - from);
    const end = Math.round((from + to + this.#span) / 2);
    if (end < Date.now()) this.#end = end;
  }

  pan(/** @type {number} */ share) {
    const by = this.#span * share;
    this.set(this.from + by, this.to + by);
  }

  zoom(/** @type {number} */ factor, at = this.isMoving ? 1 : 0.5) {
    const span = Math.min(LONGEST, Math.max(SHORTEST, this.#span * factor));
    const fixed = this.from + this.#span * at;
    if (this.isMoving && at === 1) this.last(span);
    else this.set(fixed - span * at, fixed + span * (1 - at));
  }

  /** As in an address. */
  query() {
    if (!this.isMoving) return { from: Math.round(this.from), to: Math.round(this.to) };
    return { from: this.key === '-24h' ? '' : this.key || `-${Math.round(this.#span / SECOND)}s`, to: '' };
  }
}

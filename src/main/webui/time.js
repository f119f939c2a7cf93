// Times and ages in words. Times are milliseconds since 1970 inside, RFC 3339 outside.

import { prefs } from './prefs.js';
import { number } from './units.js';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The time of an RFC 3339 text, or null. */
export function parse(/** @type {string | null | undefined} */ text) {
  if (!text) return null;
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : time;
}

/** Waits so long, or until the signal is aborted. @returns {Promise<void>} */
export function pause(/** @type {number} */ ms, /** @type {AbortSignal} */ signal) {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}

export function iso(/** @type {number} */ time) {
  return new Date(time).toISOString();
}

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

function format(/** @type {string} */ key, /** @type {Intl.DateTimeFormatOptions} */ options) {
  const zone = prefs.get('time') === 'utc' ? 'UTC' : undefined;
  const name = `${key} ${zone}`;
  let known = formats.get(name);
  if (!known) {
    known = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone, hourCycle: 'h23' });
    formats.set(name, known);
  }
  return known;
}

/** Such as `30 Nov 2026, 19:42`. */
export function dateTime(/** @type {number | null} */ time) {
  if (time == null) return '–';
  return format('minute', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' }).format(time);
}

/** With seconds. */
export function exact(/** @type {number | null} */ time) {
  if (time == null) return '–';
  return format('second', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(time);
}

export function date(/** @type {number | null} */ time) {
  if (time == null) return '–';
  return format('day', { day: 'numeric', month: 'short', year: 'numeric' }).format(time);
}

export function clock(/** @type {number} */ time) {
  return format('clock', { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(time);
}

/** The name of the time zone of the display, such as `UTC` or `GMT+3`. */
export function zone() {
  const parts = format('zone', { hour: '2-digit', timeZoneName: 'short' }).formatToParts(Date.now());
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? 'UTC';
}

/** A duration in one unit: `4 s`, `12 min`, `3 h`, `2 d`. */
export function duration(/** @type {number} */ ms) {
  const size = Math.abs(ms);
  if (size < MINUTE) return `${Math.floor(size / SECOND)} s`;
  if (size < HOUR) return `${Math.floor(size / MINUTE)} min`;
  if (size < 2 * DAY) return `${Math.floor(size / HOUR)} h`;
  return `${number(Math.floor(size / DAY))} d`;
}

export function ago(/** @type {number | null} */ time) {
  if (time == null) return 'never';
  const age = Date.now() - time;
  if (age < -SECOND) return `in ${duration(age)}`;
  return `${duration(Math.max(0, age))} ago`;
}

/** An ISO 8601 duration in words: `PT1H` is `1 h`. */
export function period(/** @type {string | null | undefined} */ text) {
  const parts = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(text ?? '');
  if (!parts) return text ?? '–';
  const units = ['y', 'months', 'w', 'd', 'h', 'min', 's'];
  const words = units.map((unit, i) => (parts[i + 1] ? `${number(Number(parts[i + 1]))} ${unit}` : '')).filter(Boolean);
  return words.join(' ') || '0 s';
}

/** The length of an ISO 8601 duration without months, in milliseconds. */
export function length(/** @type {string} */ text) {
  const parts = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(text);
  if (!parts) return 0;
  const of = (/** @type {number} */ i) => Number(parts[i] ?? 0);
  return of(1) * DAY + of(2) * HOUR + of(3) * MINUTE + of(4) * SECOND;
}

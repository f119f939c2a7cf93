// What the columns of a file are, by the words in its header.

import { ACCEPTED, CHANNELS } from './units.js';

/** Words by which a header is recognized. @type {[string, RegExp][]} */
const WORDS = [
  ['well_id', /^(well(_?id|_?name)?|tag|uwi|asset|wellbore)$/i], ['timestamp', /^(time(_?stamp)?|date([_/]?time)?|ts|t)(_?utc)?$/i],
  ['pip', /intake.*pres|^pip$|dh.*intake/i], ['discharge_pressure', /discharge.*pres|^pdp?$/i], ['wellhead_pressure', /(wellhead|tubing).*pres|^(whp|thp)$/i],
  ['casing_pressure', /casing.*pres|^chp$/i], ['motor_temp', /motor.*temp|^(mt|tm)$/i], ['intake_temp', /intake.*temp|^it$/i],
  ['motor_current', /mot(or)?.*(current|amp)|^(amps?|current)$/i], ['motor_voltage', /volt/i], ['vsd_frequency', /freq|^hz$/i], ['power', /power|^kw$/i], ['torque', /torque/i],
  ['leakage_current', /leak/i], ['vibration', /vib/i], ['choke', /choke/i], ['water_cut', /water.?cut|^wc$/i], ['gor', /^gor$|gas.?oil/i], ['flow_variance', /variance/i], ['flow_rate', /flow|rate|^q$/i],
];

/** The units that an import takes for a channel, the stored one first. */
export function acceptedUnits(/** @type {string} */ channel) {
  const { unit } = CHANNELS[channel];
  return /** @type {Record<string, string[]>} */ (ACCEPTED)[unit] ?? [unit];
}

/** What a column with this name is: a field, or empty if nothing is known of the name. */
export function meaningOf(/** @type {string} */ name) {
  const words = name.trim().replace(/\s*[[(].*$/, '').replace(/[\s-]+/g, '_');
  if (Object.hasOwn(CHANNELS, words.toLowerCase())) return words.toLowerCase();
  return WORDS.find(([, pattern]) => pattern.test(words) || pattern.test(words.replaceAll('_', ' ')))?.[0] ?? '';
}

/**
 * The well and the rest of a name such as `ESP01.PIP`, `PAD-7/ESP01:Motor Temp` or `ESP 01 Motor Temp`; null without a
 * well. Where a blank or a line divides them, a well has a digit: `Motor Temp` has no well.
 *
 * @returns {{well: string, tag: string} | null}
 */
export function splitName(/** @type {string} */ name) {
  const plain = name.trim().replace(/\.(pv|cv|val|value)$/i, '');
  const at = (/** @type {RegExp} */ separator) => [...plain.matchAll(separator)].map(({ index }) => ({ well: plain.slice(0, index).trim(), tag: plain.slice(index + 1).trim() })).filter(({ well, tag }) => well && tag);
  const known = (/** @type {{tag: string}} */ { tag }) => meaningOf(tag) !== '';
  const strong = at(/[.:/\\|]/g).reverse();
  return strong.find(known) ?? at(/[ _-]/g).find((one) => /\d/.test(one.well) && known(one)) ?? strong[0] ?? null;
}

/** The unit in brackets, such as `bar` of `Pressure (bar)`, if it is one of those. */
export function unitOf(/** @type {string} */ name, /** @type {string[]} */ accepted) {
  const unit = (/[[(]\s*([^\])]+?)\s*[\])]/.exec(name)?.[1] ?? '').toLowerCase();
  return accepted.find((one) => unit !== '' && (one.toLowerCase() === unit || one.replace('°', '').toLowerCase() === unit.replace(/°|deg/, '')));
}

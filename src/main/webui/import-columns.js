// What the columns of a file are, by the words in its header.

import { ACCEPTED, CHANNELS } from './units.js';

/** Words by which a header is recognized. @type {[string, RegExp][]} */
const WORDS = [
  ['well_id', /^(well(_?id|_?name)?|tag|uwi|asset|wellbore)$/i], ['timestamp', /^(time(stamp)?|date(_?time)?|ts|t)$/i],
  ['pip', /intake.*pres|^pip$|dh.*intake/i], ['discharge_pressure', /discharge.*pres|^pdp?$/i], ['wellhead_pressure', /(wellhead|tubing).*pres|^(whp|thp)$/i],
  ['casing_pressure', /casing.*pres|^chp$/i], ['motor_temp', /motor.*temp|^(mt|tm)$/i], ['intake_temp', /intake.*temp|^it$/i],
  ['motor_current', /motor.*(current|amp)|^(amps?|current)$/i], ['motor_voltage', /volt/i], ['vsd_frequency', /freq|^hz$/i], ['power', /power|^kw$/i], ['torque', /torque/i],
  ['leakage_current', /leak/i], ['vibration', /vib/i], ['choke', /choke/i], ['water_cut', /water.?cut|^wc$/i], ['gor', /^gor$|gas.?oil/i], ['flow_variance', /variance/i], ['flow_rate', /flow|rate|^q$/i],
];

/** The units that an import takes for a channel, the stored one first. */
export function acceptedUnits(/** @type {string} */ channel) {
  const { unit } = CHANNELS[channel];
  return /** @type {Record<string, string[]>} */ (ACCEPTED)[unit] ?? [unit];
}

/**
 * Says what each column is that nobody has said yet, and the unit that its header names.
 *
 * @param {string[]} header
 * @param {Record<string, string>} meanings by header; added to
 * @param {Record<string, string>} units by channel; added to
 */
export function guessColumns(header, meanings, units) {
  const taken = new Set(Object.values(meanings));
  for (const name of header) {
    if (meanings[name]) continue;
    const meaning = meaningOf(name);
    meanings[name] = taken.has(meaning) ? '' : meaning;
    if (!meanings[name]) continue;
    taken.add(meaning);
    const unit = CHANNELS[meaning] ? unitOf(name, acceptedUnits(meaning)) : undefined;
    if (unit) units[meaning] = unit;
  }
}

function meaningOf(/** @type {string} */ name) {
  const words = name.trim().replace(/\s*[[(].*$/, '').replace(/[\s-]+/g, '_');
  if (Object.hasOwn(CHANNELS, words.toLowerCase())) return words.toLowerCase();
  return WORDS.find(([, pattern]) => pattern.test(words) || pattern.test(words.replaceAll('_', ' ')))?.[0] ?? '';
}

/** The unit in brackets, such as `bar` of `Pressure (bar)`, if it is one of those. */
function unitOf(/** @type {string} */ name, /** @type {string[]} */ accepted) {
  const unit = (/[[(]\s*([^\])]+?)\s*[\])]/.exec(name)?.[1] ?? '').toLowerCase();
  return accepted.find((one) => unit !== '' && (one.toLowerCase() === unit || one.replace('°', '').toLowerCase() === unit.replace(/°|deg/, '')));
}

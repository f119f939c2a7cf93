// Channels and units. The service stores and answers each channel in its canonical unit; the choice made here is
// for the screen only.

import { prefs } from './prefs.js';

/**
 * @typedef {object} Channel
 * @property {string} name
 * @property {string} short
 * @property {string} unit the canonical unit, as in telemetry/Channel
 * @property {number} digits decimals shown in the canonical unit
 */

/** In the order in which a person looks at them. @type {Record<string, Channel>} */
export const CHANNELS = {
  pip: { name: 'Pump intake pressure', short: 'Intake pressure', unit: 'psi', digits: 0 },
  motor_temp: { name: 'Motor temperature', short: 'Motor temp.', unit: '°C', digits: 1 },
  motor_current: { name: 'Motor current', short: 'Current', unit: 'A', digits: 1 },
  vsd_frequency: { name: 'Drive frequency', short: 'Frequency', unit: 'Hz', digits: 1 },
  vibration: { name: 'Vibration', short: 'Vibration', unit: 'g', digits: 2 },
  flow_rate: { name: 'Flow rate', short: 'Flow', unit: 'bbl/d', digits: 0 },
  discharge_pressure: { name: 'Discharge pressure', short: 'Discharge', unit: 'psi', digits: 0 },
  wellhead_pressure: { name: 'Wellhead pressure', short: 'Wellhead', unit: 'psi', digits: 0 },
  casing_pressure: { name: 'Casing pressure', short: 'Casing', unit: 'psi', digits: 0 },
  intake_temp: { name: 'Intake temperature', short: 'Intake temp.', unit: '°C', digits: 1 },
  motor_voltage: { name: 'Motor voltage', short: 'Voltage', unit: 'V', digits: 0 },
  power: { name: 'Power', short: 'Power', unit: 'kW', digits: 1 },
  torque: { name: 'Torque', short: 'Torque', unit: 'N·m', digits: 0 },
  leakage_current: { name: 'Leakage current', short: 'Leakage', unit: 'mA', digits: 2 },
  choke: { name: 'Choke', short: 'Choke', unit: '%', digits: 1 },
  water_cut: { name: 'Water cut', short: 'Water cut', unit: '%', digits: 1 },
  gor: { name: 'Gas-oil ratio', short: 'GOR', unit: 'scf/bbl', digits: 0 },
  flow_variance: { name: 'Flow variance', short: 'Flow variance', unit: '(bbl/d)²', digits: 0 },
};

/** Units to choose from on the screen: factor and offset from the canonical unit, and more or fewer decimals. */
const SHOWN = {
  psi: { psi: [1, 0, 0], kPa: [6.894757293168361, 0, 0], bar: [0.06894757293168361, 0, 2] },
  '°C': { '°C': [1, 0, 0], '°F': [1.8, 32, 0] },
  'bbl/d': { 'bbl/d': [1, 0, 0], 'm³/d': [0.158987294928, 0, 1] },
};

/** Units that `units=` of an import takes for a canonical unit, the canonical one first (telemetry/Unit). */
export const ACCEPTED = {
  psi: ['psi', 'kPa', 'bar', 'MPa', 'Pa'], '°C': ['°C', '°F', 'K'], 'bbl/d': ['bbl/d', 'm3/d'], A: ['A', 'mA'],
  V: ['V', 'kV'], Hz: ['Hz'], kW: ['kW', 'W', 'hp'], 'N·m': ['N·m', 'ft.lbf'], g: ['g', 'm/s2'], mA: ['mA', 'A'],
  '%': ['%', '1'], 'scf/bbl': ['scf/bbl', 'm3/m3'], '(bbl/d)²': ['(bbl/d)²'],
};

/**
 * How a channel is shown now.
 *
 * @param {string} channel
 * @returns {{unit: string, digits: number, of: (value: number) => number}}
 */
export function shown(channel) {
  const { unit, digits } = CHANNELS[channel] ?? { unit: '', digits: 2 };
  const choices = /** @type {any} */ (SHOWN)[unit];
  const chosen = choices && choices[prefs.get(unit)] ? prefs.get(unit) : unit;
  const [factor, offset, more] = choices?.[chosen] ?? [1, 0, 0];
  return { unit: chosen, digits: digits + more, of: (value) => value * factor + offset };
}

const formats = new Map();

/** A number with so many decimals, grouped by thousands. */
export function number(/** @type {number} */ value, digits = 0) {
  let format = formats.get(digits);
  if (!format) {
    format = new Intl.NumberFormat('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits });
    formats.set(digits, format);
  }
  return format.format(value === 0 ? 0 : value).replace('-', '−');
}

/** The value of a channel without its unit; a dash if it was not measured. */
export function value(/** @type {string} */ channel, /** @type {number | null | undefined} */ canonical) {
  if (canonical == null || !Number.isFinite(canonical)) return '–';
  const as = shown(channel);
  return number(as.of(canonical), as.digits);
}

/** The value of a channel with its unit. */
export function valueWithUnit(/** @type {string} */ channel, /** @type {number | null | undefined} */ canonical) {
  const text = value(channel, canonical);
  return text === '–' ? text : `${text} ${shown(channel).unit}`;
}

/** A size in bytes. */
export function bytes(/** @type {number | null | undefined} */ size) {
  if (size == null) return '–';
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let step = 0;
  let rest = size;
  while (rest >= 1000 && step < units.length - 1) {
    rest /= 1000;
    step += 1;
  }
  return `${number(rest, step === 0 || rest >= 100 ? 0 : 1)} ${units[step]}`;
}

// How a file of samples is written: its dialect, its lines, what its columns are, and where it names the wells. What is
// guessed from its first lines can be corrected. From that come the header and the parameters with which it is sent.

import { guessDelimiter, guessTime, rows } from './csv.js';
import { acceptedUnits, meaningOf, splitName, unitOf } from './import-columns.js';
import { CHANNELS } from './units.js';

const HEADER_WITHIN = 20;
const AFTER_MOST = 5;

/**
 * @typedef {object} Column
 * @property {string} name as the file has it
 * @property {string} key columns with the same key mean the same; where wells are side by side, the name without the well
 * @property {string} meaning a channel, `timestamp`, `well_id`, or empty
 * @property {string} fileWell the well as the file has it; empty unless wells are side by side
 * @property {string} well the same, or what it was renamed to
 */

export class ImportForm {
  dialect = { delimiter: ',', decimal: '.', skip: 0, after: 0, time: 'rfc3339', tz: Intl.DateTimeFormat().resolvedOptions().timeZone, nulls: '', bad: 'reject', conflict: 'merge' };
  /** Where the wells are named. @type {'column' | 'one' | 'line' | 'names'} */
  wells = 'column';
  /** The well, where it is one. */
  well = '';
  /** The line that names the wells, from 1. */
  wellLine = 1;
  /** @type {Record<string, string>} unit by channel */
  units = {};
  /** @type {string[]} */
  #lines;
  /** @type {Map<string, string>} what a column is, by its key */
  #meanings = new Map();
  /** @type {Map<string, string>} other names of wells, by those of the file */
  #names = new Map();

  /** @param {string} text the first lines of the file */
  constructor(text) {
    this.#lines = text.split(/\r\n|\n|\r/);
    this.dialect.delimiter = guessDelimiter(this.#lines.filter((line) => line.trim() !== ''));
    this.guessHeader();
  }

  /** Whether a line of the file holds samples of several wells. */
  get isWide() {
    return this.wells === 'line' || this.wells === 'names';
  }

  /** Finds the header, and all that follows from it. */
  guessHeader() {
    const { dialect } = this;
    dialect.skip = this.#guessSkip();
    dialect.after = 0;
    const time = this.#row(dialect.skip).findIndex((name) => meaningOf(name) === 'timestamp');
    const isNoRow = (/** @type {number} */ line) => time >= 0 && (this.#lines[line] ?? '').trim() !== '' && !/\d/.test(this.#row(line)[time] ?? '0');
    while (dialect.after < AFTER_MOST && isNoRow(dialect.skip + 1 + dialect.after)) dialect.after += 1;
    dialect.decimal = dialect.delimiter !== ',' && this.body(HEADER_WITHIN).some((row) => row.some((field) => /^\s*-?\d+,\d+\s*$/.test(field))) ? ',' : '.';
    this.guessColumns();
  }

  /** Guesses where the wells are, what the columns are that nobody has said yet, and how times are written. */
  guessColumns() {
    this.#guessWells();
    this.guessMeanings();
    const time = this.body(1)[0]?.[this.columns().findIndex((column) => column.meaning === 'timestamp')];
    if (time) this.dialect.time = guessTime(time);
  }

  /** Guesses what the columns are that nobody has said yet, and the units of channels that are new. */
  guessMeanings() {
    const { skip, after } = this.dialect;
    const units = after ? this.#row(skip + 1) : [];
    const columns = this.columns();
    const taken = new Set(columns.map((column) => `${column.well} ${column.meaning}`));
    columns.forEach((column, i) => {
      if (this.#meanings.has(column.key)) return;
      const meaning = meaningOf(this.wells === 'names' ? column.key : column.name);
      const isFree = meaning !== '' && !taken.has(`${column.well} ${meaning}`);
      this.#meanings.set(column.key, isFree ? meaning : '');
      if (!isFree) return;
      taken.add(`${column.well} ${meaning}`);
      if (CHANNELS[meaning]) this.units[meaning] ??= unitOf(column.name, acceptedUnits(meaning)) ?? unitOf(`(${units[i] ?? ''})`, acceptedUnits(meaning)) ?? CHANNELS[meaning].unit;
    });
  }

  /** The columns in order. @returns {Column[]} */
  columns() {
    const wells = this.wells === 'line' && this.wellLine <= this.dialect.skip ? carriedOn(this.#row(this.wellLine - 1)) : [];
    return this.#row(this.dialect.skip).map((name, i) => {
      const split = this.wells === 'names' && meaningOf(name) !== 'timestamp' ? splitName(name) : null;
      const key = split?.tag ?? (this.isWide ? name : `${i} ${name}`);
      const fileWell = split?.well ?? wells[i] ?? '';
      const meaning = this.#meanings.get(key) ?? '';
      return { name, key, meaning: meaning === 'well_id' && this.wells !== 'column' ? '' : meaning, fileWell, well: this.#names.get(fileWell) ?? fileWell };
    });
  }

  /** The first rows. */
  body(/** @type {number} */ most) {
    const first = this.dialect.skip + 1 + this.dialect.after;
    return this.#lines.slice(first, first + most).map((line) => rows(line, this.dialect.delimiter)[0]).filter((row) => row.length > 1 || row[0] !== '');
  }

  /** Says what the columns with this key are. In a file with a sample a line, no other column is the same. */
  mean(/** @type {string} */ key, /** @type {string} */ meaning) {
    for (const [other, known] of this.#meanings) if (meaning && known === meaning && !this.isWide) this.#meanings.set(other, '');
    this.#meanings.set(key, meaning);
    if (CHANNELS[meaning]) this.units[meaning] ??= CHANNELS[meaning].unit;
  }

  rename(/** @type {string} */ fileWell, /** @type {string} */ well) {
    this.#names.set(fileWell, well.trim());
  }

  /** What is still to be said; empty if nothing is. */
  missing() {
    const columns = this.columns();
    const channels = columns.filter((column) => CHANNELS[column.meaning]);
    const has = (/** @type {string} */ meaning) => columns.some((column) => column.meaning === meaning);
    const nameless = channels.find((column) => !column.well);
    const twice = this.isWide ? channels.find((column, i) => channels.findIndex((other) => other.well === column.well && other.meaning === column.meaning) < i) : undefined;
    const lacks = [
      this.wells === 'column' && !has('well_id') ? 'which column names the well' : '', this.wells === 'one' && !this.well.trim() ? 'which well it is of' : '',
      this.isWide && nameless ? `the well of ${nameless.name}` : '', has('timestamp') ? '' : 'which column is the time', channels.length ? '' : 'at least one channel',
      twice && twice.well ? `which one is the ${CHANNELS[twice.meaning].name.toLowerCase()} of ${twice.well}` : '',
    ].filter(Boolean);
    return lacks.length ? `Still to say: ${lacks.join(', ')}` : '';
  }

  /** The lines that take the place of the file's header, whose names may be anything. */
  header() {
    const columns = this.columns();
    const { delimiter } = this.dialect;
    const names = columns.map((column, i) => column.meaning || `column ${i + 1}`).join(delimiter);
    if (this.wells === 'column') return [names];
    return [columns.map((column) => quoted(this.wells === 'one' ? this.well.trim() : column.well, delimiter)).join(delimiter), names];
  }

  /** The parameters of POST /telemetry that declare all this. */
  query() {
    const { delimiter, decimal, time, tz, nulls, bad, conflict } = this.dialect;
    const columns = this.columns();
    const channels = [...new Set(columns.map((column) => column.meaning).filter((meaning) => CHANNELS[meaning]))];
    return {
      delimiter: delimiter === ',' ? '' : delimiter === '\t' ? 'tab' : delimiter, decimal: decimal === '.' ? '' : decimal,
      skip: this.wells === 'column' ? '' : 1, well_line: this.wells === 'column' ? '' : 1,
      unknown_columns: columns.some((column) => !column.meaning) ? 'ignore' : '',
      units: channels.filter((channel) => this.units[channel] !== CHANNELS[channel].unit).map((channel) => `${channel}:${this.units[channel]}`),
      time_format: time === 'rfc3339' ? '' : time, tz: time === 'local' ? tz : '',
      null: nulls.split(',').map((word) => word.trim()).filter(Boolean), bad_values: bad === 'reject' ? '' : bad, on_conflict: conflict === 'merge' ? '' : conflict,
    };
  }

  /** The line with the most names that are known; of a time above all. */
  #guessSkip() {
    let best = -1;
    let score = 0;
    for (let i = 0; i < Math.min(HEADER_WITHIN, this.#lines.length); i++) {
      const fields = this.#row(i);
      if (fields.length < 2) continue;
      const known = new Set(fields.map((field) => meaningOf(field)).filter(Boolean));
      const points = 1 + known.size + (known.has('timestamp') ? 3 : 0);
      if (points > score) [best, score] = [i, points];
    }
    return Math.max(0, best);
  }

  #guessWells() {
    const names = this.#row(this.dialect.skip);
    const others = names.map((_, i) => i).filter((i) => meaningOf(names[i]) !== 'timestamp');
    const isLineOfWells = (/** @type {number} */ line) => {
      const cells = this.#row(line);
      return (cells[others[0]] ?? '').trim() !== '' && !cells.some((cell) => /^\s*\d[\d.,:/\-T Z]*$/.test(cell));
    };
    const line = Array.from({ length: this.dialect.skip }, (_, i) => i).findLast(isLineOfWells);
    if (names.some((name) => meaningOf(name) === 'well_id')) {
      this.wells = 'column';
    } else if (line !== undefined) {
      this.wells = 'line';
      this.wellLine = line + 1;
    } else {
      this.wells = others.some((i) => CHANNELS[meaningOf(splitName(names[i])?.tag ?? '')]) ? 'names' : 'one';
    }
  }

  #row(/** @type {number} */ line) {
    return rows(this.#lines[line] ?? '', this.dialect.delimiter)[0];
  }
}

/** A well that stands over several columns is in the first of them only, if the cells were merged. */
function carriedOn(/** @type {string[]} */ cells) {
  let last = '';
  return cells.map((cell) => {
    last = cell.trim() || last;
    return last;
  });
}

function quoted(/** @type {string} */ text, /** @type {string} */ delimiter) {
  return text.includes(delimiter) || text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text;
}

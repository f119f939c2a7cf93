// The controls that say how a file is written. They stay while they are used, and show what the form has.

import { field, select } from './dialog.js';
import { h } from './dom.js';
import { wellInput } from './import-preview.js';

/** @typedef {import('./import-form.js').ImportForm} ImportForm */

/** @type {[ImportForm['wells'], string][]} */
const WELLS = [['column', 'In a column'], ['one', 'One well, in no column'], ['line', 'Side by side, in a line'], ['names', 'Side by side, in names']];

/** @type {[string, string][]} */
const TIMES = [['rfc3339', 'With offset, 2025-11-20T06:00:00Z'], ['local', 'Local, without offset'], ['unix_s', 'Unix seconds'], ['unix_ms', 'Unix milliseconds'], ['unix_us', 'Unix microseconds'], ['unix_ns', 'Unix nanoseconds']];

/**
 * @param {ImportForm} form
 * @param {string} wells the list of known wells
 * @param {() => void} onchange called when other columns, or other meanings of them, may follow
 * @param {() => void} onedit called when only this was changed
 */
export function dialectFields(form, wells, onchange, onedit) {
  const { dialect } = form;
  const set = (/** @type {keyof typeof dialect} */ key, then = () => {}) => (/** @type {string} */ value) => {
    /** @type {any} */ (dialect)[key] = value;
    then();
    onchange();
  };
  const count = (/** @type {number} */ min, /** @type {number} */ max, /** @type {(value: number) => void} */ act) => h('input', {
    class: 'input', type: 'number', min, max,
    onchange: (/** @type {any} */ event) => {
      act(Math.min(max, Math.max(min, Math.floor(Number(event.target.value)) || 0)));
      onchange();
    },
  });
  const text = (/** @type {(value: string) => void} */ act) => (/** @type {any} */ event) => {
    act(event.target.value);
    onedit();
  };
  const delimiter = select([[',', 'Comma'], [';', 'Semicolon'], ['\t', 'Tab'], ['|', 'Bar |']], '', set('delimiter', () => form.guessHeader()));
  const decimal = select([['.', 'Point'], [',', 'Comma']], '', set('decimal'));
  const skip = count(0, 10_000, (lines) => {
    dialect.skip = lines;
    form.guessColumns();
  });
  const after = count(0, 100, (lines) => { dialect.after = lines; });
  const where = select(WELLS, '', (value) => {
    form.wells = /** @type {ImportForm['wells']} */ (value);
    form.guessMeanings();
    onchange();
  });
  const well = wellInput('', wells, text((value) => { form.well = value; }), 'input');
  const line = count(1, 10_000, (at) => { form.wellLine = at; });
  const times = select(TIMES, '', set('time'));
  const zone = select([...new Set(['UTC', dialect.tz, ...Intl.supportedValuesOf('timeZone')])].map((name) => [name, name]), '', set('tz'));
  const nulls = h('input', { class: 'input', placeholder: 'Bad Input, -999.25', oninput: text((value) => { dialect.nulls = value; }) });
  const [wellField, lineField, zoneField] = [field('Well', well), field('Line with the wells', line), field('Time zone', zone)];
  const elements = [field('Separator', delimiter), field('Decimals', decimal), field('Lines before the header', skip), field('Lines after the header', after), field('Wells', where), wellField, lineField,
    field('Times', times), zoneField, field('Words for “not measured”', nulls)];

  function sync() {
    const values = /** @type {[HTMLInputElement | HTMLSelectElement, any][]} */ ([[delimiter, dialect.delimiter], [decimal, dialect.decimal], [skip, dialect.skip], [after, dialect.after], [where, form.wells],
      [well, form.well], [line, form.wellLine], [times, dialect.time], [zone, dialect.tz], [nulls, dialect.nulls]]);
    for (const [control, value] of values) control.value = String(value);
    wellField.hidden = form.wells !== 'one';
    lineField.hidden = form.wells !== 'line';
    zoneField.hidden = dialect.time !== 'local';
  }
  sync();
  return { elements, sync };
}

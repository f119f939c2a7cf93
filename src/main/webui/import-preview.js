// The first rows of a file that is to be imported, under controls that say what each column is.

import { select } from './dialog.js';
import { h } from './dom.js';
import { acceptedUnits } from './import-columns.js';
import { CHANNELS } from './units.js';

const ROWS = 12;

/** @typedef {import('./import-form.js').ImportForm} ImportForm */

/**
 * @param {ImportForm} form
 * @param {string} wells the list of known wells
 * @param {() => void} onchange called when a column means something else
 * @param {() => void} onedit called when something was said of a column
 */
export function previewTable(form, wells, onchange, onedit) {
  const columns = form.columns();
  /** The controls of the wells, which stay while one of them is renamed. @type {[number, HTMLInputElement][]} */
  const named = [];
  const rename = (/** @type {Column} */ column, /** @type {string} */ well) => {
    form.rename(column.fileWell, well);
    form.columns().forEach(({ well: now }, i) => { for (const [at, control] of named) if (at === i) control.value = now; });
    onedit();
  };
  /** @type {[string, string][]} */
  const choices = [['', 'Leave out'], ...(form.wells === 'column' ? [/** @type {[string, string]} */ (['well_id', 'Well'])] : []), ['timestamp', 'Time'], ...Object.entries(CHANNELS).map(([key, channel]) => /** @type {[string, string]} */ ([key, channel.name]))];
  const heads = columns.map((column, i) => {
    const isChannel = CHANNELS[column.meaning] !== undefined;
    const well = form.isWide && isChannel ? wellInput(column.well, wells, (event) => rename(column, event.target.value)) : null;
    well?.setAttribute('aria-label', `Well of column ${i + 1}, ${column.name}`);
    if (well) named.push([i, well]);
    return h('th', { scope: 'col', class: column.meaning ? '' : 'left-out' }, h('span', { class: 'mono' }, column.name || '(no name)'),
      meaningOf(form, column, i, choices, onchange), isChannel ? unitOf(form, column, onchange) : null, well);
  });
  const body = form.body(ROWS).map((row) => h('tr', {}, columns.map((column, i) => h('td', { class: column.meaning ? 'mono' : 'mono left-out' }, row[i] ?? ''))));
  return h('div', { class: 'table-wrap preview-wrap', tabIndex: 0, role: 'group', 'aria-label': 'First rows of the file' }, h('table', { class: 'list preview' }, h('thead', {}, h('tr', {}, heads)), h('tbody', {}, body)));
}

/** @typedef {import('./import-form.js').Column} Column */

function meaningOf(/** @type {ImportForm} */ form, /** @type {Column} */ column, /** @type {number} */ i, /** @type {[string, string][]} */ choices, /** @type {() => void} */ onchange) {
  const control = select(choices, column.meaning, (value) => {
    form.mean(column.key, value);
    onchange();
  });
  control.setAttribute('aria-label', `Column ${column.name || i + 1}${column.fileWell ? ` of ${column.fileWell}` : ''}`);
  return control;
}

function unitOf(/** @type {ImportForm} */ form, /** @type {Column} */ column, /** @type {() => void} */ onchange) {
  const control = select(acceptedUnits(column.meaning).map((one) => [one, one]), form.units[column.meaning], (value) => {
    form.units[column.meaning] = value;
    onchange();
  });
  control.setAttribute('aria-label', `Unit of ${column.name}${column.fileWell ? ` of ${column.fileWell}` : ''}`);
  return control;
}

/** An input for a well, which offers the known ones. */
export function wellInput(/** @type {string} */ value, /** @type {string} */ wells, /** @type {(event: any) => void} */ act, on = 'change') {
  const control = h('input', { class: 'input', value, placeholder: 'WELL-001', maxLength: 50, spellcheck: false, autocapitalize: 'none', [`on${on}`]: act });
  control.setAttribute('list', wells);
  return control;
}

// Tables and facts as all pages show them.

import { h } from './dom.js';

/**
 * A table that scrolls by itself, also by keys.
 *
 * @param {string} label
 * @param {(string | [string, string])[]} columns names, some with a class; an empty one has no head
 * @param {any} rows
 * @param {string} [look] a class of its frame
 */
export function listTable(label, columns, rows, look = '') {
  const heads = columns.map((column) => {
    const [name, look] = typeof column === 'string' ? [column, null] : column;
    return name ? h('th', { scope: 'col', class: look }, name) : h('td', {});
  });
  return h('div', { class: `table-wrap ${look}`, tabIndex: 0, role: 'group', 'aria-label': label },
    h('table', { class: 'list' }, h('thead', {}, h('tr', {}, heads)), h('tbody', {}, rows)));
}

/** A name and its value in a list of class `facts`. */
export function fact(/** @type {string} */ name, /** @type {any} */ text) {
  return h('div', {}, h('dt', {}, name), h('dd', {}, text));
}

// Sends a file in pieces, as a dry run or for good, and shows how far it is and what was refused.

import { Failure, isAbort, request } from './api.js';
import { fill, h } from './dom.js';
import { icon } from './icons.js';
import { pieces } from './csv.js';
import { address } from './router.js';
import { bytes, number } from './units.js';

const PIECE = 2_000_000;
const LISTED = 500;
const TRIES = 6;

/**
 * @typedef {object} Counts
 * @property {number} received
 * @property {number} accepted
 * @property {number} inserted
 * @property {number} updated
 * @property {number} duplicates
 * @property {number} conflicts
 * @property {number} rejected
 * @property {any[]} errors
 */

/**
 * @param {{file: File, query: Record<string, any>, skip: number, after: number, header: string, dry: boolean, root: HTMLElement, signal: AbortSignal, onimport: () => void, ondry: () => void}} options
 */
export async function runImport({ file, query, skip, after, header, dry, root, signal, onimport, ondry }) {
  /** @type {Counts} */
  const counts = { received: 0, accepted: 0, inserted: 0, updated: 0, duplicates: 0, conflicts: 0, rejected: 0, errors: [] };
  const began = performance.now();
  let done = 0;
  let stopped = false;
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  show('running');
  try {
    for await (const piece of pieces(file, { skip, after, header, bytes: PIECE })) {
      add(counts, await send(piece.body, dry ? { ...query, dry_run: true } : query, either), piece.firstLine);
      done = piece.end;
      show('running');
    }
    show('done');
  } catch (cause) {
    if (signal.aborted) return;
    stopped = isAbort(cause);
    show('failed', cause);
  }

  function show(/** @type {'running' | 'done' | 'failed'} */ state, /** @type {any} */ cause = null) {
    const bar = h('i');
    bar.style.width = `${Math.round((done / Math.max(1, file.size)) * 100)}%`;
    const seconds = (performance.now() - began) / 1000;
    fill(root,
      h('div', { class: 'progress', role: 'progressbar', 'aria-label': dry ? 'Dry run' : 'Import', 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': Math.round((done / Math.max(1, file.size)) * 100) }, bar),
      h('div', { class: 'row' }, h('strong', {}, title(state)), h('span', { class: 'muted' }, `${bytes(done)} of ${bytes(file.size)}${seconds > 1 ? `, ${number(counts.received / seconds)} rows/s` : ''}`), h('span', { class: 'grow' }),
        state === 'running' ? h('button', { class: 'button small', type: 'button', onclick: () => stop.abort() }, 'Stop') : null,
        state === 'done' && dry && counts.accepted > 0 ? h('button', { class: 'button primary', type: 'button', onclick: onimport }, `Import ${number(counts.accepted)} rows`) : null,
        state === 'failed' ? h('button', { class: 'button', type: 'button', onclick: dry ? ondry : onimport }, icon('retry'), 'Run it again') : null,
        state === 'done' && !dry ? h('a', { class: 'button', href: address(['fleet']) }, 'See the fleet') : null),
      cause && !stopped ? h('p', { class: 'fault', role: 'alert' }, cause.message, cause instanceof Failure && !dry && done ? ' What was sent before is stored; running it again stores nothing twice.' : '') : null,
      h('dl', { class: 'facts' }, facts().map(([name, count]) => h('div', {}, h('dt', {}, name), h('dd', {}, number(/** @type {number} */ (count)))))),
      counts.errors.length ? errorTable(counts) : null);
  }

  function title(/** @type {string} */ state) {
    if (state === 'running') return dry ? 'Checking the rows…' : 'Importing…';
    if (state === 'failed') return stopped ? 'Stopped' : dry ? 'The dry run stopped' : 'The import stopped';
    if (dry) return counts.rejected ? `Checked. ${number(counts.rejected)} ${counts.rejected === 1 ? 'row' : 'rows'} would be rejected.` : 'Checked. Every row is good.';
    return 'Imported.';
  }

  function facts() {
    return dry ? [['Rows', counts.received], ['Good', counts.accepted], ['Rejected', counts.rejected]]
      : [['Rows', counts.received], ['Stored', counts.inserted], ['Filled in or changed', counts.updated], ['Stored already', counts.duplicates], ['Differ from stored', counts.conflicts], ['Rejected', counts.rejected]];
  }
}

/** Sends a piece, again where the service asks to wait. A receipt in which nothing was kept is a receipt, too. */
async function send(/** @type {Blob} */ body, /** @type {Record<string, any>} */ query, /** @type {AbortSignal} */ signal) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await (await request('POST', 'telemetry', { query, body, headers: { 'Content-Type': 'text/csv' }, signal, timeout: 120_000 })).json();
    } catch (cause) {
      if (cause instanceof Failure && cause.status === 422 && cause.problem.received > 0) return cause.problem;
      const passes = cause instanceof Failure && ['away', 'busy', 'offline'].includes(cause.kind);
      if (!passes || attempt === TRIES) throw cause;
      await new Promise((resolve) => setTimeout(resolve, 1000 * 2 ** (attempt - 1)));
      signal.throwIfAborted();
    }
  }
}

function add(/** @type {Counts} */ counts, /** @type {any} */ receipt, /** @type {number} */ firstLine) {
  for (const name of ['received', 'accepted', 'inserted', 'updated', 'duplicates', 'conflicts', 'rejected']) /** @type {any} */ (counts)[name] += receipt[name] ?? 0;
  const room = LISTED - counts.errors.length;
  for (const error of (receipt.errors ?? []).slice(0, Math.max(0, room))) counts.errors.push({ ...error, line: error.line ? error.line - 2 + firstLine : null });
}

function errorTable(/** @type {Counts} */ counts) {
  return h('div', { class: 'table-wrap tall', tabIndex: 0, role: 'group', 'aria-label': 'Rejected rows' }, h('table', { class: 'list' },
    h('thead', {}, h('tr', {}, h('th', { scope: 'col', class: 'number' }, 'Line'), ['Well', 'Field', 'Value', 'Why'].map((name) => h('th', { scope: 'col' }, name)))),
    h('tbody', {}, counts.errors.map((error) => h('tr', {}, h('td', { class: 'number' }, error.line == null ? '–' : number(error.line)), h('td', {}, error.well_id ?? '–'), h('td', { class: 'mono' }, error.field ?? '–'),
      h('td', { class: 'mono break' }, error.value ?? '–'), h('td', {}, h('span', { class: `tag ${error.code === 'conflict' ? '' : 'warning'}` }, error.code.replaceAll('_', ' ')), ' ', error.detail))))));
}

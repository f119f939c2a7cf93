// Sends a file in pieces, as a dry run or for good, and shows how far it is and what was refused.

import { Failure, isAbort, request } from './api.js';
import { fill, h, setText } from './dom.js';
import { icon } from './icons.js';
import { pieces } from './csv.js';
import { address } from './router.js';
import { fact, listTable } from './table.js';
import { pause } from './time.js';
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
  const bar = h('i');
  const progress = h('div', { class: 'progress', role: 'progressbar', 'aria-label': dry ? 'Dry run' : 'Import', 'aria-valuemin': 0, 'aria-valuemax': 100 }, bar);
  const heading = h('strong');
  const soFar = h('span', { class: 'muted' });
  const buttons = h('div', { class: 'row' }, h('button', { class: 'button small', type: 'button', onclick: () => stop.abort() }, 'Stop'));
  const outcome = h('div', { class: 'stack' });
  fill(root, progress, h('div', { class: 'row' }, heading, soFar, h('span', { class: 'grow' }), buttons), outcome);
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
    const percent = Math.round((done / Math.max(1, file.size)) * 100);
    const seconds = (performance.now() - began) / 1000;
    bar.style.width = `${percent}%`;
    progress.setAttribute('aria-valuenow', String(percent));
    setText(heading, title(state));
    setText(soFar, `${bytes(done)} of ${bytes(file.size)}${seconds > 1 ? `, ${number(counts.received / seconds)} rows/s` : ''}`);
    if (state !== 'running') fill(buttons, next(state));
    fill(outcome,
      cause && !stopped ? h('p', { class: 'fault', role: 'alert' }, cause.message, cause instanceof Failure && !dry && done ? ' What was sent before is stored; running it again stores nothing twice.' : '') : null,
      h('dl', { class: 'facts' }, facts().map(([name, count]) => fact(String(name), number(Number(count))))),
      counts.errors.length ? errorTable(counts) : null);
  }

  /** The button that a run ends with. The one that stops it stays the same meanwhile, and keeps the focus. */
  function next(/** @type {'done' | 'failed'} */ state) {
    if (state === 'failed') return h('button', { class: 'button', type: 'button', onclick: dry ? ondry : onimport }, icon('retry'), 'Run it again');
    if (!dry) return h('a', { class: 'button', href: address(['fleet']) }, 'See the fleet');
    return counts.accepted > 0 ? h('button', { class: 'button primary', type: 'button', onclick: onimport }, `Import ${number(counts.accepted)} rows`) : null;
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
      await pause(1000 * 2 ** (attempt - 1), signal);
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
  return listTable('Rejected rows', [['Line', 'number'], 'Well', 'Field', 'Value', 'Why'], counts.errors.map((error) => h('tr', {},
    h('td', { class: 'number' }, error.line == null ? '–' : number(error.line)), h('td', {}, error.well_id ?? '–'), h('td', { class: 'mono' }, error.field ?? '–'), h('td', { class: 'mono break' }, error.value ?? '–'),
    h('td', {}, h('span', { class: `tag ${error.code === 'conflict' ? '' : 'warning'}` }, error.code.replaceAll('_', ' ')), ' ', error.detail))), 'tall');
}

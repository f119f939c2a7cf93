// Sends a file in pieces, as a dry run or for good, and shows how far it is and what was refused.

import { Failure, isAbort, request } from './api.js';
import { fill, h, setText } from './dom.js';
import { icon } from './icons.js';
import { firstPiece, pieceAfter, smallerPiece } from './csv.js';
import { address } from './router.js';
import { fact, listTable } from './table.js';
import { duration, pause, SECOND } from './time.js';
import { bytes, number } from './units.js';

const PIECE = 2_000_000;
const LISTED = 500;
const TRIES = 6;
/** A longer pause that the service asks for is for a person to decide. */
const LONGEST_PAUSE = 60 * SECOND;

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
 * @param {{file: File, query: Record<string, any>, skip: number, after: number, header: string[], row: 'row' | 'sample', dry: boolean, root: HTMLElement, signal: AbortSignal, onimport: () => void, ondry: () => void}} options row: what is counted
 */
export async function runImport({ file, query, skip, after, header, row, dry, root, signal, onimport, ondry }) {
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
    let size = PIECE;
    let piece = await firstPiece(file, { skip, after, header, bytes: size });
    while (piece) {
      const receipt = await send(piece.body, dry ? { ...query, dry_run: true } : query, either);
      if (receipt instanceof Failure) {
        const smaller = await smallerPiece(file, header, piece);
        if (!smaller) throw receipt;
        piece = smaller;
        size = piece.end - piece.start;
        continue;
      }
      add(counts, receipt, piece.firstLine - header.length - 1);
      done = piece.end;
      show('running');
      piece = await pieceAfter(file, header, piece, size);
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
    setText(soFar, `${bytes(done)} of ${bytes(file.size)}${seconds > 1 ? `, ${number(counts.received / seconds)} ${row}s/s` : ''}`);
    if (state !== 'running') fill(buttons, next(state));
    fill(outcome,
      cause && !stopped ? h('p', { class: 'fault', role: 'alert' }, cause.message, cause.retryAfter ? ` The service asks to wait ${duration(cause.retryAfter * SECOND)}.` : '', cause instanceof Failure && !dry && done ? ' What was sent before is stored; running it again stores nothing twice.' : '') : null,
      h('dl', { class: 'facts' }, facts().map(([name, count]) => fact(String(name), number(Number(count))))),
      counts.errors.length ? errorTable(counts) : null);
  }

  /** The button that a run ends with. The one that stops it stays the same meanwhile, and keeps the focus. */
  function next(/** @type {'done' | 'failed'} */ state) {
    if (state === 'failed') return h('button', { class: 'button', type: 'button', onclick: dry ? ondry : onimport }, icon('retry'), 'Run it again');
    if (!dry) return h('a', { class: 'button', href: address(['fleet']) }, 'See the fleet');
    return counts.accepted > 0 ? h('button', { class: 'button primary', type: 'button', onclick: onimport }, `Import ${number(counts.accepted)} ${row}${counts.accepted === 1 ? '' : 's'}`) : null;
  }

  function title(/** @type {string} */ state) {
    if (state === 'running') return dry ? `Checking the ${row}s…` : 'Importing…';
    if (state === 'failed') return stopped ? 'Stopped' : dry ? 'The dry run stopped' : 'The import stopped';
    if (dry) return counts.rejected ? `Checked. ${number(counts.rejected)} ${row}${counts.rejected === 1 ? '' : 's'} would be rejected.` : `Checked. Every ${row} is good.`;
    return 'Imported.';
  }

  function facts() {
    const all = [row === 'row' ? 'Rows' : 'Samples', counts.received];
    return dry ? [all, ['Good', counts.accepted], ['Rejected', counts.rejected]]
      : [all, ['Stored', counts.inserted], ['Filled in or changed', counts.updated], ['Stored already', counts.duplicates], ['Differ from stored', counts.conflicts], ['Rejected', counts.rejected]];
  }
}

/**
 * Sends a piece, again where the service asks to wait. A receipt in which nothing was kept is a receipt, too; a failure is
 * returned if fewer rows in one request may be accepted.
 *
 * @returns {Promise<any>}
 */
async function send(/** @type {Blob} */ body, /** @type {Record<string, any>} */ query, /** @type {AbortSignal} */ signal) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await (await request('POST', 'telemetry', { query, body, headers: { 'Content-Type': 'text/csv' }, signal, timeout: 120_000 })).json();
    } catch (cause) {
      if (!(cause instanceof Failure)) throw cause;
      if (cause.status === 422 && cause.problem.received > 0) return cause.problem;
      if (cause.status === 413 || cause.status === 504 || (cause.status === 422 && !cause.problem.errors && !cause.retryAfter)) return cause;
      const wait = cause.retryAfter * SECOND || SECOND * 2 ** (attempt - 1);
      if (!['away', 'busy', 'offline'].includes(cause.kind) || attempt === TRIES || wait > LONGEST_PAUSE) throw cause;
      await pause(wait, signal);
      signal.throwIfAborted();
    }
  }
}

/** Adds a receipt. Its line numbers are those of the body: `linesBefore` lines of the file are before them. */
function add(/** @type {Counts} */ counts, /** @type {any} */ receipt, /** @type {number} */ linesBefore) {
  for (const name of ['received', 'accepted', 'inserted', 'updated', 'duplicates', 'conflicts', 'rejected']) /** @type {any} */ (counts)[name] += receipt[name] ?? 0;
  const room = LISTED - counts.errors.length;
  for (const error of (receipt.errors ?? []).slice(0, Math.max(0, room))) counts.errors.push({ ...error, line: error.line ? error.line + linesBefore : null });
}

function errorTable(/** @type {Counts} */ counts) {
  return listTable('Rejected rows', [['Line', 'number'], 'Well', 'Field', 'Value', 'Why'], counts.errors.map((error) => h('tr', {},
    h('td', { class: 'number' }, error.line == null ? '–' : number(error.line)), h('td', {}, error.well_id ?? '–'), h('td', { class: 'mono' }, error.field ?? '–'), h('td', { class: 'mono break' }, error.value ?? '–'),
    h('td', {}, h('span', { class: `tag ${error.code === 'conflict' ? '' : 'warning'}` }, error.code.replaceAll('_', ' ')), ' ', error.detail))), 'tall');
}

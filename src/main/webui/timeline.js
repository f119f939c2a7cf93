// Chunks over time: each hypertable is a lane, each chunk a block with the colour of its state.

import { h, s } from './dom.js';
import { listTable } from './table.js';
import { date, DAY, parse } from './time.js';
import { bytes, number } from './units.js';

/** What a chunk is, and in which order the legend has it. @type {[string, string, string][]} */
const STATES = [
  ['hot', 'Hot', 'In the database, not compressed'],
  ['compressed', 'Compressed', 'In the database, compressed'],
  ['archiving', 'Being archived', 'Written to the store, not yet read back'],
  ['verified', 'Archived and verified', 'In the database, and in the store, read back and equal'],
  ['dropped', 'In the archive only', 'In the store, verified; dropped from the database'],
  ['failing', 'Failing', 'The last attempt to archive it failed'],
];

const WIDTH = 1200;
const LANE = 34;

/**
 * @typedef {object} Chunk
 * @property {string} table
 * @property {string} name
 * @property {number} from
 * @property {number} to
 * @property {string} state
 * @property {number | null} rows
 * @property {number | null} bytes
 * @property {number} version of its object; 0 without one
 * @property {string} error
 */

/** The chunks of the database and of the archive, each once. @returns {Chunk[]} */
function merged(/** @type {any[]} */ hot, /** @type {any[]} */ archived) {
  /** @type {Map<string, Chunk>} */
  const chunks = new Map();
  const key = (/** @type {string} */ table, /** @type {string} */ from) => `${table} ${from}`;
  for (const one of hot) {
    chunks.set(key(one.hypertable, one.from), {
      table: one.hypertable, name: one.name, from: parse(one.from) ?? 0, to: parse(one.to) ?? 0, state: one.compressed ? 'compressed' : 'hot',
      rows: one.rows, bytes: one.bytes, version: 0, error: '',
    });
  }
  for (const one of archived) {
    const known = chunks.get(key(one.hypertable, one.range_start));
    if (known && known.version > one.version) continue;
    const state = one.error ? 'failing' : one.state === 'dropped' && !known ? 'dropped' : one.state === 'verified' || one.state === 'dropped' ? 'verified' : 'archiving';
    chunks.set(key(one.hypertable, one.range_start), {
      table: one.hypertable, name: known?.name ?? one.chunk, from: parse(one.range_start) ?? 0, to: parse(one.range_end) ?? 0,
      state: state === 'archiving' && !one.object && known ? known.state : state, rows: one.rows ?? known?.rows ?? null, bytes: known?.bytes ?? one.bytes ?? null, version: one.version, error: one.error ?? '',
    });
  }
  return [...chunks.values()].sort((a, b) => a.from - b.from);
}

export function timeline(/** @type {any[]} */ hot, /** @type {any[]} */ archived, /** @type {Record<string, string>} */ names) {
  const chunks = merged(hot, archived);
  const from = Math.min(...chunks.map((chunk) => chunk.from));
  const to = Math.max(Date.now(), ...chunks.map((chunk) => chunk.to));
  const lanes = [...new Set(chunks.map((chunk) => chunk.table))].sort().reverse();
  const x = (/** @type {number} */ time) => ((time - from) / (to - from)) * WIDTH;
  const blocks = lanes.flatMap((table, lane) => runs(chunks.filter((chunk) => chunk.table === table)).map((run) => s('rect', {
    class: `chunk ${run.state}`, x: x(run.from), y: lane * LANE + 4, width: Math.max(1.5, x(run.to) - x(run.from) - (run.count === 1 ? 1.5 : 0)), height: LANE - 10, rx: 2,
  }, s('title', {}, `${names[table] ?? table}, ${date(run.from)} to ${date(run.to)}: ${run.count === 1 ? '' : `${number(run.count)} chunks, `}${word(run.state)}`))));
  const height = lanes.length * LANE;
  const drawing = s('svg', { class: 'timeline', viewBox: `0 0 ${WIDTH} ${height}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': summary(chunks) }, blocks);
  drawing.style.height = `${height / 14}rem`;
  const used = STATES.filter(([state]) => chunks.some((chunk) => chunk.state === state));
  return h('div', { class: 'timeline-box' },
    h('div', { class: 'timeline-grid' },
      h('div', { class: 'lanes', 'aria-hidden': 'true' }, lanes.map((table) => h('span', {}, names[table] ?? table))),
      h('div', {}, drawing, scale(from, to))),
    h('ul', { class: 'timeline-legend' }, used.map(([state, name, hint]) => h('li', { title: hint }, h('i', { class: state }), name, h('span', { class: 'muted' }, number(chunks.filter((chunk) => chunk.state === state).length))))));
}

/** Neighbours of one state are one block where there are too many chunks to tell apart. */
function runs(/** @type {Chunk[]} */ chunks) {
  if (chunks.length <= 400) return chunks.map((chunk) => ({ ...chunk, count: 1 }));
  /** @type {(Chunk & {count: number})[]} */
  const merged = [];
  for (const chunk of chunks) {
    const last = merged.at(-1);
    if (last && last.state === chunk.state && last.to >= chunk.from) {
      last.to = chunk.to;
      last.count += 1;
    } else {
      merged.push({ ...chunk, count: 1 });
    }
  }
  return merged;
}

function scale(/** @type {number} */ from, /** @type {number} */ to) {
  const steps = to - from > 3 * DAY ? 6 : 3;
  return h('div', { class: 'timeline-scale', 'aria-hidden': 'true' }, Array.from({ length: steps + 1 }, (_, i) => h('span', {}, date(from + ((to - from) * i) / steps))));
}

function word(/** @type {string} */ state) {
  return STATES.find(([key]) => key === state)?.[1] ?? state;
}

function summary(/** @type {Chunk[]} */ chunks) {
  return STATES.map(([state, name]) => [chunks.filter((chunk) => chunk.state === state).length, name]).filter(([count]) => count).map(([count, name]) => `${count} ${name}`).join(', ');
}

const SHOWN = 200;

/** The same as a table, newest first. */
export function chunkTable(/** @type {any[]} */ hot, /** @type {any[]} */ archived, /** @type {Record<string, string>} */ names) {
  const chunks = merged(hot, archived).reverse();
  const rows = chunks.slice(0, SHOWN);
  return h('details', { class: 'chunk-details' }, h('summary', {}, `All chunks as a table (${number(chunks.length)})`),
    listTable('Chunks', ['Table', 'From', 'To', 'State', ['Rows', 'number'], ['Size', 'number'], ['Version', 'number']], rows.map((chunk) => h('tr', {},
      h('td', {}, names[chunk.table] ?? chunk.table, h('div', { class: 'small muted mono' }, chunk.name)), h('td', { class: 'nowrap' }, date(chunk.from)), h('td', { class: 'nowrap' }, date(chunk.to)),
      h('td', {}, h('span', { class: `chunk-state ${chunk.state}` }, word(chunk.state)), chunk.error ? h('div', { class: 'fault small' }, chunk.error) : null),
      h('td', { class: 'number' }, chunk.rows == null ? '–' : number(chunk.rows)), h('td', { class: 'number' }, bytes(chunk.bytes)), h('td', { class: 'number' }, chunk.version || '–'))), 'tall'),
    chunks.length > SHOWN ? h('p', { class: 'hint gap' }, `The newest ${number(SHOWN)} of ${number(chunks.length)}. GET /api/v1/storage/chunks has all.`) : null);
}

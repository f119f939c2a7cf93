// The storage: the database and its edition, chunks over time, what is compressed and archived, and the policies.

import { get, pages, post } from './api.js';
import { confirmDialog, menu, toast } from './dialog.js';
import { fill, h } from './dom.js';
import { icon } from './icons.js';
import { emptyBox, panel } from './panel.js';
import { restoreDialog } from './restore.js';
import { session } from './session.js';
import { fact, listTable } from './table.js';
import { ago, date, dateTime, exact, MINUTE, parse, period, SECOND } from './time.js';
import { chunkTable, timeline } from './timeline.js';
import { bytes, number } from './units.js';

/** @type {Record<string, string>} */
const TABLES = { esp_telemetry: 'Samples', diagnostic_results: 'Findings' };

export function open(/** @type {import('./router.js').Place} */ _, /** @type {import('./main.js').Frame} */ frame) {
  const database = panel({ title: 'Database', load: (signal) => get('storage', {}, signal), render: databaseFacts, every: MINUTE });
  const archive = panel({ title: 'Archive', tools: archiveTools(), load: (signal) => get('archive/status', {}, signal), render: archiveFacts, every: 10 * SECOND });
  const tables = panel({ title: 'Hypertables', load: (signal) => get('storage/hypertables', {}, signal), render: hypertables, every: MINUTE, flush: true });
  const policies = panel({ title: 'Policies', load: (signal) => get('storage/policies', {}, signal), render: policyTable, every: MINUTE, flush: true });
  const chunks = panel({
    title: 'Chunks over time', every: 2 * MINUTE, tools: [],
    load: async (signal) => {
      const [hot, archived] = await Promise.all([pages('storage/chunks', 'chunks', { query: { limit: 10_000 }, signal }), pages('archive/objects', 'objects', { signal })]);
      return { hot: hot.items, archived: archived.items };
    },
    render: ({ hot, archived }) => (hot.length || archived.length
      ? [timeline(hot, archived, TABLES), chunkTable(hot, archived, TABLES)] : emptyBox('No chunks yet', 'A chunk appears with the first sample of its day.', 'storage')),
  });
  const all = [database, archive, chunks, tables, policies];

  frame.title('Storage', 'database and archive');
  frame.tools(h('button', { class: 'button plain icon', type: 'button', 'aria-label': 'Refresh', title: 'Refresh', onclick: () => all.forEach((one) => one.reload()) }, icon('retry')));
  fill(frame.root, h('div', { class: 'grid two' }, database.element, archive.element), chunks.element, h('div', { class: 'grid two' }, tables.element, policies.element));

  function archiveTools() {
    if (!session.may('admin')) return [];
    const task = (/** @type {string} */ path, /** @type {string} */ title, /** @type {string} */ text, /** @type {string} */ action) => () => confirmDialog({
      title, text, action, danger: false,
      run: async () => {
        await post(`archive/${path}`);
        toast('The task waits for the leading replica.');
        archive.reload();
      },
    });
    return [menu({
      label: 'Actions', plain: true, icon: 'more', iconOnly: true,
      content: (close) => h('div', { class: 'items' },
        [['Archive now', task('runs', 'Archive now', 'Chunks that are old enough are written to the store, read back and compared. Nothing is dropped before that.', 'Archive now')],
          ['Run a drill', task('drills', 'Run a drill', 'A random archived chunk is restored into a scratch table, compared with its manifest, and dropped again.', 'Run the drill')]]
          .map(([name, run]) => h('button', { class: 'button', type: 'button', onclick: () => { close(); /** @type {any} */ (run)(); } }, /** @type {any} */ (name)))),
    }),
    h('button', { class: 'button small', type: 'button', onclick: () => restoreDialog(() => chunks.reload()) }, 'Restore…')];
  }
  return () => all.forEach((one) => one.dispose());
}

function databaseFacts(/** @type {any} */ state) {
  return [
    h('dl', { class: 'facts' },
      fact('Edition', h('span', { class: 'row' }, state.edition === 'community' ? 'Community' : 'Apache')),
      fact('Size', bytes(state.bytes)), fact('TimescaleDB', state.timescaledb ?? 'not installed'), fact('PostgreSQL', state.postgresql)),
    state.lacks.length ? h('p', { class: 'hint gap' }, `This edition has no ${list(state.lacks)}. Liftline archives without them.`) : null,
    state.channels_not_compact?.length ? h('p', { class: 'hint gap' }, `${number(state.channels_not_compact.length)} channels use a type that compresses badly; liftline migrate --compact converts them.`) : null,
  ];
}

function archiveFacts(/** @type {any} */ status) {
  if (!status.store) return emptyBox('No archive', 'No store is configured, so nothing is archived and nothing is dropped. Set LIFTLINE_ARCHIVE_STORE to begin.', 'storage');
  const drill = status.last_drill;
  return [
    h('dl', { class: 'facts' },
      fact('Store', h('span', {}, status.store_reachable === false ? h('span', { class: 'tag alarm' }, icon('alarm'), 'does not answer') : h('span', { class: 'tag ok' }, icon('ok'), 'answers'))),
      fact('Waiting', `${number(status.backlog)} ${status.backlog === 1 ? 'chunk' : 'chunks'}`),
      fact('Now', workWords(status.running)),
      fact('Failing', status.failing ? h('span', { class: 'tag alarm' }, icon('alarm'), `${number(status.failing)} ${status.failing === 1 ? 'chunk' : 'chunks'}`) : 'none'),
      fact('Oldest unverified', status.oldest_unverified ? date(parse(status.oldest_unverified)) : 'none'),
      fact('Last run', taskWords(status.last_run)), fact('Last drill', taskWords(drill))),
    h('p', { class: 'hint gap break' }, status.store),
  ];
}

const STAGES = {
  counting: 'counting', reading: 'reading', storing: 'storing', reading_back: 'reading back', comparing: 'comparing', dropping: 'dropping',
};

function workWords(/** @type {any} */ running) {
  if (!running) return 'nothing';
  const since = { title: `since ${exact(parse(running.started_at))}` };
  const chunk = running.chunk;
  if (!chunk) return h('span', since, { run: 'a pass', restore: 'a restore', drill: 'a drill' }[/** @type {'run'} */ (running.task)]);
  const rows = chunk.stage === 'reading' ? ` ${Math.floor((100 * chunk.rows) / Math.max(1, chunk.of_rows))} % of ${number(chunk.of_rows)} rows` : '';
  return h('span', since, `${STAGES[/** @type {'reading'} */ (chunk.stage)] ?? chunk.stage}${rows}`, h('span', { class: 'muted small' }, ` ${chunk.chunk}`));
}

function taskWords(/** @type {any} */ task) {
  if (!task) return 'never';
  const words = [task.result?.verified ? `${number(task.result.verified)} verified` : '', task.result?.dropped ? `${number(task.result.dropped)} dropped` : ''].filter(Boolean).join(', ');
  const time = parse(task.finished_at ?? task.requested_at);
  return h('span', { title: `${exact(time)}, by ${task.requested_by}` },
    task.state === 'failed' ? h('span', { class: 'tag alarm', title: task.error ?? '' }, icon('alarm'), 'failed') : null, ` ${ago(time)}`, words ? h('span', { class: 'muted small' }, ` ${words}`) : null);
}

function hypertables(/** @type {any} */ answer) {
  return listTable('Hypertables', ['Table', ['Chunks', 'number'], ['Size', 'number'], ['Compression', 'number'], ['Compressed after', 'number'], ['Kept for', 'number'], 'From', 'To'],
    answer.hypertables.map((/** @type {any} */ table) => h('tr', {},
      h('td', {}, h('strong', {}, TABLES[table.name] ?? table.name), h('div', { class: 'small muted mono' }, table.name)),
      h('td', { class: 'number' }, number(table.chunks), h('div', { class: 'small muted' }, `${number(table.compressed_chunks)} compressed`)),
      h('td', { class: 'number' }, bytes(table.bytes)),
      h('td', { class: 'number' }, table.compression_ratio ? `${number(table.compression_ratio, 1)} ×` : '–', h('div', { class: 'small muted' }, table.bytes_before_compression ? `${bytes(table.bytes_before_compression)} to ${bytes(table.bytes_after_compression)}` : '')),
      h('td', { class: 'number' }, table.compress_after ? period(table.compress_after) : 'never'), h('td', { class: 'number' }, table.retain_for ? period(table.retain_for) : 'ever'),
      h('td', { class: 'nowrap' }, date(parse(table.oldest))), h('td', { class: 'nowrap' }, date(parse(table.newest))))));
}

function policyTable(/** @type {any} */ answer) {
  if (!answer.policies.length) return emptyBox('No policies', 'The database has no jobs on these tables. The apache edition has none at all.', 'storage');
  const sorted = [...answer.policies].sort((a, b) => Number(trouble(b)) - Number(trouble(a)));
  return listTable('Policies', ['Policy', 'State', 'Last run', 'Next start', ['Every', 'number']],
    sorted.map((policy) => h('tr', {},
      h('td', {}, h('strong', {}, policy.name.replaceAll('_', ' ')), h('div', { class: 'small muted mono' }, `${policy.hypertable} · job ${policy.job_id}`)),
      h('td', {}, policyState(policy)),
      h('td', { class: 'nowrap', title: exact(parse(policy.last_run)) }, policy.last_run ? ago(parse(policy.last_run)) : 'never'),
      h('td', { class: 'nowrap' }, policy.next_start ? dateTime(parse(policy.next_start)) : '–'), h('td', { class: 'number' }, period(policy.schedule)))));
}

function trouble(/** @type {any} */ policy) {
  return policy.overdue || policy.last_outcome === 'failed';
}

function policyState(/** @type {any} */ policy) {
  if (!policy.scheduled) return h('span', { class: 'tag' }, 'paused');
  if (policy.overdue) return h('span', { class: 'tag alarm' }, icon('alarm'), 'overdue');
  if (policy.last_outcome === 'failed') return h('span', { class: 'tag warning' }, icon('warning'), `failed${policy.failures_in_a_row > 1 ? `, ${number(policy.failures_in_a_row)} in a row` : ''}`);
  if (policy.last_outcome === 'never') return h('span', { class: 'tag' }, 'waits for its first run');
  return h('span', { class: 'tag ok' }, icon('ok'), policy.last_outcome === 'running' ? 'running' : 'done');
}

function list(/** @type {string[]} */ words) {
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : words[0];
}

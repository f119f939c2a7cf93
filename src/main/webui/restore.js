// Restoring rows from the archive: first a dry run that says what would come back, then the restore with its progress.

import { get, post } from './api.js';
import { field, openDialog, select } from './dialog.js';
import { fill, h } from './dom.js';
import { fact } from './table.js';
import { DAY, iso } from './time.js';
import { number } from './units.js';

const POLL = 700;

export function restoreDialog(/** @type {() => void} */ ondone) {
  const table = select([['esp_telemetry', 'Samples (esp_telemetry)'], ['diagnostic_results', 'Findings (diagnostic_results)']]);
  const from = h('input', { class: 'input', type: 'datetime-local', required: true, value: local(Date.now() - 30 * DAY) });
  const to = h('input', { class: 'input', type: 'datetime-local', required: true, value: local(Date.now()) });
  const other = h('input', { class: 'input mono', value: 'restored_', pattern: 'restored_[a-z0-9_]{1,40}', spellcheck: false });
  const name = field('Name of the table', other, 'restored_ and lower-case letters, digits and _');
  name.hidden = true;
  const into = select([['hypertable', 'Back into the hypertable, whole chunks'], ['table', 'Into a table of its own, rows of the range']], 'hypertable', (value) => {
    name.hidden = value !== 'table';
  });
  const outcome = h('div', { class: 'outcome', role: 'status' });
  const check = h('button', { class: 'button primary', type: 'submit' }, 'Dry run');
  const run = h('button', { class: 'button', type: 'button', disabled: true, onclick: () => send(false) }, 'Restore');
  const dialog = openDialog({
    title: 'Restore from the archive',
    body: [field('What', table), h('div', { class: 'grid two-always' }, field('From', from), field('To', to)), field('Where to', into), name,
      h('p', { class: 'hint' }, 'A dry run changes nothing. Repeating a restore adds nothing twice.'), outcome],
    footer: [h('button', { class: 'button', type: 'button', onclick: () => dialog.close() }, 'Close'), run, check],
    onsubmit: () => send(true),
    onclose: () => { closed = true; },
  });
  let closed = false;
  const inputs = [table, from, to, into, other];
  for (const input of inputs) input.addEventListener('input', changed);

  /** What was checked is no longer what is asked for. */
  function changed() {
    run.disabled = true;
    fill(outcome);
  }

  /** The inputs stay as they are meanwhile, so that what may be restored then is what was checked. */
  async function send(/** @type {boolean} */ dry) {
    for (const control of [...inputs, check, run]) control.disabled = true;
    fill(outcome, h('p', { class: 'quiet' }, dry ? 'The service is looking for what it has…' : 'The restore waits for the leading replica…'));
    try {
      const task = await post('archive/restores', {
        hypertable: table.value, from: iso(new Date(from.value).getTime()), to: iso(new Date(to.value).getTime()),
        into: into.value === 'table' ? other.value : 'hypertable', dry_run: dry,
      });
      await follow(task, dry);
    } catch (cause) {
      fill(outcome, h('p', { class: 'fault', role: 'alert' }, cause instanceof RangeError ? 'Enter both times.' : /** @type {any} */ (cause).message));
    }
    for (const control of [...inputs, check]) control.disabled = false;
  }

  async function follow(/** @type {any} */ task, /** @type {boolean} */ dry) {
    let now = task;
    while (!closed && (now.state === 'waiting' || now.state === 'running')) {
      await new Promise((resolve) => setTimeout(resolve, POLL));
      now = await get(`archive/restores/${task.id}`);
      fill(outcome, progress(now, dry));
    }
    fill(outcome, progress(now, dry));
    run.disabled = !(dry && now.state === 'done' && (now.result?.objects ?? 0) > 0);
    if (!dry && now.state === 'done') ondone();
  }
}

function progress(/** @type {any} */ task, /** @type {boolean} */ dry) {
  const result = task.result ?? {};
  const bar = h('i');
  const share = result.objects ? ((result.objects_done ?? 0) + (result.objects_failed ?? 0)) / result.objects : task.state === 'done' ? 1 : 0;
  bar.style.width = `${Math.round((task.state === 'done' ? 1 : share) * 100)}%`;
  if (task.state === 'failed' && !result.objects) return h('p', { class: 'fault', role: 'alert' }, task.error ?? 'The restore failed.');
  if (task.state === 'done' && !result.objects) return h('p', {}, h('strong', {}, 'The archive has nothing of this range.'), ' Either it was never archived, or all of it is still in the database.');
  return [
    h('div', { class: 'progress', 'aria-hidden': 'true' }, bar),
    h('p', {}, h('strong', {}, title(task, dry))),
    h('dl', { class: 'facts' }, [['Objects', result.objects], [dry ? 'Rows that would come back' : 'Rows restored', result.restored], ['Rows already there', result.already_there], ['Rows filled in', result.filled], ['Objects failed', result.objects_failed]]
      .filter(([, count]) => count != null).map(([name, count]) => fact(String(name), number(count)))),
    (result.failures ?? []).map((/** @type {string} */ one) => h('p', { class: 'fault' }, one)),
  ];
}

function title(/** @type {any} */ task, /** @type {boolean} */ dry) {
  switch (task.state) {
    case 'waiting': return 'Waiting for the leading replica';
    case 'running': return dry ? 'Looking' : 'Restoring';
    case 'failed': return task.error ?? 'Failed';
    default: return dry ? 'The dry run is done. Nothing was changed.' : 'The restore is done.';
  }
}

/** A time as an input of the browser's time zone takes it. */
function local(/** @type {number} */ time) {
  const at = new Date(time - new Date(time).getTimezoneOffset() * 60_000);
  return at.toISOString().slice(0, 16);
}

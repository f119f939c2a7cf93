// Importing a CSV file: its first rows, what its columns are, a dry run that lists what is wrong, then the import.

import { get } from './api.js';
import { menu, segments } from './dialog.js';
import { fill, h, newId, refill, setText } from './dom.js';
import { icon } from './icons.js';
import { dialectFields } from './import-dialect.js';
import { ImportForm } from './import-form.js';
import { previewTable } from './import-preview.js';
import { runImport } from './import-run.js';
import { session } from './session.js';
import { bytes } from './units.js';

const PREVIEW_BYTES = 256 * 1024;

export function open(/** @type {import('./router.js').Place} */ _, /** @type {import('./main.js').Frame} */ frame) {
  /** @type {File | null} */
  let file = null;
  let form = new ImportForm('');
  let fields = dialectFields(form, '', changed, edited);
  const listening = new AbortController();
  let running = new AbortController();
  const run = h('div', { class: 'stack', role: 'status' });
  const known = h('datalist', { id: newId('wells') });

  const picker = h('input', { type: 'file', accept: '.csv,.txt,.tsv,text/csv', class: 'visually-hidden', id: newId('file'), onchange: () => picker.files?.[0] && take(picker.files[0]) });
  const drop = h('label', { class: 'drop', htmlFor: picker.id }, icon('import'), h('strong', {}, 'Drop a CSV file here, or choose one'), h('span', { class: 'muted' }, 'It is read in this browser first. Nothing is sent before the dry run.'));
  const zone = h('div', {}, picker, drop);
  const dialect = h('div', { class: 'body form-grid' });
  const missing = h('span', { class: 'muted' });
  const preview = h('div', { class: 'body flush' });
  const hint = h('p', { class: 'hint' }, 'The dry run sends the file and has every row checked. Nothing is stored.');
  const check = h('button', { class: 'button primary', type: 'button', onclick: () => start(true) }, 'Dry run');
  const steps = h('div', { class: 'stack', hidden: true },
    h('section', { class: 'panel', 'aria-label': 'How the file is written' }, h('header', {}, h('h2', {}, 'How the file is written')), dialect),
    h('section', { class: 'panel', 'aria-label': 'What its columns are' }, h('header', {}, h('h2', {}, 'What its columns are'), missing), preview),
    h('section', { class: 'panel', 'aria-label': 'Dry run and import' }, h('header', {}, h('h2', {}, 'Dry run and import'), optionsMenu(), check), h('div', { class: 'body' }, run, hint)));
  for (const type of ['dragenter', 'dragover']) {
    frame.root.addEventListener(type, (event) => {
      event.preventDefault();
      drop.classList.add('over');
    }, { signal: listening.signal });
  }
  frame.root.addEventListener('dragleave', () => drop.classList.remove('over'), { signal: listening.signal });
  frame.root.addEventListener('drop', (event) => {
    event.preventDefault();
    drop.classList.remove('over');
    const dropped = event.dataTransfer?.files[0];
    if (dropped) take(dropped);
  }, { signal: listening.signal });
  frame.title('Import', 'samples from a CSV file');
  fill(frame.root, zone, steps, known);
  // A writer may not ask for the wells, and types the name.
  if (session.may('viewer', 'operator', 'admin')) get('wells', { limit: 2000 }, listening.signal).then((answer) => fill(known, answer.wells.map((/** @type {any} */ one) => h('option', { value: one.well_id })))).catch(() => null);

  async function take(/** @type {File} */ next) {
    file = next;
    const text = await next.slice(0, PREVIEW_BYTES).text();
    if (file !== next) return;
    form = new ImportForm(text);
    fields = dialectFields(form, known.id, changed, edited);
    fill(drop, icon('import'), h('strong', { class: 'break' }, next.name), h('span', { class: 'muted' }, `${bytes(next.size)} · choose or drop another`));
    drop.classList.add('small');
    fill(dialect, fields.elements);
    fill(preview);
    steps.hidden = false;
    changed();
  }

  /** Shows what the form has. */
  function changed() {
    fields.sync();
    refill(preview, previewTable(form, known.id, changed, edited));
    edited();
  }

  /** What was checked is no longer what would be imported: a run ends, and its outcome goes. */
  function edited() {
    running.abort();
    running = new AbortController();
    fill(run);
    const lacks = form.missing();
    setText(missing, lacks);
    check.disabled = lacks !== '';
    hint.hidden = lacks !== '';
  }

  function start(/** @type {boolean} */ dry) {
    if (!file) return;
    edited();
    hint.hidden = true;
    const { skip, after } = form.dialect;
    runImport({ file, query: form.query(), skip, after, header: form.header(), row: form.isWide ? 'sample' : 'row', dry, root: run, signal: running.signal, onimport: () => start(false), ondry: () => start(true) });
  }

  function optionsMenu() {
    const set = (/** @type {'bad' | 'conflict'} */ key) => (/** @type {string} */ value) => {
      form.dialect[key] = value;
      edited();
    };
    return menu({
      label: 'Options', icon: 'display',
      content: () => [
        h('div', { class: 'field' }, h('span', {}, 'A value that is no number or out of range'), segments({ label: 'Bad values', value: form.dialect.bad, choices: [['reject', 'Rejects its row'], ['null', 'Is left out']], onchange: set('bad') })),
        h('div', { class: 'field' }, h('span', {}, 'A sample that is stored already'), segments({ label: 'Stored samples', value: form.dialect.conflict, choices: [['merge', 'Is filled in'], ['update', 'Is replaced'], ['ignore', 'Stays']], onchange: set('conflict') })),
      ],
    });
  }

  return () => {
    listening.abort();
    running.abort();
  };
}

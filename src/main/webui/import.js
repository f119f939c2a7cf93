// Importing a CSV file: its first rows, what its columns are, a dry run that lists what is wrong, then the import.

import { field, menu, segments, select } from './dialog.js';
import { fill, h, newId } from './dom.js';
import { icon } from './icons.js';
import { guessDelimiter, guessTime, rows } from './csv.js';
import { acceptedUnits, guessColumns } from './import-columns.js';
import { runImport } from './import-run.js';
import { bytes, CHANNELS } from './units.js';

const PREVIEW_BYTES = 256 * 1024;
const PREVIEW_ROWS = 12;

export function open(/** @type {import('./router.js').Place} */ _, /** @type {import('./main.js').Frame} */ frame) {
  /** @type {File | null} */
  let file = null;
  let text = '';
  /** @type {Record<string, string>} what each column is, by its header */
  let meanings = {};
  /** @type {Record<string, string>} unit by channel */
  let units = {};
  const dialect = { delimiter: ',', decimal: '.', skip: 0, after: 0, time: 'rfc3339', tz: Intl.DateTimeFormat().resolvedOptions().timeZone, nulls: '', bad: 'reject', conflict: 'merge', well: '' };
  const listening = new AbortController();
  let running = new AbortController();
  const run = h('div', { class: 'stack', role: 'status' });

  const picker = h('input', { type: 'file', accept: '.csv,.txt,.tsv,text/csv', class: 'visually-hidden', id: newId('file'), onchange: () => picker.files?.[0] && take(picker.files[0]) });
  const drop = h('label', { class: 'drop', htmlFor: picker.id }, icon('import'), h('strong', {}, 'Drop a CSV file here, or choose one'), h('span', { class: 'muted' }, 'It is read in this browser first. Nothing is sent before the dry run.'));
  const zone = h('div', {}, picker, drop);
  const steps = h('div', { class: 'stack', hidden: true });
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
  fill(frame.root, zone, steps);

  async function take(/** @type {File} */ next) {
    file = next;
    const first = await next.slice(0, PREVIEW_BYTES).text();
    if (file !== next) return;
    text = first;
    const lines = text.split(/\r\n|\n|\r/);
    dialect.delimiter = guessDelimiter(lines.filter((line) => line.trim() !== ''));
    dialect.skip = Math.max(0, lines.slice(0, 20).findIndex((line) => rows(line, dialect.delimiter)[0].length > 1));
    dialect.decimal = dialect.delimiter !== ',' && lines.slice(dialect.skip + 1, dialect.skip + 20).some((line) => /\d,\d/.test(line)) ? ',' : '.';
    dialect.after = 0;
    meanings = {};
    units = {};
    guess();
    show();
  }

  function table() {
    const all = rows(text, dialect.delimiter).slice(dialect.skip);
    return { header: all[0] ?? [], body: all.slice(1 + dialect.after, PREVIEW_ROWS + 1 + dialect.after).filter((row) => row.length > 1 || row[0] !== '') };
  }

  /** What the columns are, by their names; how times are written, by the first one. */
  function guess() {
    const { header, body } = table();
    guessColumns(header, meanings, units);
    const column = header.findIndex((name) => meanings[name] === 'timestamp');
    if (column >= 0 && body[0]?.[column]) dialect.time = guessTime(body[0][column]);
  }

  /** What was checked is no longer what would be imported: a run ends, and its outcome goes. */
  function unchecked() {
    running.abort();
    running = new AbortController();
    fill(run);
  }

  function show() {
    if (!file) return;
    const controls = () => [...steps.querySelectorAll('input, select')];
    const focused = controls().indexOf(/** @type {any} */ (document.activeElement));
    unchecked();
    steps.hidden = false;
    drop.classList.add('small');
    fill(drop, icon('import'), h('strong', { class: 'break' }, file.name), h('span', { class: 'muted' }, `${bytes(file.size)} · choose or drop another`));
    fill(steps,
      h('section', { class: 'panel', 'aria-label': 'How the file is written' }, h('header', {}, h('h2', {}, 'How the file is written')), h('div', { class: 'body form-grid' }, dialectFields())),
      h('section', { class: 'panel', 'aria-label': 'What its columns are' }, h('header', {}, h('h2', {}, 'What its columns are'), h('span', { class: 'muted' }, missing())), h('div', { class: 'body flush' }, preview())),
      h('section', { class: 'panel', 'aria-label': 'Dry run and import' }, h('header', {}, h('h2', {}, 'Dry run and import'), optionsMenu(),
        h('button', { class: 'button primary', type: 'button', disabled: missing() !== '', onclick: () => start(true) }, 'Dry run')),
      h('div', { class: 'body' }, run, missing() ? null : h('p', { class: 'hint first' }, 'The dry run sends the file and has every row checked. Nothing is stored.'))));
    if (focused >= 0) /** @type {HTMLElement | undefined} */ (controls()[focused])?.focus();
  }

  function start(/** @type {boolean} */ dry) {
    if (!file) return;
    unchecked();
    run.parentElement?.querySelector('.hint.first')?.remove();
    runImport({ file, query: query(), skip: dialect.skip, after: dialect.after, header: header(), dry, root: run, signal: running.signal, onimport: () => start(false), ondry: () => start(true) });
  }

  function missing() {
    const has = Object.values(meanings);
    const lacks = [has.includes('well_id') ? '' : 'which column names the well', has.includes('timestamp') ? '' : 'which column is the time', has.some((one) => CHANNELS[one]) ? '' : 'at least one channel'].filter(Boolean);
    return lacks.length ? `Still to say: ${lacks.join(', ')}` : '';
  }

  /** The header that is sent: the names of fields in place of those of the file, which may hold anything. */
  function header() {
    return table().header.map((name, i) => meanings[name] || `column ${i + 1}`).join(dialect.delimiter);
  }

  /** The parameters of POST /telemetry that declare all this. */
  function query() {
    return {
      delimiter: dialect.delimiter === ',' ? '' : dialect.delimiter === '\t' ? 'tab' : dialect.delimiter, decimal: dialect.decimal === '.' ? '' : dialect.decimal,
      unknown_columns: table().header.some((name) => !meanings[name]) ? 'ignore' : '',
      units: Object.entries(units).filter(([channel, unit]) => Object.values(meanings).includes(channel) && unit !== CHANNELS[channel].unit).map(([channel, unit]) => `${channel}:${unit}`),
      time_format: dialect.time === 'rfc3339' ? '' : dialect.time, tz: dialect.time === 'local' ? dialect.tz : '',
      null: dialect.nulls.split(',').map((word) => word.trim()).filter(Boolean), bad_values: dialect.bad === 'reject' ? '' : dialect.bad, on_conflict: dialect.conflict === 'merge' ? '' : dialect.conflict,
    };
  }

  function dialectFields() {
    const set = (/** @type {keyof typeof dialect} */ key, again = false) => (/** @type {string} */ value) => {
      /** @type {any} */ (dialect)[key] = key === 'skip' || key === 'after' ? Number(value) : value;
      if (again) guess();
      show();
    };
    const zones = Intl.supportedValuesOf('timeZone');
    return [
      field('Separator', select([[',', 'Comma'], [';', 'Semicolon'], ['\t', 'Tab'], ['|', 'Bar |']], dialect.delimiter, set('delimiter', true))),
      field('Decimals', select([['.', 'Point'], [',', 'Comma']], dialect.decimal, set('decimal'))),
      field('Lines before the header', h('input', { class: 'input', type: 'number', min: 0, max: 10000, value: dialect.skip, onchange: (/** @type {any} */ event) => set('skip', true)(event.target.value) })),
      field('Lines after the header', h('input', { class: 'input', type: 'number', min: 0, max: 100, value: dialect.after, onchange: (/** @type {any} */ event) => set('after', true)(event.target.value) })),
      field('Times', select([['rfc3339', 'With offset, 2025-11-20T06:00:00Z'], ['local', 'Local, without offset'], ['unix_s', 'Unix seconds'], ['unix_ms', 'Unix milliseconds'], ['unix_us', 'Unix microseconds'], ['unix_ns', 'Unix nanoseconds']], dialect.time, set('time'))),
      dialect.time === 'local' ? field('Time zone', select([...new Set(['UTC', dialect.tz, ...zones])].map((name) => [name, name]), dialect.tz, set('tz'))) : null,
      field('Words for “not measured”', h('input', { class: 'input', value: dialect.nulls, placeholder: 'Bad Input, -999.25', onchange: (/** @type {any} */ event) => set('nulls')(event.target.value) })),
    ];
  }

  function optionsMenu() {
    const set = (/** @type {'bad' | 'conflict'} */ key) => (/** @type {string} */ value) => {
      dialect[key] = value;
      unchecked();
    };
    return menu({
      label: 'Options', icon: 'display',
      content: () => [
        h('div', { class: 'field' }, h('span', {}, 'A value that is no number or out of range'), segments({ label: 'Bad values', value: dialect.bad, choices: [['reject', 'Rejects its row'], ['null', 'Is left out']], onchange: set('bad') })),
        h('div', { class: 'field' }, h('span', {}, 'A sample that is stored already'), segments({ label: 'Stored samples', value: dialect.conflict, choices: [['merge', 'Is filled in'], ['update', 'Is replaced'], ['ignore', 'Stays']], onchange: set('conflict') })),
      ],
    });
  }

  function preview() {
    const { header, body } = table();
    /** @type {[string, string][]} */
    const choices = [['', 'Leave out'], ['well_id', 'Well'], ['timestamp', 'Time'], ...Object.entries(CHANNELS).map(([key, channel]) => /** @type {[string, string]} */ ([key, channel.name]))];
    const heads = header.map((name, i) => {
      const meaning = select(choices, meanings[name] ?? '', (value) => {
        for (const other of header) if (value && meanings[other] === value) meanings[other] = '';
        meanings[name] = value;
        show();
      });
      meaning.setAttribute('aria-label', `Column ${name || i + 1}`);
      const channel = CHANNELS[meanings[name]];
      const unit = channel ? select(acceptedUnits(meanings[name]).map((one) => [one, one]), units[meanings[name]] ?? channel.unit, (value) => {
        units[meanings[name]] = value;
        unchecked();
      }) : null;
      unit?.setAttribute('aria-label', `Unit of ${name}`);
      return h('th', { scope: 'col', class: meanings[name] ? '' : 'left-out' }, h('span', { class: 'mono' }, name || '(no name)'), meaning, unit ?? h('span', { class: 'no-unit' }));
    });
    return h('div', { class: 'table-wrap', tabIndex: 0, role: 'group', 'aria-label': 'First rows of the file' }, h('table', { class: 'list preview' }, h('thead', {}, h('tr', {}, heads)),
      h('tbody', {}, body.map((row) => h('tr', {}, header.map((name, i) => h('td', { class: meanings[name] ? 'mono' : 'mono left-out' }, row[i] ?? '')))))));
  }

  return () => {
    listening.abort();
    running.abort();
  };
}

// The fleet: all wells, the ones in trouble first.

import { menu, toast } from './dialog.js';
import { debounce, fill, h, newId } from './dom.js';
import { comparison, COLUMNS, Fleet, STATE_NAMES, STATES } from './fleet-data.js';
import { FleetTable } from './fleet-table.js';
import { icon } from './icons.js';
import { link } from './link.js';
import { emptyBox, failureBox, loading } from './panel.js';
import { keepInAddress } from './router.js';
import { session } from './session.js';
import { CHANNELS, number } from './units.js';

const STATE_HINTS = {
  alarm: 'An open finding of severity high or critical',
  silent: 'No sample for some minutes',
  warning: 'An open finding of lower severity',
  no_data: 'No sample for a day or more',
  ok: 'Samples arrive, no open finding',
};

export function open(/** @type {import('./router.js').Place} */ place, /** @type {import('./main.js').Frame} */ frame) {
  const fleet = new Fleet();
  const settings = {
    state: place.query.get('state') ?? '', q: place.query.get('q') ?? '', sort: place.query.get('sort') ?? 'state',
    falling: place.query.get('falling') === 'true',
  };
  const tiles = h('div', { class: 'tiles', role: 'group', 'aria-label': 'Wells by state' });
  const body = h('div', { class: 'panel fleet' }, loading());
  const stale = h('p', { class: 'stale', role: 'status', hidden: true });
  const count = h('p', { class: 'visually-hidden', role: 'status' });
  const table = new FleetTable(settings.sort, settings.falling, sort);
  const filterSoon = debounce(filter, 60);
  const search = h('input', { class: 'input', type: 'search', placeholder: 'Find a well', 'aria-label': 'Find a well', value: settings.q, spellcheck: false, oninput: filterSoon });

  frame.title('Fleet', 'worst first');
  frame.tools(sortMenu());
  fill(frame.root, h('div', { class: 'fleet-head' }, tiles, h('div', { class: 'search' }, icon('search'), search)), stale, body, count);
  frame.root.classList.add('fill');
  document.addEventListener('keydown', shortcut);

  function keep() {
    keepInAddress({ state: settings.state, q: settings.q, sort: settings.sort === 'state' ? '' : settings.sort, falling: settings.falling || '' });
  }

  function sort(/** @type {string} */ column, /** @type {boolean} */ falling) {
    settings.sort = column;
    settings.falling = falling;
    table.mark(column, falling);
    keep();
    show();
  }

  function filter() {
    settings.q = search.value;
    keep();
    show();
  }

  function showTiles() {
    const total = fleet.wells.size;
    const tile = (/** @type {string} */ key, /** @type {string} */ name, /** @type {number} */ wells, /** @type {string} */ hint) => h('button', {
      type: 'button', class: `tile ${key || 'all'} ${wells ? '' : 'none'}`, 'aria-pressed': String(settings.state === key), title: hint,
      onclick: () => {
        settings.state = settings.state === key ? '' : key;
        keep();
        showTiles();
        show();
      },
    }, h('span', { class: 'name' }, key ? icon(key) : null, name), h('strong', {}, number(wells)));
    const focused = [...tiles.children].indexOf(/** @type {any} */ (document.activeElement));
    fill(tiles, tile('', 'All wells', total, 'Every well that you may see'),
      STATES.map((state) => tile(state, STATE_NAMES[state], fleet.states[state] ?? 0, /** @type {any} */ (STATE_HINTS)[state])));
    if (focused >= 0) /** @type {HTMLElement} */ (tiles.children[focused]).focus();
  }

  function show() {
    if (!fleet.loaded) return;
    const words = settings.q.trim().toLowerCase();
    const wells = [...fleet.wells.values()].filter((well) => (!settings.state || well.state === settings.state) && (!words || well.id.toLowerCase().includes(words)));
    wells.sort(comparison(settings.sort, settings.falling));
    count.textContent = `${number(wells.length)} of ${number(fleet.wells.size)} wells`;
    if (!fleet.wells.size) {
      fill(body, emptyBox('No wells yet', 'A well appears with its first sample. Import a file, or let a gateway post to /api/v1/telemetry.', 'fleet',
        session.may('writer', 'operator', 'admin') ? h('a', { class: 'button primary', href: '#/import' }, 'Import a file') : null));
    } else if (!wells.length) {
      fill(body, emptyBox('No well matches', words ? `No well has “${settings.q.trim()}” in its name${settings.state ? ' and is in this state' : ''}.` : 'No well is in this state.', 'search',
        h('button', { class: 'button', type: 'button', onclick: clear }, 'Show all wells')));
    } else {
      if (!table.element.isConnected) fill(body, table.element);
      table.show(wells);
    }
  }

  function clear() {
    settings.q = '';
    settings.state = '';
    search.value = '';
    keep();
    showTiles();
    show();
  }

  function shortcut(/** @type {KeyboardEvent} */ event) {
    if (event.key === '/' && !(event.target instanceof HTMLInputElement) && !(event.target instanceof HTMLTextAreaElement)) {
      event.preventDefault();
      search.focus();
    }
  }

  function sortMenu() {
    const id = newId('sort');
    return menu({
      label: 'Sort', plain: true, icon: 'sort', iconOnly: true,
      content: (close) => [h('h2', { id }, 'Sort by'), h('div', { class: 'items', role: 'group', 'aria-labelledby': id },
        [['state', 'Trouble', false], ['well', 'Well', false], ['age', 'Age of data, oldest first', true], ['findings', 'Open findings', true],
          ...COLUMNS.flatMap((channel) => [[channel, `${CHANNELS[channel].short}, highest first`, true], [channel, `${CHANNELS[channel].short}, lowest first`, false]])]
          .map(([key, name, falling]) => h('button', {
            class: 'button', type: 'button', 'aria-pressed': String(settings.sort === key && settings.falling === falling),
            onclick: () => {
              sort(/** @type {string} */ (key), /** @type {boolean} */ (falling));
              close();
            },
          }, name)))],
    });
  }

  /** @type {Set<string> | null} */
  let inAlarm = null;

  /** The tab says how many wells are in alarm, and a well that was not before is named. */
  function showAlarms() {
    const now = new Set([...fleet.wells.values()].filter((well) => well.state === 'alarm').map((well) => well.id));
    const added = inAlarm ? [...now].filter((id) => !inAlarm?.has(id)) : [];
    if (added.length) toast(`New alarm: ${added.slice(0, 3).join(', ')}${added.length > 3 ? ` and ${number(added.length - 3)} more` : ''}`, true);
    if (fleet.complete) inAlarm = now;
    frame.alarms(fleet.states.alarm ?? 0);
  }

  fleet.addEventListener('wells', () => {
    stale.hidden = true;
    showAlarms();
    showTiles();
    show();
  });
  fleet.addEventListener('samples', () => table.touch());
  fleet.addEventListener('failed', () => {
    if (fleet.loaded) {
      stale.textContent = `The last refresh failed: ${fleet.failure.message}`;
      stale.hidden = false;
    } else {
      fill(body, failureBox(fleet.failure, () => fleet.reload()));
    }
  });
  const back = () => fleet.reload();
  link.addEventListener('back', back);
  session.addEventListener('begin', back);
  fleet.start();
  return () => {
    fleet.stop();
    filterSoon.cancel();
    table.dispose();
    frame.root.classList.remove('fill');
    document.removeEventListener('keydown', shortcut);
    link.removeEventListener('back', back);
    session.removeEventListener('begin', back);
  };
}

// The audit: who did what, when and from where.

import { pages } from './api.js';
import { select } from './dialog.js';
import { debounce, fill, h } from './dom.js';
import { icon } from './icons.js';
import { emptyBox, panel } from './panel.js';
import { keepInAddress } from './router.js';
import { listTable } from './table.js';
import { exact, parse } from './time.js';
import { number } from './units.js';

const MOST = 5_000;
const SHOWN = 300;

export function openAudit(/** @type {HTMLElement} */ root, /** @type {import('./router.js').Place} */ place) {
  const settings = { from: place.query.get('from') ?? '-24h', q: place.query.get('q') ?? '', outcome: place.query.get('outcome') ?? '' };
  const list = panel({
    title: 'Audit', flush: true,
    load: (signal) => pages('audit', 'events', { query: { from: settings.from }, most: MOST, signal }),
    render,
  });

  function render(/** @type {{items: any[], more: boolean}} */ { items, more }) {
    const words = settings.q.toLowerCase();
    const matching = items.filter((event) => (!settings.outcome || event.outcome === settings.outcome) && (!words || `${event.actor} ${event.action} ${event.subject} ${event.address}`.toLowerCase().includes(words)));
    if (!matching.length) return emptyBox('Nothing in this range', '', 'search');
    return [listTable('Audit', ['Time', 'Who', 'What', 'To', 'Outcome', 'From'], matching.slice(0, SHOWN).map((event) => h('tr', { title: `Request ${event.request_id}` },
      h('td', { class: 'nowrap' }, exact(parse(event.at))), h('td', { class: 'break' }, event.actor), h('td', { class: 'mono' }, event.action), h('td', { class: 'mono break' }, event.subject),
      h('td', {}, event.outcome === 'refused' ? h('span', { class: 'tag alarm' }, 'refused') : h('span', { class: 'tag' }, event.outcome)), h('td', { class: 'mono' }, event.address || 'command line')))),
    matching.length > SHOWN || more ? h('p', { class: 'hint pad' }, `The newest ${number(Math.min(SHOWN, matching.length))} of ${more ? 'more than ' : ''}${number(matching.length)}. Narrow the range or the words.`) : null];
  }

  function change(/** @type {Partial<typeof settings>} */ some) {
    Object.assign(settings, some);
    keepInAddress({ from: settings.from === '-24h' ? '' : settings.from, q: settings.q, outcome: settings.outcome });
    list.reload();
  }
  const range = select([['-1h', 'Last hour'], ['-24h', 'Last 24 hours'], ['-7d', 'Last 7 days'], ['-30d', 'Last 30 days'], ['-400d', 'Everything']], settings.from, (from) => change({ from }));
  range.setAttribute('aria-label', 'Range');
  const outcome = select([['', 'Every outcome'], ['refused', 'Refused'], ['done', 'Done']], settings.outcome, (value) => change({ outcome: value }));
  outcome.setAttribute('aria-label', 'Outcome');
  const searchSoon = debounce(() => change({ q: words.value.trim() }), 250);
  const words = h('input', { class: 'input', type: 'search', placeholder: 'Who, what or from where', 'aria-label': 'Words', value: settings.q, spellcheck: false, oninput: searchSoon });
  fill(root, h('div', { class: 'stack' }, h('div', { class: 'filters' }, range, outcome, h('div', { class: 'search' }, icon('search'), words)), list.element));
  return () => {
    searchSoon.cancel();
    list.dispose();
  };
}

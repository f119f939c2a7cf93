// The findings of all wells: open ones first to be looked at, with what led to them.

import { pages } from './api.js';
import { segments, select } from './dialog.js';
import { debounce, fill, h } from './dom.js';
import { findingList } from './finding.js';
import { icon } from './icons.js';
import { panel } from './panel.js';
import { keepInAddress } from './router.js';
import { SECOND } from './time.js';

const PAGE = 100;
const MOST = 10 * PAGE;

export function open(/** @type {import('./router.js').Place} */ place, /** @type {import('./main.js').Frame} */ frame) {
  const settings = {
    state: place.query.get('state') ?? 'open', severity: place.query.get('severity') ?? '', wells: place.query.get('wells') ?? '',
    from: place.query.get('from') ?? '-30d',
  };
  let most = PAGE;

  const query = () => ({
    state: settings.state === 'all' ? '' : settings.state === 'open' ? 'open,acknowledged' : settings.state,
    severity: settings.severity, wells: settings.wells, from: settings.state === 'open' ? '' : settings.from, limit: PAGE,
  });
  const list = panel({
    title: 'Findings', flush: true, every: 20 * SECOND,
    load: (signal) => pages('diagnostics', 'diagnostics', { query: query(), most, signal }),
    render: ({ items, more }) => [
      findingList(items, { onchange: () => list.reload(), empty: settings.state === 'open' ? 'No open finding' : 'No finding in this range' }),
      more ? h('div', { class: 'more' }, most < MOST ? h('button', { class: 'button', type: 'button', onclick: older }, 'Show older ones') : h('p', { class: 'hint' }, 'There are older ones. Narrow the list to see them.')) : null,
    ],
  });

  function older() {
    most += PAGE;
    list.reload();
  }
  function change(/** @type {Partial<typeof settings>} */ some) {
    Object.assign(settings, some);
    most = PAGE;
    keepInAddress({ state: settings.state === 'open' ? '' : settings.state, severity: settings.severity, wells: settings.wells, from: settings.from === '-30d' ? '' : settings.from });
    range.hidden = settings.state === 'open';
    list.reload();
  }
  const range = select([['-24h', 'Last 24 hours'], ['-7d', 'Last 7 days'], ['-30d', 'Last 30 days'], ['-365d', 'Last year']], settings.from, (from) => change({ from }));
  range.setAttribute('aria-label', 'Range');
  range.hidden = settings.state === 'open';
  const severity = select([['', 'Every severity'], ['critical', 'Critical'], ['critical,high', 'High and worse'], ['critical,high,medium', 'Medium and worse']], settings.severity, (value) => change({ severity: value }));
  severity.setAttribute('aria-label', 'Severity');
  const searchSoon = debounce(() => change({ wells: wells.value.trim() }), 250);
  const wells = h('input', { class: 'input', type: 'search', placeholder: 'Well', 'aria-label': 'Well', value: settings.wells, spellcheck: false, oninput: searchSoon });

  frame.title('Findings', 'newest first');
  fill(frame.root,
    h('div', { class: 'filters' }, segments({ label: 'State', value: settings.state, choices: [['open', 'Open'], ['closed', 'Closed'], ['all', 'All']], onchange: (state) => change({ state }) }),
      severity, range, h('div', { class: 'search' }, icon('search'), wells)),
    list.element);
  return () => {
    searchSoon.cancel();
    list.dispose();
  };
}

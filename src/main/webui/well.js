// One well: its newest values, charts of its channels on one time axis, and its findings.

import { Failure, get, isAbort } from './api.js';
import { compareMenu, compareName, loadOther } from './compare.js';
import { menu, segments } from './dialog.js';
import { debounce, fill, h, newId, setText } from './dom.js';
import { downloadMenu } from './download.js';
import { findingDialog, findingList } from './finding.js';
import { icon } from './icons.js';
import { link } from './link.js';
import { newestValues } from './newest.js';
import { failureBox, loading, panel } from './panel.js';
import { LOOK_BACKS, Range } from './range.js';
import { address, keepInAddress } from './router.js';
import { loadSeries } from './series.js';
import { session } from './session.js';
import { clock, DAY, dateTime, iso, SECOND, zone } from './time.js';
import { CHANNELS, shown } from './units.js';

const FIRST = ['pip', 'motor_temp', 'motor_current'];

export function open(/** @type {import('./router.js').Place} */ place, /** @type {import('./main.js').Frame} */ frame) {
  const well = place.path[1];
  const range = Range.of(place.query);
  let channels = (place.query.get('channels')?.split(',') ?? FIRST).filter((channel) => Object.hasOwn(CHANNELS, channel));
  if (!channels.length) channels = FIRST;
  let compare = place.query.get('compare') ?? '';
  const control = new AbortController();
  /** @type {AbortController | null} */
  let running = null;
  /** @type {import('./series.js').Series | null} */
  let series = null;
  /** @type {import('./series.js').Series | null} */
  let other = null;
  /** @type {any[]} */
  let marks = [];
  /** @type {ReturnType<typeof import('./charts.js').charts> | null} */
  let drawing = null;
  /** @type {any} */
  let limits = {};
  let timer = 0;

  const newest = newestValues(well, control.signal);
  const rangeText = h('span', { class: 'range-text' });
  const under = h('span', { class: 'grow end' });
  const source = h('p', { class: 'source', role: 'status' });
  const stale = h('p', { class: 'stale', hidden: true, role: 'status' });
  const area = h('div', { class: 'chart-area' }, loading());
  const looks = segments({
    label: 'Range', value: range.key, choices: LOOK_BACKS.map(([key, name]) => [key, name]),
    onchange: (key) => move((one) => one.last(LOOK_BACKS.find(([known]) => known === key)?.[2] ?? DAY)),
  });
  const step = (/** @type {string} */ name, /** @type {string} */ label, /** @type {(range: Range) => void} */ act) => h('button', { class: 'button icon', type: 'button', 'aria-label': label, title: label, onclick: () => move(act) }, icon(name));
  const findings = panel({
    title: 'Findings of this well',
    load: (signal) => get(`wells/${encodeURIComponent(well)}/diagnostics`, { from: '-90d', limit: 50 }, signal),
    render: (answer) => findingList(answer.diagnostics, { showWell: false, onchange: refindings, empty: 'No finding about this well in 90 days.' }),
    every: 60 * SECOND, flush: true,
  });

  frame.title(well, newest.age);
  frame.tools(downloadMenu({ well, shown: () => ({ range: { from: range.from, to: range.to }, series, channels }) }));
  fill(frame.root,
    h('nav', { class: 'back', 'aria-label': 'Where you are' }, h('a', { href: address(['fleet']) }, icon('left'), 'Fleet')),
    newest.element,
    h('section', { class: 'panel', 'aria-label': 'Charts' },
      h('header', { class: 'chart-tools' }, looks,
        h('div', { class: 'row tight' }, step('left', 'Earlier', (one) => one.pan(-0.5)), step('right', 'Later', (one) => one.pan(0.5)), step('zoomIn', 'Zoom in', (one) => one.zoom(0.5)), step('zoomOut', 'Zoom out', (one) => one.zoom(2))),
        rangeText, under, channelMenu(), compareMenu({ well, chosen: () => compare, onchange: compareWith, signal: control.signal })),
      stale, area, source),
    findings.element);

  const load = debounce(reload, 140);
  begin();

  function begin() {
    showRange();
    getLimits();
    openCharts().then(reload, (cause) => {
      console.warn(cause);
      fill(area, failureBox(new Failure('offline', 'The charts could not be loaded.'), begin));
    });
  }

  async function openCharts() {
    const { charts } = await import('./charts.js');
    if (control.signal.aborted) return;
    drawing = charts({ onrange: move, onfinding: (finding) => findingDialog(finding, refindings) });
    fill(area, drawing.element);
    under.append(drawing.under);
    drawing.setRange(range.from, range.to);
    drawing.build(channels);
  }

  /** The name and the limits of the well. */
  async function getLimits() {
    try {
      const own = await get(`wells/${encodeURIComponent(well)}`, {}, control.signal);
      limits = own.effective_limits?.channels ?? {};
      frame.title(well, [own.name, own.field].filter(Boolean).map((text) => `${text} · `).join(''), newest.age);
      draw();
    } catch {
      // the charts go without them, and they are asked for again when the service is back
    }
  }

  function move(/** @type {(range: Range) => void} */ act) {
    act(range);
    drawing?.setRange(range.from, range.to);
    showRange();
    keep();
    load();
  }

  function keep() {
    keepInAddress({ ...range.query(), channels: channels.join() === FIRST.join() ? '' : channels, compare });
  }

  function showRange() {
    looks.select(range.key);
    setText(rangeText, `${dateTime(range.from)} – ${range.isMoving ? 'now' : dateTime(range.to)} ${zone()}`);
  }

  async function reload() {
    load.cancel();
    clearTimeout(timer);
    running?.abort();
    if (control.signal.aborted) return;
    const one = new AbortController();
    running = one;
    const asked = { from: range.from, to: range.to };
    const points = Math.max(100, Math.min(2_000, Math.round((drawing?.width ?? 800) / 1.6)));
    source.setAttribute('aria-busy', 'true');
    try {
      const [own, second, found] = await Promise.all([
        loadSeries(well, asked, channels, points, one.signal), loadOther(well, compare, asked, channels, points, one.signal),
        get(`wells/${encodeURIComponent(well)}/diagnostics`, { from: iso(asked.from), to: iso(asked.to), limit: 200 }, one.signal).catch(() => ({ diagnostics: [] })),
      ]);
      if (one.signal.aborted) return;
      series = own;
      other = second;
      marks = found.diagnostics;
      draw(asked);
      stale.hidden = true;
    } catch (cause) {
      if (isAbort(cause) || one.signal.aborted) return;
      failed(cause);
    }
    source.removeAttribute('aria-busy');
    if (!control.signal.aborted && (range.isMoving || !series)) timer = setTimeout(again, Math.min(60 * SECOND, Math.max(5 * SECOND, range.span / 700)));
  }

  function again() {
    if (document.visibilityState === 'visible') reload();
    else timer = setTimeout(again, 5 * SECOND);
  }

  function draw(asked = { from: range.from, to: range.to }) {
    if (!series || !drawing) return;
    if (!drawing.element.isConnected) fill(area, drawing.element);
    if (range.isMoving) drawing.setRange(asked.from, asked.to);
    drawing.show({ series, other, otherName: compareName(compare), limits, findings: marks });
    fill(source, h('span', {}, series.samples ? series.source : 'No samples in this range'), series.raw ? null : h('span', { class: 'legend' }, h('i', { class: 'line' }), 'average', h('i', { class: 'band' }), 'lowest to highest'),
      compare ? h('span', { class: 'legend' }, h('i', { class: 'line other' }), compareName(compare), other?.samples === 0 ? ' (no samples)' : '') : null,
      range.isMoving ? h('span', { class: 'grow end muted' }, `updated ${clock(Date.now())}`) : null);
  }

  function failed(/** @type {any} */ cause) {
    if (series && cause instanceof Failure && cause.kind !== 'refused') {
      stale.textContent = `The charts could not be refreshed: ${cause.message}`;
      stale.hidden = false;
    } else {
      series = null;
      fill(area, failureBox(cause, reload));
    }
  }

  function channelMenu() {
    return menu({
      label: 'Channels', icon: 'display',
      content: () => {
        const id = newId('channels');
        return h('fieldset', { 'aria-labelledby': id }, h('legend', { id }, 'Channels to show'), Object.entries(CHANNELS).map(([key, channel]) => h('label', { class: 'check' },
          h('input', { type: 'checkbox', checked: channels.includes(key), onchange: (/** @type {any} */ event) => toggle(key, event.target.checked) }), h('span', { class: 'grow' }, channel.name), h('span', { class: 'unit' }, shown(key).unit))));
      },
    });
  }

  function toggle(/** @type {string} */ channel, /** @type {boolean} */ on) {
    channels = Object.keys(CHANNELS).filter((key) => (key === channel ? on : channels.includes(key)));
    if (!channels.length) channels = [channel];
    keep();
    series = null;
    drawing?.build(channels);
    reload();
  }

  function compareWith(/** @type {string} */ next) {
    compare = next;
    keep();
    reload();
  }

  function refindings() {
    findings.reload();
    load();
  }

  const back = () => {
    newest.ask();
    getLimits();
    reload();
  };
  const themed = () => drawing?.build(channels);
  link.addEventListener('back', back);
  session.addEventListener('begin', back);
  document.addEventListener('themechange', themed);

  return () => {
    control.abort();
    running?.abort();
    load.cancel();
    clearTimeout(timer);
    findings.dispose();
    drawing?.dispose();
    link.removeEventListener('back', back);
    session.removeEventListener('begin', back);
    document.removeEventListener('themechange', themed);
  };
}

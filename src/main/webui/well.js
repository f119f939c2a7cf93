// One well: its newest values, charts of its channels on one time axis, and its findings.

import { Failure, get, isAbort } from './api.js';
import { menu, segments, select, field, toast } from './dialog.js';
import { fileName, samples, save, shownAsCsv } from './download.js';
import { debounce, fill, h, newId, setText } from './dom.js';
import { findingDialog, findingList } from './finding.js';
import { icon } from './icons.js';
import { link } from './link.js';
import { failureBox, loading, panel } from './panel.js';
import { LOOK_BACKS, Range } from './range.js';
import { address, keepInAddress } from './router.js';
import { loadSeries } from './series.js';
import { session } from './session.js';
import { follow } from './stream.js';
import { ago, clock, DAY, dateTime, exact, iso, parse, period, SECOND, zone } from './time.js';
import { CHANNELS, shown, value } from './units.js';

const MAIN = ['pip', 'motor_temp', 'motor_current', 'vsd_frequency', 'vibration', 'flow_rate'];
const FIRST = ['pip', 'motor_temp', 'motor_current'];
const WEEK = 7 * DAY;

export function open(/** @type {import('./router.js').Place} */ place, /** @type {import('./main.js').Frame} */ frame) {
  const well = place.path[1];
  const range = Range.of(place.query);
  let channels = (place.query.get('channels')?.split(',') ?? FIRST).filter((channel) => CHANNELS[channel]);
  if (!channels.length) channels = FIRST;
  let compare = place.query.get('compare') ?? '';
  const control = new AbortController();
  /** @type {AbortController | null} */
  let running = null;
  /** @type {import('./series.js').Series | null} */
  let series = null;
  /** @type {ReturnType<typeof import('./charts.js').charts> | null} */
  let drawing = null;
  /** @type {any} */
  let limits = {};
  let timer = 0;

  const age = h('span', {});
  const latest = h('dl', { class: 'latest' });
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

  frame.title(well, age);
  frame.tools(menu({ label: 'Download', icon: 'download', content: downloads }));
  fill(frame.root,
    h('nav', { class: 'back', 'aria-label': 'Where you are' }, h('a', { href: address(['fleet']) }, icon('left'), 'Fleet')),
    latest,
    h('section', { class: 'panel', 'aria-label': 'Charts' },
      h('header', { class: 'chart-tools' }, looks,
        h('div', { class: 'row tight' }, step('left', 'Earlier', (one) => one.pan(-0.5)), step('right', 'Later', (one) => one.pan(0.5)), step('zoomIn', 'Zoom in', (one) => one.zoom(0.5)), step('zoomOut', 'Zoom out', (one) => one.zoom(2))),
        rangeText, under, channelMenu(), compareMenu()),
      stale, area, source),
    findings.element);

  const load = debounce(reload, 140);
  begin();

  async function begin() {
    ask();
    showRange();
    const { charts } = await import('./charts.js');
    if (control.signal.aborted) return;
    drawing = charts({ onrange: move, onfinding: (finding) => findingDialog(finding, refindings) });
    fill(area, drawing.element);
    under.append(drawing.under);
    drawing.setRange(range.from, range.to);
    drawing.build(channels);
    reload();
    getLimits();
  }

  /** The name and the limits of the well. */
  async function getLimits() {
    try {
      const own = await get(`wells/${encodeURIComponent(well)}`, {}, control.signal);
      limits = own.effective_limits?.channels ?? {};
      frame.title(well, [own.name, own.field].filter(Boolean).map((text) => `${text} · `).join(''), age);
      draw();
    } catch {
      limits = {};
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
    const one = new AbortController();
    running = one;
    const asked = { from: range.from, to: range.to };
    const points = Math.max(100, Math.min(2_000, Math.round((drawing?.width ?? 800) / 1.6)));
    source.setAttribute('aria-busy', 'true');
    try {
      const [own, other, found] = await Promise.all([
        loadSeries(well, asked, channels, points, one.signal), loadOther(asked, points, one.signal),
        get(`wells/${encodeURIComponent(well)}/diagnostics`, { from: iso(asked.from), to: iso(asked.to), limit: 200 }, one.signal).catch(() => ({ diagnostics: [] })),
      ]);
      if (one.signal.aborted) return;
      series = own;
      shownOther = other;
      shownFindings = found.diagnostics;
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

  /** @type {import('./series.js').Series | null} */
  let shownOther = null;
  /** @type {any[]} */
  let shownFindings = [];

  function draw(asked = { from: range.from, to: range.to }) {
    if (!series || !drawing) return;
    if (!drawing.element.isConnected) fill(area, drawing.element);
    if (range.isMoving) drawing.setRange(asked.from, asked.to);
    drawing.show({ series, other: shownOther, otherName: compareName(), limits, findings: shownFindings });
    fill(source, h('span', {}, series.samples ? series.source : 'No samples in this range'), series.raw ? null : h('span', { class: 'legend' }, h('i', { class: 'line' }), 'average', h('i', { class: 'band' }), 'lowest to highest'),
      compare ? h('span', { class: 'legend' }, h('i', { class: 'line other' }), compareName(), shownOther?.samples === 0 ? ' (no samples)' : '') : null,
      range.isMoving ? h('span', { class: 'grow end muted' }, `updated ${clock(Date.now())}`) : null);
  }

  async function loadOther(/** @type {{from: number, to: number}} */ asked, /** @type {number} */ points, /** @type {AbortSignal} */ signal) {
    if (!compare) return null;
    const shift = compare === 'week' ? WEEK : compare === 'day' ? DAY : 0;
    try {
      const other = await loadSeries(shift ? well : compare, { from: asked.from - shift, to: asked.to - shift }, channels, points, signal);
      return { ...other, time: other.time.map((time) => time + shift) };
    } catch (cause) {
      if (isAbort(cause)) throw cause;
      toast(`The comparison failed: ${/** @type {any} */ (cause).message}`, true);
      return null;
    }
  }

  function compareName() {
    return compare === 'week' ? 'a week before' : compare === 'day' ? 'a day before' : compare;
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

  function compareMenu() {
    return menu({
      label: 'Compare', icon: 'fleet',
      content: (close) => {
        const set = (/** @type {string} */ value) => {
          compare = value;
          keep();
          reload();
          close();
        };
        const others = select([['', 'Choose a well']], '', (value) => value && set(value));
        get('wells', { limit: 2000 }, control.signal).then((answer) => {
          for (const one of answer.wells) if (one.well_id !== well) others.append(h('option', { value: one.well_id, selected: one.well_id === compare }, one.well_id));
        }).catch(() => null);
        return [h('div', { class: 'items' }, [['', 'Nothing'], ['day', 'The day before'], ['week', 'The week before']].map(([key, name]) => h('button', { class: 'button', type: 'button', 'aria-pressed': String(compare === key), onclick: () => set(key) }, name))), field('Another well, same time', others)];
      },
    });
  }

  function downloads(/** @type {() => void} */ close) {
    const asked = { from: range.from, to: range.to };
    const run = async (/** @type {'csv' | 'parquet'} */ format) => {
      close();
      toast('The service is reading the samples…');
      try {
        save(await samples(well, asked, channels, format), fileName(well, asked, format));
      } catch (cause) {
        toast(`The download failed: ${/** @type {any} */ (cause).message}`, true);
      }
    };
    return h('div', { class: 'items' },
      h('button', {
        class: 'button', type: 'button', disabled: !series?.samples,
        onclick: () => {
          if (series) save(shownAsCsv(well, series, channels), fileName(well, asked, series.raw ? 'csv' : `${series.bucket.toLowerCase()}.csv`));
          close();
        },
      }, series && !series.raw ? `What is shown, CSV (${period(series.bucket)} buckets)` : 'What is shown, CSV'),
      h('button', { class: 'button', type: 'button', onclick: () => run('csv') }, 'Raw samples of the range, CSV'),
      h('button', { class: 'button', type: 'button', onclick: () => run('parquet') }, 'Raw samples of the range, Parquet'));
  }

  function refindings() {
    findings.reload();
    load();
  }

  /** The newest sample: from the stream where there is one, asked for otherwise. */
  /** @type {any} */
  let newest = null;
  async function ask() {
    try {
      showLatest(await get(`wells/${encodeURIComponent(well)}/latest`, {}, control.signal));
    } catch (cause) {
      if (isAbort(cause)) return;
      if (!newest) fill(latest, h('div', { class: 'quiet' }, /** @type {any} */ (cause).message));
    }
  }
  function showLatest(/** @type {any} */ sample) {
    newest = newest && newest.timestamp > sample.timestamp ? { ...sample, ...newest } : { ...newest, ...Object.fromEntries(Object.entries(sample).filter(([, v]) => v != null)) };
    fill(latest, MAIN.map((channel) => h('div', { class: channels.includes(channel) ? 'on' : '' }, h('dt', {}, CHANNELS[channel].short), h('dd', {}, value(channel, newest[channel]), ' ', h('span', { class: 'unit' }, shown(channel).unit)))));
    showAge();
  }
  function showAge() {
    const time = parse(newest?.timestamp);
    fill(age, time == null ? '' : h('span', { title: exact(time) }, `newest sample ${ago(time)}`));
  }
  const asking = setInterval(() => {
    showAge();
    if (!link.streaming && Date.now() % (5 * SECOND) < SECOND && document.visibilityState === 'visible') ask();
  }, SECOND);
  follow({ wells: [well], signal: control.signal, onsamples: (all) => all.filter((one) => one.well_id === well).forEach(showLatest), onreset: ask });
  const back = () => {
    ask();
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
    clearInterval(asking);
    findings.dispose();
    drawing?.dispose();
    link.removeEventListener('back', back);
    session.removeEventListener('begin', back);
    document.removeEventListener('themechange', themed);
  };
}

// One finding: how it is listed, and the dialog with what led to it and what can be done about it.

import { get, isAbort, post } from './api.js';
import { field, openDialog, toast } from './dialog.js';
import { fill, h } from './dom.js';
import { emptyBox, failureBox, loading } from './panel.js';
import { address } from './router.js';
import { session } from './session.js';
import { fact } from './table.js';
import { ago, dateTime, exact, HOUR, parse } from './time.js';
import { CHANNELS, number, valueWithUnit } from './units.js';

/** @type {Record<string, string>} */
const STATES = { open: 'Open', acknowledged: 'Acknowledged', closed: 'Closed' };

function stateOf(/** @type {any} */ finding) {
  return finding.state ?? (finding.resolution_time ? 'closed' : 'open');
}

/**
 * @param {any[]} findings
 * @param {{showWell?: boolean, onchange: () => void, empty: string}} options
 */
export function findingList(findings, { showWell = true, onchange, empty }) {
  if (!findings.length) return emptyBox(empty, '', 'ok');
  return h('ul', { class: 'findings' }, findings.map((finding) => h('li', { dataset: { state: stateOf(finding) } },
    h('button', { type: 'button', class: 'finding', dataset: { key: finding.id }, onclick: () => findingDialog(finding, onchange) },
      h('span', { class: `tag ${finding.severity}` }, finding.severity),
      h('span', { class: 'what' }, showWell ? h('span', { class: 'well' }, finding.well_id) : null, h('span', { class: 'diagnosis' }, finding.diagnosis),
        h('span', { class: 'muted evidence' }, evidence(finding))),
      h('span', { class: 'muted nowrap state-name' }, STATES[stateOf(finding)]),
      h('time', { class: 'muted nowrap', dateTime: finding.timestamp, title: exact(parse(finding.timestamp)) }, ago(parse(finding.timestamp)))))));
}

/** The values that a finding is based on, in one line. */
function evidence(/** @type {any} */ finding) {
  return chosen(finding).filter((channel) => typeof finding.telemetry_snapshot?.[channel] === 'number')
    .map((channel) => `${CHANNELS[channel].short} ${valueWithUnit(channel, finding.telemetry_snapshot[channel])}`).join(' · ');
}

/** Opens a finding. `onchange` is called after it was changed. */
export function findingDialog(/** @type {any} */ listed, /** @type {() => void} */ onchange) {
  const body = h('div', { class: 'stack' });
  const footer = h('div', { class: 'row end' });
  const control = new AbortController();
  /** What somebody types stays, also when the finding comes meanwhile. */
  const note = h('textarea', { class: 'input', maxLength: 2000, rows: 2 });
  const dialog = openDialog({ title: listed.diagnosis, wide: true, body, footer, onclose: () => control.abort() });
  const before = led(listed, parse(listed.timestamp) ?? Date.now(), control.signal);
  show(listed);
  reload();

  async function reload() {
    try {
      show(await get(`diagnostics/${listed.id}`, {}, control.signal));
    } catch {
      // the list has told what is known without its notes
    }
  }

  function show(/** @type {any} */ finding) {
    const time = parse(finding.timestamp) ?? Date.now();
    const state = stateOf(finding);
    const isTyping = document.activeElement === note;
    fill(body,
      h('div', { class: 'row' }, h('span', { class: `tag ${finding.severity}` }, finding.severity), h('span', { class: 'tag' }, STATES[state]),
        h('a', { href: address(['wells', finding.well_id], { from: time - 6 * HOUR, to: time + HOUR, channels: chosen(finding) }), onclick: () => dialog.close() }, finding.well_id),
        h('span', { class: 'muted' }, `${exact(time)} · ${ago(time)}`)),
      before,
      h('dl', { class: 'facts' },
        fact('Confidence', finding.confidence == null ? '–' : `${number(finding.confidence * 100)} %`),
        fact('Found by', finding.rule ? `rule ${finding.rule.replaceAll('_', ' ')}` : 'a program or a person'),
        finding.acknowledged_at ? fact('Acknowledged', `${finding.acknowledged_by}, ${dateTime(parse(finding.acknowledged_at))}`) : null,
        finding.closed_at ? fact('Closed', `${finding.closed_by}, ${dateTime(parse(finding.closed_at))}`) : null,
        finding.resolution_time ? fact('Time to resolve', finding.resolution_time) : null),
      finding.actions?.length ? h('div', {}, h('h3', {}, 'What to do'), h('ul', { class: 'actions' }, finding.actions.map((/** @type {any} */ action) => h('li', {}, String(action))))) : null,
      notes(finding));
    fill(footer, buttons(finding, state));
    if (isTyping) note.focus();
  }

  function buttons(/** @type {any} */ finding, /** @type {string} */ state) {
    const chart = h('a', { class: 'button', href: address(['wells', finding.well_id], { from: (parse(finding.timestamp) ?? 0) - 6 * HOUR, to: (parse(finding.timestamp) ?? 0) + HOUR, channels: chosen(finding) }), onclick: () => dialog.close() }, 'Open in the charts');
    if (!session.may('operator', 'admin') || state === 'closed') return chart;
    const fault = h('p', { class: 'fault', role: 'alert' });
    body.append(field('Note', note, 'Kept with the finding. Optional when you acknowledge or close it.'), fault);
    const act = (/** @type {string} */ path, /** @type {string} */ label, /** @type {string} */ done, primary = false) => h('button', {
      class: primary ? 'button primary' : 'button', type: 'button',
      onclick: async () => {
        fault.textContent = '';
        const text = note.value.trim();
        if (path === 'notes' && !text) {
          fault.textContent = 'Write a note first.';
          note.focus();
          return;
        }
        try {
          await post(`diagnostics/${finding.id}/${path}`, text ? { note: text } : {});
          toast(done);
          onchange();
          if (path === 'notes') {
            note.value = '';
            reload();
          } else dialog.close();
        } catch (cause) {
          fault.textContent = /** @type {any} */ (cause).message;
        }
      },
    }, label);
    return [chart, act('notes', 'Add the note', 'The note was added.'), act('closure', 'Close the finding', 'The finding is closed.'),
      state === 'open' ? act('acknowledgement', 'Acknowledge', 'The finding is acknowledged.', true) : null];
  }
}

/** The channels that a finding is about: those of its conditions, then the others of its snapshot. */
function chosen(/** @type {any} */ finding) {
  const snapshot = finding.telemetry_snapshot ?? {};
  const conditions = Array.isArray(snapshot.conditions) ? snapshot.conditions.map((/** @type {any} */ one) => one?.channel) : [];
  const channels = [...new Set([...conditions, ...Object.keys(CHANNELS).filter((channel) => channel in snapshot)])].filter((channel) => CHANNELS[channel]).slice(0, 4);
  return channels.length ? channels : ['pip', 'motor_temp', 'motor_current'];
}

/** What led to it: the values it is based on, and their last hours. */
function led(/** @type {any} */ finding, /** @type {number} */ time, /** @type {AbortSignal} */ signal) {
  const channels = chosen(finding);
  const area = h('div', { class: 'led' }, loading());
  const rest = Object.entries(finding.telemetry_snapshot ?? {}).filter(([name]) => !CHANNELS[name]);
  import('./led.js').then(({ ledTo }) => ledTo(area, finding, channels, time, signal)).catch((cause) => isAbort(cause) || fill(area, failureBox(cause)));
  return h('div', {}, h('h3', {}, 'What led to it'), area,
    rest.length ? h('dl', { class: 'facts small' }, rest.map(([name, one]) => fact(name.replaceAll('_', ' '), plain(one)))) : null);
}

/** A value of the snapshot in words: a condition as `silence 16,003.5, above 1,800`, a time as a time. @returns {any} */
function plain(/** @type {any} */ one) {
  if (Array.isArray(one)) return h('ul', {}, one.map((each) => h('li', {}, plain(each))));
  if (typeof one === 'number') return number(one, Number.isInteger(one) ? 0 : Math.abs(one) >= 100 ? 1 : 2);
  if (typeof one === 'string') return /^\d{4}-\d{2}-\d{2}T/.test(one) ? exact(parse(one)) : one.replaceAll('_', ' ');
  if (typeof one !== 'object' || one === null) return String(one);
  const { measure, channel, value: measured, ...rest } = one;
  const words = [[measure === 'value' ? undefined : measure, CHANNELS[channel]?.name ?? channel, measured].filter((part) => part !== undefined).map(plain).join(' '), ...Object.entries(rest).map(([key, each]) => `${key.replaceAll('_', ' ')} ${plain(each)}`)];
  return words.filter(Boolean).join(', ');
}

function notes(/** @type {any} */ finding) {
  const all = [...(finding.notes ? [{ note: finding.notes, by: '', at: null }] : []), ...(finding.added_notes ?? [])];
  if (!all.length) return null;
  return h('div', {}, h('h3', {}, 'Notes'), h('ul', { class: 'notes' }, all.map((/** @type {any} */ one) => h('li', {}, h('p', { class: 'break' }, one.note),
    one.at ? h('p', { class: 'small muted' }, `${one.by}, ${dateTime(parse(one.at))}`) : null))));
}


// A block of a page with data of its own. It is loading, failed, empty, or shows its data; it blocks nothing else. If a
// later refresh fails, the data stays, with a line that says how old it is.

import { Failure, isAbort } from './api.js';
import { fill, h, refill } from './dom.js';
import { icon } from './icons.js';
import { link } from './link.js';
import { session } from './session.js';
import { clock } from './time.js';

/**
 * @template T
 * @typedef {object} Panel
 * @property {string} [title]
 * @property {any[]} [tools] elements in its header
 * @property {(signal: AbortSignal) => Promise<T>} load
 * @property {(data: T) => any} render
 * @property {number} [every] milliseconds between refreshes
 * @property {boolean} [flush] without padding
 */

/**
 * @template T
 * @param {Panel<T>} options
 */
export function panel({ title, tools = [], load, render, every = 0, flush = false }) {
  const body = h('div', { class: flush ? 'body flush' : 'body' });
  const stale = h('p', { class: 'stale', role: 'status', hidden: true });
  const element = h('section', { class: 'panel', 'aria-label': title },
    title ? h('header', {}, h('h2', {}, title), tools) : null, stale, body);
  let shownAt = 0;
  let timer = 0;
  /** @type {AbortController | null} */
  let running = null;
  let disposed = false;

  async function reload() {
    if (disposed) return;
    clearTimeout(timer);
    running?.abort();
    const control = new AbortController();
    running = control;
    if (!shownAt) fill(body, loading());
    body.setAttribute('aria-busy', 'true');
    try {
      const data = await load(control.signal);
      if (control.signal.aborted) return;
      refill(body, render(data));
      shownAt = Date.now();
      stale.hidden = true;
    } catch (cause) {
      if (isAbort(cause) || control.signal.aborted) return;
      failed(cause);
    }
    body.removeAttribute('aria-busy');
    if (every && !disposed) timer = setTimeout(refresh, every);
  }

  function refresh() {
    if (document.visibilityState === 'visible') reload();
    else timer = setTimeout(refresh, every);
  }

  function failed(/** @type {any} */ cause) {
    if (shownAt) {
      fill(stale, `As of ${clock(shownAt)}. The refresh failed: ${cause.message}`);
      stale.hidden = false;
    } else {
      fill(body, failureBox(cause, reload));
    }
  }

  link.addEventListener('back', reload);
  session.addEventListener('begin', reload);
  reload();
  return {
    element,
    reload,
    dispose() {
      disposed = true;
      clearTimeout(timer);
      running?.abort();
      link.removeEventListener('back', reload);
      session.removeEventListener('begin', reload);
    },
  };
}

export function loading() {
  return h('div', { class: 'loading', role: 'status' }, h('span', { class: 'visually-hidden' }, 'Loading'), h('i'), h('i'), h('i'));
}

/** A failure in words, with a button that tries again where that may help. */
export function failureBox(/** @type {any} */ cause, /** @type {(() => void) | null} */ retry = null) {
  const kind = cause instanceof Failure ? cause.kind : 'failed';
  const [name, words] = TITLES[kind];
  if (!(cause instanceof Failure)) console.error(cause);
  const helps = retry && !['forbidden', 'missing', 'refused', 'expired'].includes(kind);
  return h('div', { class: 'state-box', role: 'alert' }, icon(name), h('strong', {}, words),
    h('p', {}, cause instanceof Failure ? cause.message : 'The page met an answer that it does not understand.'),
    cause.request ? h('p', { class: 'small muted' }, 'Request ', h('code', {}, cause.request)) : null,
    helps ? h('button', { class: 'button', type: 'button', onclick: retry }, icon('retry'), 'Try again') : null);
}

/** @type {Record<string, [string, string]>} */
const TITLES = {
  offline: ['silent', 'The service cannot be reached'],
  away: ['storage', 'The service cannot answer now'],
  busy: ['warning', 'The service is busy'],
  expired: ['user', 'Your session has ended'],
  forbidden: ['access', 'Your role does not allow this'],
  missing: ['no_data', 'There is nothing here, or it is not yours'],
  refused: ['warning', 'The service did not accept this'],
  failed: ['warning', 'Something went wrong'],
};

/** What a block shows without data. */
export function emptyBox(/** @type {string} */ title, /** @type {string} */ words = '', name = 'no_data', /** @type {any} */ action = null) {
  return h('div', { class: 'state-box' }, icon(name), h('strong', {}, title), words ? h('p', {}, words) : null, action);
}

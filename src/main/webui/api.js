// Requests to the HTTP API, and what their failures mean.

import { link } from './link.js';
import { session } from './session.js';

const TIMEOUT = 40_000;

/** A request that failed, in the service's words where it had any (RFC 9457). */
export class Failure extends Error {
  /**
   * @param {'offline' | 'away' | 'busy' | 'expired' | 'forbidden' | 'missing' | 'refused' | 'failed'} kind
   * @param {string} message
   * @param {any} [problem]
   */
  constructor(kind, message, problem = {}) {
    super(message);
    this.kind = kind;
    this.problem = problem;
    /** @type {number} */
    this.status = problem.status ?? 0;
    /** @type {string | undefined} */
    this.request = problem.instance;
    /** Seconds that the service asks to wait; 0 if it does not. @type {number} */
    this.retryAfter = problem.retryAfter ?? 0;
  }
}

/**
 * @typedef {object} Call
 * @property {Record<string, any>} [query] null, undefined and empty values are left out; lists are comma-separated
 * @property {any} [json] body
 * @property {BodyInit} [body]
 * @property {Record<string, string>} [headers]
 * @property {AbortSignal} [signal]
 * @property {number} [timeout]
 */

/**
 * Sends a request with the session's token, and once more if the token had ended.
 *
 * @param {string} method
 * @param {string} path
 * @param {Call} [call]
 * @returns {Promise<Response>}
 */
export async function request(method, path, call = {}) {
  let response = await send(method, path, call);
  if (response.status === 401) {
    if (!(await session.renew())) throw session.access ? new Failure('offline', 'The session could not be renewed.') : expired();
    response = await send(method, path, call);
    if (response.status === 401) throw expired();
  }
  if (response.ok || response.status === 304) return response;
  throw await failure(response);
}

/** @returns {Promise<any>} */
export async function get(/** @type {string} */ path, /** @type {Record<string, any>} */ query = {}, /** @type {AbortSignal | undefined} */ signal = undefined) {
  return (await request('GET', path, { query, signal })).json();
}

/** @returns {Promise<any>} the answer as JSON; null if it has no body */
export async function post(/** @type {string} */ path, /** @type {any} */ json = {}, method = 'POST') {
  const response = await request(method, path, method === 'DELETE' ? {} : { json });
  return response.status === 204 ? null : response.json();
}

/**
 * A list page by page, until it ends or has so many items.
 *
 * @param {string} path
 * @param {string} list its name in the answer
 * @param {{query?: Record<string, any>, most?: number, signal: AbortSignal}} options
 * @returns {Promise<{items: any[], more: boolean}>} `more`: whether the list goes on
 */
export async function pages(path, list, { query = {}, most = 20_000, signal }) {
  const items = [];
  let cursor = null;
  do {
    const page = await get(path, { ...query, cursor }, signal);
    items.push(...page[list]);
    cursor = page.next_cursor;
  } while (cursor && items.length < most);
  return { items, more: Boolean(cursor) };
}

async function send(/** @type {string} */ method, /** @type {string} */ path, /** @type {Call} */ { query = {}, json, body, headers = {}, signal, timeout = TIMEOUT }) {
  const url = path.startsWith('/') ? new URL(path, location.origin) : new URL(`/api/v1/${path}`, location.origin);
  for (const [name, value] of Object.entries(query)) {
    const text = Array.isArray(value) ? value.join(',') : value;
    if (text != null && text !== '') url.searchParams.set(name, String(text));
  }
  /** @type {Record<string, string>} */
  const all = { Accept: 'application/json', ...headers };
  if (session.access) all.Authorization = `Bearer ${session.access}`;
  if (json !== undefined) all['Content-Type'] = 'application/json';
  const signals = [signal, timeout ? AbortSignal.timeout(timeout) : null].filter((one) => one instanceof AbortSignal);
  try {
    const response = await fetch(url, { method, headers: all, body: json !== undefined ? JSON.stringify(json) : body, signal: AbortSignal.any(signals), cache: 'no-cache' });
    // These are answered without the database, too.
    if (response.status !== 503 && !/\/(auth|stream)\b/.test(url.pathname)) link.reached();
    return response;
  } catch (cause) {
    if (signal?.aborted) throw cause;
    link.offline();
    throw new Failure('offline', 'The service cannot be reached from this browser.');
  }
}

async function failure(/** @type {Response} */ response) {
  const problem = await response.json().catch(() => ({}));
  problem.status = response.status;
  problem.instance ??= response.headers.get('X-Request-Id');
  problem.retryAfter = Number(response.headers.get('Retry-After')) || 0;
  const words = problem.detail ?? problem.title ?? `The service answered ${response.status}.`;
  switch (response.status) {
    case 403: return new Failure('forbidden', words, problem);
    case 404: return new Failure('missing', words, problem);
    case 429: return new Failure('busy', words, problem);
    case 503:
      link.away();
      return new Failure('away', words, problem);
    default: return new Failure(response.status >= 500 ? 'failed' : 'refused', words, problem);
  }
}

function expired() {
  return new Failure('expired', 'Your session has ended. Sign in again.');
}

/** Whether an exception only says that its request was given up. */
export function isAbort(/** @type {any} */ cause) {
  return cause?.name === 'AbortError';
}

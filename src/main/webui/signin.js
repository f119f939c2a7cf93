// Signing in: with a user's name and password, or with an API key, for a wall screen.

import { Failure, get, post } from './api.js';
import { field, openDialog, segments } from './dialog.js';
import { fill, h } from './dom.js';
import { mark } from './icons.js';
import { session } from './session.js';

/** The page for a browser without a session. */
export function signInPage() {
  return h('main', { class: 'sign-in' }, form((/** @type {any[]} */ ...content) => [
    h('div', { class: 'brand' }, mark(), h('div', {}, h('h1', {}, 'Liftline'), h('p', {}, 'Wells on electric submersible pumps'))),
    ...content,
  ]));
}

/** Over the page whose session has ended, so that nothing on it is lost. */
export function signInAgain() {
  const dialog = openDialog({ title: 'Your session has ended', closable: false, body: [h('p', { class: 'quiet' }, 'Sign in to go on where you were.'), form((/** @type {any[]} */ ...content) => content)] });
  session.addEventListener('begin', () => dialog.close(), { once: true });
  return dialog;
}

function form(/** @type {(...content: any[]) => any} */ layout) {
  const name = h('input', { class: 'input', name: 'username', autocomplete: 'username', autocapitalize: 'none', spellcheck: false, required: true });
  const password = h('input', { class: 'input', type: 'password', name: 'password', autocomplete: 'current-password', required: true });
  const key = h('input', { class: 'input mono', type: 'password', name: 'key', autocomplete: 'off', placeholder: 'llk_…', required: true });
  const fault = h('p', { class: 'fault', role: 'alert' });
  const button = h('button', { class: 'button primary', type: 'submit' }, 'Sign in');
  const fields = h('div', { class: 'stack' });
  let way = 'password';
  const show = () => fill(fields, way === 'password'
    ? [field('User', name), field('Password', password)]
    : field('API key', key, 'For a screen that nobody signs out of. Use a key with the role viewer. It is forgotten with this tab.'));
  show();
  const ways = segments({
    label: 'How to sign in', value: way, choices: [['password', 'Password'], ['key', 'API key']],
    onchange: (value) => {
      way = value;
      fault.textContent = '';
      show();
      (way === 'key' ? key : name).focus();
    },
  });
  return h('form', {
    novalidate: true, class: 'stack',
    onsubmit: async (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      fault.textContent = '';
      button.disabled = true;
      button.textContent = 'Signing in…';
      try {
        await (way === 'password' ? withPassword(name.value.trim(), password.value) : withKey(key.value.trim()));
      } catch (cause) {
        fault.textContent = words(cause);
        (way === 'key' ? key : password).select();
      }
      button.disabled = false;
      button.textContent = 'Sign in';
    },
  }, layout(ways, fields, fault, button));
}

async function withPassword(/** @type {string} */ username, /** @type {string} */ password) {
  if (!username || !password) throw new Failure('refused', 'Enter your user name and password.');
  const response = await fetch('/api/v1/auth/login', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify({ username, password }),
    signal: AbortSignal.timeout(40_000),
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    const wait = response.headers.get('Retry-After');
    throw new Failure('refused', response.status === 401 ? 'User or password is wrong.'
      : `${answer.detail ?? answer.title ?? `The service answered ${response.status}.`}${wait ? ` Try again in ${wait} s.` : ''}`);
  }
  session.begin(answer);
}

async function withKey(/** @type {string} */ key) {
  if (!key) throw new Failure('refused', 'Paste an API key.');
  const response = await fetch('/api/v1/auth/me', { headers: { Authorization: `Bearer ${key}` } });
  if (!response.ok) throw new Failure('refused', response.status === 401 ? 'This key is not valid, or was revoked.' : `The service answered ${response.status}.`);
  session.beginWithKey(key);
}

function words(/** @type {any} */ cause) {
  return cause instanceof Failure ? cause.message : 'The service cannot be reached from this browser.';
}

/** Asks who the session is of. */
export async function whoAmI() {
  session.me = await get('auth/me');
  return session.me;
}

/** Ends the session here and in the service. */
export async function signOut() {
  const refresh = session.end();
  if (refresh) await post('auth/logout', { refresh_token: refresh }).catch(() => null);
}

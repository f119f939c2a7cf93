// The frame of the console: who is signed in, which page is open, and how the service is reached.

import { Failure, get } from './api.js';
import { closeDialogs, menu } from './dialog.js';
import { displayMenu } from './display.js';
import { fill, h } from './dom.js';
import { icon, mark } from './icons.js';
import { link } from './link.js';
import { failureBox } from './panel.js';
import { applyTheme, prefs } from './prefs.js';
import { address, go, here } from './router.js';
import { session } from './session.js';
import { signInAgain, signInPage, signOut, whoAmI } from './signin.js';
import { clock } from './time.js';
import { watchVersion } from './version.js';
import * as accessPage from './access.js';
import * as findingsPage from './findings.js';
import * as fleetPage from './fleet.js';
import * as importPage from './import.js';
import * as storagePage from './storage.js';
import * as wellPage from './well.js';

/**
 * @typedef {object} Page
 * @property {string} name
 * @property {string} icon
 * @property {{open: (place: import('./router.js').Place, frame: Frame) => (() => void) | void}} module
 * @property {string[]} roles
 */

/**
 * What a page is given: its place, and the bar above it.
 *
 * @typedef {object} Frame
 * @property {HTMLElement} root
 * @property {(title: string, ...sub: any[]) => void} title
 * @property {(...tools: any[]) => void} tools
 * @property {(wells: number) => void} alarms how many wells are in alarm, for the title of the tab
 */

/** @type {Record<string, Page>} */
const PAGES = {
  fleet: { name: 'Fleet', icon: 'fleet', module: fleetPage, roles: ['viewer', 'operator', 'admin'] },
  findings: { name: 'Findings', icon: 'findings', module: findingsPage, roles: ['viewer', 'operator', 'admin'] },
  storage: { name: 'Storage', icon: 'storage', module: storagePage, roles: ['viewer', 'operator', 'admin'] },
  import: { name: 'Import', icon: 'import', module: importPage, roles: ['writer', 'operator', 'admin'] },
  access: { name: 'Access', icon: 'access', module: accessPage, roles: ['admin'] },
};

const app = /** @type {HTMLElement} */ (document.getElementById('app'));
const root = h('main', { class: 'page', id: 'page', tabIndex: -1 });
const heading = h('h1', { tabIndex: -1 });
const sub = h('span', { class: 'sub' });
const tools = h('div', { class: 'tools' });
const rail = h('nav', { class: 'rail', 'aria-label': 'Pages' });
const notice = h('p', { class: 'notice-bar', role: 'alert', hidden: true });
const news = h('p', { class: 'notice-bar news', role: 'status', hidden: true }, 'The service was upgraded, and has a newer console.',
  h('button', { class: 'button small', type: 'button', onclick: () => location.reload() }, icon('retry'), 'Load it'));
const linkText = h('span', { class: 'text' });
const linkState = h('span', { class: 'link-state', role: 'status' }, h('i', { class: 'dot' }), linkText);
/** @type {(() => void) | void} */
let dispose;
let isOpen = false;

/** @type {Frame} */
const frame = {
  root,
  title(title, ...more) {
    heading.textContent = title;
    fill(sub, ...more);
    document.title = `${title} – Liftline`;
  },
  tools: (...elements) => void fill(tools, ...elements),
  alarms(wells) {
    document.title = `${wells ? `(${wells}) ` : ''}${heading.textContent} – Liftline`;
  },
};

function shell() {
  return h('div', { class: 'shell' },
    h('a', { class: 'skip', href: '#page', onclick: (/** @type {Event} */ event) => { event.preventDefault(); root.focus(); } }, 'Skip to the page'),
    rail,
    h('div', { class: 'main' },
      h('header', { class: 'bar' }, h('div', { class: 'crumbs' }, heading, sub), linkState, tools, displayMenu(), userMenu()),
      notice, news, root));
}

function userMenu() {
  return menu({
    label: session.me?.username ?? 'User', icon: 'user', plain: true,
    content: () => [
      h('div', {}, h('p', {}, h('strong', {}, session.me?.username ?? '')),
        h('p', { class: 'small muted' }, `${session.me?.roles.join(', ') ?? ''} · wells ${session.me?.wells.join(', ') ?? ''}`)),
      h('div', { class: 'items' },
        h('a', { class: 'button', href: '/q/swagger-ui', target: '_blank', rel: 'noopener' }, icon('open'), 'API reference'),
        h('button', { class: 'button', type: 'button', onclick: signOut }, icon('close'), session.isKey ? 'Forget the key' : 'Sign out')),
    ],
  });
}

function showRail(/** @type {string} */ current) {
  fill(rail, h('div', { class: 'brand' }, mark()), Object.entries(PAGES)
    .filter(([, page]) => session.may(...page.roles))
    .map(([key, page]) => h('a', { href: address([key]), 'aria-current': key === current ? 'page' : null }, icon(page.icon), page.name)));
}

/** Opens the page of the address. */
function route(focus = true) {
  const place = here();
  const first = Object.entries(PAGES).find(([, page]) => session.may(...page.roles))?.[0] ?? 'fleet';
  const key = place.path[0] ?? first;
  const page = key === 'wells' ? { ...PAGES.fleet, module: wellPage } : Object.hasOwn(PAGES, key) ? PAGES[key] : undefined;
  if (!page || (key === 'wells' && !place.path[1])) {
    go([first]);
    return;
  }
  dispose?.();
  dispose = undefined;
  frame.tools();
  showRail(key === 'wells' ? 'fleet' : key);
  frame.title(page.name);
  fill(root);
  if (session.may(...page.roles)) dispose = page.module.open(place, frame);
  else fill(root, h('div', { class: 'panel' }, failureBox(forbidden(page.name))));
  if (focus) heading.focus({ preventScroll: true });
  scrollTo(0, 0);
}

function forbidden(/** @type {string} */ name) {
  return new Failure('forbidden', `${name} is for other roles than ${session.me?.roles.join(', ')}.`);
}

function showLink() {
  const state = link.reach !== 'ok' ? link.reach : link.streaming ? 'live' : 'polling';
  linkState.dataset.link = state;
  linkText.textContent = { live: 'Live', polling: 'Updating', away: 'Service away', offline: 'Offline' }[state];
  notice.hidden = link.reach === 'ok';
  if (link.reach === 'away') notice.textContent = `The service cannot answer now, such as without its database. What you see is as of ${clock(link.since)}. Trying again.`;
  if (link.reach === 'offline') notice.textContent = `The service cannot be reached. What you see is as of ${clock(link.since)}. Trying again.`;
}

/** A screen that nobody sits at loads the newer console by itself; elsewhere something may be half done. */
function showNews() {
  if (session.isKey && !document.querySelector('dialog')) location.reload();
  else news.hidden = false;
}

/** Asks every few seconds whether a service that was away is back. */
function watch() {
  setInterval(() => {
    if (link.reach !== 'ok' && session.access && session.may('viewer', 'operator', 'admin')) get('wells', { limit: 1 }).catch(() => null);
  }, 5000);
}

async function begin() {
  fill(app, h('main', { class: 'starting' }, h('p', { role: 'status' }, mark(), 'Liftline')));
  if (!(await session.find())) {
    dispose?.();
    dispose = undefined;
    isOpen = false;
    closeDialogs();
    document.title = 'Sign in – Liftline';
    fill(app, signInPage());
    /** @type {HTMLInputElement | null} */ (app.querySelector('input'))?.focus();
    return;
  }
  try {
    await whoAmI();
  } catch (cause) {
    if (session.access) fill(app, h('main', { class: 'sign-in' }, failureBox(cause, begin)));
    return;
  }
  openFrame();
}

function openFrame() {
  isOpen = true;
  closeDialogs();
  fill(app, shell());
  showLink();
  route(false);
}

/** Goes on after the user has signed in again; another user gets pages of their own. */
async function goOn() {
  const before = JSON.stringify(session.me);
  await whoAmI();
  if (JSON.stringify(session.me) !== before) openFrame();
}

applyTheme();
session.addEventListener('begin', () => {
  if (!isOpen) begin();
  else goOn().catch(() => null);
});
session.addEventListener('end', () => {
  if (session.expired && isOpen) signInAgain();
  else begin();
});
link.addEventListener('change', showLink);
prefs.addEventListener('change', () => {
  if (isOpen) route(false);
});
addEventListener('hashchange', () => {
  if (isOpen) route();
});
addEventListener('offline', () => link.offline());
watch();
watchVersion(showNews);
begin();

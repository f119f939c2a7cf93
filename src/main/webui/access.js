// Who may do what: users, API keys, and the audit of what was done.

import { pages, post } from './api.js';
import { confirmDialog, toast } from './dialog.js';
import { fill, h } from './dom.js';
import { openAudit } from './audit.js';
import { icon } from './icons.js';
import { keyDialog, userDialog } from './access-forms.js';
import { emptyBox, panel } from './panel.js';
import { address } from './router.js';
import { session } from './session.js';
import { listTable } from './table.js';
import { ago, dateTime, exact, parse } from './time.js';

/** @type {[string, string][]} */
const TABS = [['users', 'Users'], ['keys', 'API keys'], ['audit', 'Audit']];

export function open(/** @type {import('./router.js').Place} */ place, /** @type {import('./main.js').Frame} */ frame) {
  const tab = TABS.some(([key]) => key === place.path[1]) ? place.path[1] : 'users';
  const body = h('div', {});
  frame.title('Access', 'users, keys and what they did');
  fill(frame.root, h('nav', { class: 'tabs', 'aria-label': 'Access' }, TABS.map(([key, name]) => h('a', { href: address(['access', key]), 'aria-current': key === tab ? 'page' : null }, name))), body);
  if (tab === 'audit') return openAudit(body, place);
  const one = tab === 'users' ? users() : keys();
  fill(body, one.element);
  return () => one.dispose();
}

function users() {
  const block = panel({
    title: 'Users', flush: true,
    tools: [h('button', { class: 'button', type: 'button', onclick: () => userDialog(null, () => block.reload()) }, icon('plus'), 'New user')],
    load: (signal) => pages('users', 'users', { signal }),
    render: ({ items }) => listTable('Users', ['User', 'Roles', 'Wells', 'State', 'Changed', ''], items.map((user) => h('tr', {},
      h('td', {}, h('strong', { class: 'break' }, user.username), user.username === session.me?.username ? h('span', { class: 'muted' }, ' (you)') : null),
      h('td', {}, roles(user.roles)), h('td', { class: 'mono break' }, user.wells.join(', ')),
      h('td', {}, user.disabled ? h('span', { class: 'tag' }, 'disabled') : h('span', { class: 'tag ok' }, icon('ok'), 'active')),
      h('td', { class: 'nowrap', title: exact(parse(user.updated_at)) }, ago(parse(user.updated_at))),
      h('td', { class: 'number' }, h('div', { class: 'row end' },
        h('button', { class: 'button small', type: 'button', 'aria-label': `Change ${user.username}`, onclick: () => userDialog(user, () => block.reload()) }, 'Change'),
        h('button', { class: 'button small', type: 'button', 'aria-label': `Sign out ${user.username}`, onclick: () => endSessions(user.username) }, 'Sign out'),
        h('button', { class: 'button small danger', type: 'button', 'aria-label': `Delete ${user.username}`, disabled: user.username === session.me?.username, onclick: () => remove(user.username, () => block.reload()) }, 'Delete')))))),
  });
  return block;
}

function endSessions(/** @type {string} */ username) {
  confirmDialog({
    title: `Sign ${username} out`, text: 'Every refresh token of this user is revoked. Access tokens stay valid until they end, at most 15 minutes.', action: 'Sign out everywhere',
    run: async () => {
      await post(`users/${encodeURIComponent(username)}/sessions`, {}, 'DELETE');
      toast(`${username} has to sign in again.`);
    },
  });
}

function remove(/** @type {string} */ username, /** @type {() => void} */ ondone) {
  confirmDialog({
    title: `Delete ${username}`, text: 'The user is deleted, and its sessions end. What it did stays in the audit.', action: 'Delete the user',
    run: async () => {
      await post(`users/${encodeURIComponent(username)}`, {}, 'DELETE');
      toast(`${username} was deleted.`);
      ondone();
    },
  });
}

function keys() {
  const block = panel({
    title: 'API keys', flush: true,
    tools: [h('button', { class: 'button', type: 'button', onclick: () => keyDialog(() => block.reload()) }, icon('plus'), 'New key')],
    load: (signal) => pages('api-keys', 'api_keys', { signal }),
    render: ({ items }) => (items.length ? listTable('API keys', ['Key', 'Roles', 'Wells', 'Last used', 'Ends', 'Made by', ''], items.map((key) => h('tr', {},
      h('td', {}, h('strong', { class: 'break' }, key.name), h('div', { class: 'small muted mono' }, `llk_${key.id}_…`)),
      h('td', {}, roles(key.roles)), h('td', { class: 'mono break' }, key.wells.join(', ')),
      h('td', { class: 'nowrap', title: exact(parse(key.last_used_at)) }, ago(parse(key.last_used_at))),
      h('td', { class: 'nowrap' }, ends(parse(key.expires_at))), h('td', {}, key.created_by),
      h('td', { class: 'number' }, h('button', {
        class: 'button small danger', type: 'button', 'aria-label': `Revoke ${key.name}`,
        onclick: () => confirmDialog({
          title: `Revoke ${key.name}`, text: 'Every replica refuses the key within 5 s. It cannot be brought back.', action: 'Revoke the key',
          run: async () => {
            await post(`api-keys/${key.id}`, {}, 'DELETE');
            toast('The key was revoked.');
            block.reload();
          },
        }),
      }, 'Revoke'))))) : emptyBox('No API keys', 'A key lets a gateway, a program or a wall screen in without a password.', 'key')),
  });
  return block;
}

function ends(/** @type {number | null} */ time) {
  if (time == null) return 'never';
  return time < Date.now() ? h('span', { class: 'tag warning' }, 'has ended') : dateTime(time);
}

function roles(/** @type {string[]} */ all) {
  return h('span', { class: 'row tight' }, all.map((role) => h('span', { class: 'tag' }, role)));
}

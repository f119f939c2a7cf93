// The dialogs that make and change users and API keys.

import { post } from './api.js';
import { field, openDialog, select, toast } from './dialog.js';
import { fill, h, newId } from './dom.js';
import { icon } from './icons.js';
import { DAY, iso } from './time.js';

/** @type {[string, string][]} */
const ROLES = [['viewer', 'reads'], ['writer', 'sends samples, reads nothing'], ['operator', 'reads, sends samples, works on findings'], ['admin', 'all of it, and users, keys and storage']];

/** Makes a user, or changes one. */
export function userDialog(/** @type {any} */ user, /** @type {() => void} */ ondone) {
  const name = h('input', { class: 'input', autocomplete: 'off', autocapitalize: 'none', spellcheck: false, value: user?.username ?? '', disabled: !!user });
  const password = h('input', { class: 'input', type: 'password', autocomplete: 'new-password' });
  const roles = roleChoice(user?.roles ?? ['viewer']);
  const wells = wellChoice(user?.wells ?? ['*']);
  const disabled = h('input', { type: 'checkbox', checked: user?.disabled ?? false });
  form({
    title: user ? `Change ${user.username}` : 'New user', action: user ? 'Save' : 'Create the user',
    content: [field('Name', name), field(user ? 'New password' : 'Password', password, user ? 'Empty: it stays. A new one ends all sessions of the user.' : 'At least 12 characters.'), roles.element, wells.element,
      user ? h('label', { class: 'check' }, disabled, 'Logins are refused') : null],
    send: async () => {
      /** @type {any} */
      const body = { roles: roles.value(), wells: wells.value() };
      if (password.value) body.password = password.value;
      if (user) body.disabled = disabled.checked;
      else body.username = name.value.trim();
      await post(user ? `users/${encodeURIComponent(user.username)}` : 'users', body, user ? 'PATCH' : 'POST');
      toast(user ? `${user.username} was changed.` : `${body.username} was created.`);
      ondone();
      return null;
    },
  });
}

/** Makes a key, and shows it once. */
export function keyDialog(/** @type {() => void} */ ondone) {
  const name = h('input', { class: 'input', autocomplete: 'off', maxLength: 100, placeholder: 'Gateway of the north field' });
  const roles = roleChoice(['viewer']);
  const wells = wellChoice(['*']);
  const ends = select([['', 'Never'], ['30', 'In 30 days'], ['90', 'In 90 days'], ['365', 'In a year']], '90');
  form({
    title: 'New API key', action: 'Make the key',
    content: [field('What it is for', name), roles.element, wells.element, field('Ends', ends)],
    send: async () => {
      const made = await post('api-keys', { name: name.value.trim(), roles: roles.value(), wells: wells.value(), expires_at: ends.value ? iso(Date.now() + Number(ends.value) * DAY) : null });
      ondone();
      return [h('p', {}, 'This is the key. It is shown only now, and cannot be shown again.'), secret(made.key)];
    },
  });
}

function secret(/** @type {string} */ text) {
  const box = h('input', { class: 'input mono', readOnly: true, value: text, 'aria-label': 'The API key', onfocus: () => box.select() });
  const copy = h('button', {
    class: 'button', type: 'button',
    onclick: async () => {
      box.select();
      // The clipboard needs HTTPS or localhost; elsewhere the text is selected for the keyboard.
      await navigator.clipboard?.writeText(text).then(() => toast('The key was copied.'), () => null);
    },
  }, icon('copy'), 'Copy');
  return h('div', { class: 'row nowrap-row' }, box, copy);
}

/** @param {{title: string, action: string, content: any[], send: () => Promise<any>}} options `send` returns what to show at the end; null closes the dialog */
function form({ title, action, content, send }) {
  const fault = h('p', { class: 'fault', role: 'alert' });
  const submit = h('button', { class: 'button primary', type: 'submit' }, action);
  const cancel = h('button', { class: 'button', type: 'button', onclick: () => dialog.close() }, 'Cancel');
  const body = h('div', { class: 'stack' }, content, fault);
  const dialog = openDialog({
    title, body, footer: [cancel, submit],
    onsubmit: async () => {
      fault.textContent = '';
      submit.disabled = true;
      try {
        const result = await send();
        if (!result) {
          dialog.close();
          return;
        }
        fill(body, result);
        submit.remove();
        cancel.textContent = 'Done';
      } catch (cause) {
        fault.textContent = /** @type {any} */ (cause).message;
      }
      submit.disabled = false;
    },
  });
}

function roleChoice(/** @type {string[]} */ chosen) {
  const boxes = ROLES.map(([role]) => h('input', { type: 'checkbox', value: role, checked: chosen.includes(role) }));
  const id = newId('roles');
  return {
    element: h('fieldset', { 'aria-labelledby': id }, h('legend', { id }, 'Roles'), ROLES.map(([role, words], i) => h('label', { class: 'check' }, boxes[i], h('span', {}, h('strong', {}, role), ` ${words}`)))),
    value: () => boxes.filter((box) => box.checked).map((box) => box.value),
  };
}

function wellChoice(/** @type {string[]} */ chosen) {
  const input = h('input', { class: 'input mono', value: chosen.join(', '), spellcheck: false });
  return {
    element: field('Wells', input, 'Names, or beginnings that end in *, separated by commas. * alone is every well.'),
    value: () => input.value.split(',').map((one) => one.trim()).filter(Boolean),
  };
}

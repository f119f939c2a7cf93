// Dialogs, menus and short messages.

import { fill, h, newId } from './dom.js';
import { icon } from './icons.js';

/**
 * Opens a dialog. `body` and `footer` are elements; `close` is passed to whoever builds them.
 *
 * @param {{title: string, wide?: boolean, closable?: boolean, body: any, footer?: any, onsubmit?: (event: SubmitEvent) => void, onclose?: () => void}} options
 */
export function openDialog({ title, wide = false, closable = true, body, footer = null, onsubmit, onclose }) {
  const id = newId('dialog');
  const opener = document.activeElement;
  const content = [
    h('header', {}, h('h2', { id }, title), closable
      ? h('button', { class: 'button plain icon', type: 'button', 'aria-label': 'Close', onclick: () => close() }, icon('close')) : null),
    h('div', { class: 'body' }, body),
    footer ? h('footer', {}, footer) : null,
  ];
  const inner = onsubmit
    ? h('form', { novalidate: true, onsubmit: (/** @type {SubmitEvent} */ event) => { event.preventDefault(); onsubmit(event); } }, content)
    : h('div', { class: 'dialog' }, content);
  // A second Escape would close the dialog even if its first `cancel` was prevented.
  const element = h('dialog', { class: wide ? 'wide' : '', 'aria-labelledby': id, closedby: closable ? null : 'none' }, inner);
  element.addEventListener('cancel', (event) => {
    if (!closable) event.preventDefault();
  });
  element.addEventListener('close', () => {
    element.remove();
    onclose?.();
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
  });
  document.body.append(element);
  element.showModal();
  const close = () => element.close();
  return { element, close };
}

/** Asks before something is done that cannot be undone. */
export function confirmDialog(/** @type {{title: string, text: string, action: string, danger?: boolean, run: () => Promise<any>}} */ { title, text, action, danger = true, run }) {
  const fault = h('p', { class: 'fault', role: 'alert' });
  const button = h('button', { class: danger ? 'button danger' : 'button primary', type: 'submit' }, action);
  const dialog = openDialog({
    title,
    body: [h('p', {}, text), fault],
    footer: [h('button', { class: 'button', type: 'button', onclick: () => dialog.close() }, 'Cancel'), button],
    onsubmit: async () => {
      button.disabled = true;
      try {
        await run();
        dialog.close();
      } catch (cause) {
        fault.textContent = /** @type {any} */ (cause).message;
        button.disabled = false;
      }
    },
  });
}

/** Closes every dialog, because what they show is of a session that has ended. */
export function closeDialogs() {
  for (const dialog of document.querySelectorAll('dialog')) dialog.close();
}

const toasts = h('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' });

/** A message that goes away by itself. */
export function toast(/** @type {string} */ text, bad = false) {
  if (!toasts.isConnected) document.body.append(toasts);
  const element = h('p', { class: bad ? 'toast bad' : 'toast' }, text);
  toasts.append(element);
  setTimeout(() => element.remove(), bad ? 9000 : 4500);
}

/**
 * A button that opens a sheet. `content` builds the sheet each time.
 *
 * @param {{label: string, icon?: string, plain?: boolean, iconOnly?: boolean, content: (close: () => void) => any}} options
 */
export function menu({ label, icon: name, plain = false, iconOnly = false, content }) {
  const id = newId('sheet');
  const sheet = h('div', { class: 'sheet', id, hidden: true });
  const button = h('button', {
    class: `button ${plain ? 'plain' : ''} ${iconOnly ? 'icon' : ''}`, type: 'button', 'aria-expanded': 'false', 'aria-controls': id,
    'aria-label': iconOnly ? label : null, title: iconOnly ? label : null,
    onclick: () => (sheet.hidden ? open() : close()),
  }, name ? icon(name) : null, iconOnly ? null : h('span', { class: 'label' }, label));
  const element = h('div', { class: 'menu' }, button, sheet);

  function outside(/** @type {Event} */ event) {
    if (event.target instanceof Node && !element.contains(event.target)) close(false);
  }
  function open() {
    fill(sheet, content(close));
    sheet.hidden = false;
    button.setAttribute('aria-expanded', 'true');
    document.addEventListener('pointerdown', outside);
    const first = sheet.querySelector('button, input, select, a');
    if (first instanceof HTMLElement) first.focus();
  }
  function close(focus = true) {
    sheet.hidden = true;
    button.setAttribute('aria-expanded', 'false');
    document.removeEventListener('pointerdown', outside);
    if (focus) button.focus();
  }
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !sheet.hidden) {
      event.stopPropagation();
      close();
    }
  });
  element.addEventListener('focusout', (event) => {
    if (event.relatedTarget instanceof Node && !element.contains(event.relatedTarget)) close(false);
  });
  return element;
}

/**
 * Buttons of which one is pressed.
 *
 * @param {{label: string, choices: [string, string][], value: string, onchange: (value: string) => void}} options choices: value and text
 */
export function segments({ label, choices, value, onchange }) {
  const element = h('div', { class: 'segments', role: 'group', 'aria-label': label });
  fill(element, choices.map(([key, text]) => h('button', {
    type: 'button', 'aria-pressed': String(key === value), dataset: { value: key },
    onclick: () => {
      select(key);
      onchange(key);
    },
  }, text)));
  function select(/** @type {string} */ key) {
    for (const button of element.children) button.setAttribute('aria-pressed', String(/** @type {HTMLElement} */ (button).dataset.value === key));
  }
  return Object.assign(element, { select });
}

/** A labelled control. */
export function field(/** @type {string} */ label, /** @type {any} */ control, hint = '') {
  control.id ||= newId('field');
  const described = hint ? newId('hint') : '';
  if (described) control.setAttribute('aria-describedby', described);
  return h('div', { class: 'field' }, h('label', { htmlFor: control.id }, label), control, hint ? h('p', { class: 'hint', id: described }, hint) : null);
}

/** A list to choose from. */
export function select(/** @type {[string, string][]} */ choices, value = '', /** @type {((value: string) => void) | null} */ onchange = null) {
  const element = h('select', { class: 'input', onchange: () => onchange?.(element.value) },
    choices.map(([key, text]) => h('option', { value: key, selected: key === value }, text)));
  return element;
}

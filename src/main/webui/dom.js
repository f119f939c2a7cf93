// Elements from code. Text is always text: nothing here parses markup.

const SVG = 'http://www.w3.org/2000/svg';

/**
 * Creates an HTML element. A property that begins with `on` is a listener, `class` a class, `dataset` an object;
 * one of the element's own properties is assigned, every other one is an attribute. Null and false leave it out.
 *
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, any>} [properties]
 * @param {...any} children texts, nodes, arrays of them; null and false are left out
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  assign(element, properties);
  append(element, children);
  return element;
}

/**
 * Creates an SVG element.
 *
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...any} children
 * @returns {any}
 */
export function s(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value != null && value !== false) element.setAttribute(name, String(value));
  }
  append(element, children);
  return element;
}

/** Replaces the children of an element. */
export function fill(/** @type {Element} */ element, /** @type {any[]} */ ...children) {
  element.replaceChildren();
  append(element, children);
  return element;
}

const FOCUSABLE = 'a, button, input, select, textarea, summary, [tabindex]';

/**
 * Replaces the children of an element by newer ones of the same kind, and keeps what a person has there: the focus, what
 * is unfolded, and how far a table is scrolled. An element with a `data-key` is found again by it, others by their place.
 */
export function refill(/** @type {Element} */ element, /** @type {any[]} */ ...children) {
  const all = (/** @type {string} */ selector) => /** @type {any[]} */ ([...element.querySelectorAll(selector)]);
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  const place = all(FOCUSABLE).indexOf(focused);
  const unfolded = all('details').map((one) => one.open);
  const scrolled = all('.table-wrap').map((one) => [one.scrollLeft, one.scrollTop]);
  fill(element, ...children);
  all('details').forEach((one, i) => { one.open = unfolded[i] ?? one.open; });
  all('.table-wrap').forEach((one, i) => one.scrollTo(...(scrolled[i] ?? [0, 0])));
  const key = focused?.dataset.key;
  if (place >= 0) (key ? all(FOCUSABLE).find((one) => one.dataset.key === key) : all(FOCUSABLE)[place])?.focus({ preventScroll: true });
}

/** Sets a text only when it differs, so that nothing is laid out again without need. */
export function setText(/** @type {Element} */ element, /** @type {string} */ text) {
  if (element.textContent !== text) element.textContent = text;
}

function assign(/** @type {any} */ element, /** @type {Record<string, any>} */ properties) {
  for (const [name, value] of Object.entries(properties)) {
    if (value == null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'class') element.className = value;
    else if (name === 'dataset') Object.assign(element.dataset, value);
    else if (name in element && !name.startsWith('aria') && name !== 'role' && name !== 'list' && name !== 'form') element[name] = value;
    else element.setAttribute(name, value === true ? '' : String(value));
  }
}

function append(/** @type {Element} */ element, /** @type {any[]} */ children) {
  for (const child of children) {
    if (child == null || child === false) continue;
    if (Array.isArray(child)) append(element, child);
    else element.append(child instanceof Node ? child : String(child));
  }
}

let numbers = 0;

/** An id that no other element of the page has. */
export function newId(prefix = 'e') {
  numbers += 1;
  return `${prefix}-${numbers}`;
}

/** Calls a function once, `wait` milliseconds after the last request. */
export function debounce(/** @type {(...a: any[]) => void} */ call, /** @type {number} */ wait) {
  let timer = 0;
  const delayed = (/** @type {any[]} */ ...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => call(...args), wait);
  };
  delayed.cancel = () => clearTimeout(timer);
  return delayed;
}

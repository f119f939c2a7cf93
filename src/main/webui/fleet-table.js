// The table of wells. Only the rows in sight exist, so a thousand wells cost as much as thirty. Cells are written only
// when their text changes.

import { h, setText } from './dom.js';
import { COLUMNS, STATE_NAMES } from './fleet-data.js';
import { icon } from './icons.js';
import { address } from './router.js';
import { sparkline } from './spark.js';
import { duration } from './time.js';
import { CHANNELS, shown, value } from './units.js';

/** @typedef {import('./fleet-data.js').Well} Well */

const MARGIN = 6;

/** @type {[string, string][]} */
const HEADS = [['state', 'State'], ['well', 'Well'], ['age', 'Age'], ...COLUMNS.map((channel) => /** @type {[string, string]} */ ([channel, CHANNELS[channel].short])), ['findings', 'Open findings']];

export class FleetTable {
  /** @type {Well[]} */
  #wells = [];
  /** @type {Row[]} */
  #rows = [];
  #first = 0;
  #height = 0;
  #frame = 0;
  #body = h('tbody', { role: 'rowgroup' });
  #above = spacer();
  #below = spacer();
  /** @type {HTMLTableElement} */
  #table;
  /** @type {Map<string, HTMLElement>} */
  #heads = new Map();
  #clock = setInterval(() => this.touch(), 1000);
  #resized = new ResizeObserver(() => {
    this.#height = 0;
    this.touch();
  });

  constructor(/** @type {string} */ sort, /** @type {boolean} */ falling, /** @type {(column: string, falling: boolean) => void} */ onsort) {
    const heads = HEADS.map(([key, name]) => {
      const unit = CHANNELS[key] ? h('span', { class: 'unit' }, shown(key).unit) : null;
      const button = h('button', {
        type: 'button',
        onclick: () => {
          const active = head.getAttribute('aria-sort') ?? 'none';
          onsort(key, active === 'none' ? !['state', 'well'].includes(key) : active === 'ascending');
        },
      }, name, unit ? ' ' : null, unit);
      const head = h('th', { role: 'columnheader', scope: 'col', class: `c-${key} ${CHANNELS[key] ? 'channel' : ''}` }, button);
      this.#heads.set(key, head);
      return head;
    });
    this.#table = h('table', { class: 'wells', role: 'table', 'aria-label': 'Wells' },
      h('thead', { role: 'rowgroup' }, h('tr', { role: 'row', 'aria-rowindex': 1 }, heads)), this.#body);
    this.element = h('div', { class: 'wells-scroll', onscroll: () => this.touch(), onkeydown: (/** @type {KeyboardEvent} */ event) => this.#move(event) }, this.#table);
    this.#resized.observe(this.element);
    this.#body.append(this.#above.element, this.#below.element);
    this.mark(sort, falling);
  }

  mark(/** @type {string} */ column, /** @type {boolean} */ falling) {
    for (const [key, head] of this.#heads) {
      if (key === column) head.setAttribute('aria-sort', falling ? 'descending' : 'ascending');
      else head.removeAttribute('aria-sort');
    }
  }

  show(/** @type {Well[]} */ wells) {
    this.#wells = wells;
    this.#table.setAttribute('aria-rowcount', String(wells.length + 1));
    this.#draw();
  }

  /** Draws with the next frame, however often it is asked for. */
  touch() {
    if (!this.#frame) {
      this.#frame = requestAnimationFrame(() => {
        this.#frame = 0;
        this.#draw();
      });
    }
  }

  dispose() {
    clearInterval(this.#clock);
    cancelAnimationFrame(this.#frame);
    this.#resized.disconnect();
  }

  #draw() {
    if (!this.element.isConnected || !this.#wells.length) return;
    if (!this.#height) this.#measure();
    const visible = Math.ceil(this.element.clientHeight / this.#height) + 2 * MARGIN;
    const last = Math.max(0, this.#wells.length - visible);
    this.#first = Math.min(last, Math.max(0, Math.floor(this.element.scrollTop / this.#height) - MARGIN));
    const rows = Math.min(visible, this.#wells.length);
    this.#fit(rows);
    this.#above.resize(this.#first * this.#height);
    this.#below.resize((this.#wells.length - this.#first - rows) * this.#height);
    const now = Date.now();
    for (let i = 0; i < rows; i++) this.#rows[i].show(this.#wells[this.#first + i], this.#first + i, now);
  }

  /** So many rows exist. Those that stay keep the focus. */
  #fit(/** @type {number} */ rows) {
    while (this.#rows.length < rows) {
      const row = new Row();
      this.#rows.push(row);
      this.#below.element.before(row.element);
    }
    for (const row of this.#rows.splice(rows)) row.element.remove();
  }

  #measure() {
    if (!this.#rows.length) this.#fit(1);
    this.#rows[0].show(this.#wells[0], 0, Date.now());
    this.#height = this.#rows[0].element.getBoundingClientRect().height || 44;
  }

  /** Up and down go from well to well, also beyond the rows that exist now. */
  #move(/** @type {KeyboardEvent} */ event) {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const at = this.#rows.findIndex((row) => row.element.contains(document.activeElement));
    if (!step || at < 0) return;
    event.preventDefault();
    const next = this.#first + at + step;
    if (next < 0 || next >= this.#wells.length) return;
    const top = next * this.#height;
    const head = /** @type {HTMLElement} */ (this.#table.tHead).offsetHeight;
    if (top < this.element.scrollTop) this.element.scrollTop = top;
    else if (top + this.#height > this.element.scrollTop + this.element.clientHeight - head) this.element.scrollTop = top + this.#height - this.element.clientHeight + head;
    this.#draw();
    this.#rows[next - this.#first]?.link.focus();
  }
}

/** A row that stands for the rows which do not exist. */
function spacer() {
  const cell = h('td', { colSpan: HEADS.length });
  const element = h('tr', { class: 'spacer', 'aria-hidden': 'true' }, cell);
  return {
    element,
    resize(/** @type {number} */ height) {
      element.hidden = height === 0;
      cell.style.height = `${height}px`;
    },
  };
}

/** A row, which shows one well after another. */
class Row {
  #state = h('span', { class: 'state' });
  #stateName = h('span', { class: 'text' });
  #age = h('td', { role: 'cell', class: 'c-age number' });
  #findings = h('td', { role: 'cell', class: 'c-findings' });
  #tag = h('a', { class: 'tag' });
  #shownState = '';
  link = h('a', { class: 'well' });
  /** @type {{channel: string, text: HTMLElement, spark: ReturnType<typeof sparkline>}[]} */
  #cells = COLUMNS.map((channel) => ({ channel, text: h('span', { class: 'value' }), spark: sparkline() }));

  constructor() {
    this.#findings.append(this.#tag);
    this.element = h('tr', {
      role: 'row',
      onclick: (/** @type {MouseEvent} */ event) => {
        const isLink = event.target instanceof Element && event.target.closest('a');
        if (!isLink && !getSelection()?.toString()) this.link.click();
      },
    },
    h('td', { role: 'cell', class: 'c-state' }, this.#state),
    h('td', { role: 'cell', class: 'c-well' }, this.link),
    this.#age,
    this.#cells.map(({ channel, text, spark }) => h('td', { role: 'cell', class: `c-${channel} channel` },
      h('span', { class: 'label', 'aria-hidden': 'true' }, CHANNELS[channel].short), h('span', { class: 'reading' }, text, h('span', { class: 'unit' }, shown(channel).unit)), spark.element)),
    this.#findings);
  }

  show(/** @type {Well} */ well, /** @type {number} */ index, /** @type {number} */ now) {
    if (this.link.textContent !== well.id) {
      this.link.textContent = well.id;
      this.link.href = address(['wells', well.id]);
      this.element.setAttribute('aria-rowindex', String(index + 2));
    }
    if (this.#shownState !== well.state) {
      this.#shownState = well.state;
      this.element.dataset.state = well.state;
      this.#state.replaceChildren(icon(well.state), this.#stateName);
      setText(this.#stateName, STATE_NAMES[well.state] ?? well.state);
    }
    setText(this.#age, well.time == null ? 'never' : duration(Math.max(0, now - well.time)));
    for (const { channel, text, spark } of this.#cells) {
      setText(text, value(channel, well.values[channel]));
      spark.show(well.trend[channel]);
    }
    const findings = well.open ? `${well.open} · ${well.worst}` : '';
    if (this.#tag.textContent !== findings) {
      this.#tag.textContent = findings;
      this.#tag.className = `tag ${well.worst ?? ''}`;
      this.#tag.hidden = !well.open;
      this.#tag.href = address(['findings'], { wells: well.id });
      this.#tag.setAttribute('aria-label', `${findings}: open findings of ${well.id} and the worst severity`);
    } else if (well.open) {
      this.#tag.href = address(['findings'], { wells: well.id });
    } else {
      this.#tag.hidden = true;
    }
  }
}

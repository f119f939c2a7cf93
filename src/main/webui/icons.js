// Icons, drawn on a grid of 24 with lines of the text's colour.

import { s } from './dom.js';

const PATHS = {
  fleet: 'M4 6h16M4 12h16M4 18h10M18 16v5M15.5 18.5h5',
  findings: 'M12 3l9.5 17h-19zM12 10v4.5M12 17.4v.2',
  storage: 'M4 6c0-1.7 3.6-3 8-3s8 1.3 8 3-3.6 3-8 3-8-1.3-8-3zM4 6v12c0 1.7 3.6 3 8 3s8-1.3 8-3V6M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3',
  import: 'M12 3v12M7.5 10.5L12 15l4.5-4.5M4 17v3.5h16V17',
  access: 'M8 11a4 4 0 1 1 3.9-5H21v4h-2v3h-4v-3h-3.1A4 4 0 0 1 8 11zM8 7v.1M3 21v-1.5A4.5 4.5 0 0 1 7.5 15h3a4.5 4.5 0 0 1 4.5 4.5V21',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L21 21',
  display: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5',
  user: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 21c.6-4 3.6-6 7.5-6s6.9 2 7.5 6',
  download: 'M12 4v11M7.5 10.5L12 15l4.5-4.5M5 20h14',
  close: 'M6 6l12 12M18 6L6 18',
  retry: 'M20 11a8 8 0 1 0-2.3 6M20 4v7h-7',
  left: 'M14.5 5L8 12l6.5 7',
  right: 'M9.5 5l6.5 7-6.5 7',
  zoomIn: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L21 21M7.5 10.5h6M10.5 7.5v6',
  zoomOut: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L21 21M7.5 10.5h6',
  alarm: 'M12 3l9.5 17h-19zM12 10v4.5M12 17.4v.2',
  warning: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 8v5M12 16v.2',
  silent: 'M4 12h3l2-4 3 8 2-4h1M17.5 9.5l4 5M21.5 9.5l-4 5',
  no_data: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM6.5 17.5l11-11',
  ok: 'M5 12.5l4.5 4.5L19 7.5',
  open: 'M9 5H5v14h14v-4M13 5h6v6M19 5l-8.5 8.5',
  plus: 'M12 5v14M5 12h14',
  key: 'M8 9a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM11.5 11.5L20 3M17 6l2.5 2.5',
  copy: 'M9 9h10v11H9zM5 15V4h10',
  sort: 'M7 5v14M3.5 15.5L7 19l3.5-3.5M17 19V5M13.5 8.5L17 5l3.5 3.5',
  more: 'M5 12v.1M12 12v.1M19 12v.1',
};

/** @param {string} name a key of PATHS */
export function icon(name) {
  return s('svg', {
    viewBox: '0 0 24 24', fill: 'none', stroke: 'currentColor', 'stroke-width': name === 'more' ? 3 : 1.9,
    'stroke-linecap': 'round', 'stroke-linejoin': 'round', 'aria-hidden': 'true', focusable: 'false',
  }, s('path', { d: PATHS[/** @type {keyof typeof PATHS} */ (name)] ?? PATHS.more }));
}

/** The product's mark. */
export function mark() {
  return s('svg', { viewBox: '0 0 32 32', 'aria-hidden': 'true', focusable: 'false' },
    s('rect', { width: 32, height: 32, rx: 7, fill: '#16456b' }),
    s('path', { d: 'M5 19h5l3-9 5 14 4-11 2 6h3', fill: 'none', stroke: '#7fd1ff', 'stroke-width': 2.6, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' }));
}

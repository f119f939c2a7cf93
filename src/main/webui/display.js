// The menu of the display: theme, units and the time zone.

import { menu, segments } from './dialog.js';
import { h } from './dom.js';
import { prefs } from './prefs.js';

/** @type {[string, string, [string, string][]][]} */
const CHOICES = [
  ['theme', 'Theme', [['system', 'System'], ['light', 'Light'], ['dark', 'Dark']]],
  ['psi', 'Pressure', [['psi', 'psi'], ['kPa', 'kPa'], ['bar', 'bar']]],
  ['°C', 'Temperature', [['°C', '°C'], ['°F', '°F']]],
  ['bbl/d', 'Flow', [['bbl/d', 'bbl/d'], ['m³/d', 'm³/d']]],
  ['time', 'Times', [['local', 'Local'], ['utc', 'UTC']]],
];

export function displayMenu() {
  return menu({
    label: 'Display', icon: 'display', plain: true, iconOnly: true,
    content: () => [
      CHOICES.map(([key, label, choices]) => h('div', { class: 'field' }, h('span', {}, label),
        segments({ label, choices, value: prefs.get(key), onchange: (value) => prefs.set(key, value) }))),
      h('p', { class: 'hint' }, 'For this screen only. The service stores psi, °C and bbl/d, and answers in them.'),
    ],
  });
}

// What a person has chosen for the display, kept in the browser. No credential is ever kept here.

const KEY = 'liftline.display';

/** @type {Record<string, string>} */
const DEFAULTS = { theme: 'system', psi: 'psi', '°C': '°C', 'bbl/d': 'bbl/d', time: 'local' };

class Preferences extends EventTarget {
  /** @type {Record<string, string>} */
  #values = { ...DEFAULTS, ...stored() };

  get(/** @type {string} */ name) {
    return this.#values[name];
  }

  set(/** @type {string} */ name, /** @type {string} */ value) {
    this.#values[name] = value;
    try {
      localStorage.setItem(KEY, JSON.stringify(this.#values));
    } catch {
      // storage is blocked or full: the choice lasts as long as the page
    }
    this.dispatchEvent(new Event('change'));
  }

  /** Takes over what another tab has stored. */
  reload() {
    this.#values = { ...DEFAULTS, ...stored() };
    this.dispatchEvent(new Event('change'));
  }
}

function stored() {
  try {
    const known = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return typeof known === 'object' && known !== null ? known : {};
  } catch {
    return {};
  }
}

export const prefs = new Preferences();

const systemIsDark = matchMedia('(prefers-color-scheme: dark)');

/** Applies the theme now and whenever it changes. */
export function applyTheme() {
  const apply = () => {
    const chosen = prefs.get('theme');
    const dark = chosen === 'dark' || (chosen !== 'light' && systemIsDark.matches);
    if (document.documentElement.dataset.theme !== (dark ? 'dark' : 'light')) {
      document.documentElement.dataset.theme = dark ? 'dark' : 'light';
      document.dispatchEvent(new Event('themechange'));
    }
  };
  prefs.addEventListener('change', apply);
  systemIsDark.addEventListener('change', apply);
  addEventListener('storage', (event) => {
    if (event.key === KEY) prefs.reload();
  });
  apply();
}

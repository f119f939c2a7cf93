// The page and its settings are in the address after `#`, so that they can be kept and shared:
// `#/wells/WELL-001?from=-24h`.

/**
 * @typedef {object} Place
 * @property {string[]} path
 * @property {URLSearchParams} query
 */

/** @returns {Place} */
export function here() {
  const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?', 2);
  return { path: path.split('/').filter(Boolean).map(safeDecode), query: new URLSearchParams(query) };
}

/** The address of a place. Empty values are left out. */
export function address(/** @type {string[]} */ path, /** @type {Record<string, any>} */ query = {}) {
  const known = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const text = Array.isArray(value) ? value.join(',') : value;
    if (text != null && text !== '') known.set(name, String(text));
  }
  const text = known.toString();
  return `#/${path.map(encodeURIComponent).join('/')}${text ? `?${text}` : ''}`;
}

/** Changes the settings of the page that is open, without opening it again. */
export function keepInAddress(/** @type {Record<string, any>} */ query) {
  history.replaceState(null, '', address(here().path, query));
}

export function go(/** @type {string[]} */ path, /** @type {Record<string, any>} */ query = {}) {
  location.hash = address(path, query);
}

function safeDecode(/** @type {string} */ text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

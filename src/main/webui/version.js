// A page that stays open outlives upgrades of the service. It asks now and then which console the service has.

import { link } from './link.js';
import { MINUTE } from './time.js';

const EVERY = 10 * MINUTE;
/** The files of a console are in a directory of its version (console/ConsoleFiles). */
const OWN = new URL(import.meta.url).pathname.split('/').at(-2) ?? '';

/** Calls `onnewer` when the service has another console than this one: after it was away, or at times. */
export function watchVersion(/** @type {() => void} */ onnewer) {
  const look = async () => {
    const answer = await fetch('/', { method: 'HEAD', cache: 'no-store' }).catch(() => null);
    const tag = answer?.ok ? answer.headers.get('ETag') : null;
    if (tag && !tag.includes(OWN)) onnewer();
  };
  link.addEventListener('back', look);
  setInterval(look, EVERY);
}

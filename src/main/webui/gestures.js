// Moving along the time axis with wheel, fingers and keys, on top of the selection that uPlot has.

/** Fingers this near do not zoom: a pixel more would be too much. */
const NARROW = 10;

/**
 * @param {HTMLElement} element the plots; `.u-over` inside is a plot's area
 * @param {{pan: (share: number) => void, zoom: (factor: number, at?: number) => void}} on shares of the visible range;
 *   `at` is the place that stays, 0 to 1
 */
export function gestures(element, { pan, zoom }) {
  /** Where each finger is, or the mouse that drags. @type {Map<number, number>} */
  const fingers = new Map();
  /** The area on which they came down; a mouse may leave it. */
  let box = new DOMRect(0, 0, 1, 1);

  const area = (/** @type {Event} */ event) => (event.target instanceof Element ? event.target.closest('.u-over') : null);
  const share = (/** @type {number} */ x, /** @type {DOMRect} */ of = box) => (x - of.left) / of.width;

  element.addEventListener('wheel', (event) => {
    const over = area(event)?.getBoundingClientRect();
    if (!over) return;
    const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      zoom(Math.exp(event.deltaY / 300), share(event.clientX, over));
    } else if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
      event.preventDefault();
      pan(sideways / over.width);
    }
  }, { passive: false });

  element.addEventListener('pointerdown', (event) => {
    const byMouse = event.pointerType === 'mouse' && (event.button === 1 || (event.button === 0 && event.shiftKey));
    const over = area(event);
    if (!over || (event.pointerType === 'mouse' && !byMouse)) return;
    box = over.getBoundingClientRect();
    fingers.set(event.pointerId, event.clientX);
    if (!byMouse) return;
    event.preventDefault();
    element.setPointerCapture(event.pointerId);
  });
  element.addEventListener('pointermove', (event) => {
    if (!fingers.has(event.pointerId)) return;
    const before = held();
    fingers.set(event.pointerId, event.clientX);
    const now = held();
    if (before.spread > NARROW && now.spread > NARROW) zoom(before.spread / now.spread, share(before.middle));
    if (before.middle !== now.middle) pan((before.middle - now.middle) / box.width);
  });
  for (const type of ['pointerup', 'pointercancel']) {
    element.addEventListener(type, (event) => fingers.delete(/** @type {PointerEvent} */ (event).pointerId));
  }
  element.addEventListener('dblclick', (event) => {
    const over = area(event)?.getBoundingClientRect();
    if (over) zoom(3, share(event.clientX, over));
  });
  element.addEventListener('keydown', (event) => {
    if (event.target !== element || event.altKey || event.ctrlKey || event.metaKey) return;
    const act = { ArrowLeft: () => pan(-0.25), ArrowRight: () => pan(0.25), '+': () => zoom(0.5), '=': () => zoom(0.5), '-': () => zoom(2) }[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });

  /** The middle of the fingers and their distance, which is 0 for one. */
  function held() {
    const all = [...fingers.values()];
    const [low, high] = [Math.min(...all), Math.max(...all)];
    return { middle: (low + high) / 2, spread: high - low };
  }
}

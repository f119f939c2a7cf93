// Moving along the time axis with wheel, fingers and keys, on top of the selection that uPlot has.

/**
 * @param {HTMLElement} element the plots; `.u-over` inside is a plot's area
 * @param {{pan: (share: number) => void, zoom: (factor: number, at?: number) => void}} on shares of the visible range;
 *   `at` is the place that stays, 0 to 1
 */
export function gestures(element, { pan, zoom }) {
  /** @type {Map<number, number>} */
  const fingers = new Map();
  let spread = 0;

  const area = (/** @type {Event} */ event) => (event.target instanceof Element ? event.target.closest('.u-over') : null);
  const width = (/** @type {Event} */ event) => area(event)?.getBoundingClientRect().width ?? 1;
  const place = (/** @type {MouseEvent} */ event) => {
    const box = area(event)?.getBoundingClientRect();
    return box ? (event.clientX - box.left) / box.width : 0.5;
  };

  element.addEventListener('wheel', (event) => {
    if (!area(event)) return;
    const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      zoom(Math.exp(event.deltaY / 300), place(event));
    } else if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
      event.preventDefault();
      pan(sideways / width(event));
    }
  }, { passive: false });

  element.addEventListener('pointerdown', (event) => {
    const byMouse = event.pointerType === 'mouse' && (event.button === 1 || (event.button === 0 && event.shiftKey));
    if (!area(event) || (event.pointerType === 'mouse' && !byMouse)) return;
    fingers.set(event.pointerId, event.clientX);
    spread = distance();
    if (byMouse) event.preventDefault();
  });
  element.addEventListener('pointermove', (event) => {
    const before = fingers.get(event.pointerId);
    if (before === undefined) return;
    fingers.set(event.pointerId, event.clientX);
    if (fingers.size === 1) {
      pan((before - event.clientX) / width(event));
    } else if (spread > 10) {
      const now = distance();
      if (now > 10) zoom(spread / now);
      spread = now;
    }
  });
  for (const type of ['pointerup', 'pointercancel', 'pointerleave']) {
    element.addEventListener(type, (event) => {
      fingers.delete(/** @type {PointerEvent} */ (event).pointerId);
      spread = distance();
    });
  }
  element.addEventListener('dblclick', (event) => {
    if (area(event)) zoom(3, place(event));
  });
  element.addEventListener('keydown', (event) => {
    if (event.target !== element || event.altKey || event.ctrlKey || event.metaKey) return;
    const act = { ArrowLeft: () => pan(-0.25), ArrowRight: () => pan(0.25), '+': () => zoom(0.5), '=': () => zoom(0.5), '-': () => zoom(2) }[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });

  function distance() {
    const [a, b] = fingers.values();
    return a === undefined || b === undefined ? 0 : Math.abs(a - b);
  }
}

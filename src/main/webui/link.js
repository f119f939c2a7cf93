// How the page reaches the service: whether requests arrive, whether the database answers, and whether values are
// live or asked for at intervals.

class Link extends EventTarget {
  /** @type {'ok' | 'away' | 'offline'} away: the service answers that it cannot now, such as without its database */
  reach = 'ok';
  /** When the service was last reached. */
  since = Date.now();
  /** Whether the stream of samples is open; polled otherwise. */
  streaming = false;

  reached() {
    this.since = Date.now();
    this.#set('ok');
  }

  away() {
    this.#set('away');
  }

  offline() {
    this.#set('offline');
  }

  setStreaming(/** @type {boolean} */ streaming) {
    if (this.streaming !== streaming) {
      this.streaming = streaming;
      this.dispatchEvent(new Event('change'));
    }
  }

  #set(/** @type {'ok' | 'away' | 'offline'} */ reach) {
    if (this.reach !== reach) {
      const back = reach === 'ok';
      this.reach = reach;
      this.dispatchEvent(new Event('change'));
      if (back) this.dispatchEvent(new Event('back'));
    }
  }
}

export const link = new Link();

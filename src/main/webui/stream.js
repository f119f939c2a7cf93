// The stream of new samples (Server-Sent Events). It is read with fetch, because EventSource sends no token.

import { request } from './api.js';
import { link } from './link.js';
import { session } from './session.js';
import { pause } from './time.js';

const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 60_000;
/** A stream without a word for so long is dead: the service sends a comment every 15 s. */
const SILENCE = 45_000;

/**
 * Follows new samples until the signal is aborted. While there is no stream, the page asks at intervals by itself.
 *
 * @param {{wells?: string[], channels?: string[], signal: AbortSignal, onsamples: (samples: any[]) => void, onreset: () => void}} options
 */
export async function follow({ wells = [], channels = [], signal, onsamples, onreset }) {
  let last = '';
  let between = FIRST_PAUSE;
  while (!signal.aborted) {
    if (session.access && document.visibilityState === 'visible') {
      const silence = new AbortController();
      const either = AbortSignal.any([signal, silence.signal]);
      try {
        const response = await request('GET', 'telemetry/stream', {
          query: { wells, channels }, headers: { Accept: 'text/event-stream', ...(last ? { 'Last-Event-ID': last } : {}) }, signal: either, timeout: 0,
        });
        link.setStreaming(true);
        between = FIRST_PAUSE;
        await read(response, silence, (event) => {
          if (event.id) last = event.id;
          if (event.name === 'samples') onsamples(JSON.parse(event.data).samples);
          if (event.name === 'reset' || event.name === 'changed') onreset();
        });
      } catch {
        between = Math.min(LONGEST_PAUSE, between * 2);
      }
      link.setStreaming(false);
    }
    await pause(between, signal);
  }
}

async function read(/** @type {Response} */ response, /** @type {AbortController} */ silence, /** @type {(event: {id: string, name: string, data: string}) => void} */ on) {
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
  const text = new TextDecoder();
  let buffer = '';
  let timer = 0;
  try {
    for (;;) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENCE);
      const { done, value } = await reader.read();
      if (done) return;
      buffer += text.decode(value, { stream: true });
      const events = buffer.split(/\r?\n\r?\n/);
      buffer = /** @type {string} */ (events.pop());
      events.forEach((event) => on(parse(event)));
    }
  } finally {
    clearTimeout(timer);
  }
}

function parse(/** @type {string} */ text) {
  const event = { id: '', name: 'message', data: '' };
  for (const line of text.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const value = line.slice(colon + 1).replace(/^ /, '');
    switch (line.slice(0, colon)) {
      case 'id': event.id = value; break;
      case 'event': event.name = value; break;
      case 'data': event.data += value; break;
    }
  }
  return event;
}

// Who is signed in. Tokens are in memory and in the session storage of the tab, which ends with it; never in local
// storage. Tabs of one browser share a session: they hand each other the newest tokens, and only one of them renews
// at a time, because a refresh token is valid once.

const KEY = 'liftline.session';
const ASK_FOR = 150;
const RENEW_AT = 0.7;
const RETRY = 15_000;
/** A timer of a browser overflows after 24 days. */
const LONGEST_WAIT = 86_400_000;

/**
 * @typedef {object} Tokens
 * @property {'password' | 'key'} kind
 * @property {string} id which session; shared by its tabs
 * @property {number} generation how often it was renewed
 * @property {string} access
 * @property {string} [refresh]
 * @property {number} [expires] when the access token ends
 * @property {number} [lifetime]
 */

class Session extends EventTarget {
  /** @type {Tokens | null} */
  #tokens = null;
  /** @type {{username: string, roles: string[], wells: string[]} | null} */
  me = null;
  /** Whether the last session ended by itself. */
  expired = false;
  #channel = new BroadcastChannel('liftline.session');
  /** @type {Promise<boolean> | null} */
  #renewing = null;
  #timer = 0;

  constructor() {
    super();
    this.#channel.addEventListener('message', (event) => this.#heard(event.data));
    this.#adopt(stored());
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible' && this.#isDue()) this.renew();
    });
  }

  get access() {
    return this.#tokens?.access ?? null;
  }

  get isKey() {
    return this.#tokens?.kind === 'key';
  }

  may(/** @type {string[]} */ ...roles) {
    return roles.some((role) => this.me?.roles.includes(role));
  }

  /** Looks for a session of another tab, if this one has none. */
  async find() {
    if (!this.#tokens) await this.#ask();
    return this.#tokens !== null;
  }

  /** Takes the answer of a login. */
  begin(/** @type {any} */ answer) {
    const id = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');
    this.#keep({ kind: 'password', id, generation: 0, ...of(answer) });
  }

  beginWithKey(/** @type {string} */ key) {
    this.#keep({ kind: 'key', id: 'key', generation: Date.now(), access: key });
  }

  /** Forgets the tokens here and in the other tabs, and returns the refresh token that is to be revoked. */
  end() {
    const refresh = this.#tokens?.refresh;
    if (this.#tokens) this.#channel.postMessage({ type: 'ended', id: this.#tokens.id });
    this.#forget(false);
    return refresh;
  }

  /** Renews the access token. True if there is a valid one afterwards. */
  renew() {
    if (!this.#tokens || this.#tokens.kind === 'key') {
      this.#forget(true);
      return Promise.resolve(false);
    }
    this.#renewing ??= alone(() => this.#renew()).finally(() => {
      this.#renewing = null;
    });
    return this.#renewing;
  }

  async #renew() {
    const before = this.#tokens?.generation ?? 0;
    await this.#ask();
    const tokens = this.#tokens;
    if (!tokens) return false;
    if (tokens.generation !== before && !this.#isDue()) return true;
    let response;
    try {
      response = await fetch('/api/v1/auth/refresh', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
        body: JSON.stringify({ refresh_token: tokens.refresh }),
        signal: AbortSignal.timeout(20_000),
      });
    } catch {
      this.#schedule(RETRY);
      return false;
    }
    const answer = response.ok ? await response.json().catch(() => null) : null;
    if (this.#tokens?.id !== tokens.id) {
      if (answer) await revoke(answer.refresh_token);
      return false;
    }
    if (answer) {
      this.#keep({ ...tokens, generation: tokens.generation + 1, ...of(answer) });
      return true;
    }
    if (response.status === 401) {
      this.#channel.postMessage({ type: 'ended', id: tokens.id, expired: true });
      this.#forget(true);
    } else {
      this.#schedule(RETRY);
    }
    return false;
  }

  #isDue() {
    const { expires, lifetime } = this.#tokens ?? {};
    return expires != null && lifetime != null && Date.now() > expires - lifetime * (1 - RENEW_AT);
  }

  #keep(/** @type {Tokens} */ tokens) {
    this.#adopt(tokens);
    this.#channel.postMessage({ type: 'tokens', tokens });
  }

  #adopt(/** @type {Tokens | null} */ tokens) {
    if (!tokens) return;
    const begins = this.#tokens?.id !== tokens.id;
    this.#tokens = tokens;
    this.expired = false;
    try {
      sessionStorage.setItem(KEY, JSON.stringify(tokens));
    } catch {
      // storage is blocked: the session lasts as long as the page
    }
    if (tokens.expires && tokens.lifetime) this.#schedule(tokens.expires - Date.now() - tokens.lifetime * (1 - RENEW_AT));
    if (begins) this.dispatchEvent(new Event('begin'));
  }

  #forget(/** @type {boolean} */ expired) {
    clearTimeout(this.#timer);
    const was = this.#tokens !== null;
    this.#tokens = null;
    this.expired = expired;
    try {
      sessionStorage.removeItem(KEY);
    } catch {
      // storage is blocked
    }
    if (was) this.dispatchEvent(new Event('end'));
  }

  /** A little later than asked for, so that many screens do not renew at once. */
  #schedule(/** @type {number} */ wait) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.renew(), Math.min(LONGEST_WAIT, Math.max(1000, wait)) * (1 + Math.random() * 0.05));
  }

  #ask() {
    this.#channel.postMessage({ type: 'ask', id: this.#tokens?.id ?? null, generation: this.#tokens?.generation ?? -1 });
    return new Promise((resolve) => setTimeout(resolve, ASK_FOR));
  }

  #heard(/** @type {any} */ message) {
    const mine = this.#tokens;
    if (message.type === 'ask' && mine && (message.id === null || (message.id === mine.id && message.generation < mine.generation))) {
      this.#channel.postMessage({ type: 'tokens', tokens: mine });
    } else if (message.type === 'tokens' && (!mine || (mine.id === message.tokens.id && mine.generation < message.tokens.generation))) {
      this.#adopt(message.tokens);
    } else if (message.type === 'ended' && mine?.id === message.id) {
      this.#forget(message.expired === true);
    }
  }
}

function of(/** @type {any} */ answer) {
  const lifetime = answer.expires_in * 1000;
  return { access: answer.access_token, refresh: answer.refresh_token, expires: Date.now() + lifetime, lifetime };
}

/** What was issued while its user signed out is kept nowhere. */
async function revoke(/** @type {string} */ token) {
  await fetch('/api/v1/auth/logout', {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ refresh_token: token }), signal: AbortSignal.timeout(20_000),
  }).catch(() => null);
}

function stored() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
  } catch {
    return null;
  }
}

/** Runs in one tab at a time where the browser has locks, which needs HTTPS or localhost. */
function alone(/** @type {() => Promise<boolean>} */ run) {
  return navigator.locks ? navigator.locks.request('liftline.refresh', run) : run();
}

export const session = new Session();

// The service under test: the packaged program with a database that can be taken away, and what is stored in it.

import { spawn } from 'node:child_process';
import { mkdirSync, openSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';

export const PASSWORD = 'a-wall-of-forty-wells';
const READY_WITHIN = 120_000;

/** A relay to the database. It can be cut, which ends its connections and refuses new ones, and joined again. */
export async function relay(url) {
  const target = new URL(url.replace(/^postgresql:/, 'http:'));
  const open = new Set();
  let cut = false;
  const server = net.createServer((client) => {
    if (cut) {
      client.destroy();
      return;
    }
    const database = net.connect(Number(target.port || 5432), target.hostname);
    for (const [one, other] of [[client, database], [database, client]]) {
      open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: url.replace(/\/\/[^/]*/, `//127.0.0.1:${server.address().port}`),
    cut() {
      cut = true;
      for (const socket of open) socket.destroy();
    },
    join() {
      cut = false;
    },
    close() {
      this.cut();
      server.close();
    },
  };
}

async function freePort() {
  const server = net.createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts the program (`LIFTLINE_CONSOLE_PROGRAM`, words separated by blanks) with more settings, and waits until it is ready. */
export async function start(databaseUrl, out, settings = {}) {
  const [port, management] = [await freePort(), await freePort()];
  const archive = path.join(out, 'archive');
  mkdirSync(archive, { recursive: true });
  const log = openSync(path.join(out, 'service.log'), 'a');
  const [command, ...args] = process.env.LIFTLINE_CONSOLE_PROGRAM.split(' ');
  const child = spawn(command, args, {
    stdio: ['ignore', log, log],
    env: {
      ...process.env, LIFTLINE_DB_URL: databaseUrl, LIFTLINE_HTTP_PORT: port, LIFTLINE_MANAGEMENT_PORT: management, LIFTLINE_ADMIN_PASSWORD: PASSWORD,
      LIFTLINE_ACCESS_TOKEN_LIFETIME: 'PT6S', LIFTLINE_ARCHIVE_STORE: 'directory', LIFTLINE_ARCHIVE_DIRECTORY: path.resolve(archive), LIFTLINE_ARCHIVE_INTERVAL: 'PT1H',
      LIFTLINE_STORAGE_TELEMETRY_COMPRESS_AFTER: 'P27D', LIFTLINE_RULES_ENABLED: 'false', ...settings,
    },
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let running = true;
  ended.then(() => { running = false; });
  const until = Date.now() + READY_WITHIN;
  for (;;) {
    if (!running) throw new Error('the service ended before it was ready: see service.log');
    if (Date.now() > until) throw new Error('the service is not ready: see service.log');
    const ready = await fetch(`http://127.0.0.1:${management}/q/health/ready`).then((answer) => answer.ok, () => false);
    if (ready) break;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return {
    base: `http://localhost:${port}`,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** A client of the API as an administrator. */
export async function client(base) {
  const login = async () => (await (await fetch(`${base}/api/v1/auth/login`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ username: 'admin', password: PASSWORD }),
  })).json()).access_token;
  const key = (await (await fetch(`${base}/api/v1/api-keys`, {
    method: 'POST', headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${await login()}` }, body: JSON.stringify({ name: 'Tests', roles: ['admin'], wells: ['*'] }),
  })).json()).key;
  return async (method, path, body, type = 'application/json') => {
    const answer = await fetch(`${base}/api/v1/${path}`, { method, headers: { 'Content-Type': type, Authorization: `Bearer ${key}` }, body: type === 'application/json' && body ? JSON.stringify(body) : body });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : null;
  };
}

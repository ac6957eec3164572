import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import type { Alert } from '../../contract/protocol/alerts.ts';
import type { FleetTerminal, LedgerBook, ParkedEvent } from '../../contract/protocol/fleet.ts';
import type { MeReply, Role } from '../../contract/protocol/me.ts';
import {
  HUB_TIME_HEADER,
  PROTOCOL_HEADER,
  PROTOCOL_VERSION,
} from '../../contract/protocol-version.ts';
import { createFakeAlerts } from './fake-alerts.ts';
import type { FakeAlerts } from './fake-alerts.ts';
import { createScriptedReplies } from './scripted-replies.ts';
import type { ScriptedReplies } from './scripted-replies.ts';

/** As strict as a page can be held: the console must work under it. */
export const CONSOLE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** A hub for pictures of the console: in memory, one user, and it can be made to fail on demand. */
export type FakeConsoleHub = {
  url: string;
  email: string;
  password: string;
  /** Adds or changes an alert and tells every open console. */
  tell: (alert: Alert) => void;
  /** Ends every stream and refuses every call but the page's own files, until told otherwise. */
  setReachable: (reachable: boolean) => void;
  /** The status the next thing that is done with an alert is answered with; null takes it. */
  refuseNextAction: (status: number | null) => void;
  /** What it tells of alerts beside themselves: history, messages, places. */
  about: Pick<FakeAlerts, 'setHistory' | 'setDeliveries' | 'setPlaces'>;
  endSessions: () => void;
  /** What the person may see from the next page load on; staff at first. */
  setRole: (role: Role) => void;
  /** Terminals in the order they are listed, with the books and parked events that each of them shows. */
  setFleet: (fleet: readonly FleetEntry[]) => void;
  /** How a route that it does not know by itself is answered, whoever asks: `PUT /v1/me/profile`. */
  on: ScriptedReplies['on'];
  stop: () => Promise<void>;
};

export type FleetEntry = {
  terminal: FleetTerminal;
  books?: readonly LedgerBook[];
  parked?: readonly ParkedEvent[];
};

const FLEET_PAGE = 50;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

const ME: MeReply = {
  user: { id: 'user-1', name: 'Anna de Vries', email: 'anna@example.com' },
  organization: { id: '0195c0de-0000-7000-8000-000000000001', name: 'Winkel van Morgen' },
  role: 'staff',
  grants: [{ role: 'staff', locationId: null }],
};

/** @param pagesPath the built console. */
export async function startFakeConsoleHub(pagesPath: string): Promise<FakeConsoleHub> {
  const history: Alert[] = [];
  const alerts = createFakeAlerts(() => String(history.length));
  const streams = new Set<ServerResponse>();
  const sessions = new Set<string>();
  const scripted = createScriptedReplies();
  let reachable = true;
  let refusal: number | null = null;
  let role: Role = ME.role;
  let fleet: readonly FleetEntry[] = [];

  function tell(alert: Alert): void {
    alerts.put(alert);
    history.push(alert);
    for (const stream of streams) {
      send(stream, alert, history.length);
    }
  }

  function openSession(reply: ServerResponse): void {
    const session = randomUUID();
    sessions.add(session);
    reply.setHeader('set-cookie', `session=${session}; HttpOnly; SameSite=Lax; Path=/`);
  }

  async function servePage(path: string, reply: ServerResponse): Promise<void> {
    const wanted = extname(path) === '' ? '/index.html' : normalize(path);
    try {
      const body = await readFile(join(pagesPath, wanted));
      reply.writeHead(200, {
        'content-type': TYPES[extname(wanted)] ?? 'application/octet-stream',
        'content-security-policy': CONSOLE_POLICY,
      });
      reply.end(body);
    } catch {
      reply.writeHead(404).end();
    }
  }

  async function answer(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://hub');
    const ours = url.pathname.startsWith('/v1/') || url.pathname.startsWith('/api/');
    if (!ours) {
      await servePage(url.pathname, reply);
      return;
    }
    if (!reachable) {
      request.socket.destroy();
      return;
    }
    reply.setHeader(PROTOCOL_HEADER, String(PROTOCOL_VERSION));
    reply.setHeader(HUB_TIME_HEADER, String(Date.now()));
    if (url.pathname === '/api/auth/sign-in/email') {
      const { email, password } = JSON.parse(await bodyOf(request)) as Record<string, unknown>;
      if (email !== ME.user.email || password !== PASSWORD) {
        json(reply, 401, { code: 'INVALID_EMAIL_OR_PASSWORD', message: 'Invalid' });
        return;
      }
      openSession(reply);
      json(reply, 200, { user: ME.user });
      return;
    }
    const script = scripted.find(request.method ?? '', url.pathname);
    if (script !== null) {
      const sent = await bodyOf(request);
      const { status, body, signsIn = false } = script(sent === '' ? null : JSON.parse(sent));
      if (signsIn) {
        openSession(reply);
      }
      json(reply, status, body);
      return;
    }
    const session = /session=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
    if (!sessions.has(session)) {
      json(reply, 401, problem(401, 'Sign in first.'));
      return;
    }
    if (url.pathname === '/api/auth/sign-out') {
      sessions.delete(session);
      json(reply, 200, { success: true });
    } else if (url.pathname === '/v1/me') {
      json(reply, 200, { ...ME, role, grants: [{ role, locationId: null }] });
    } else if (url.pathname.startsWith(FLEET_PATH)) {
      answerFleet(url, reply);
    } else if (url.pathname === '/v1/stream') {
      reply.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      reply.write(':\n\n');
      const from = Number(url.searchParams.get('cursor') ?? history.length);
      for (const [index, alert] of history.slice(from).entries()) {
        send(reply, alert, from + index + 1);
      }
      streams.add(reply);
      reply.on('close', () => streams.delete(reply));
    } else if (request.method === 'POST') {
      act(url.pathname, await bodyOf(request), reply);
    } else {
      const found = alerts.read(url);
      json(reply, found === null ? 404 : 200, found ?? problem(404, 'It is not there.'));
    }
  }

  function answerFleet({ pathname, searchParams }: URL, reply: ServerResponse): void {
    const [id, part] = pathname.slice(FLEET_PATH.length + 1).split('/');
    if (id === undefined || id === '') {
      const search = searchParams.get('search')?.toLowerCase() ?? '';
      const from = Number(searchParams.get('after') ?? 0);
      const found = fleet
        .map(({ terminal }) => terminal)
        .filter(({ name }) => name.toLowerCase().includes(search));
      json(reply, 200, {
        terminals: found.slice(from, from + FLEET_PAGE),
        next: found.length > from + FLEET_PAGE ? String(from + FLEET_PAGE) : null,
      });
      return;
    }
    const entry = fleet.find(({ terminal }) => terminal.id === id);
    if (entry === undefined) {
      json(reply, 404, problem(404, 'There is no such terminal.'));
    } else if (part === 'parked') {
      json(reply, 200, { events: entry.parked ?? [], next: null });
    } else if (part === 'retry-parked') {
      json(reply, 200, { retryParked: randomUUID() });
    } else {
      json(reply, 200, { terminal: entry.terminal, books: entry.books ?? [], retryParked: null });
    }
  }

  function act(path: string, body: string, reply: ServerResponse): void {
    const status = refusal;
    refusal = null;
    if (status !== null) {
      json(reply, status, problem(status, 'Not taken.'));
      return;
    }
    const delivery = alerts.replay(path);
    const alert =
      delivery === null
        ? alerts.act(path, body === '' ? undefined : JSON.parse(body), ME.user.name)
        : null;
    if (delivery !== null) {
      json(reply, 200, { delivery });
    } else if (alert === null) {
      json(reply, 404, problem(404, 'It is not there.'));
    } else {
      tell(alert);
      json(reply, 200, { alert });
    }
  }

  const server = createServer((request, reply) => {
    answer(request, reply).catch((error: unknown) => {
      console.error('The fake hub failed:', error);
      reply.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The fake hub got no port.');
  }
  return {
    url: `http://127.0.0.1:${address.port}`,
    email: ME.user.email,
    password: PASSWORD,
    tell,
    setReachable(next) {
      reachable = next;
      if (!next) {
        for (const stream of streams) {
          stream.destroy();
        }
      }
    },
    refuseNextAction(status) {
      refusal = status;
    },
    about: alerts,
    endSessions() {
      sessions.clear();
      for (const stream of streams) {
        stream.destroy();
      }
    },
    setRole(next) {
      role = next;
    },
    setFleet(next) {
      fleet = next;
    },
    on: scripted.on,
    stop: async () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const FLEET_PATH = '/v1/fleet/terminals';
const PASSWORD = 'smile-and-wave';

function send(stream: ServerResponse, alert: Alert, cursor: number): void {
  stream.write(`event: alert\nid: ${cursor}\ndata: ${JSON.stringify({ alert })}\n\n`);
}

function json(reply: ServerResponse, status: number, body: unknown): void {
  reply.writeHead(status, { 'content-type': 'application/json' });
  reply.end(body === undefined ? '' : JSON.stringify(body));
}

function problem(status: number, detail: string): unknown {
  return { type: 'fake', title: detail, status, detail };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) {
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts).toString('utf8');
}

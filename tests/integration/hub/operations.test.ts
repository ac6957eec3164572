import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { HUB_TIME_HEADER } from '../../../contract/protocol-version.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { runMigrationsAtOnce } from '../../support/migrate-at-once.ts';
import { enrolTestTerminal } from '../../support/test-terminal.ts';

type Operation = {
  security?: unknown;
  responses: Record<string, { description: string; content?: Record<string, unknown> }>;
};

let hub: TestHub;

beforeAll(async () => {
  hub = await startTestHub(inject('clusterUrl'));
});
afterAll(() => hub.stop());

describe('OpenAPI document', () => {
  it('describes every route with its problems, and every secured one with its key', async () => {
    const reply = await fetch(`${hub.url}/openapi.json`);
    const document = (await reply.json()) as {
      openapi: string;
      paths: Record<string, Record<string, Operation>>;
      components: { securitySchemes: Record<string, unknown> };
    };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.components.securitySchemes)).toEqual(['terminalToken', 'session']);
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { security, responses }]) => ({
        route: `${method} ${path}`,
        security,
        // RFC 6749 gives the token endpoint errors of its own.
        problems: Object.entries(responses)
          .filter(([, { content }]) => content?.['application/problem+json'] !== undefined)
          .map(([status]) => status)
          .join(' '),
      })),
    );
    const open = described.filter(({ security }) => security === undefined);
    expect(
      open
        .map(({ route }) => route)
        .filter((route) => !route.includes(' /f/'))
        .toSorted(),
    ).toEqual([
      'get /.well-known/oauth-authorization-server',
      'get /healthz',
      'get /metrics',
      'get /readyz',
      'post /api/auth/sign-in/email',
      'post /oauth/token',
      'post /v1/enrolments',
      'post /v1/invitations/accept',
      'post /v1/invitations/offer',
    ]);
    const terminals = described.filter(({ security }) => isFor(security, 'terminalToken'));
    expect(terminals.toSorted((a, b) => a.route.localeCompare(b.route))).toEqual(
      [
        { route: 'get /v1/terminal/config', problems: '401 426 503' },
        { route: 'get /v1/terminal/help/{pressId}', problems: '400 401 426 503' },
        { route: 'post /v1/events', problems: '400 401 413 415 426 503' },
        { route: 'post /v1/terminal/heartbeat', problems: '400 401 413 415 426 503' },
      ].map((known) => ({ ...known, security: [{ terminalToken: [] }] })),
    );
    const sessions = described.filter(({ security }) => isFor(security, 'session'));
    expect(open.length + terminals.length + sessions.length).toBe(described.length);
    const untold = sessions
      .filter(({ route }) => route !== 'post /api/auth/sign-out')
      .map(({ route, problems }) => ({
        route,
        untold: problemsOfSession(route).filter((status) => !problems.split(' ').includes(status)),
      }));
    expect(untold.filter((route) => route.untold.length > 0)).toEqual([]);
    expect(described.map(({ problems }) => problems)).toContain('400 403 413 415 426 429 503');
  });
});

function isFor(security: unknown, scheme: 'session' | 'terminalToken'): boolean {
  return JSON.stringify(security) === JSON.stringify([{ [scheme]: [] }]);
}

/** What can go wrong with every request of this kind by somebody signed in. */
function problemsOfSession(route: string): string[] {
  return [
    '401',
    '403',
    '503',
    ...(route.includes('{') ? ['400', '404'] : []),
    ...(/^(post|put) /.test(route) ? ['400', '413', '415'] : []),
  ];
}

describe('Health and metrics', () => {
  it('tell that the hub lives and can work, each with the hub’s time', async () => {
    for (const path of ['/healthz', '/readyz']) {
      const reply = await fetch(`${hub.url}${path}`);
      expect([path, reply.status, await reply.json()]).toEqual([path, 200, { status: 'ok' }]);
      expect(Number(reply.headers.get(HUB_TIME_HEADER))).toBeGreaterThan(1_700_000_000_000);
    }
  });

  it('count events by their answers and alerts by their kind', async () => {
    const kiosk = await enrolTestTerminal(hub.url, hub.demo.enrolmentKey);
    const batch = kiosk.batch([kiosk.press('negative'), kiosk.press('positive')]);
    await kiosk.send(batch);
    await kiosk.send(batch);
    const text = await (await fetch(`${hub.url}/metrics`)).text();
    const lines = text
      .split('\n')
      .filter((line) => /^glimlach_(events|uncertain|alerts|database)/.test(line));
    expect(lines).toEqual([
      expect.stringMatching(/^glimlach_database_connections\{pool="app",state="busy"\} \d+$/),
      expect.stringMatching(/^glimlach_database_connections\{pool="app",state="idle"\} \d+$/),
      expect.stringMatching(/^glimlach_database_connections\{pool="app",state="awaited"\} \d+$/),
      expect.stringMatching(/^glimlach_database_connections\{pool="auth",state="busy"\} \d+$/),
      expect.stringMatching(/^glimlach_database_connections\{pool="auth",state="idle"\} \d+$/),
      expect.stringMatching(/^glimlach_database_connections\{pool="auth",state="awaited"\} \d+$/),
      'glimlach_events_total{outcome="accepted"} 2',
      'glimlach_events_total{outcome="duplicate"} 2',
      'glimlach_uncertain_presses_total 2',
      'glimlach_alerts_opened_total{kind="live"} 1',
      'glimlach_alerts_opened_total{kind="late"} 0',
    ]);
    expect(text).toContain('glimlach_http_request_seconds_count{method="POST",route="/v1/events"');
    expect(text).toContain('\nglimlach_alert_streams 0\n');
  });
});

describe('Hubs on one database', () => {
  it('may start at the same moment', async () => {
    const others = await Promise.all([1, 2, 3].map(() => hub.startAnother()));
    const ready = await Promise.all(
      others.map(async ({ url }) => (await fetch(`${url}/readyz`)).ok),
    );
    await Promise.all(others.map((other) => other.stop()));
    expect(ready).toEqual([true, true, true]);
  });

  it('make the same schema on a database that has none', async () => {
    expect(await runMigrationsAtOnce(inject('clusterUrl'), 4)).toEqual([
      '0001-tenancy',
      '0002-events',
      '0003-alerts',
      '0004-access',
      '0005-housekeeping',
      '0006-books',
      '0007-tenant-once',
      '0008-boxes',
      '0009-kiosk',
      '0010-follow-up',
      '0011-screens',
      '0012-web-answer-bounds',
      '0013-in-store',
      '0014-people',
      '0015-alert-states',
      '0016-alert-rules',
      '0017-deliveries',
      '0018-rule-facts',
      '0019-retention',
    ]);
  });
});

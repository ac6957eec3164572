import type { Alert, AlertEntry } from '../../contract/protocol/alerts.ts';
import type { Delivery } from '../../contract/protocol/channels.ts';
import type { PlacesReply } from '../../contract/protocol/places.ts';

/** What the fake hub knows of alerts, and how it does what is asked of one. */
export type FakeAlerts = {
  /** Adds or changes an alert. */
  put: (alert: Alert) => void;
  setHistory: (alertId: string, history: readonly AlertEntry[]) => void;
  setDeliveries: (deliveries: readonly Delivery[]) => void;
  setPlaces: (places: PlacesReply) => void;
  /** Everything the console reads here; null: not a question about alerts, or nothing is there. */
  read: (url: URL) => unknown;
  /** Does what a path asks for; null: there is no such alert. */
  act: (path: string, body: unknown, by: string) => Alert | null;
  /** Sends a message once more; null: there is no such one. */
  replay: (path: string) => Delivery | null;
};

export function createFakeAlerts(cursor: () => string): FakeAlerts {
  const alerts = new Map<string, Alert>();
  const histories = new Map<string, AlertEntry[]>();
  let deliveries: readonly Delivery[] = [];
  let places: PlacesReply = { locations: [], touchpoints: [] };

  function readList({ searchParams }: URL): unknown {
    const state = searchParams.get('state');
    const locationId = searchParams.get('locationId');
    const before = alerts.get(searchParams.get('before') ?? '');
    const wanted = [...alerts.values()]
      .filter(
        (alert) =>
          (state === null ||
            (state === 'waiting' ? ['open', 'escalated'] : [state]).includes(alert.state)) &&
          (locationId === null || alert.location?.id === locationId) &&
          (before === undefined || alert.openedAtMs < before.openedAtMs),
      )
      .toSorted((a, b) => b.openedAtMs - a.openedAtMs);
    return { alerts: wanted.slice(0, Number(searchParams.get('limit') ?? 100)), cursor: cursor() };
  }

  function write(alertId: string, entry: Omit<AlertEntry, 'id'>): void {
    const history = histories.get(alertId) ?? [];
    const id = `0195c0de-0000-7000-8000-e0${String(history.length).padStart(10, '0')}`;
    histories.set(alertId, [...history, { id, ...entry }]);
  }

  return {
    put(alert) {
      alerts.set(alert.id, alert);
    },
    setHistory(alertId, history) {
      histories.set(alertId, [...history]);
    },
    setDeliveries(next) {
      deliveries = next;
    },
    setPlaces(next) {
      places = next;
    },
    read(url) {
      if (url.pathname === '/v1/alerts') {
        return readList(url);
      }
      if (url.pathname === '/v1/places') {
        return places;
      }
      if (url.pathname === '/v1/deliveries') {
        const alertId = url.searchParams.get('alertId');
        return {
          deliveries: deliveries.filter((one) => alertId === null || one.alertId === alertId),
          before: null,
        };
      }
      const alert = alerts.get(/^\/v1\/alerts\/([^/]+)$/.exec(url.pathname)?.[1] ?? '');
      return alert === undefined ? null : { alert, history: histories.get(alert.id) ?? [] };
    },
    act(path, body, by) {
      const [, id = '', action = ''] = /^\/v1\/alerts\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
      const alert = alerts.get(id);
      if (alert === undefined) {
        return null;
      }
      const atMs = Date.now();
      const { after, what } = afterAction(alert, action, body, { atMs, by });
      alerts.set(id, after);
      write(id, { atMs, by, what });
      return after;
    },
    replay(path) {
      const id = /^\/v1\/deliveries\/([^/]+)\/replay$/.exec(path)?.[1];
      const earlier = deliveries.find((one) => one.id === id);
      if (earlier === undefined) {
        return null;
      }
      const again: Delivery = {
        ...earlier,
        id: `0195c0de-0000-7000-8000-a0${String(deliveries.length).padStart(10, '0')}`,
        state: 'queued',
        createdAtMs: Date.now(),
        sentAtMs: null,
        attempts: [],
      };
      deliveries = [again, ...deliveries];
      return again;
    },
  };
}

function afterAction(
  alert: Alert,
  action: string,
  body: unknown,
  now: { atMs: number; by: string },
): { after: Alert; what: AlertEntry['what'] } {
  switch (action) {
    case 'acknowledge':
      return {
        after: {
          ...alert,
          state: 'acknowledged',
          acknowledged: alert.acknowledged ?? now,
          snoozed: null,
        },
        what: { kind: 'acknowledged' },
      };
    case 'hand-back':
      return {
        after: { ...alert, state: 'open', acknowledged: null },
        what: { kind: 'handed-back' },
      };
    case 'snooze': {
      const untilMs = now.atMs + (body as { forMs: number }).forMs;
      return {
        after: { ...alert, state: 'snoozed', snoozed: { untilMs, by: now.by } },
        what: { kind: 'snoozed', untilMs },
      };
    }
    case 'resolve':
      return {
        after: { ...alert, state: 'resolved', resolved: now, snoozed: null },
        what: { kind: 'resolved' },
      };
    case 'reopen':
      return {
        after: { ...alert, state: 'open', level: 0, acknowledged: null, resolved: null },
        what: { kind: 'reopened' },
      };
    case 'comments':
      return {
        after: { ...alert, comments: alert.comments + 1 },
        what: { kind: 'commented', text: (body as { text: string }).text },
      };
    default:
      throw new Error(`The fake hub knows no action "${action}".`);
  }
}

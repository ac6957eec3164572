import type { Pool } from 'pg';
import { JOB_KINDS, type JobKind } from '../jobs/jobs.ts';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export type HubMetrics = {
  readonly registry: Registry;
  readonly requestSeconds: Histogram<'method' | 'route' | 'status'>;
  readonly events: Counter<'outcome'>;
  readonly rejected: Counter<'reason'>;
  readonly uncertainPresses: Counter;
  readonly alerts: Counter<'kind'>;
  readonly streams: Gauge;
  readonly deliveries: Counter<'channel' | 'outcome'>;
};

/** What `/metrics` tells, in Prometheus text. One set per hub, so that several can live in a process. */
export function createMetrics(
  pools: Readonly<Record<string, Pool>>,
  countWaiting: (kind: JobKind) => Promise<number>,
): HubMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const connections = new Gauge({
    name: 'glimlach_database_connections',
    help: 'Connections to PostgreSQL by pool and state.',
    labelNames: ['pool', 'state'],
    collect() {
      for (const [pool, { totalCount, idleCount, waitingCount }] of Object.entries(pools)) {
        this.set({ pool, state: 'busy' }, totalCount - idleCount);
        this.set({ pool, state: 'idle' }, idleCount);
        this.set({ pool, state: 'awaited' }, waitingCount);
      }
    },
    registers: [],
  });
  registry.registerMetric(connections);
  const waiting = new Gauge({
    name: 'glimlach_jobs_waiting',
    help: 'Jobs that are due and wait for a hub, by kind, on all hubs together.',
    labelNames: ['kind'],
    async collect() {
      for (const kind of JOB_KINDS) {
        try {
          this.set({ kind }, await countWaiting(kind));
        } catch {
          // With the database away there is no telling; the other figures are told all the same.
          this.remove({ kind });
        }
      }
    },
    registers: [],
  });
  registry.registerMetric(waiting);
  return {
    registry,
    requestSeconds: new Histogram({
      name: 'glimlach_http_request_seconds',
      help: 'Time to answer a request.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    }),
    events: new Counter({
      name: 'glimlach_events_total',
      help: 'Events received, by the answer they got.',
      labelNames: ['outcome'],
      registers,
    }),
    rejected: new Counter({
      name: 'glimlach_events_rejected_total',
      help: 'Events refused, by reason; their terminals keep them parked.',
      labelNames: ['reason'],
      registers,
    }),
    uncertainPresses: new Counter({
      name: 'glimlach_uncertain_presses_total',
      help: 'Presses stored whose clock leaves open in which hour they were made.',
      registers,
    }),
    alerts: new Counter({
      name: 'glimlach_alerts_opened_total',
      help: 'Alerts opened, by kind.',
      labelNames: ['kind'],
      registers,
    }),
    streams: new Gauge({
      name: 'glimlach_alert_streams',
      help: 'Open alert streams.',
      registers,
    }),
    deliveries: new Counter({
      name: 'glimlach_deliveries_total',
      help: 'Tries of messages by channel: sent, to be tried again, failed for good, or dropped because nobody needs them.',
      labelNames: ['channel', 'outcome'],
      registers,
    }),
  };
}

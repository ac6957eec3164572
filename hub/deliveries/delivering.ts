import type { FastifyBaseLogger } from 'fastify';
import type { AppDatabase } from '../database/database.ts';
import type { HubMetrics } from '../http/metrics.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { RenderNotice } from '../notices/notice.ts';
import type { DeliveryRow, DeliveryWay, DeliveryWays, Destination } from './delivery-way.ts';
import type { ReadCatchUp, ToTell } from './read-content.ts';

/** What it takes to deliver. */
export type Delivering = {
  readonly database: AppDatabase;
  readonly jobs: Jobs;
  readonly ways: DeliveryWays;
  readonly render: RenderNotice;
  readonly readCatchUp: ReadCatchUp;
  /** Origin of the console, without a trailing slash. */
  readonly publicUrl: string;
  readonly metrics: Pick<HubMetrics, 'deliveries'>;
  readonly log: FastifyBaseLogger;
  /** Wall clock in milliseconds. */
  readonly now: () => number;
};

/** A delivery that is this hub's to send now. */
export type BegunTry = {
  readonly kind: 'begun';
  readonly delivery: DeliveryRow;
  /** Of the try; 1 is the first. */
  readonly number: number;
  readonly toTell: ToTell;
  readonly way: DeliveryWay;
  readonly destination: Destination;
};

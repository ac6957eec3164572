import type { Pool } from 'pg';
import type { AlertFeed } from './alerts/alert-feed.ts';
import type { DestinationGuard } from './channels/destination-guard.ts';
import type { AppDatabase } from './database/database.ts';
import type { Consoles } from './deliveries/consoles.ts';
import type { HubMetrics } from './http/metrics.ts';
import type { Jobs } from './jobs/jobs.ts';
import type { Mailer } from './mail/mailer.ts';
import type { AccessWatch } from './people/access-watch.ts';
import type { SignIn } from './people/sign-in.ts';
import type { KeySafe } from './sealing/key-safe.ts';

/** What every route is given. */
export type HubContext = {
  readonly database: AppDatabase;
  /** For questions that concern no organization: which one a credential belongs to, whether the database answers. */
  readonly pool: Pool;
  readonly signIn: SignIn;
  readonly feed: AlertFeed;
  readonly jobs: Jobs;
  readonly access: AccessWatch;
  /** Null: no mail server is configured. */
  readonly mailer: Mailer | null;
  readonly consoles: Consoles;
  readonly metrics: HubMetrics;
  readonly keySafe: KeySafe;
  /** Where messages may go that somebody typed an address for. */
  readonly destinations: DestinationGuard;
  /** Origin at which the hub is reached; also the issuer of its tokens. */
  readonly publicUrl: string;
  /** Origins the hub's own pages may come from. */
  readonly ownOrigins: readonly string[];
  /** Proxies that may name the caller's address. */
  readonly trustedProxies: readonly string[];
  readonly consoleDir: string;
  readonly kioskDir: string;
  /** Wall clock in milliseconds. */
  readonly now: () => number;
  /** A new UUIDv7. */
  readonly newId: () => string;
  /** How often a stream says it is alive and looks whether its session is. */
  readonly streamPingMs: number;
};

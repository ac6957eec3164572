import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { ConfigError } from './config-error.ts';
import { readMailAddress, type MailAddress } from './mail/mail-address.ts';
import { readSmtpUrl, type SmtpServer } from './mail/smtp-server.ts';
import { MIN_SECRET_LENGTH } from './sealing/hub-secret.ts';

/** Everything the hub process is told from outside. */
export type HubConfig = {
  /** Null: the hub starts its own PostgreSQL under {@link HubConfig.dataDir}. */
  readonly databaseUrl: string | null;
  /** What keys are wrapped under. Null: a file under {@link HubConfig.dataDir}, beside a database of its own. */
  readonly secret: string | null;
  /** 0 takes any free port. */
  readonly port: number;
  /** Loopback unless set: who wants the hub on the network says so. */
  readonly host: string;
  /** Absolute. */
  readonly dataDir: string;
  /** Origin under which terminals and people reach the hub, without a trailing slash; null: loopback at the port. */
  readonly publicUrl: string | null;
  /** Addresses, ranges (CIDR) or `loopback`: proxies that are believed when they name the caller's address. */
  readonly trustedProxies: readonly string[];
  /** Addresses or ranges (CIDR) of the hub's own network that webhooks and the like may go to. */
  readonly privateDestinations: readonly string[];
  /** Null: no mail is sent. */
  readonly smtp: SmtpServer | null;
  /** Whom mail is from, and whom push services can write to; there when `smtp` is. */
  readonly mailFrom: MailAddress | null;
  readonly retention: Retention;
  readonly logLevel: LogLevel;
  /** Folders of the built console and browser kiosk. */
  readonly consoleDir: string;
  readonly kioskDir: string;
};

/** How long is kept what nobody but the hub itself would delete. */
export type Retention = {
  /** How each message fared, try by try. */
  readonly triesMs: number;
  readonly messagesMs: number;
  /** Names of people, in what stays, and their accounts, after they left. */
  readonly formerMembersMs: number;
};

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const LogLevel = z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` });
export type LogLevel = z.infer<typeof LogLevel>;

/** Addresses of pages under it are drawn as codes that a phone reads from a metre away. */
const MAX_ORIGIN_LENGTH = 120;

const Origin = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address' })
  .refine((text) => {
    const url = new URL(text);
    return url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
  }, 'must be an origin such as https://hub.example, without a path')
  .refine(
    (text) => text.length <= MAX_ORIGIN_LENGTH,
    `must be at most ${MAX_ORIGIN_LENGTH} characters`,
  )
  .transform((text) => new URL(text).origin);

const AddressesOrRanges = z
  .string()
  .transform((list) => list.split(',').map((address) => address.trim()));
const OF_ADDRESSES = 'must be IP addresses or ranges such as 10.0.0.0/8, separated by commas';
const TrustedProxies = AddressesOrRanges.refine(
  (proxies) => proxies.every((proxy) => proxy === 'loopback' || isAddressOrRange(proxy)),
  OF_ADDRESSES,
);
const PrivateDestinations = AddressesOrRanges.refine(
  (addresses) => addresses.every(isAddressOrRange),
  OF_ADDRESSES,
);

const SmtpUrl = z
  .string()
  .transform(readSmtpUrl)
  .refine(
    (server) => server !== null,
    'must be smtp://USER:PASSWORD@HOST:PORT or smtps://…, with its special characters percent-encoded; smtp:// may end in ?tls=required, ?tls=optional or ?tls=none',
  );
const MailFrom = z
  .string()
  .transform(readMailAddress)
  .refine(
    (from) => from !== null,
    'must be an e-mail address such as alerts@example.com, or Name <alerts@example.com>',
  );

const DAY_MS = 24 * 3_600_000;
/** A message is tried for three days, and its tries are counted by what is kept of them. */
const LEAST_DAYS = 7;
const MOST_DAYS = 3_650;

/** @returns a number of days, in milliseconds. */
function days(least: number, usual: number) {
  return z
    .string()
    .regex(/^\d{1,4}$/, 'must be a number of days')
    .transform(Number)
    .refine(
      (number) => number >= least && number <= MOST_DAYS,
      `must be from ${least} to ${MOST_DAYS} days`,
    )
    .default(usual)
    .transform((number) => number * DAY_MS);
}

const Environment = z
  .object({
    DATABASE_URL: z
      .url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' })
      .optional(),
    GLIMLACH_SECRET: z
      .string()
      .min(MIN_SECRET_LENGTH, `must be at least ${MIN_SECRET_LENGTH} characters`)
      .optional(),
    GLIMLACH_PORT: z
      .string()
      .regex(/^\d{1,5}$/, 'must be a port number')
      .transform(Number)
      .refine((port) => port <= 65_535, 'must be at most 65535')
      .default(8080),
    GLIMLACH_HOST: z.string().min(1).max(253).default('127.0.0.1'),
    GLIMLACH_DATA_DIR: z.string().min(1).default('.glimlach'),
    GLIMLACH_PUBLIC_URL: Origin.optional(),
    GLIMLACH_TRUSTED_PROXIES: TrustedProxies.default(['loopback']),
    GLIMLACH_PRIVATE_DESTINATIONS: PrivateDestinations.default([]),
    SMTP_URL: SmtpUrl.optional(),
    GLIMLACH_MAIL_FROM: MailFrom.optional(),
    GLIMLACH_KEEP_TRIES_DAYS: days(LEAST_DAYS, 30),
    GLIMLACH_KEEP_MESSAGES_DAYS: days(LEAST_DAYS, 90),
    GLIMLACH_KEEP_FORMER_MEMBERS_DAYS: days(0, 90),
    GLIMLACH_LOG_LEVEL: LogLevel.default('info'),
  })
  .check(({ value, issues }) => {
    if (value.DATABASE_URL !== undefined && value.GLIMLACH_SECRET === undefined) {
      issues.push({
        code: 'custom',
        input: value,
        path: ['GLIMLACH_SECRET'],
        message: `is needed beside DATABASE_URL: at least ${MIN_SECRET_LENGTH} random characters, the same for every hub on that database`,
      });
    }
    if (value.SMTP_URL !== undefined && value.GLIMLACH_MAIL_FROM === undefined) {
      issues.push({
        code: 'custom',
        input: value,
        path: ['GLIMLACH_MAIL_FROM'],
        message: 'is needed beside SMTP_URL: the e-mail address that mail is from',
      });
    }
  });

const DIST = new URL('../dist/', import.meta.url);

/**
 * Reads the environment; an empty variable counts as not set.
 *
 * @throws ConfigError naming every variable that is wrong, in one line. Values are not repeated: they may be secret.
 */
export function readHubConfig(env: Readonly<Record<string, string | undefined>>): HubConfig {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(set);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    throw new ConfigError(`The hub cannot start: ${faults.join('; ')}.`);
  }
  const variables = parsed.data;
  return {
    databaseUrl: variables.DATABASE_URL ?? null,
    secret: variables.GLIMLACH_SECRET ?? null,
    port: variables.GLIMLACH_PORT,
    host: variables.GLIMLACH_HOST,
    dataDir: resolve(variables.GLIMLACH_DATA_DIR),
    publicUrl: variables.GLIMLACH_PUBLIC_URL ?? null,
    trustedProxies: variables.GLIMLACH_TRUSTED_PROXIES,
    privateDestinations: variables.GLIMLACH_PRIVATE_DESTINATIONS,
    smtp: variables.SMTP_URL ?? null,
    mailFrom: variables.GLIMLACH_MAIL_FROM ?? null,
    retention: {
      triesMs: variables.GLIMLACH_KEEP_TRIES_DAYS,
      messagesMs: variables.GLIMLACH_KEEP_MESSAGES_DAYS,
      formerMembersMs: variables.GLIMLACH_KEEP_FORMER_MEMBERS_DAYS,
    },
    logLevel: variables.GLIMLACH_LOG_LEVEL,
    consoleDir: fileURLToPath(new URL('console', DIST)),
    kioskDir: fileURLToPath(new URL('kiosk', DIST)),
  };
}

function isAddressOrRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) {
    return false;
  }
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
  );
}

import { z } from 'zod';
import { DisplayName } from './display-name.ts';
import { HubId } from './identifiers.ts';
import { WallMs } from './instant.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const Window = z
  .int()
  .min(MINUTE_MS)
  .max(7 * DAY_MS);
const For = z
  .int()
  .min(MINUTE_MS)
  .max(30 * DAY_MS);

/** What has to be so for somebody to be told. Repeats never count towards it. */
export const RuleCondition = z.discriminatedUnion('kind', [
  /** One that is live; those of a touchpoint within 10 minutes belong together. */
  z.strictObject({ kind: z.literal('each-negative') }),
  /** A visitor asked that somebody comes now. */
  z.strictObject({ kind: z.literal('help-asked') }),
  /** So many negative presses at a touchpoint; those that reached the hub too late to page anybody do not count. */
  z.strictObject({
    kind: z.literal('count'),
    negatives: z.int().min(2).max(1_000),
    withinMs: Window,
  }),
  /**
   * The mean of a touchpoint: a positive press is 100, a neutral one 50, a negative one 0. A press whose hour is not
   * certain counts towards none, live or in a dry run.
   */
  z.strictObject({
    kind: z.literal('score-below'),
    score: z.int().min(1).max(99),
    /** Counted in whole hours of UTC: the running one and those before it. */
    withinMs: z
      .int()
      .min(HOUR_MS)
      .max(7 * DAY_MS),
    /** Fewer say too little. */
    minPresses: z.int().min(3).max(10_000),
  }),
  /** No press at a touchpoint for so long while its location is open. */
  z.strictObject({ kind: z.literal('silent'), forMs: For }),
  /** A terminal did not reach the hub for so long. */
  z.strictObject({ kind: z.literal('offline'), forMs: For }),
  /** A terminal says that a button box it had is gone, or does not work. */
  z.strictObject({ kind: z.literal('box-lost'), forMs: For }),
]);
export type RuleCondition = z.infer<typeof RuleCondition>;

/** Why there is an alert. */
export const AlertCause = z.enum([
  'negative',
  'help',
  'count',
  'score',
  'silent',
  'offline',
  'box-lost',
]);
export type AlertCause = z.infer<typeof AlertCause>;

/** Where a rule holds; an empty list of locations means everywhere. */
export const RuleScope = z.strictObject({
  /** These and all below them. */
  locationIds: z.array(HubId).max(200),
  /** Of those places only these; empty: all. */
  touchpointIds: z.array(HubId).max(200),
  hours: z.enum(['always', 'open']),
});
export type RuleScope = z.infer<typeof RuleScope>;

/** What somebody wants to hear of, where, and who is told. */
export const RuleContent = z.strictObject({
  name: DisplayName,
  enabled: z.boolean(),
  condition: RuleCondition,
  scope: RuleScope,
  policyId: HubId,
});
export type RuleContent = z.infer<typeof RuleContent>;

/** Every change makes a new version; alerts name the one they came by. */
export const AlertRule = z.strictObject({
  id: HubId,
  version: z.int().min(1),
  ...RuleContent.shape,
  name: z.string(),
  changedAtMs: WallMs,
  /** Null: the hub itself. */
  changedBy: z.string().nullable(),
});
export type AlertRule = z.infer<typeof AlertRule>;

/** Stands for people and channels of places that are not those of the one who asks, however many they are. */
export const ELSEWHERE_ID = '00000000-0000-0000-0000-000000000000';

/** Whom a level tells. */
export const Audience = z.discriminatedUnion('kind', [
  /** Staff on duty there now; where nobody is, all staff and managers there. */
  z.strictObject({ kind: z.literal('on-duty') }),
  z.strictObject({ kind: z.literal('role'), role: z.enum(['staff', 'manager', 'it', 'admin']) }),
  z.strictObject({ kind: z.literal('person'), userId: HubId }),
]);
export type Audience = z.infer<typeof Audience>;

/** Who hears of an alert, and who next while nobody acknowledges it. */
export const PolicyContent = z.strictObject({
  name: DisplayName,
  /** The first is told at once. */
  levels: z
    .array(
      z.strictObject({
        /** How long the level before it has; nothing for the first. */
        afterMs: z
          .int()
          .min(0)
          .max(7 * DAY_MS),
        people: z.array(Audience).max(20),
        /** Slack, Teams and webhooks: all that reach to the place of the alert, or these. */
        channels: z.union([z.literal('all'), z.array(HubId).max(50)]),
      }),
    )
    .min(1)
    .max(6)
    .refine(
      ([first, ...others]) =>
        first?.afterMs === 0 && others.every(({ afterMs }) => afterMs >= MINUTE_MS),
      'must tell the first level at once, and give each at least a minute',
    ),
  /** Waiting times count `open` hours of the location only, or always. */
  waits: z.enum(['open', 'always']),
  /** While nobody acknowledges, the levels that were told are told again this often; null: never. */
  remindEveryMs: z.int().min(MINUTE_MS).max(DAY_MS).nullable(),
});
export type PolicyContent = z.infer<typeof PolicyContent>;

export const EscalationPolicy = z.strictObject({
  id: HubId,
  version: z.int().min(1),
  ...PolicyContent.shape,
  name: z.string(),
  changedAtMs: WallMs,
  /** Null: the hub itself, or nobody whom the one who asks sees. */
  changedBy: z.string().nullable(),
});
export type EscalationPolicy = z.infer<typeof EscalationPolicy>;

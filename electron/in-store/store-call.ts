/**
 * Lamp and buzzer of a terminal's boxes, which call somebody to it.
 *
 *          alarm: lamp, buzzer for a minute                     alarm · wish: the lamp stays on longer
 *   quiet ──────────────────────────────────▶ calling ────────────────────────────────────────────▶ calling
 *     │    wish: lamp, buzzer once              │  ▲   the buzzer begins anew unless it began for an alarm
 *     │                                         │  │   less than 10 minutes ago; for a wish it sounds once
 *     │                                         │  └─── every 20 s: the lamp is told again
 *     └◀── somebody comes · its time is over ───┘
 *
 * The lamp is the box's beacon. It is told again well before it would go out by itself, so that no light outlives its
 * terminal by more than a minute, and a box that is plugged in meanwhile joins.
 */
import type { BoxSignal } from '../../hardware/button-source.ts';

export type CallSignal = Exclude<BoxSignal, { kind: 'lamp' }>;

const BEACON_MS = 60_000;
const BEACON_AGAIN_MS = 20_000;
/** Nobody who has not come by then comes for a light. */
const ALARM_LAMP_MS = 15 * 60_000;
const BUZZER_MS = 600;
const BUZZER_AGAIN_MS = 3_000;
const ALARM_BUZZER_MS = 60_000;
/** Alarms closer together are one to those who hear them. */
const ONE_ALARM_MS = 10 * 60_000;

/** Times on the monotonic clock, in milliseconds. */
export type Call = {
  readonly lampUntilMs: number;
  readonly lampAgainAtMs: number;
  /** Null while it is silent. */
  readonly buzzer: { readonly againAtMs: number; readonly untilMs: number } | null;
  /** When the buzzer began for an alarm last; null when it called for wishes only. */
  readonly alarmedAtMs: number | null;
};

export type CallStep = { readonly call: Call; readonly signals: readonly CallSignal[] };

const SHINE: CallSignal = { kind: 'beacon', durationMs: BEACON_MS };
const SOUND: CallSignal = { kind: 'buzzer', durationMs: BUZZER_MS };

/** Dark and silent. */
export const END_OF_CALL: readonly CallSignal[] = [
  { kind: 'beacon', durationMs: 0 },
  { kind: 'buzzer', durationMs: 0 },
];

/** The hub has not taken a press: the lamp is told in any case, for whoever joins. */
export function raiseAlarm(before: Call | null, nowMs: number): CallStep {
  const alarmedAtMs = before?.alarmedAtMs ?? null;
  const joins = alarmedAtMs !== null && nowMs - alarmedAtMs < ONE_ALARM_MS;
  const lamp = {
    lampUntilMs: Math.max(before?.lampUntilMs ?? 0, nowMs + ALARM_LAMP_MS),
    lampAgainAtMs: nowMs + BEACON_AGAIN_MS,
  };
  if (joins) {
    return { call: { ...lamp, buzzer: before?.buzzer ?? null, alarmedAtMs }, signals: [SHINE] };
  }
  const buzzer = { againAtMs: nowMs + BUZZER_AGAIN_MS, untilMs: nowMs + ALARM_BUZZER_MS };
  return { call: { ...lamp, buzzer, alarmedAtMs: nowMs }, signals: [SHINE, SOUND] };
}

/** A visitor asks that somebody comes now. */
export function raiseWish(before: Call | null, nowMs: number, lampMs: number): CallStep {
  const lampUntilMs = nowMs + lampMs;
  return before === null
    ? {
        call: {
          lampUntilMs,
          lampAgainAtMs: nowMs + BEACON_AGAIN_MS,
          buzzer: null,
          alarmedAtMs: null,
        },
        signals: [SHINE, SOUND],
      }
    : {
        call: { ...before, lampUntilMs: Math.max(before.lampUntilMs, lampUntilMs) },
        signals: [SOUND],
      };
}

/** What time has brought about; the call is null when it is over. */
export function goOnCalling(
  call: Call,
  nowMs: number,
): { readonly call: Call | null; readonly signals: readonly CallSignal[] } {
  if (nowMs >= call.lampUntilMs) {
    return { call: null, signals: [] };
  }
  const shines = nowMs >= call.lampAgainAtMs;
  const isOver = call.buzzer !== null && nowMs >= call.buzzer.untilMs;
  const sounds = call.buzzer !== null && !isOver && nowMs >= call.buzzer.againAtMs;
  return {
    call: {
      ...call,
      lampAgainAtMs: shines ? nowMs + BEACON_AGAIN_MS : call.lampAgainAtMs,
      buzzer: isOver
        ? null
        : call.buzzer && {
            ...call.buzzer,
            againAtMs: sounds ? nowMs + BUZZER_AGAIN_MS : call.buzzer.againAtMs,
          },
    },
    signals: [...(shines ? [SHINE] : []), ...(sounds ? [SOUND] : [])],
  };
}

/** When `goOnCalling` is due. */
export function callDueAtMs({ lampUntilMs, lampAgainAtMs, buzzer }: Call): number {
  const buzzerAtMs =
    buzzer === null ? Number.POSITIVE_INFINITY : Math.min(buzzer.againAtMs, buzzer.untilMs);
  return Math.min(lampUntilMs, lampAgainAtMs, buzzerAtMs);
}

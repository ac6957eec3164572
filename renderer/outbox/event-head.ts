import type { Choice, Score } from '../../contract/choice.ts';
import { asksForStaff } from '../../contract/flow-steps.ts';
import { RATINGS } from '../../contract/ratings.ts';
import { isOnScale, SCALES } from '../../contract/scales.ts';

/** What the page needs to know of an event; everything else of it is for the hub. */
export type EventHead = {
  readonly id: string;
  readonly ledgerId: string;
  readonly number: number;
  /** One of a `FeedbackEvent`, or of a later version of this program. */
  readonly type: string;
  /** Null for everything that is not a press. */
  readonly press: { readonly choice: Choice; readonly repeat: boolean } | null;
  /** Somebody may be waiting in the shop: it jumps the queue. */
  readonly urgent: boolean;
};

type Fields = Readonly<Record<string, unknown>>;

const UUID_V7 = /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

/**
 * Reads an event by hand, as far as the page needs it: a visitor waits, and whoever froze it applied the whole schema.
 * Null for what is no event.
 */
export function readHead(body: string): EventHead | null {
  const event = fieldsIn(body);
  if (event === null) {
    return null;
  }
  const { v, id, ledgerId, number, type } = event;
  const isEvent =
    v === 1 && isEventId(id) && isEventId(ledgerId) && isNumber(number) && typeof type === 'string';
  if (!isEvent) {
    return null;
  }
  const head = { id, ledgerId, number, type };
  if (type !== 'pressed') {
    return { ...head, press: null, urgent: type === 'answered' && isAskForStaff(event) };
  }
  const choice = choiceIn(event);
  const { repeat, recovered } = event;
  if (choice === null || typeof repeat !== 'boolean') {
    return null;
  }
  // A repeat says nothing new, and whoever made a recovered press may be gone.
  const urgent = choice.rating === 'negative' && !repeat && recovered === undefined;
  return { ...head, press: { choice, repeat }, urgent };
}

function fieldsIn(body: string): Fields | null {
  try {
    return asFields(JSON.parse(body));
  } catch {
    return null;
  }
}

function asFields(json: unknown): Fields | null {
  return typeof json === 'object' && json !== null ? (json as Fields) : null;
}

function isEventId(id: unknown): id is string {
  return typeof id === 'string' && UUID_V7.test(id);
}

function isNumber(number: unknown): number is number {
  return Number.isSafeInteger(number) && Number(number) >= 1;
}

function isAskForStaff({ step, outcome }: Fields): boolean {
  const { kind, values } = asFields(outcome) ?? {};
  return (
    typeof step === 'string' &&
    kind === 'choice' &&
    Array.isArray(values) &&
    asksForStaff({ step, outcome: { kind, values } })
  );
}

function choiceIn(event: Fields): Choice | null {
  const rating = RATINGS.find((each) => each === event['rating']);
  if (rating === undefined) {
    return null;
  }
  if (event['score'] === undefined) {
    return { rating, score: null };
  }
  const score = scoreIn(event['score']);
  return score && { rating, score };
}

function scoreIn(json: unknown): Score | null {
  const { scale, value } = asFields(json) ?? {};
  return isScale(scale) && typeof value === 'number' && isOnScale(scale, value)
    ? { scale, value }
    : null;
}

function isScale(scale: unknown): scale is Score['scale'] {
  return typeof scale === 'string' && Object.hasOwn(SCALES, scale);
}

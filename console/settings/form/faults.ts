import type { z } from 'zod';
import type { HubFailure } from '../../api/hub-result.ts';
import { durationInWords } from '../../language/durations.ts';
import type { MessageName } from '../../language/en.ts';
import type { Language, Translate } from '../../language/translator.ts';

/** What is wrong with a value of a form; the path is a JSON pointer into it, such as `/condition/withinMs`. */
export type Fault = { readonly path: string; readonly message: string };

type Words = { t: Translate; language: Language };

/** What a schema of the contract has against a value, in the reader's own words. */
export function faultsOf(schema: z.ZodType, value: unknown, words: Words): Fault[] {
  const parsed = schema.safeParse(value);
  return parsed.success
    ? []
    : parsed.error.issues.map((issue) => ({
        path: issue.path.map((step) => `/${String(step)}`).join(''),
        message: faultMessage(issue, words),
      }));
}

function faultMessage(issue: z.core.$ZodIssue, { t, language }: Words): string {
  const isDuration = String(issue.path.at(-1) ?? '').endsWith('Ms');
  const amount = (value: number | bigint): string | number =>
    isDuration ? durationInWords(Number(value), language) : Number(value);
  switch (issue.code) {
    case 'invalid_type':
      return t('fault.missing');
    case 'too_small':
      if (issue.origin === 'string' || issue.origin === 'array') {
        return Number(issue.minimum) > 1
          ? t('fault.tooShort', { count: Number(issue.minimum) })
          : t('fault.missing');
      }
      return t('fault.atLeast', { min: amount(issue.minimum) });
    case 'too_big':
      if (issue.origin === 'string') {
        return t('fault.tooLong', { count: Number(issue.maximum) });
      }
      return issue.origin === 'array'
        ? t('fault.tooMany', { count: Number(issue.maximum) })
        : t('fault.atMost', { max: amount(issue.maximum) });
    case 'invalid_format':
      if (issue.format === 'email') {
        return t('fault.email');
      }
      return issue.format === 'url' ? t('fault.url') : t('fault.unreadable');
    case 'custom':
      return t(issue.params?.['fault'] === 'name' ? 'fault.name' : 'fault.unreadable');
    default:
      return t('fault.unreadable');
  }
}

/** What only the hub knows of a value, by where in the form it stands. */
const KNOWN_BY_HUB: readonly (readonly [RegExp, MessageName])[] = [
  [/\/locationIds?(\/|$)/u, 'fault.place'],
  [/\/touchpointIds(\/|$)/u, 'fault.touchpoint'],
  [/\/policyId$/u, 'fault.policy'],
  [/\/people(\/|$)|\/userId$/u, 'fault.person'],
  [/\/channels(\/|$)/u, 'fault.channel'],
  [/\/url$/u, 'fault.address'],
];

/**
 * What the hub has against a request, told from the form's own value that stands at `root` in it. The form judged the
 * value by the same schemas before, so what is left is what only the hub knows.
 */
export function faultsIn(failure: HubFailure, root: string, t: Translate): Fault[] {
  return failure.kind === 'refused'
    ? (failure.problem.errors ?? []).map(({ path }) => ({
        path: path === root || path.startsWith(`${root}/`) ? path.slice(root.length) : path,
        message: t(KNOWN_BY_HUB.find(([place]) => place.test(path))?.[1] ?? 'fault.unreadable'),
      }))
    : [];
}

/** What to say at a field: what is wrong with its value, or with a part of it that has no field of its own. */
export function faultAt(faults: readonly Fault[], path: string): string | null {
  return (
    faults.find((fault) => fault.path === path || fault.path.startsWith(`${path}/`))?.message ??
    null
  );
}

/** Those that no field tells of. */
export function faultsBeside(faults: readonly Fault[], fields: readonly string[]): Fault[] {
  return faults.filter((fault) => !fields.some((path) => faultAt([fault], path) !== null));
}

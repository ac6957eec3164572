import type { z } from 'zod';
import { describeFaults } from '../../contract/describe-faults.ts';

export type ArgumentsRead<Value> =
  | { readonly ok: true; readonly value: Value }
  /** In one line without a full stop: which parts are wrong, and what they must be. */
  | { readonly ok: false; readonly fault: string };

/**
 * Reads what follows a command: what it is called with in order, then options, each a name beginning with `--` and its
 * value.
 *
 * @param names of what comes in order.
 * @param schema of all of it by its name.
 */
export function readArguments<Value>(
  args: readonly string[],
  names: readonly string[],
  schema: z.ZodType<Value>,
): ArgumentsRead<Value> {
  const firstOption = args.findIndex(isOption);
  const inOrder = firstOption === -1 ? args : args.slice(0, firstOption);
  const surplus = inOrder[names.length];
  if (surplus !== undefined) {
    return { ok: false, fault: `"${surplus}": is one too many` };
  }
  const given = new Map(inOrder.map((value, index) => [names[index] ?? '', value]));
  for (let index = inOrder.length; index < args.length; index += 2) {
    const [name = '', value] = args.slice(index, index + 2);
    if (!isOption(name)) {
      return { ok: false, fault: `"${name}": belongs to no option` };
    }
    if (value === undefined) {
      return { ok: false, fault: `${name}: has no value` };
    }
    if (given.has(name)) {
      return { ok: false, fault: `${name}: is there twice` };
    }
    given.set(name, value);
  }
  const read = schema.safeParse(Object.fromEntries(given), { error: describeIssue });
  return read.success
    ? { ok: true, value: read.data }
    : { ok: false, fault: describeFaults(read.error) };
}

const isOption = (argument: string): boolean => argument.startsWith('--');

/** In words of a command line; undefined where zod's own do. */
function describeIssue(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : undefined;
    case 'invalid_value':
      return issue.input === undefined
        ? 'is missing'
        : `must be one of ${issue.values.map(String).join(', ')}`;
    case 'unrecognized_keys':
      return `there is no option ${issue.keys.join(', ')}`;
    case 'too_small':
      return 'must not be empty';
    case 'invalid_format':
      return FORMATS[issue.format];
    default:
      return undefined;
  }
}

const FORMATS: Readonly<Record<string, string>> = {
  uuid: 'must be an id, such as 0190a000-0000-7000-8000-000000000001',
  email: 'must be an e-mail address',
  date: 'must be a day, such as 2026-11-23',
};

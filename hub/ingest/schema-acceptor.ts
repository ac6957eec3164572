import type { $ZodCheck, $ZodChecks, $ZodCustom, $ZodType, $ZodTypes } from 'zod/v4/core';

/** String formats that are their pattern and nothing else. */
const PATTERN_FORMATS: ReadonlySet<string> = new Set(['uuid', 'regex']);

/** True only for a value that the schema parses, and parses to itself; false says nothing. */
export type Acceptor = (value: unknown) => boolean;

/**
 * Makes one quick test of a schema. The schema stays the only place that says what fits: this walks it once and leaves
 * behind closures that look at a value without making another, where parsing builds a copy and a trail for errors. Who
 * hears `false` asks the schema itself, which also knows the reason.
 *
 * @throws Error for a schema with parts that are not known here, such as transforms; teach it or parse instead.
 */
export function acceptorOf(schema: $ZodType): Acceptor {
  const { def } = (schema as $ZodTypes)._zod;
  switch (def.type) {
    case 'object': {
      const accepts = objectAcceptor(def.shape, def.catchall);
      const checks = checksOf(schema);
      return checks.length === 0 ? accepts : (value) => accepts(value) && passes(checks, value);
    }
    case 'union':
      return 'discriminator' in def
        ? taggedAcceptor(String(def.discriminator), def.options)
        : anyOf(def.options.map(acceptorOf));
    case 'array': {
      const element = acceptorOf(def.element);
      const checks = checksOf(schema);
      return (value) => Array.isArray(value) && value.every(element) && passes(checks, value);
    }
    case 'nullable': {
      const inner = acceptorOf(def.innerType);
      return (value) => value === null || inner(value);
    }
    case 'optional':
      return acceptorOf(def.innerType);
    case 'literal': {
      const values = new Set<unknown>(def.values);
      return (value) => values.has(value);
    }
    case 'enum': {
      const values = new Set<unknown>(Object.values(def.entries));
      return (value) => values.has(value);
    }
    case 'boolean':
      return (value) => typeof value === 'boolean';
    case 'string':
      return stringAcceptor(checksOf(schema));
    case 'number': {
      const checks = checksOf(schema);
      return (value) =>
        typeof value === 'number' && Number.isFinite(value) && passes(checks, value);
    }
    default:
      throw new Error(`No quick test is known for a schema of type ${def.type}.`);
  }
}

function objectAcceptor(
  shape: Readonly<Record<string, $ZodType>>,
  catchall: $ZodType | undefined,
): Acceptor {
  if (catchall?._zod.def.type !== 'never') {
    throw new Error('A quick test is known for strict objects only.');
  }
  const fields = Object.entries(shape).map(([key, schema]) => ({
    key,
    accepts: acceptorOf(schema),
    isOptional: schema._zod.optin === 'optional',
  }));
  return (value) => {
    if (!isRecord(value)) {
      return false;
    }
    let present = 0;
    for (const { key, accepts, isOptional } of fields) {
      const member = value[key];
      if (member === undefined) {
        if (!isOptional) {
          return false;
        }
      } else if (accepts(member)) {
        present += 1;
      } else {
        return false;
      }
    }
    return Object.keys(value).length === present;
  };
}

/** What is asked for one event is often asked for the next: its ledger, its terminal, its touchpoint. */
function stringAcceptor(checks: readonly Acceptor[]): Acceptor {
  let accepted: string | null = null;
  return (value) => {
    if (value === accepted && accepted !== null) {
      return true;
    }
    if (typeof value !== 'string' || !passes(checks, value)) {
      return false;
    }
    accepted = value;
    return true;
  };
}

/** The options are strict objects whose tag is one literal. */
function taggedAcceptor(tag: string, options: readonly $ZodType[]): Acceptor {
  const byTag = new Map<unknown, Acceptor>();
  for (const option of options) {
    for (const value of option._zod.propValues?.[tag] ?? []) {
      byTag.set(value, acceptorOf(option));
    }
  }
  return (value) => isRecord(value) && byTag.get(value[tag])?.(value) === true;
}

function anyOf(acceptors: readonly Acceptor[]): Acceptor {
  return (value) => acceptors.some((accepts) => accepts(value));
}

function checksOf(schema: $ZodType): Acceptor[] {
  const { def } = schema._zod;
  // A format such as a UUID or a safe integer is its own check.
  const own = 'check' in def ? [acceptorOfCheck(schema as unknown as $ZodCheck)] : [];
  return [...own, ...(def.checks ?? []).map(acceptorOfCheck)];
}

function acceptorOfCheck(check: $ZodCheck): Acceptor {
  if (check._zod.def.check === 'custom') {
    const { fn } = (check as unknown as $ZodCustom)._zod.def;
    return (value) => fn(value) === true;
  }
  const { def } = (check as $ZodChecks)._zod;
  switch (def.check) {
    case 'greater_than':
      return def.inclusive
        ? (value) => Number(value) >= Number(def.value)
        : (value) => Number(value) > Number(def.value);
    case 'less_than':
      return def.inclusive
        ? (value) => Number(value) <= Number(def.value)
        : (value) => Number(value) < Number(def.value);
    case 'number_format':
      if (def.format !== 'safeint') {
        throw new Error(`No quick test is known for the number format ${def.format}.`);
      }
      return Number.isSafeInteger;
    case 'min_length':
      return (value) => lengthOf(value) >= def.minimum;
    case 'max_length':
      return (value) => lengthOf(value) <= def.maximum;
    case 'string_format': {
      const { pattern } = def;
      if (!PATTERN_FORMATS.has(def.format) || pattern === undefined) {
        throw new Error(`No quick test is known for the string format ${def.format}.`);
      }
      return (value) => pattern.test(String(value));
    }
    default:
      throw new Error(`No quick test is known for the check ${def.check}.`);
  }
}

function passes(checks: readonly Acceptor[], value: unknown): boolean {
  for (const check of checks) {
    if (!check(value)) {
      return false;
    }
  }
  return true;
}

function lengthOf(value: unknown): number {
  return typeof value === 'string' || Array.isArray(value) ? value.length : Number.NaN;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

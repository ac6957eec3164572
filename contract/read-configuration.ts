import type { z } from 'zod';
import { describeFaults } from './describe-faults.ts';
import { TerminalConfiguration } from './terminal-configuration.ts';

export type ReadConfiguration =
  | {
      readonly ok: true;
      readonly configuration: TerminalConfiguration;
      /** Where it said more than this program knows, such as `appearance.sparkle`: left out. */
      readonly unknown: readonly string[];
    }
  | {
      readonly ok: false;
      /** As far as it can be read. */
      readonly version: number | null;
      /** Which fields, and what is wrong with them; it repeats no value. */
      readonly problem: string;
    };

/** A part that is left out can uncover another one only where that is nested in it, so a few rounds are plenty. */
const ROUNDS = 5;

/**
 * Reads a configuration that a hub, or a program, of another version may have written. What is not known is left out,
 * because a newer hub must not take a terminal down; what is known has to be as it should be.
 */
export function readConfiguration(json: unknown): ReadConfiguration {
  const copy: unknown = JSON.parse(JSON.stringify(json ?? null));
  const unknown: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const parsed = TerminalConfiguration.safeParse(copy);
    if (parsed.success) {
      return { ok: true, configuration: parsed.data, unknown };
    }
    const leftOut = parsed.error.issues.flatMap((issue) => leaveOut(copy, issue));
    if (leftOut.length === 0) {
      return refused(json, parsed.error);
    }
    unknown.push(...leftOut);
  }
  return refused(json, null);
}

/** Takes what an issue calls unknown out of the configuration. @returns where it was. */
function leaveOut(configuration: unknown, issue: z.core.$ZodIssue): readonly string[] {
  if (issue.code !== 'unrecognized_keys') {
    return [];
  }
  let part = configuration;
  for (const step of issue.path) {
    part = (part as Record<PropertyKey, unknown>)[step];
  }
  for (const key of issue.keys) {
    delete (part as Record<string, unknown>)[key];
  }
  return issue.keys.map((key) => [...issue.path, key].join('.'));
}

function refused(json: unknown, error: z.ZodError | null): ReadConfiguration {
  const version =
    typeof json === 'object' && json !== null && 'version' in json && Number.isInteger(json.version)
      ? Number(json.version)
      : null;
  const problem = error === null ? 'it says too much that is not known' : describeFaults(error);
  return { ok: false, version, problem };
}

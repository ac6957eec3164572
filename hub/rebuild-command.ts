import { z } from 'zod';
import { HubId } from '../contract/identifiers.ts';
import { ConfigError } from './config-error.ts';
import type { DayRange } from './insights/rebuild-rollups.ts';

export type RebuildCommand = { readonly organizationId: string; readonly days: DayRange };

const Arguments = z.tuple([z.literal('rebuild-rollups'), HubId, z.iso.date(), z.iso.date()]);

/**
 * What the hub is to do instead of serving, from the arguments it was started with; null to serve.
 *
 * @throws ConfigError when it is not `rebuild-rollups ORGANIZATION FROM THROUGH`.
 */
export function readRebuildCommand(args: readonly string[]): RebuildCommand | null {
  if (args.length === 0) {
    return null;
  }
  const parsed = Arguments.safeParse(args);
  if (!parsed.success) {
    throw new ConfigError(
      'Start the hub without arguments, or with: rebuild-rollups ORGANIZATION_ID FROM THROUGH (days in UTC, YYYY-MM-DD).',
    );
  }
  const [, organizationId, from, through] = parsed.data;
  return { organizationId, days: { from, through } };
}

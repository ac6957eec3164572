import { z } from 'zod';
import { HubId } from '../../contract/identifiers.ts';
import { ConfigError } from '../config-error.ts';
import type { DayRange } from '../insights/rebuild-rollups.ts';

/** What the hub is to do instead of serving. */
export type HubCommand =
  | {
      readonly kind: 'rebuild-rollups';
      readonly organizationId: string;
      readonly days: DayRange;
    }
  | { readonly kind: 'rotate-sealing-key'; readonly organizationId: string }
  | { readonly kind: 'replace-secret' }
  | { readonly kind: 'configure'; readonly file: string }
  | {
      readonly kind: 'provision';
      readonly organizationId: string;
      readonly touchpointId: string;
      readonly out: string;
    };

const Path = z.string().min(1);

const Arguments = z.union([
  z
    .tuple([z.literal('rebuild-rollups'), HubId, z.iso.date(), z.iso.date()])
    .transform(([kind, organizationId, from, through]): HubCommand => {
      return { kind, organizationId, days: { from, through } };
    }),
  z
    .tuple([z.literal('rotate-sealing-key'), HubId])
    .transform(([kind, organizationId]): HubCommand => ({ kind, organizationId })),
  z.tuple([z.literal('replace-secret')]).transform(([kind]): HubCommand => ({ kind })),
  z.tuple([z.literal('configure'), Path]).transform(([kind, file]): HubCommand => ({ kind, file })),
]);

const ProvisionOptions = z.strictObject({
  '--organization': HubId,
  '--touchpoint': HubId,
  '--out': Path,
});

/** How each is called, by its first word. */
const USAGE: Readonly<Record<HubCommand['kind'], string>> = {
  'rebuild-rollups':
    'npm run hub -- rebuild-rollups ORGANIZATION_ID FROM THROUGH (days in UTC, YYYY-MM-DD)',
  'rotate-sealing-key': 'npm run hub -- rotate-sealing-key ORGANIZATION_ID',
  'replace-secret': 'npm run hub -- replace-secret',
  configure: 'npm run configure -- FILE.json',
  provision:
    'npm run provision -- --organization ORGANIZATION_ID --touchpoint TOUCHPOINT_ID --out FILE.json',
};

/**
 * Reads the arguments the process was started with; null to serve.
 *
 * @throws ConfigError that says how the command is called, or which commands there are.
 */
export function readHubCommand(args: readonly string[]): HubCommand | null {
  const [first, ...rest] = args;
  if (first === undefined) {
    return null;
  }
  const command = first === 'provision' ? readProvision(rest) : Arguments.safeParse(args).data;
  if (command !== undefined) {
    return command;
  }
  throw new ConfigError(
    Object.hasOwn(USAGE, first)
      ? `Usage: ${USAGE[first as HubCommand['kind']]}.`
      : `Start the hub without arguments, or with one of: ${Object.keys(USAGE).join(', ')}.`,
  );
}

function readProvision(args: readonly string[]): HubCommand | undefined {
  const pairs = args.flatMap((name, index) => (index % 2 === 0 ? [[name, args[index + 1]]] : []));
  const options = ProvisionOptions.safeParse(Object.fromEntries(pairs) as unknown).data;
  return options === undefined || pairs.length !== Object.keys(options).length
    ? undefined
    : {
        kind: 'provision',
        organizationId: options['--organization'],
        touchpointId: options['--touchpoint'],
        out: options['--out'],
      };
}

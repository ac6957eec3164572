import { z } from 'zod';
import { DisplayName } from '../../contract/display-name.ts';
import { HubId } from '../../contract/identifiers.ts';
import { Role } from '../../contract/protocol/me.ts';
import { NOTICE_LANGUAGES, NoticeLanguage } from '../../contract/protocol/people.ts';
import { ConfigError } from '../config-error.ts';
import { PAGE_LANGUAGES, type PageLanguage } from '../follow-up/languages.ts';
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
  | { readonly kind: 'forget'; readonly email: string }
  | { readonly kind: 'configure'; readonly file: string }
  | {
      readonly kind: 'provision';
      readonly organizationId: string;
      readonly touchpointId: string;
      readonly out: string;
    }
  | {
      readonly kind: 'invite';
      readonly email: string;
      /** One that there is, or one that is made under this name. */
      readonly organization: { readonly id: string } | { readonly newName: string };
      readonly role: Role;
      /** By name or id; null: everywhere. */
      readonly location: string | null;
      readonly language: NoticeLanguage;
    }
  | {
      readonly kind: 'survey-link';
      readonly organizationId: string;
      readonly does:
        | {
            readonly make: {
              readonly touchpointId: string;
              readonly language?: PageLanguage | undefined;
            };
          }
        /** The link itself, or its last part. */
        | { readonly revoke: string }
        /** The touchpoint whose start screen shows it. */
        | { readonly renewStartCode: string };
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
  z
    .tuple([z.literal('forget'), z.email().max(254)])
    .transform(([kind, email]): HubCommand => ({ kind, email })),
  z.tuple([z.literal('configure'), Path]).transform(([kind, file]): HubCommand => ({ kind, file })),
]);

const ProvisionOptions = z.strictObject({
  '--organization': HubId,
  '--touchpoint': HubId,
  '--out': Path,
});

const Invited = {
  '--role': Role.default('admin'),
  '--location': z.string().min(1).optional(),
  '--language': NoticeLanguage.default('en'),
};
const InviteOptions = z.union([
  z.strictObject({ '--organization': HubId, ...Invited }),
  z.strictObject({ '--new-organization': DisplayName, ...Invited }),
]);

const SurveyLinkOptions = z.union([
  z.strictObject({
    '--organization': HubId,
    '--touchpoint': HubId,
    '--language': z.enum(PAGE_LANGUAGES).optional(),
  }),
  z.strictObject({ '--organization': HubId, '--revoke': z.string().min(1) }),
  z.strictObject({ '--organization': HubId, '--renew-start-code': HubId }),
]);

/** How each is called, by its first word. */
const USAGE: Readonly<Record<HubCommand['kind'], string>> = {
  'rebuild-rollups':
    'npm run hub -- rebuild-rollups ORGANIZATION_ID FROM THROUGH (days in UTC, YYYY-MM-DD)',
  'rotate-sealing-key': 'npm run hub -- rotate-sealing-key ORGANIZATION_ID',
  'replace-secret': 'npm run hub -- replace-secret',
  forget: 'npm run forget -- EMAIL',
  configure: 'npm run configure -- FILE.json',
  provision:
    'npm run provision -- --organization ORGANIZATION_ID --touchpoint TOUCHPOINT_ID --out FILE.json',
  invite: `npm run invite -- EMAIL --organization ORGANIZATION_ID [--role ${Role.options.join('|')}] [--location NAME] [--language ${NOTICE_LANGUAGES.join('|')}], or … EMAIL --new-organization NAME`,
  'survey-link': `npm run survey-link -- --organization ORGANIZATION_ID --touchpoint TOUCHPOINT_ID [--language ${PAGE_LANGUAGES.join('|')}], or … --organization ORGANIZATION_ID --revoke LINK, or … --organization ORGANIZATION_ID --renew-start-code TOUCHPOINT_ID`,
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
  const command =
    first === 'provision'
      ? readProvision(rest)
      : first === 'survey-link'
        ? readSurveyLink(rest)
        : first === 'invite'
          ? readInvite(rest)
          : Arguments.safeParse(args).data;
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
  const options = readOptions(args, ProvisionOptions);
  return options === undefined
    ? undefined
    : {
        kind: 'provision',
        organizationId: options['--organization'],
        touchpointId: options['--touchpoint'],
        out: options['--out'],
      };
}

function readInvite([email, ...args]: readonly string[]): HubCommand | undefined {
  const address = z.email().max(254).safeParse(email);
  const options = readOptions(args, InviteOptions);
  if (!address.success || options === undefined) {
    return undefined;
  }
  const location = options['--location'] ?? null;
  if ('--new-organization' in options && location !== null) {
    // It has no locations yet.
    return undefined;
  }
  return {
    kind: 'invite',
    email: address.data,
    organization:
      '--organization' in options
        ? { id: options['--organization'] }
        : { newName: options['--new-organization'] },
    role: options['--role'],
    location,
    language: options['--language'],
  };
}

function readSurveyLink(args: readonly string[]): HubCommand | undefined {
  const options = readOptions(args, SurveyLinkOptions);
  if (options === undefined) {
    return undefined;
  }
  const does =
    '--revoke' in options
      ? { revoke: options['--revoke'] }
      : '--renew-start-code' in options
        ? { renewStartCode: options['--renew-start-code'] }
        : { make: { touchpointId: options['--touchpoint'], language: options['--language'] } };
  return { kind: 'survey-link', organizationId: options['--organization'], does };
}

/** Names and values in turn, each name once. */
function readOptions<Options extends object>(
  args: readonly string[],
  schema: z.ZodType<Options>,
): Options | undefined {
  const pairs = args.flatMap((name, index) => (index % 2 === 0 ? [[name, args[index + 1]]] : []));
  const given = Object.fromEntries(pairs) as Readonly<Record<string, unknown>>;
  return Object.keys(given).length === pairs.length ? schema.safeParse(given).data : undefined;
}

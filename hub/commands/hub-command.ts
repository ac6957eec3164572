import { z } from 'zod';
import { DisplayName } from '../../contract/display-name.ts';
import { HubId } from '../../contract/identifiers.ts';
import { Role } from '../../contract/protocol/me.ts';
import { NOTICE_LANGUAGES, NoticeLanguage } from '../../contract/protocol/people.ts';
import { ConfigError } from '../config-error.ts';
import { PAGE_LANGUAGES, type PageLanguage } from '../follow-up/languages.ts';
import type { DayRange } from '../insights/rebuild-rollups.ts';
import { readArguments } from './read-arguments.ts';

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

/** How a command is called, and what that means. */
type CommandForm = {
  readonly usage: string;
  /** Of what it is called with in order, before its options. */
  readonly names: readonly string[];
  /** Of all that by its name, and of the options. */
  readonly schema: z.ZodType<HubCommand>;
};

const Path = z.string().min(1);
const Email = z.email().max(254);

const Invite = z
  .strictObject({
    EMAIL: Email,
    '--organization': HubId.optional(),
    '--new-organization': DisplayName.optional(),
    '--role': Role.default('admin'),
    '--location': z.string().min(1).optional(),
    '--language': NoticeLanguage.default('en'),
  })
  .transform((given, context): HubCommand => {
    const { '--organization': id, '--new-organization': newName, '--location': location } = given;
    const fault =
      (id === undefined) === (newName === undefined)
        ? 'say one of --organization and --new-organization'
        : newName !== undefined && location !== undefined
          ? '--location: a new organization has none yet'
          : null;
    if (fault !== null) {
      context.addIssue(fault);
      return z.NEVER;
    }
    return {
      kind: 'invite',
      email: given.EMAIL,
      organization: newName === undefined ? { id: id ?? '' } : { newName },
      role: given['--role'],
      location: location ?? null,
      language: given['--language'],
    };
  });

const SurveyLink = z
  .strictObject({
    '--organization': HubId,
    '--touchpoint': HubId.optional(),
    '--language': z.enum(PAGE_LANGUAGES).optional(),
    '--revoke': z.string().min(1).optional(),
    '--renew-start-code': HubId.optional(),
  })
  .transform((given, context): HubCommand => {
    const {
      '--touchpoint': touchpointId,
      '--language': language,
      '--revoke': revoke,
      '--renew-start-code': renewStartCode,
    } = given;
    const [does, ...others] = [
      ...(touchpointId === undefined ? [] : [{ make: { touchpointId, language } }]),
      ...(revoke === undefined ? [] : [{ revoke }]),
      ...(renewStartCode === undefined ? [] : [{ renewStartCode }]),
    ];
    if (does === undefined || others.length > 0) {
      context.addIssue('say one of --touchpoint, --revoke and --renew-start-code');
      return z.NEVER;
    }
    if (language !== undefined && !('make' in does)) {
      context.addIssue('--language: goes with --touchpoint only');
      return z.NEVER;
    }
    return { kind: 'survey-link', organizationId: given['--organization'], does };
  });

const COMMANDS: Readonly<Record<HubCommand['kind'], CommandForm>> = {
  'rebuild-rollups': {
    usage: 'npm run hub -- rebuild-rollups ORGANIZATION_ID FROM THROUGH (days in UTC, YYYY-MM-DD)',
    names: ['ORGANIZATION_ID', 'FROM', 'THROUGH'],
    schema: z
      .strictObject({ ORGANIZATION_ID: HubId, FROM: z.iso.date(), THROUGH: z.iso.date() })
      .transform(({ ORGANIZATION_ID: organizationId, FROM: from, THROUGH: through }) => ({
        kind: 'rebuild-rollups',
        organizationId,
        days: { from, through },
      })),
  },
  'rotate-sealing-key': {
    usage: 'npm run hub -- rotate-sealing-key ORGANIZATION_ID',
    names: ['ORGANIZATION_ID'],
    schema: z.strictObject({ ORGANIZATION_ID: HubId }).transform((given) => ({
      kind: 'rotate-sealing-key',
      organizationId: given.ORGANIZATION_ID,
    })),
  },
  'replace-secret': {
    usage: 'npm run hub -- replace-secret',
    names: [],
    schema: z.strictObject({}).transform(() => ({ kind: 'replace-secret' })),
  },
  forget: {
    usage: 'npm run forget -- EMAIL',
    names: ['EMAIL'],
    schema: z
      .strictObject({ EMAIL: Email })
      .transform(({ EMAIL: email }) => ({ kind: 'forget', email })),
  },
  configure: {
    usage: 'npm run configure -- FILE.json',
    names: ['FILE.json'],
    schema: z
      .strictObject({ 'FILE.json': Path })
      .transform(({ 'FILE.json': file }) => ({ kind: 'configure', file })),
  },
  provision: {
    usage:
      'npm run provision -- --organization ORGANIZATION_ID --touchpoint TOUCHPOINT_ID --out FILE.json',
    names: [],
    schema: z
      .strictObject({ '--organization': HubId, '--touchpoint': HubId, '--out': Path })
      .transform((given) => ({
        kind: 'provision',
        organizationId: given['--organization'],
        touchpointId: given['--touchpoint'],
        out: given['--out'],
      })),
  },
  invite: {
    usage: `npm run invite -- EMAIL --organization ORGANIZATION_ID [--role ${Role.options.join('|')}] [--location NAME] [--language ${NOTICE_LANGUAGES.join('|')}], or … EMAIL --new-organization NAME`,
    names: ['EMAIL'],
    schema: Invite,
  },
  'survey-link': {
    usage: `npm run survey-link -- --organization ORGANIZATION_ID --touchpoint TOUCHPOINT_ID [--language ${PAGE_LANGUAGES.join('|')}], or … --organization ORGANIZATION_ID --revoke LINK, or … --organization ORGANIZATION_ID --renew-start-code TOUCHPOINT_ID`,
    names: [],
    schema: SurveyLink,
  },
};

/**
 * Reads the arguments the process was started with; null to serve.
 *
 * @throws ConfigError that says what is wrong and, in another line, how the command is called; or which commands there
 * are.
 */
export function readHubCommand(args: readonly string[]): HubCommand | null {
  const [first, ...rest] = args;
  if (first === undefined) {
    return null;
  }
  if (!Object.hasOwn(COMMANDS, first)) {
    throw new ConfigError(
      `Start the hub without arguments, or with one of: ${Object.keys(COMMANDS).join(', ')}.`,
    );
  }
  const { usage, names, schema } = COMMANDS[first as HubCommand['kind']];
  const read = readArguments(rest, names, schema);
  if (!read.ok) {
    throw new ConfigError(`${first}: ${read.fault}.\nUsage: ${usage}.`);
  }
  return read.value;
}

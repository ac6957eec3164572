import type { Audience } from '../../../contract/alert-rule.ts';
import type { Member } from '../../../contract/protocol/people.ts';
import type { Translate } from '../../language/translator.ts';

const ROLES = ['staff', 'manager', 'it', 'admin'] as const;

/** Those that are not a person by name. */
export const GROUP_KEYS: readonly string[] = ['on-duty', ...ROLES];

/** One text for each audience, for a picker. */
export function audienceKey(audience: Audience): string {
  switch (audience.kind) {
    case 'on-duty':
      return 'on-duty';
    case 'role':
      return audience.role;
    case 'person':
      return audience.userId;
  }
}

export function audienceOf(key: string): Audience {
  if (key === 'on-duty') {
    return { kind: 'on-duty' };
  }
  const role = ROLES.find((name) => name === key);
  return role === undefined ? { kind: 'person', userId: key } : { kind: 'role', role };
}

export function audienceName(
  audience: Audience,
  people: readonly Pick<Member, 'userId' | 'name'>[],
  t: Translate,
): string {
  switch (audience.kind) {
    case 'on-duty':
      return t('audience.on-duty');
    case 'role':
      return t(`audience.${audience.role}`);
    case 'person':
      return people.find(({ userId }) => userId === audience.userId)?.name ?? t('audience.unknown');
  }
}

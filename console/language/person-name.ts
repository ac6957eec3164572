import { FORMER_MEMBER } from '../../contract/protocol/people.ts';
import type { Translate } from './translator.ts';

/** Who did something, at the beginning of a sentence. */
export function whoFirst(name: string | null | undefined, t: Translate): string {
  return name === FORMER_MEMBER ? t('person.left') : (name ?? t('entry.somebody'));
}

/** The same within a sentence. */
export function whoWithin(name: string | null | undefined, t: Translate): string {
  return name === FORMER_MEMBER ? t('person.leftWithin') : (name ?? t('person.somebodyWithin'));
}

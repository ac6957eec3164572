import type { NoticeLanguage } from '../../contract/protocol/people.ts';

/** A language by its own name, so that anyone can find theirs. */
export function languageName(tag: NoticeLanguage): string {
  const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}

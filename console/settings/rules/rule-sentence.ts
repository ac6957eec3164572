import type { RuleCondition, RuleContent } from '../../../contract/alert-rule.ts';
import { durationInWords } from '../../language/durations.ts';
import { LOCALES } from '../../language/times.ts';
import type { Language, Translate } from '../../language/translator.ts';

/** What a rule's ids are called; null for what the reader does not see. */
export type RuleNames = {
  location: (id: string) => string | null;
  touchpoint: (id: string) => string | null;
  policy: (id: string) => string | null;
};

type Words = { t: Translate; language: Language };

/** A rule as one would say it, on lines that never end in the arrow: "3 red presses within 10 minutes, at Utrecht and below, while open → Staff at once". */
export function ruleSentence(
  rule: Pick<RuleContent, 'condition' | 'scope' | 'policyId'>,
  names: RuleNames,
  words: Words,
): string {
  const { t } = words;
  const { locationIds, touchpointIds, hours } = rule.scope;
  const parts = [
    conditionInWords(rule.condition, words),
    locationIds.length === 0
      ? touchpointIds.length === 0
        ? t('rule.everywhere')
        : null
      : t('rule.at', { places: list(locationIds.map(names.location), words) }),
    touchpointIds.length === 0
      ? null
      : t('rule.only', { places: list(touchpointIds.map(names.touchpoint), words) }),
    hours === 'open' && rule.condition.kind !== 'silent' ? t('rule.whileOpen') : null,
  ].filter((part) => part !== null);
  return `${parts.join(', ')} →\u00a0${names.policy(rule.policyId) ?? t('rule.unknownPolicy')}`;
}

export function conditionInWords(condition: RuleCondition, { t, language }: Words): string {
  const duration = (ms: number): string => (Number.isNaN(ms) ? '…' : durationInWords(ms, language));
  switch (condition.kind) {
    case 'each-negative':
    case 'help-asked':
      return t(`rule.${condition.kind}`);
    case 'count':
      return t('rule.count', {
        negatives: amountInWords(condition.negatives),
        within: duration(condition.withinMs),
      });
    case 'score-below':
      return t('rule.score-below', {
        score: amountInWords(condition.score),
        within: duration(condition.withinMs),
        presses: amountInWords(condition.minPresses),
      });
    case 'silent':
    case 'offline':
    case 'box-lost':
      return t(`rule.${condition.kind}`, { for: duration(condition.forMs) });
  }
}

/** What is not typed yet is left open. */
function amountInWords(value: number): string | number {
  return Number.isNaN(value) ? '…' : value;
}

const NAMED = 3;

/** The first few by name, the others counted with those that the reader does not see. */
function list(names: readonly (string | null)[], { t, language }: Words): string {
  const known = names.filter((name) => name !== null);
  const told = known.slice(0, known.length > NAMED + 1 ? NAMED : NAMED + 1);
  const rest = names.length - told.length;
  return new Intl.ListFormat(LOCALES[language]).format([
    ...told,
    ...(rest === 0 ? [] : [t('rule.others', { count: rest })]),
  ]);
}

import type { ReactElement } from 'react';
import type { RuleCondition } from '../../../contract/alert-rule.ts';
import { useLanguage } from '../../language/language-context.tsx';
import { ChoiceEntry } from '../form/choice-entry.tsx';
import { DurationEntry } from '../form/duration-entry.tsx';
import { NumberEntry } from '../form/number-entry.tsx';
import { beginCondition, CONDITION_KINDS } from './rule-draft.ts';

/** What has to be so: its kind, and the numbers that kind has. */
export function ConditionFields(props: {
  condition: RuleCondition;
  onChange: (condition: RuleCondition) => void;
}): ReactElement {
  const { t } = useLanguage();
  const { condition, onChange } = props;
  return (
    <>
      <ChoiceEntry
        path="/condition/kind"
        label={t('rules.when')}
        hint={t(`conditionHint.${condition.kind}`)}
        value={condition.kind}
        choices={CONDITION_KINDS.map((kind) => ({ value: kind, label: t(`condition.${kind}`) }))}
        onChange={(kind) => onChange(beginCondition(kind))}
      />
      {condition.kind === 'count' && (
        <NumberEntry
          path="/condition/negatives"
          label={t('rules.negatives')}
          value={condition.negatives}
          onChange={(negatives) => onChange({ ...condition, negatives })}
        />
      )}
      {condition.kind === 'score-below' && (
        <>
          <NumberEntry
            path="/condition/score"
            label={t('rules.score')}
            hint={t('rules.scoreHint')}
            value={condition.score}
            onChange={(score) => onChange({ ...condition, score })}
          />
          <NumberEntry
            path="/condition/minPresses"
            label={t('rules.minPresses')}
            value={condition.minPresses}
            onChange={(minPresses) => onChange({ ...condition, minPresses })}
          />
        </>
      )}
      {'withinMs' in condition && (
        <DurationEntry
          key={condition.kind}
          path="/condition/withinMs"
          label={t('rules.within')}
          valueMs={condition.withinMs}
          onChange={(withinMs) => onChange({ ...condition, withinMs })}
        />
      )}
      {'forMs' in condition && (
        <DurationEntry
          key={condition.kind}
          path="/condition/forMs"
          label={t('rules.for')}
          valueMs={condition.forMs}
          onChange={(forMs) => onChange({ ...condition, forMs })}
        />
      )}
    </>
  );
}

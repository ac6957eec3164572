import { type ReactNode, useState } from 'react';
import type { Step } from '../../contract/questionnaire.ts';
import { localizedText } from '../language/localized-text.ts';
import { pressGesture } from '../screens/press-gesture.ts';
import { FlowButton } from './flow-button.tsx';
import { FlowPage, Words } from './flow-page.tsx';
import { LineIcon } from './line-icon.tsx';
import { frameOf, inOwnWords, questionOf, type StepProps } from './step-props.ts';

type ChoiceStep = Extract<Step, { kind: 'choice' }>;

/** Reasons as tiles. One: the first touch answers. Several: each is turned on and off, and a button answers. */
export function ChoiceStepPage(props: StepProps & { readonly step: ChoiceStep }): ReactNode {
  const { step, texts, language, languages, onLeave } = props;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const question = questionOf(props);

  function press(id: string): void {
    if (!step.several) {
      onLeave({ kind: 'choice', values: [id] });
      return;
    }
    const next = new Set(chosen);
    if (!next.delete(id)) {
      next.add(id);
    }
    setChosen(next);
  }

  return (
    <FlowPage
      {...frameOf(props)}
      kind="choice"
      heading={question}
      below={step.several ? inOwnWords(texts, 'choice.several') : null}
    >
      <div
        className="tiles"
        role="group"
        aria-label={question.text}
        data-count={step.choices.length}
      >
        {step.choices.map(({ id, icon, label }) => (
          <Tile key={id} pressed={step.several ? chosen.has(id) : null} onPress={() => press(id)}>
            {icon === null ? null : (
              <span className="tile-icon">
                <LineIcon name={icon} />
              </span>
            )}
            <span className="tile-label">
              <Words of={localizedText(label, language, languages)} />
            </span>
          </Tile>
        ))}
      </div>
      <div className="flow-actions">
        <FlowButton look="plain" onPress={() => onLeave({ kind: 'skipped' })}>
          {texts.t('flow.skip')}
        </FlowButton>
        {step.several ? (
          <FlowButton
            look="main"
            disabled={chosen.size === 0}
            onPress={() =>
              onLeave({
                kind: 'choice',
                values: step.choices.map(({ id }) => id).filter((id) => chosen.has(id)),
              })
            }
          >
            {texts.t('flow.done')}
          </FlowButton>
        ) : null}
      </div>
    </FlowPage>
  );
}

function Tile({
  pressed,
  onPress,
  children,
}: {
  /** Null where a touch answers at once. */
  readonly pressed: boolean | null;
  readonly onPress: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const gesture = pressGesture(onPress);
  return (
    <button type="button" className="tile" aria-pressed={pressed ?? undefined} {...gesture}>
      {children}
      {pressed === null ? null : (
        <span className="tile-tick">
          <LineIcon name="check" />
        </span>
      )}
    </button>
  );
}

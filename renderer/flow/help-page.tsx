import { type ReactNode, useEffect, useRef } from 'react';
import type { HelpCall, KioskView } from '../kiosk/kiosk-view.ts';
import { Face } from '../screens/face.tsx';
import { useArrowKeys } from '../screens/use-arrow-keys.ts';
import { FlowButton } from './flow-button.tsx';
import type { FlowTextKey } from './language/en.ts';
import type { FlowTexts } from './language/flow-texts.ts';
import { LineIcon } from './line-icon.tsx';

const WORDS: Readonly<
  Record<HelpCall, { readonly title: FlowTextKey; readonly text: FlowTextKey }>
> = {
  asked: { title: 'help.asked.title', text: 'help.asked.text' },
  coming: { title: 'help.coming.title', text: 'help.coming.text' },
  unanswered: { title: 'help.unanswered.title', text: 'help.unanswered.text' },
};

/** Staff are asked, somebody is coming, or nobody answered: true words only. Whether anybody heard is not known. */
export function HelpPage({
  view,
  texts,
  onDone,
}: {
  readonly view: Extract<KioskView, { screen: 'help' }>;
  readonly texts: FlowTexts;
  readonly onDone: () => void;
}): ReactNode {
  const { pressId, call } = view;
  const { title, text } = WORDS[call];
  const h1 = useRef<HTMLHeadingElement>(null);
  const screen = useRef<HTMLDivElement>(null);
  useArrowKeys(screen);
  useEffect(() => h1.current?.focus({ preventScroll: true }), []);
  return (
    <div ref={screen} className="screen help-page" data-press-id={pressId} data-call={call}>
      <span className="help-stage">
        {call === 'coming' ? (
          <Face kind="positive" chosen />
        ) : (
          <span className="help-bell">
            <LineIcon name="ask-staff" />
          </span>
        )}
      </span>
      <div className="help-words" role="status">
        <h1 className="display" ref={h1} tabIndex={-1}>
          {texts.t(title)}
        </h1>
        <p className="lead">{texts.t(text)}</p>
      </div>
      <div className="flow-actions">
        <FlowButton look="plain" onPress={onDone}>
          {texts.t('flow.done')}
        </FlowButton>
      </div>
    </div>
  );
}

import { type ReactNode, useEffect, useRef } from 'react';
import type { KioskView } from '../kiosk/kiosk-view.ts';
import { Face } from '../screens/face.tsx';
import { FlowButton } from './flow-button.tsx';
import type { FlowTexts } from './language/flow-texts.ts';
import { LineIcon } from './line-icon.tsx';

/** Staff were asked, or somebody is coming: true words only, for as long as a visitor waits for them. */
export function HelpPage({
  view,
  texts,
  onDone,
}: {
  readonly view: Extract<KioskView, { screen: 'help' }>;
  readonly texts: FlowTexts;
  readonly onDone: () => void;
}): ReactNode {
  const { pressId, coming } = view;
  const h1 = useRef<HTMLHeadingElement>(null);
  useEffect(() => h1.current?.focus({ preventScroll: true }), []);
  return (
    <div className="screen help-page" data-press-id={pressId} data-coming={coming || undefined}>
      <span className="help-stage">
        {coming ? (
          <Face kind="positive" chosen />
        ) : (
          <span className="help-bell">
            <LineIcon name="ask-staff" />
          </span>
        )}
      </span>
      <div className="help-words" role="status">
        <h1 className="display" ref={h1} tabIndex={-1}>
          {texts.t(coming ? 'help.coming.title' : 'help.asked.title')}
        </h1>
        <p className="lead">{texts.t(coming ? 'help.coming.text' : 'help.asked.text')}</p>
      </div>
      <div className="flow-actions">
        <FlowButton look="plain" onPress={onDone}>
          {texts.t('flow.done')}
        </FlowButton>
      </div>
    </div>
  );
}

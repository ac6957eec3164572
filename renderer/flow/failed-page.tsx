import type { ReactNode } from 'react';
import { FlowButton } from './flow-button.tsx';
import { FlowPage } from './flow-page.tsx';
import { inOwnWords, type StepProps } from './step-props.ts';

/** Says that what a visitor wrote is lost, and whose fault that is. A touch anywhere goes on. */
export function FailedPage({
  view,
  texts,
  onGoOn,
}: Pick<StepProps, 'view' | 'texts'> & { readonly onGoOn: () => void }): ReactNode {
  return (
    <FlowPage
      texts={texts}
      pressId={view.pressId}
      face="troubled"
      above={null}
      heading={inOwnWords(texts, 'flow.failed.title')}
      below={inOwnWords(texts, 'flow.failed.text')}
      closing={null}
      kind="failed"
    >
      <div className="flow-actions">
        <FlowButton look="main" onPress={onGoOn}>
          {texts.t('flow.goOn')}
        </FlowButton>
      </div>
    </FlowPage>
  );
}

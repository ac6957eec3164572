import type { ReactNode } from 'react';
import type { FlowControls, KioskView, ShownOffer } from '../kiosk/kiosk-view.ts';
import type { ThanksWords } from '../screens/thanks-words.ts';
import { FlowButton } from './flow-button.tsx';
import { FlowPage } from './flow-page.tsx';
import type { FlowTexts } from './language/flow-texts.ts';
import { LineIcon } from './line-icon.tsx';
import { QrCode } from './qr-code.tsx';

type ThanksView = Extract<KioskView, { screen: 'thanks' }>;
type CodeOffer = Extract<ShownOffer, { kind: 'follow-up' | 'review' }>;

/** A thank-you with something to do on it: to be called back, to ask for staff, or to go on by phone. */
export function OffersPage({
  view,
  texts,
  thanks,
  flow,
}: {
  readonly view: ThanksView;
  readonly texts: FlowTexts;
  readonly thanks: ThanksWords;
  readonly flow: FlowControls;
}): ReactNode {
  const { pressId, rating, offers, closing } = view;
  const code = offers.find(isCode);
  const actions = offers.filter((offer) => !isCode(offer));
  return (
    <FlowPage
      texts={texts}
      pressId={pressId}
      face={rating}
      above={null}
      heading={thanks.title}
      below={thanks.text}
      closing={closing}
      kind="thanks"
    >
      {actions.length === 0 ? null : (
        <div className="offers">
          {actions.map(({ kind }) => (
            <FlowButton key={kind} look="offer" onPress={() => flow.takeOffer(pressId, kind)}>
              <LineIcon name={kind} />
              <span>{texts.t(`offer.${kind}`)}</span>
            </FlowButton>
          ))}
        </div>
      )}
      {code === undefined ? null : <Code offer={code} texts={texts} />}
      <div className="flow-actions">
        <FlowButton look="plain" onPress={() => flow.done(pressId)}>
          {texts.t('flow.done')}
        </FlowButton>
      </div>
    </FlowPage>
  );
}

function Code({
  offer,
  texts,
}: {
  readonly offer: CodeOffer;
  readonly texts: FlowTexts;
}): ReactNode {
  const title = texts.t(`offer.${offer.kind}.title`);
  return (
    <figure className="code">
      {offer.url === null ? (
        <span className="code-place" />
      ) : (
        <QrCode text={offer.url} name={`${texts.t('offer.code')}: ${title}`} />
      )}
      <figcaption>
        <strong>{title}</strong>
        <span>{texts.t(`offer.${offer.kind}.text`)}</span>
      </figcaption>
    </figure>
  );
}

function isCode(offer: ShownOffer): offer is CodeOffer {
  return offer.kind === 'follow-up' || offer.kind === 'review';
}

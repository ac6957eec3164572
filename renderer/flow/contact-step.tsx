import {
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useDeferredValue,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import type { Step } from '../../contract/questionnaire.ts';
import { localizedText } from '../language/localized-text.ts';
import { pressGesture } from '../screens/press-gesture.ts';
import { focusWhenTyping } from './focus-when-typing.ts';
import { FlowButton } from './flow-button.tsx';
import { FlowPage, Words } from './flow-page.tsx';
import { OnScreenKeyboard } from './keyboard/on-screen-keyboard.tsx';
import { type TypedText, useTypedText } from './keyboard/use-typed-text.ts';
import type { FlowTextKey } from './language/en.ts';
import { LineIcon } from './line-icon.tsx';
import { isEmail, isPhone } from './reachable.ts';
import { frameOf, inOwnWords, questionOf, type StepProps } from './step-props.ts';

type FieldName = 'name' | 'phone' | 'email';
type ContactStep = Extract<Step, { kind: 'contact' }>;

/** As long as what is sealed may be (`SealedContent`). */
const LONGEST = { name: 100, phone: 40, email: 200 } as const;
const FIELDS = ['name', 'phone', 'email'] as const;
const LABELS: Readonly<Record<FieldName, FlowTextKey>> = {
  name: 'contact.name',
  phone: 'contact.phone',
  email: 'contact.email',
};

/** How to reach a visitor who wants it. Nothing is sent before the visitor has agreed, in so many words. */
export function ContactStepPage(props: StepProps & { readonly step: ContactStep }): ReactNode {
  const { step, texts, language, languages, view, onLeave } = props;
  const fields: Readonly<Record<FieldName, TypedText<HTMLInputElement>>> = {
    name: useTypedText(LONGEST.name),
    phone: useTypedText(LONGEST.phone),
    email: useTypedText(LONGEST.email),
  };
  const [active, setActive] = useState<FieldName>('name');
  // The field shows at once that it is chosen; its keyboard, the most of the page, is drawn in the frames after.
  const typedInto = useDeferredValue(active);
  const [agreed, setAgreed] = useState(false);
  const [missing, setMissing] = useState<'noReach' | 'noConsent' | null>(null);
  const takeBackTrouble = useCallback(() => setMissing(null), []);
  const troubleId = useId();
  const consent =
    localizedText(step.consent, language, languages) ?? inOwnWords(texts, 'contact.consent');
  const sealing = view.keeping === 'sealing';
  const activeField = useRef<HTMLInputElement | null>(null);
  useEffect(() => {
    activeField.current = fields[active].field.ref.current;
  });
  useEffect(() => focusWhenTyping(() => activeField.current), []);

  function send(): void {
    const [name, phone, email] = FIELDS.map((each) => fields[each].read().text.trim());
    if (name === undefined || phone === undefined || email === undefined) {
      return;
    }
    if (!isPhone(phone) && !isEmail(email)) {
      setMissing('noReach');
    } else if (agreed) {
      onLeave({ kind: 'contact', name, phone, email, consent: consent.text });
    } else {
      setMissing('noConsent');
    }
  }

  return (
    <FlowPage {...frameOf(props)} kind="contact" heading={questionOf(props)}>
      <div className="contact-fields">
        {FIELDS.map((each) => (
          <label key={each} className="contact-field" data-active={each === active || undefined}>
            <span>{texts.t(LABELS[each])}</span>
            <input
              type="text"
              dir={each === 'name' ? 'auto' : 'ltr'}
              readOnly={sealing}
              aria-describedby={missing === 'noReach' && each !== 'name' ? troubleId : undefined}
              onFocus={() => setActive(each)}
              onKeyDown={(event: KeyboardEvent) => {
                if (event.key === 'Enter') {
                  event.preventDefault();
                  send();
                }
              }}
              {...fields[each].field}
            />
          </label>
        ))}
      </div>
      <Consent
        agreed={agreed}
        onPress={() => {
          setAgreed(!agreed);
          setMissing(null);
        }}
      >
        <Words of={consent} />
      </Consent>
      <div className="flow-actions">
        <p className="flow-trouble" role="alert" id={troubleId}>
          {missing === null ? null : texts.t(`contact.${missing}`)}
        </p>
        <FlowButton look="plain" disabled={sealing} onPress={() => onLeave({ kind: 'skipped' })}>
          {texts.t('flow.skip')}
        </FlowButton>
        <FlowButton look="main" disabled={sealing} onPress={send}>
          {texts.t(sealing ? 'flow.oneMoment' : 'flow.send')}
        </FlowButton>
      </div>
      <OnScreenKeyboard
        language={language}
        purpose={typedInto}
        into={fields[typedInto]}
        texts={texts}
        onStroke={takeBackTrouble}
      />
    </FlowPage>
  );
}

function Consent({
  agreed,
  onPress,
  children,
}: {
  readonly agreed: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const gesture = pressGesture(onPress);
  return (
    <button type="button" className="consent" role="checkbox" aria-checked={agreed} {...gesture}>
      <span className="consent-box">
        <LineIcon name="check" />
      </span>
      <span>{children}</span>
    </button>
  );
}

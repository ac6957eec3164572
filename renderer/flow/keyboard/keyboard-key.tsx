import { type CSSProperties, memo, type ReactNode } from 'react';
import { pressGesture } from '../../screens/press-gesture.ts';
import type { FlowTexts } from '../language/flow-texts.ts';
import { LineIcon } from '../line-icon.tsx';
import type { KeyboardKey } from './keyboard-keys.ts';
import { useHeldStroke } from './use-held-stroke.ts';

type KeyProps = {
  readonly keyboardKey: KeyboardKey;
  /** What a letter key types now. */
  readonly face: string;
  /** Of the key that shifts; no other looks different for it. */
  readonly shifted: boolean;
  readonly texts: FlowTexts;
  readonly onPress: (keyboardKey: KeyboardKey, face: string, shifted: boolean) => void;
};

/** A key. The whole of its place can be hit; its cap is smaller. Not drawn anew while nothing about it changes. */
export const Key = memo(function Key(props: KeyProps): ReactNode {
  return props.keyboardKey.kind === 'backspace' ? <HeldKey {...props} /> : <PlainKey {...props} />;
});

function PlainKey({ keyboardKey, face, shifted, texts, onPress }: KeyProps): ReactNode {
  const gesture = pressGesture(() => onPress(keyboardKey, face, shifted));
  return (
    <button
      type="button"
      className="key"
      data-kind={keyboardKey.kind}
      aria-label={nameOf(keyboardKey, texts)}
      aria-pressed={keyboardKey.kind === 'shift' ? shifted : undefined}
      style={{ '--width': keyboardKey.width } as CSSProperties}
      {...gesture}
    >
      <span className="key-cap">{capOf(keyboardKey, face)}</span>
    </button>
  );
}

function HeldKey({ keyboardKey, face, shifted, texts, onPress }: KeyProps): ReactNode {
  const strike = (): void => onPress(keyboardKey, face, shifted);
  const gesture = pressGesture(strike);
  const hold = useHeldStroke(strike);
  return (
    <button
      type="button"
      className="key"
      data-kind={keyboardKey.kind}
      aria-label={nameOf(keyboardKey, texts)}
      style={{ '--width': keyboardKey.width } as CSSProperties}
      {...gesture}
      onPointerDown={(event) => {
        gesture.onPointerDown(event);
        hold(event);
      }}
    >
      <span className="key-cap">
        <LineIcon name="backspace" />
      </span>
    </button>
  );
}

const LAYER_CAPS = { letters: 'ABC', symbols: '123' } as const;

function nameOf(key: KeyboardKey, texts: FlowTexts): string | undefined {
  switch (key.kind) {
    case 'type':
      return key.text === ' ' ? texts.t('keyboard.space') : undefined;
    case 'backspace':
      return texts.t('keyboard.backspace');
    case 'shift':
      return texts.t('keyboard.shift');
    case 'layer':
      return `${LAYER_CAPS[key.layer]}, ${texts.t(`keyboard.${key.layer}`)}`;
  }
}

function capOf(key: KeyboardKey, face: string): ReactNode {
  switch (key.kind) {
    case 'type':
      return face;
    case 'backspace':
      return <LineIcon name="backspace" />;
    case 'shift':
      return <LineIcon name="shift" />;
    case 'layer':
      return LAYER_CAPS[key.layer];
  }
}

import type { ReactNode } from 'react';
import { pressGesture } from '../screens/press-gesture.ts';

/** A button of the pages that follow a press. It counts when the finger lands. */
export function FlowButton({
  look,
  disabled = false,
  onPress,
  children,
}: {
  /** `main`: what most visitors come for; `plain`: a way on; `offer`: large, with a drawing. */
  readonly look: 'main' | 'plain' | 'offer';
  readonly disabled?: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const gesture = pressGesture(() => {
    if (!disabled) {
      onPress();
    }
  });
  return (
    <button type="button" className="flow-button" data-look={look} disabled={disabled} {...gesture}>
      {children}
    </button>
  );
}

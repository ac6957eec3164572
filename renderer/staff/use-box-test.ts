import { useEffect, useEffectEvent, useState } from 'react';
import { log } from '../log.ts';
import { messageOf } from '../message-of.ts';
import type { StaffBoxes } from './host/staff-host.ts';
import { type PressCounts, withPress } from './tested-boxes.ts';

/** As main has it: a test nobody ends is over after this. */
export const BOX_TEST_FOR_MS = 2 * 60_000;

/**
 * As long as what uses it stands on the page, presses of the boxes are counted here and recorded nowhere. After two
 * minutes they are recorded again all the same, and `onOver` is told, as it is when there can be no test.
 */
export function useBoxTest(
  boxes: StaffBoxes | null,
  onOver: (counts: PressCounts, trouble: string | null) => void,
): PressCounts {
  const [counts, setCounts] = useState<PressCounts>(new Map());
  const over = useEffectEvent((trouble: string | null) => onOver(counts, trouble));
  useEffect(() => {
    if (boxes === null) {
      return undefined;
    }
    const stopListening = boxes.onPress((press) => setCounts((before) => withPress(before, press)));
    boxes.test(true).catch((error: unknown) => over(messageOf(error)));
    const timer = setTimeout(() => over(null), BOX_TEST_FOR_MS);
    return () => {
      clearTimeout(timer);
      stopListening();
      // Main ends it by itself too, when the menu is closed or two minutes are over.
      boxes
        .test(false)
        .catch((error: unknown) => log(`The test of the boxes was not ended: ${messageOf(error)}`));
    };
  }, [boxes]);
  return counts;
}

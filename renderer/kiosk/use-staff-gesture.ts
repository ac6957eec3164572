import { useEffect, useEffectEvent } from 'react';
import { STAFF_CHORD } from '../../contract/staff-chord.ts';
import { countTap, NO_TAPS, type StaffTaps } from './staff-taps.ts';

/**
 * Hears the hidden ways to the staff menu: five taps into the upper corner where lines start, or the keys. It only
 * listens: a tap on something that stands in the corner does what it does.
 */
export function useStaffGesture(onStaff: () => void): void {
  const tell = useEffectEvent(onStaff);
  useEffect(() => {
    let taps: StaffTaps = NO_TAPS;
    const onPointerDown = ({ clientX, clientY, timeStamp, isPrimary }: PointerEvent): void => {
      if (!isPrimary) {
        return;
      }
      const rightToLeft = document.documentElement.dir === 'rtl';
      const counted = countTap(
        taps,
        {
          acrossPx: rightToLeft ? innerWidth - clientX : clientX,
          downPx: clientY,
          atMs: timeStamp,
        },
        Math.min(innerWidth, innerHeight),
      );
      ({ taps } = counted);
      if (counted.opens) {
        tell();
      }
    };
    const onKeyDown = (stroke: KeyboardEvent): void => {
      if (isStaffChord(stroke) && !stroke.repeat) {
        stroke.preventDefault();
        tell();
      }
    };
    globalThis.addEventListener('pointerdown', onPointerDown, { capture: true });
    globalThis.addEventListener('keydown', onKeyDown, { capture: true });
    return () => {
      globalThis.removeEventListener('pointerdown', onPointerDown, { capture: true });
      globalThis.removeEventListener('keydown', onKeyDown, { capture: true });
    };
  }, []);
}

function isStaffChord(stroke: KeyboardEvent): boolean {
  return (
    stroke.code === STAFF_CHORD.code &&
    stroke.ctrlKey === STAFF_CHORD.ctrlKey &&
    stroke.altKey === STAFF_CHORD.altKey &&
    stroke.shiftKey === STAFF_CHORD.shiftKey
  );
}

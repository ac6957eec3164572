/** Whichever comes first ends a touch: off the screen, taken over by the system, or slid aside. */
const ENDS = ['pointerup', 'pointercancel', 'pointerleave'] as const;

/** Runs an action once, when a finger that has just landed on an element leaves it again. */
export function whenLifted(element: EventTarget, action: () => void): void {
  const end = (): void => {
    for (const type of ENDS) {
      element.removeEventListener(type, end);
    }
    action();
  };
  for (const type of ENDS) {
    element.addEventListener(type, end);
  }
}

/**
 * What React listens to at its root although nothing of the kiosk does. A touch brings eight of them, and each goes twice
 * through React, at the cost of a quarter of a frame on a slow machine.
 */
export const MUTED_EVENTS = [
  'pointerover',
  'pointerout',
  'mouseover',
  'mouseout',
  'mousemove',
  'pointermove',
  'gotpointercapture',
  'lostpointercapture',
  'touchstart',
  'touchend',
  'touchcancel',
  'animationstart',
  'animationiteration',
  'animationend',
  'transitionrun',
  'transitionstart',
  'transitionend',
  'transitioncancel',
] as const;

/** Keeps those events from an element's children. Call it for what stands around React's root. */
export function muteEvents(around: EventTarget): void {
  for (const type of MUTED_EVENTS) {
    around.addEventListener(type, (event) => event.stopPropagation(), {
      capture: true,
      passive: true,
    });
  }
}

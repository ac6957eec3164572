import type { CDPSession } from '@playwright/test';
import type { Locked, WayOut } from './way-out.ts';

/** A place on the page with a word on it, in pixels. */
async function placeOfWords({ kiosk }: Locked): Promise<readonly [number, number]> {
  const box = await kiosk.window.locator('#kiosk h1').first().boundingBox();
  if (box === null) {
    throw new Error('The page has no heading.');
  }
  return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
}

function byMouse(name: string, button: number, held?: string): WayOut {
  return {
    name,
    async attempt(locked) {
      const [x, y] = await placeOfWords(locked);
      await locked.desktop.click(button, x, y, held);
      return 'nothing';
    },
  };
}

function byTouch(
  name: string,
  act: (session: CDPSession, at: { x: number; y: number }) => Promise<unknown>,
): WayOut {
  return {
    name,
    async attempt(locked) {
      const [x, y] = await placeOfWords(locked);
      const session = await locked.kiosk.window.context().newCDPSession(locked.kiosk.window);
      await act(session, { x, y });
      await session.detach();
      return 'nothing';
    },
  };
}

const touched = { gestureSourceType: 'touch' } as const;
/** As quick as a hand, in pixels per second; unsaid, it is a quarter of that. */
const swiped = { ...touched, speed: 3_200 } as const;

function byDrop(name: string, data: DroppedData): WayOut {
  return byTouch(name, async (session, at) => {
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await session.send('Input.dispatchDragEvent', { type, ...at, data });
    }
  });
}

type DroppedData = {
  items: { mimeType: string; data: string }[];
  files?: string[];
  dragOperationsMask: number;
};

/** Copy, link and move. */
const ANY_OPERATION = 19;

export const gestures: readonly WayOut[] = [
  byMouse('right click', 3),
  byMouse('right click with Shift', 3, 'shift'),
  byMouse('middle click', 2),
  byMouse('mouse button that goes back', 8),
  byMouse('mouse button that goes forth', 9),
  byMouse('wheel up with Ctrl', 4, 'ctrl'),
  byMouse('wheel down with Ctrl', 5, 'ctrl'),
  byMouse('wheel to the left', 6),
  byMouse('wheel down', 5),
  {
    name: 'three clicks on words',
    async attempt(locked) {
      const [x, y] = await placeOfWords(locked);
      await locked.desktop.click(1, x, y);
      await locked.desktop.click(1, x, y);
      await locked.desktop.click(1, x, y);
      return 'nothing';
    },
  },
  {
    name: 'mouse drawn over words',
    async attempt(locked) {
      const [x, y] = await placeOfWords(locked);
      await locked.desktop.drag([x - 300, y], [x + 300, y + 20]);
      return 'nothing';
    },
  },
  byTouch('two fingers apart', (session, at) =>
    session.send('Input.synthesizePinchGesture', { ...at, scaleFactor: 3, ...touched }),
  ),
  byTouch('two fingers together', (session, at) =>
    session.send('Input.synthesizePinchGesture', { ...at, scaleFactor: 0.4, ...touched }),
  ),
  byTouch('double tap', (session, at) =>
    session.send('Input.synthesizeTapGesture', { ...at, tapCount: 2, ...touched }),
  ),
  byTouch('long touch', (session, at) =>
    session.send('Input.synthesizeTapGesture', { ...at, duration: 1_500, ...touched }),
  ),
  byTouch('swipe from the left edge', (session, { y }) =>
    session.send('Input.synthesizeScrollGesture', { x: 5, y, xDistance: 900, ...swiped }),
  ),
  byTouch('swipe from the right edge', (session, { x, y }) =>
    session.send('Input.synthesizeScrollGesture', { x: x * 2 - 5, y, xDistance: -900, ...swiped }),
  ),
  byTouch('pull down', (session, { x }) =>
    session.send('Input.synthesizeScrollGesture', { x, y: 5, yDistance: 900, ...swiped }),
  ),
  byDrop('file dropped', {
    items: [],
    files: ['/etc/hostname'],
    dragOperationsMask: ANY_OPERATION,
  }),
  byDrop('link to a file dropped', {
    items: [{ mimeType: 'text/uri-list', data: 'file:///etc/hostname' }],
    dragOperationsMask: ANY_OPERATION,
  }),
  byDrop('link to a site dropped', {
    items: [{ mimeType: 'text/uri-list', data: 'https://way-out.example/' }],
    dragOperationsMask: ANY_OPERATION,
  }),
  byDrop('words dropped', {
    items: [{ mimeType: 'text/plain', data: 'javascript:alert(1)' }],
    dragOperationsMask: ANY_OPERATION,
  }),
];

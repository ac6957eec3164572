import '@fontsource-variable/figtree/wght.css';
import './look/kiosk.css';
import { endFirstFace, showFirstFace } from './kiosk/first-face.ts';
import { log } from './log.ts';
import { messageOf } from './message-of.ts';
import { nextFrame } from './next-frame.ts';
import { delay } from './timers.ts';

/** Time for the first touch: the program holds up the page while it comes to life. */
const PROGRAM_AFTER_FACE_MS = 20;
/** A page that is hidden gets no frame. */
const FACE_WITHIN_MS = 100;

/** Only in Electron: a browser may have another window that is the terminal. */
function showsFirstFace(): boolean {
  const place = document.querySelector<HTMLElement>('#kiosk');
  try {
    return (
      place !== null &&
      'glimlach' in window &&
      showFirstFace(place, __BUILT_AT_MS__, localStorage, logGivenUp)
    );
  } catch (error) {
    log(`The first face could not be shown: ${messageOf(error)}`);
    return false;
  }
}

function logGivenUp(presses: number): void {
  log(
    `The program did not come; ${presses} presses on the first face were neither kept nor thanked.`,
  );
}

async function start(): Promise<void> {
  if (showsFirstFace()) {
    await nextFrame(FACE_WITHIN_MS);
    await delay(PROGRAM_AFTER_FACE_MS);
  }
  try {
    await import('./main.tsx');
  } catch (error) {
    logGivenUp(endFirstFace());
    throw error;
  }
}

void start();

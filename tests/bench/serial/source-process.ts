import { SerialButtonSource } from '../../../hardware/node/serial-button-source.ts';
import { monotonicMs } from '../kiosk/monotonic.ts';
import { answerParent } from './asked-process.ts';
import type { PressAt } from './press-account.ts';

/** The product's source on its end of a line: `source-process.ts PATH`. Ready when its box is there. */
const [path = ''] = process.argv.slice(2);

/** What it heard until it was asked. */
export type HeardBySource = {
  readonly presses: readonly PressAt[];
  /** What a clean line gives no reason for: a press told later than it was made, or anything reported. */
  readonly complaints: readonly string[];
};

const presses: PressAt[] = [];
const complaints: string[] = [];
let answering = false;

const source = new SerialButtonSource({
  path,
  baseline: new Map(),
  now: () => performance.now(),
});
source.start({
  onPress({ button, count, recovered }) {
    presses.push({ button, count, atMs: monotonicMs() });
    if (recovered !== null) {
      complaints.push(`Press ${count} of button ${button} was not heard as it happened.`);
    }
  },
  onReading: () => undefined,
  onReport({ detail }) {
    complaints.push(detail);
  },
  onStatuses([status]) {
    if (answering) {
      complaints.push(`The box was ${status?.state ?? 'gone'} meanwhile.`);
    } else if (status?.state === 'live') {
      answering = true;
      answerParent((): HeardBySource => ({ presses, complaints }));
    }
  },
});

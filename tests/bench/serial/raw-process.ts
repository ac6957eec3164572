import { BOX_PROTOCOL_VERSION, encodeHostMessage } from '../../../hardware/protocol/messages.ts';
import { openLineEnd } from '../../support/line-end.ts';
import { monotonicMs } from '../kiosk/monotonic.ts';
import { answerParent } from './asked-process.ts';

/**
 * The least that notices a frame on its end of a line: `raw-process.ts PATH`. A `serialport` port and its `data` event,
 * opened by the one place that may import the library, which hands the bytes on as they are; it looks for the delimiters
 * in them and does nothing else. Answers with when each frame was complete, the hello first.
 */
const [path = ''] = process.argv.slice(2);

const completeAtMs: number[] = [];
let delimiters = 0;

const port = await openLineEnd(path, (bytes) => {
  for (let at = bytes.indexOf(0); at !== -1; at = bytes.indexOf(0, at + 1)) {
    delimiters += 1;
    // One on each side of a frame.
    if (delimiters % 2 === 0) {
      completeAtMs.push(monotonicMs());
    }
  }
});
port.write(
  encodeHostMessage({ kind: 'hello-request', version: BOX_PROTOCOL_VERSION, token: 1 }, 0),
);
answerParent(() => completeAtMs);

import { SerialPort } from 'serialport';
import { GLIMLACH_LINE } from '../../../hardware/node/serial-link.ts';
import { BOX_PROTOCOL_VERSION, encodeHostMessage } from '../../../hardware/protocol/messages.ts';
import { monotonicMs } from '../kiosk/monotonic.ts';
import { answerParent } from './asked-process.ts';

/**
 * The least that notices a frame on its end of a line: `raw-process.ts PATH`. A bare port, opened as the product opens
 * its own, that looks for the delimiters in what it reads. Answers with when each frame was complete, the hello first.
 */
const [path = ''] = process.argv.slice(2);

const completeAtMs: number[] = [];
let delimiters = 0;

const port = new SerialPort({ path, ...GLIMLACH_LINE, hupcl: false });
port.on('data', (bytes: Buffer) => {
  for (let at = bytes.indexOf(0); at !== -1; at = bytes.indexOf(0, at + 1)) {
    delimiters += 1;
    // One on each side of a frame.
    if (delimiters % 2 === 0) {
      completeAtMs.push(monotonicMs());
    }
  }
});
port.once('open', () => {
  port.write(
    encodeHostMessage({ kind: 'hello-request', version: BOX_PROTOCOL_VERSION, token: 1 }, 0),
  );
  answerParent(() => completeAtMs);
});

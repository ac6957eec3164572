import { constants, openSync, readSync, writeSync } from 'node:fs';
import { constants as system, setPriority } from 'node:os';
import { GLIMLACH_LINE } from '../../../hardware/node/serial-link.ts';
import { decodeFrames, NOTHING_PENDING } from '../../../hardware/protocol/frame-decoder.ts';
import {
  BOX_PROTOCOL_VERSION,
  decodeHostMessage,
  encodeBoxMessage,
} from '../../../hardware/protocol/messages.ts';
import { monotonicMs } from '../kiosk/monotonic.ts';
import { answerParent } from './asked-process.ts';
import { BOX_ID, boxTraffic, BUTTON_COUNT, HELLO_SEQUENCE } from './box-traffic.ts';

/**
 * A box on its end of a line: `box-process.ts PATH SEED SECONDS`. When asked it waits for a hello request, answers it,
 * sends its traffic byte by byte as a UART would, and answers with when it put the last byte of each frame on the line.
 *
 * It does nothing else meanwhile, and nothing that another part of this process could hold up: it sleeps until a frame
 * is nearly due and counts the time of each byte by looking at the clock. A byte is late when the machine is, never early.
 * A real box takes no time of the terminal's processors, so it gives way to whoever listens.
 */
const [path = '', seed = '', seconds = ''] = process.argv.slice(2);

/** A start bit, eight of data and a stop bit. */
const BYTE_MS = (10 / GLIMLACH_LINE.baudRate) * 1_000;
/** More than a sleep is ever late on a machine with a processor to spare. */
const AWAKE_MS = 1;

setPriority(system.priority.PRIORITY_LOW);
const line = openSync(path, constants.O_RDWR | constants.O_NOCTTY);
const traffic = boxTraffic(Number(seed), Number(seconds));
const neverWoken = new Int32Array(new SharedArrayBuffer(4));

answerParent(() => {
  send(
    encodeBoxMessage(
      {
        kind: 'hello',
        version: BOX_PROTOCOL_VERSION,
        token: helloRequested(),
        buttonCount: BUTTON_COUNT,
        boxId: BOX_ID,
        firmware: 'bench',
        outputs: { lamps: false, buzzer: false, beacon: false },
      },
      HELLO_SEQUENCE,
    ),
  );
  const beganMs = performance.now();
  return traffic.map(({ dueMs, bytes }) => {
    awaitMoment(beganMs + dueMs);
    return send(bytes);
  });
});

/** Blocks until somebody asks who is there, and returns the token of the request. */
function helloRequested(): number {
  const buffer = new Uint8Array(256);
  let pending = NOTHING_PENDING;
  for (;;) {
    const heard = decodeFrames(pending, buffer.subarray(0, readSync(line, buffer)));
    pending = heard.pending;
    for (const decoded of heard.frames) {
      const message = decoded.ok ? decodeHostMessage(decoded.frame) : null;
      if (message?.kind === 'hello-request') {
        return message.token;
      }
    }
  }
}

function awaitMoment(atMs: number): void {
  const sleepMs = atMs - AWAKE_MS - performance.now();
  if (sleepMs > 0) {
    Atomics.wait(neverWoken, 0, 0, sleepMs);
  }
  spinUntil(atMs);
}

/** Returns when the last byte was about to be written, on the clock all processes share. */
function send(bytes: Uint8Array): number {
  let lastAtMs = 0;
  let startedMs = performance.now();
  for (let at = 0; at < bytes.length; at += 1) {
    // A byte is there when its stop bit is.
    spinUntil(startedMs + BYTE_MS);
    startedMs = performance.now();
    lastAtMs = monotonicMs();
    writeSync(line, bytes, at, 1);
  }
  return lastAtMs;
}

function spinUntil(atMs: number): void {
  while (performance.now() < atMs) {
    // The clock is all there is to wait for.
  }
}

import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { AlertMessage } from '../../contract/protocol/alerts.ts';
import { startEmbeddedPostgres } from '../../hub/database/embedded-postgres.ts';
import { findFreePort } from '../../hub/database/free-port.ts';
import { newVirtualBox } from '../../hardware/node/virtual-box/virtual-box.ts';
import { startHubProcess } from '../support/hub-process.ts';
import { makeOwnDatabase } from '../support/own-database.ts';
import { launchPackagedKiosk } from '../support/packaged-kiosk.ts';
import { plugInBox } from '../support/plugged-box.ts';
import { openPtyPair } from '../support/serial-pty.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { signInTestPerson } from '../support/test-person.ts';
import type { Bench, BenchOutcome } from './bench.ts';
import { preciseNowMs, readEventStream } from './link/event-stream.ts';
import { openFloorPage } from './link/floor-page.ts';
import { queuedPresses, UNKNOWN_PLACE } from './link/queued-presses.ts';
import { startServerProcess } from './link/server-process.ts';
import { median, quantile } from './spread.ts';

const WARM_UP = 15;
const PRESSES = 320;
const GREEN = 0;
const RED = 2;
/** After this nothing of a press is left to do for anybody, so that each is its own measurement. */
const PAUSE_MS = 200;

/**
 * How soon a red press is heard by a person: from the press, a frame on the serial line of the packaged terminal's
 * button box, until the alert has arrived in a stream of somebody signed in. Against the least that does the same from
 * the same page on the same PostgreSQL: one strict put, one request, one insert with its NOTIFY, one event on a stream.
 *
 * A green press goes before each red one, because the second of two red ones would be a repeat and alert nobody.
 */
export const bench: Bench = { needs: 'kiosk', run: measure };

type Link = {
  /** Presses and resolves with how long it took until the stream told it, in milliseconds. */
  pressRed(): Promise<number>;
  pressGreen(): void;
  pressFloor(): Promise<number>;
};

async function measure(say: (line: string) => void): Promise<BenchOutcome> {
  await using cleanUp = new AsyncDisposableStack();
  const link = await assemble(cleanUp);
  const alertMs: number[] = [];
  const floorMs: number[] = [];
  for (let press = 1; press <= WARM_UP + PRESSES; press += 1) {
    link.pressGreen();
    await delay(PAUSE_MS);
    const floor = await link.pressFloor();
    await delay(PAUSE_MS);
    const alert = await link.pressRed();
    await delay(PAUSE_MS);
    if (press > WARM_UP) {
      floorMs.push(floor);
      alertMs.push(alert);
    }
    if (press % 50 === 0) {
      say(
        `${press} presses: ${median(alertMs).toFixed(1)} ms, floor ${median(floorMs).toFixed(1)} ms`,
      );
    }
  }
  const p99 = { alert: quantile(alertMs, 0.99), floor: quantile(floorMs, 0.99) };
  return {
    figures: {
      presses: alertMs.length,
      medianMs: median(alertMs),
      p99Ms: p99.alert,
      floorMedianMs: median(floorMs),
      floorP99Ms: p99.floor,
    },
    ratios: {
      overFloorP99: p99.alert / p99.floor,
      overFloorMedian: median(alertMs) / median(floorMs),
    },
  };
}

async function assemble(cleanUp: AsyncDisposableStack): Promise<Link> {
  const folder = await temporaryFolder('alert-bench');
  cleanUp.defer(() => folder.remove());
  const cluster = await startEmbeddedPostgres({ folder: path.join(folder.path, 'postgres') });
  cleanUp.defer(() => cluster.stop());
  const hub = await startHubProcess({
    dataDir: path.join(folder.path, 'hub'),
    port: await findFreePort(),
    databaseUrl: (await makeOwnDatabase(cluster.url, 'hub')).url,
  });
  cleanUp.defer(() => hub.stop());
  const floorDatabase = await makeOwnDatabase(cluster.url, 'floor');
  const floor = cleanUp.use(
    await startServerProcess(new URL('link/floor-server.ts', import.meta.url), [floorDatabase.url]),
  );

  const serial = cleanUp.use(await openPtyPair());
  const box = cleanUp.use(await plugInBox(serial.boxPath, newVirtualBox('GB-BENCH', 1, 3)));
  const kiosk = await launchPackagedKiosk({
    terminalDir: path.join(folder.path, 'terminal'),
    hubUrl: hub.url,
    enrolmentKey: hub.demo.enrolmentKey,
    serialPath: serial.terminalPath,
  });
  cleanUp.defer(() => kiosk.kill9());
  await kiosk.window.locator('[data-screen=start]').waitFor();
  // The kiosk's policy allows its page to speak with the hub alone; here it speaks with the floor as well.
  const devTools = await kiosk.window.context().newCDPSession(kiosk.window);
  await devTools.send('Page.setBypassCSP', { enabled: true });
  await kiosk.window.reload();
  await kiosk.window.locator('[data-screen=start]').waitFor();
  const floorPage = await openFloorPage(kiosk.window, floor.url);

  const person = await signInTestPerson(hub.url, hub.demo);
  const alerts = readEventStream(await person.fetch('/v1/stream'));
  cleanUp.defer(() => alerts.close());
  const floorAlerts = readEventStream(await fetch(`${floor.url}/stream`));
  cleanUp.defer(() => floorAlerts.close());

  const floorPresses = queuedPresses({
    count: WARM_UP + PRESSES,
    context: UNKNOWN_PLACE,
    untilMs: Date.now(),
    randomBytes,
  }).values();
  let told = 0;
  return {
    pressGreen: () => box.press(GREEN),
    async pressRed() {
      const pressedMs = preciseNowMs();
      box.press(RED);
      for (;;) {
        const { data, arrivedMs } = await alerts.next();
        const { presses } = AlertMessage.parse(data).alert;
        // All presses join one alert, which may be told twice.
        if (presses > told) {
          told = presses;
          return arrivedMs - pressedMs;
        }
      }
    },
    async pressFloor() {
      const press = floorPresses.next().value;
      if (press === undefined) {
        throw new Error('The floor has no more presses.');
      }
      const [pressedMs, { data, arrivedMs }] = await Promise.all([
        floorPage.press(press.id, press.body),
        floorAlerts.next(),
      ]);
      const { id } = FloorMessage.parse(data);
      if (id !== press.id) {
        throw new Error(`The floor told the press ${id} instead of ${press.id}.`);
      }
      return arrivedMs - pressedMs;
    },
  };
}

const FloorMessage = z.object({ id: z.string() });

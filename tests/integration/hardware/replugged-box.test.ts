import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { BoxConfiguration } from '../../../contract/box-configuration.ts';
import type { ButtonSource } from '../../../hardware/button-source.ts';
import type { ListedPort } from '../../../hardware/connection/port-search.ts';
import { openButtonSources } from '../../../hardware/node/button-sources.ts';
import {
  newVirtualBox,
  stepVirtualBox,
  type VirtualBox,
} from '../../../hardware/node/virtual-box/virtual-box.ts';
import { fastClock } from '../../support/fast-clock.ts';
import { plugInBox } from '../../support/plugged-box.ts';
import { openPtyPair } from '../../support/serial-pty.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { toldBySource, type ToldBySource } from '../../support/told-by-source.ts';

const CYCLES = 250;
/** By then everything that is opened once is open. */
const SETTLED_CYCLES = 20;
const USB = '2341:0043';

const clock = fastClock(30);

function listen(box: BoxConfiguration, listed: () => readonly ListedPort[]): ToldBySource {
  const source: ButtonSource | null = openButtonSources({
    boxes: [box],
    baseline: new Map(),
    clock,
    listPorts: () => Promise.resolve(listed()),
  });
  const told = toldBySource();
  if (source === null) {
    throw new Error('A configured box has a source.');
  }
  onTestFinished(() => source.stop());
  source.start(told.listener);
  return told;
}

/** What this process holds that a leak would add to. */
function held(): Record<string, number> {
  const resources: Record<string, number> = {};
  for (const name of process.getActiveResourcesInfo()) {
    // Timers and requests come and go; what stays open is what counts.
    if (!/Timeout|Immediate|Request|Req|ThreadPool|WORK/i.test(name)) {
      resources[name] = (resources[name] ?? 0) + 1;
    }
  }
  return {
    ...resources,
    files: readdirSync('/proc/self/fd').length,
    exitListeners: process.listenerCount('exit'),
  };
}

describe('a box that is unplugged and plugged in again', () => {
  it.each([
    ['on one path', 'fixed'],
    ['on another path each time', 'auto'],
  ] as const)(
    'has every press counted once, %s, 250 times over, and nothing is left open',
    async (_, kind) => {
      const folder = await temporaryFolder('replug');
      onTestFinished(folder.remove);
      const pathOf = (cycle: number): string =>
        path.join(folder.path, kind === 'fixed' ? 'box' : `box-${cycle}`);
      let plugged: string | null = null;
      const told = listen(
        { driver: 'glimlach', port: kind === 'fixed' ? pathOf(0) : 'auto' },
        () => (plugged === null ? [] : [{ path: plugged, usb: USB, serialNumber: null }]),
      );

      let box: VirtualBox = newVirtualBox('GB-1', 1, 4);
      let made = 0;
      let settled: Record<string, number> = {};
      for (let cycle = 0; cycle < CYCLES; cycle += 1) {
        const line = await openPtyPair(pathOf(cycle));
        const running = await plugInBox(line.boxPath, box, clock.startTimer);
        plugged = line.terminalPath;
        await told.untilState('live');
        for (let press = 0; press < 1 + (cycle % 3); press += 1) {
          running.press((cycle + press) % 4);
          made += 1;
        }
        await told.until(() => told.presses.length >= made);
        if (cycle === SETTLED_CYCLES) {
          settled = held();
        }
        // The plug is pulled while the box works: its own end goes with the line.
        plugged = null;
        await line.close();
        await running.unplug();
        await told.untilState('searching');
        ({ box } =
          cycle % 5 === 0
            ? stepVirtualBox(running.box(), { type: 'restarted' })
            : { box: running.box() });
        if (cycle % 2 === 0) {
          ({ box } = stepVirtualBox(box, { type: 'pressed', button: cycle % 4 }));
          made += 1;
        }
      }

      // What was pressed unplugged last is only heard once it is plugged in again.
      const line = await openPtyPair(pathOf(CYCLES));
      onTestFinished(line.close);
      const running = await plugInBox(line.boxPath, box, clock.startTimer);
      onTestFinished(running.unplug);
      plugged = line.terminalPath;
      await told.untilState('live');
      running.press(0);
      made += 1;
      await told.until(() => told.presses.length >= made);

      expect(told.presses).toHaveLength(made);
      const distinct = new Set(
        told.presses.map(({ boot, button, count }) => `${boot} ${button} ${count}`),
      );
      expect(distinct.size).toBe(made);
      expect(held()).toEqual(settled);
    },
    120_000,
  );
});

import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ListedPort } from '../../../../hardware/connection/port-search.ts';
import { createPortLister, withoutNamed } from '../../../../hardware/node/list-ports.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const UNO: ListedPort = { path: '/dev/ttyACM0', usb: '2341:0043', serialNumber: 'A1' };

/** A machine whose devices and ports a test sets. */
function machine(platform = 'linux') {
  let nowMs = 0;
  let devices = '';
  let listed: readonly ListedPort[] | Error = [];
  let lists = 0;
  const listPorts = createPortLister(
    platform,
    () => nowMs,
    () => {
      lists += 1;
      return listed instanceof Error ? Promise.reject(listed) : Promise.resolve(listed);
    },
    () => Promise.resolve(devices),
  );
  return {
    listPorts,
    lists: () => lists,
    at: (ms: number, now: string, ports: readonly ListedPort[] | Error): void => {
      nowMs = ms;
      devices = now;
      listed = ports;
    },
  };
}

describe('the list of serial ports', () => {
  it('is made anew while devices come and go and for 10 s after, and not otherwise', async () => {
    const { listPorts, lists, at } = machine();
    at(0, 'ttyACM0', []);
    await listPorts();
    at(9_999, 'ttyACM0', [UNO]);
    expect(await listPorts()).toEqual([UNO]);
    at(12_000, 'ttyACM0', []);
    expect(await listPorts()).toEqual([UNO]);
    expect(lists()).toBe(2);
    at(14_000, 'ttyACM0 another', [{ ...UNO, usb: '1a86:7523' }]);
    expect(await listPorts()).toEqual([{ ...UNO, usb: '1a86:7523' }]);
  });

  it('is made once for all who ask at one moment', async () => {
    const { listPorts, lists, at } = machine();
    at(0, 'ttyACM0', [UNO]);
    expect(await Promise.all([listPorts(), listPorts()])).toEqual([[UNO], [UNO]]);
    expect(lists()).toBe(1);
  });

  it('says for as long as it cannot be made why not', async () => {
    const { listPorts, at } = machine();
    for (const ms of [0, 5_000, 60_000]) {
      at(ms, 'ttyACM0', new Error('No udev.'));
      await expect(listPorts()).rejects.toThrow('No udev.');
    }
    at(70_000, 'ttyACM0', [UNO]);
    expect(await listPorts()).toEqual([UNO]);
  });

  it('is made each time where devices cannot be looked at', async () => {
    const { listPorts, lists } = machine('win32');
    await listPorts();
    await listPorts();
    expect(lists()).toBe(2);
  });

  it('leaves out what is named elsewhere, by whatever path', async () => {
    const folder = await temporaryFolder('ports');
    const byId = path.join(folder.path, 'usb-Arduino-port0');
    await symlink('/dev/null', byId);
    const others = [UNO, { ...UNO, path: '/dev/null' }, { ...UNO, path: '/dev/ttyACM7' }];
    const listPorts = withoutNamed(() => Promise.resolve(others), [byId, '/dev/ttyACM7']);
    expect(await listPorts()).toEqual([UNO]);
    await folder.remove();
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from '@playwright/test';
import { ModbusBox } from '../../contract/modbus-box-configuration.ts';
import { startJourney } from '../support/journey.ts';
import { openLineEnd } from '../support/line-end.ts';
import {
  kioskEnvironment,
  kioskExecutable,
  launchPackagedKiosk,
} from '../support/packaged-kiosk.ts';
import { plugInModules } from '../support/plugged-modules.ts';
import { openPtyPair } from '../support/serial-pty.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('a box of lines, Modbus modules and a Glimlach box with a staff button count side by side', async () => {
  await using journey = await startJourney({ buttons: 6 });
  await using cleanUp = new AsyncDisposableStack();
  const folder = await temporaryFolder('buttons');
  cleanUp.defer(() => folder.remove());
  const lines = cleanUp.use(await openPtyPair());
  const bus = cleanUp.use(await openPtyPair());
  const modbusBox = {
    driver: 'modbus-rtu',
    port: bus.terminalPath,
    boxId: 'till-7',
    modules: [{ unit: 4, inputs: { '0': 0, '1': 1, '2': 2 } }],
  };
  const modules = await plugInModules(bus.boxPath, ModbusBox.parse(modbusBox));
  cleanUp.defer(modules.unplug);
  const asked = modules.untilAsked(4, 3);
  const lineBox = await openLineEnd(lines.boxPath, () => undefined);
  cleanUp.defer(() => lineBox.close());

  const buttonsFile = path.join(folder.path, 'boxes.json');
  await writeFile(
    buttonsFile,
    JSON.stringify({
      boxes: [
        { driver: 'glimlach', port: journey.serial.terminalPath },
        { driver: 'line', port: lines.terminalPath, presses: { 'BTN:GREEN': 0, 'BTN:RED': 2 } },
        modbusBox,
      ],
    }),
  );
  const { demo } = journey.hub();
  const kiosk = await launchPackagedKiosk({
    terminalDir: journey.terminalDir,
    hubUrl: journey.hubUrl,
    enrolmentKey: demo.enrolmentKey,
    env: { GLIMLACH_BOXES: buttonsFile },
  });
  cleanUp.defer(() => kiosk.kill9());
  await expect(kiosk.window.locator('#kiosk > [data-screen=start]'), kiosk.output()).toBeVisible();
  await asked;
  await expect.poll(() => kiosk.output().match(/"state":"live"/g)?.length).toBeGreaterThan(2);

  lineBox.write(new TextEncoder().encode('BTN:RED\r\n'));
  await expect.poll(() => journey.storedPresses()).toHaveLength(1);
  modules.press(1);
  await expect.poll(() => journey.storedPresses()).toHaveLength(2);
  journey.box.press(0);
  await expect.poll(() => journey.storedPresses()).toHaveLength(3);
  journey.box.press(5);
  await expect.poll(() => journey.staffAnswers()).toBe(1);
  expect(await journey.storedPresses()).toEqual([
    { number: 1, rating: 'negative', source: 'box' },
    { number: 2, rating: 'neutral', source: 'box' },
    { number: 3, rating: 'positive', source: 'box' },
  ]);
});

test('a terminal with a wrong file of buttons does not start, and says which field is wrong', async () => {
  const folder = await temporaryFolder('buttons');
  await using _folder = new AsyncDisposableStack();
  _folder.defer(() => folder.remove());
  const buttonsFile = path.join(folder.path, 'boxes.json');
  await writeFile(
    buttonsFile,
    JSON.stringify({ boxes: [{ driver: 'byte', port: '/dev/ttyUSB0', presses: { '0x1ff': 2 } }] }),
  );
  const terminal = spawn(kioskExecutable, ['--no-sandbox'], {
    env: kioskEnvironment({
      terminalDir: path.join(folder.path, 'terminal'),
      env: { GLIMLACH_BOXES: buttonsFile },
    }),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [said, [code]] = await Promise.all([text(terminal.stderr), once(terminal, 'exit')]);
  expect(said.split('\n').filter((line) => line.startsWith('Glimlach'))).toEqual([
    `Glimlach cannot start: GLIMLACH_BOXES: ${buttonsFile}: boxes.0.presses.0x1ff: must be a byte: 0x52, 82 or one character that is not a digit.`,
  ]);
  expect(code).toBe(1);
});

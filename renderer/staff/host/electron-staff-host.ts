import type { IpcBridge } from '../../../contract/ipc-bridge.ts';
import { log } from '../../log.ts';
import { messageOf } from '../../message-of.ts';
import type { StaffHost } from './staff-host.ts';

/** The staff menu in Electron: main keeps the lock, and does what the menu asks. */
export function createElectronStaffHost(main: IpcBridge): StaffHost {
  return {
    unlock: (pin) => main.request('staffUnlock', { pin }),
    lock() {
      main
        .request('staffLock', null)
        .catch((error: unknown) => log(`The staff menu was not locked: ${messageOf(error)}`));
    },
    machine: () => main.request('machineStatus', null),
    boxes: {
      async test(on) {
        await main.request('testBoxes', { on });
      },
      async signal(what) {
        await main.request('signalBoxes', { what });
      },
      async stopCalling() {
        await main.request('stopCalling', null);
      },
      onPress: (listener) => main.subscribe('boxTested', listener),
      onStatuses: (listener) => main.subscribe('boxStatuses', listener),
    },
    checkDisk: () => main.request('checkDisk', null),
    reachHub: () => main.request('reachHub', null),
    async restart() {
      const { outcome } = await main.request('restart', null);
      return outcome;
    },
    async saveReport(html) {
      return { kind: 'file', ...(await main.request('saveReport', { html })) };
    },
    async saveExport(json) {
      return { kind: 'file', ...(await main.request('saveExport', { json })) };
    },
  };
}

import type { KioskHost } from './kiosk-host.ts';
import type { IpcBridge } from '../../contract/ipc-bridge.ts';

/** The kiosk in Electron: key, identity and configuration live in the main process, outside the browser profile. */
export function createElectronHost(main: IpcBridge): KioskHost {
  return {
    shell: 'electron',
    boot: () => main.request('boot', null),
    async signAssertion(issuedAtMs) {
      const { assertion } = await main.request('signAssertion', { issuedAtMs });
      return assertion;
    },
    async saveIdentity(identity) {
      await main.request('saveIdentity', identity);
    },
    async saveConfiguration(configuration) {
      await main.request('saveConfiguration', configuration);
    },
    showLanguage: (language) => main.notify('language', language),
    storedThrough: (ledgerId, number) => main.notify('storedThrough', { ledgerId, number }),
    boxStatuses(listener) {
      main.subscribe('boxStatuses', listener);
    },
    journalRoom(listener) {
      main.subscribe('journalRoom', ({ state }) => listener(state));
    },
    certificateRefused(listener) {
      main.subscribe('certificateRefused', ({ reason }) => listener(reason));
    },
  };
}

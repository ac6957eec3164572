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
    async followUpToken(pressId, rating) {
      const { token } = await main.request('followUpToken', { pressId, rating });
      return token;
    },
    async saveIdentity(identity) {
      await main.request('saveIdentity', identity);
    },
    saveConfiguration: (configuration) => main.request('saveConfiguration', configuration),
    async forgetIdentity() {
      await main.request('forgetIdentity', null);
    },
    showLanguage: (language) => main.notify('language', language),
    storedThrough: (ledgerId, number) => main.notify('storedThrough', { ledgerId, number }),
    boxStatuses(listener) {
      main.subscribe('boxStatuses', listener);
    },
    journalRoom(listener) {
      main.subscribe('journalRoom', ({ state }) => listener(state));
    },
    staffComing(listener) {
      main.subscribe('staffComing', () => listener());
    },
    helpAcknowledged: () => main.notify('helpAcknowledged', null),
    certificateRefused(listener) {
      main.subscribe('certificateRefused', ({ reason }) => listener(reason));
    },
    probes(answer) {
      main.subscribe('probe', ({ probe }) => {
        void answer(probe).then((painted) => main.notify('painted', painted));
      });
    },
    reloadWhenIdle(reload) {
      main.subscribe('reloadWhenIdle', reload);
    },
  };
}

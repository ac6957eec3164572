import type { KioskHost } from './kiosk-host.ts';
import type { IpcBridge } from '../../contract/ipc-bridge.ts';

/** The kiosk in Electron: key, identity and configuration live in the main process, outside the browser profile. */
export function createElectronHost(main: IpcBridge): KioskHost {
  // Main tells it when the page attaches, before anybody listens.
  let called: string | null = null;
  let tellCalled: ((pressId: string | null) => void) | null = null;
  main.subscribe('calledFor', ({ pressId }) => {
    called = pressId;
    tellCalled?.(pressId);
  });
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
    hubTook: (ids) => main.notify('hubTook', { ids: [...ids] }),
    boxStatuses(listener) {
      main.subscribe('boxStatuses', listener);
    },
    journalRoom(listener) {
      main.subscribe('journalRoom', ({ state }) => listener(state));
    },
    staffComing(listener) {
      main.subscribe('staffComing', () => listener());
    },
    calledFor(listener) {
      tellCalled = listener;
      listener(called);
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

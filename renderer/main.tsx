import '../contract/without-eval.ts';
import '@fontsource-variable/figtree/wght.css';
import './look/kiosk.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { EventContext } from '../contract/feedback-event.ts';
import type { TerminalConfiguration } from '../contract/terminal-configuration.ts';
import type { TerminalIdentity } from '../contract/terminal-identity.ts';
import { openShell } from './host/open-shell.ts';
import { KioskPage } from './kiosk/kiosk-page.tsx';
import { createKiosk } from './kiosk/kiosk-store.ts';
import { startTerminal } from './terminal.ts';

const element = document.querySelector('#kiosk');
if (element === null) {
  throw new Error('index.html has no element with the id "kiosk".');
}

let inForce: { identity: TerminalIdentity; configuration: TerminalConfiguration } | null = null;
let language = 'en';

function context(): EventContext | null {
  if (inForce === null) {
    return null;
  }
  const { identity, configuration } = inForce;
  const { touchpoint, questionnaire } = configuration;
  return {
    terminalId: identity.terminalId,
    touchpointId: touchpoint?.id ?? null,
    questionnaire:
      questionnaire === null ? null : { id: questionnaire.id, version: questionnaire.version },
    configurationVersion: configuration.version,
    language,
  };
}

const shell = await openShell(window.glimlach, __APP_VERSION__, context);

const kiosk = createKiosk({
  recorder: shell.recorder,
  onLanguage(spoken) {
    language = spoken;
    shell.host.showLanguage(spoken);
  },
});

let typedKey = Promise.withResolvers<string>();

createRoot(element).render(
  <StrictMode>
    <KioskPage kiosk={kiosk} onEnrol={(key) => typedKey.resolve(key)} />
  </StrictMode>,
);

await startTerminal({
  ...shell,
  kiosk,
  onInForce(identity, configuration) {
    inForce = { identity, configuration };
  },
  nextTypedKey() {
    typedKey = Promise.withResolvers<string>();
    return typedKey.promise;
  },
});

if (shell.host.shell === 'browser') {
  const { registerServiceWorker } = await import('./host/register-service-worker.ts');
  registerServiceWorker(() => {
    const { view } = kiosk.store.getState();
    return view.screen === 'start' && view.pressed === null;
  });
}

import '../contract/without-eval.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { EventContext } from '../contract/feedback-event.ts';
import type { TerminalConfiguration } from '../contract/terminal-configuration.ts';
import type { TerminalIdentity } from '../contract/terminal-identity.ts';
import type { Clock } from './clock.ts';
import { claimTerminal, type TerminalClaim } from './host/claim-terminal.ts';
import type { KioskHost } from './host/kiosk-host.ts';
import { openShell } from './host/open-shell.ts';
import { afterNextFrame } from './kiosk/after-next-frame.ts';
import { beforeNextFrame } from './kiosk/before-next-frame.ts';
import { drawnKiosk } from './kiosk/drawn-kiosk.ts';
import { forgetFirstFace, keepFirstFace, takeFirstPresses } from './kiosk/first-face.ts';
import { KioskPage } from './kiosk/kiosk-page.tsx';
import { createKiosk, type Kiosk, type KioskSnapshot } from './kiosk/kiosk-store.ts';
import type { SetUpStep } from './kiosk/kiosk-view.ts';
import { StandstillPage } from './kiosk/standstill-page.tsx';
import { whenIdle } from './kiosk/when-idle.ts';
import { log } from './log.ts';
import { startPixelShift } from './look/pixel-shift.ts';
import { playPressSound, preparePressSound } from './look/press-sound.ts';
import { watchSignsOfLife } from './signs-of-life.ts';
import type { TerminalInsight } from './staff/staff-parts.ts';
import { startTerminal } from './terminal.ts';
import { messageOf } from './message-of.ts';
import { muteEvents } from './mute-events.ts';
import { createPartLoader, type PartLoader } from './part-loader.ts';
import { delay } from './timers.ts';

/** A page that could not start tries again after this. */
const START_AGAIN_MS = 15_000;
/** The start and its first touches come before the sound's preparations. */
const SOUND_AFTER_MS = 3_000;
/** Still before most first presses, and after everything that such a press needs itself. */
const FLOW_AFTER_MS = 250;
/** How long a page does without a disk that keeps failing. */
const DISTRUST_FOR_MS = 10 * 60_000;

const place = placeOfKiosk();

function placeOfKiosk(): HTMLElement {
  const element = document.querySelector<HTMLElement>('#kiosk');
  if (element === null) {
    throw new Error('index.html has no element with the id "kiosk".');
  }
  return element;
}

let inForce: { identity: TerminalIdentity; configuration: TerminalConfiguration } | null = null;
let insight: TerminalInsight | null = null;
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

/** For the page after this one, which shows its faces before its program is there: only in Electron, see `start.ts`. */
function keepForNextPage(shown: KioskSnapshot): void {
  if (window.glimlach === undefined) {
    return;
  }
  try {
    if (shown.view.screen === 'set-up') {
      forgetFirstFace(localStorage);
    } else if (isAtRest(shown)) {
      keepFirstFace(place, __BUILT_AT_MS__, meaningNow(), localStorage);
    }
  } catch (error) {
    // A full disk, most likely: that page shows its faces later, or as they were.
    log(`The first face could not be kept: ${messageOf(error)}`);
  }
}

/** The start screen as the next visitor finds it. */
function isAtRest({ view, notice, language, languages }: KioskSnapshot): boolean {
  return (
    view.screen === 'start' &&
    view.pressed === null &&
    notice === null &&
    language === languages[0] &&
    place.querySelector('[data-down]') === null
  );
}

/** What a press is an answer to. */
function meaningNow(): string {
  return JSON.stringify(context());
}

/** What was pressed before this program was there is pressed now, unless it was an answer to something else. */
function handOver(kiosk: Kiosk): void {
  const { presses, meaning } = takeFirstPresses();
  if (presses.length > 0 && meaning !== meaningNow()) {
    log(
      `${presses.length} presses on the first face were not taken: it showed what is not in force.`,
    );
    return;
  }
  for (const { choice, source } of presses) {
    kiosk.press(choice, source);
  }
}

muteEvents(document.body);
const root = createRoot(place);

function standStill(step: SetUpStep): void {
  root.render(<StandstillPage step={step} language={navigator.language} />);
}

/** What follows a press is there before the first press, mostly, and also without a network. */
async function loadFlow(kiosk: Kiosk, host: KioskHost, loader: PartLoader): Promise<void> {
  const [{ FlowScreens }, { drawQr }, { sealContent }] = await loader.load('flow', () =>
    Promise.all([
      import('./flow/flow-screens.tsx'),
      import('./flow/qr-code.tsx'),
      import('./recording/seal.ts'),
    ]),
  );
  kiosk.useFlow({
    screens: FlowScreens,
    drawQr,
    seal: sealContent,
    followUpToken: (pressId, rating) => host.followUpToken(pressId, rating),
  });
}

/** Whether a browser would find this page again; Electron has it on its disk. */
async function canComeBack(): Promise<boolean> {
  if (window.glimlach !== undefined) {
    return true;
  }
  try {
    const { ok } = await fetch(location.href);
    return ok;
  } catch {
    return false;
  }
}

/** Installs a browser's kiosk, so that it starts without a network. */
async function install(kiosk: Kiosk, loader: PartLoader): Promise<void> {
  const { registerServiceWorker } = await loader.load(
    'service worker',
    () => import('./host/register-service-worker.ts'),
  );
  registerServiceWorker((action) => whenIdle(kiosk.store, action));
}

async function keepAwake(clock: Clock, loader: PartLoader): Promise<void> {
  const { keepScreenAwake } = await loader.load(
    'wake lock',
    () => import('./host/screen-awake.ts'),
  );
  keepScreenAwake({
    wakeLock: navigator.wakeLock,
    isVisible: () => document.visibilityState === 'visible',
    onVisible: (run) => document.addEventListener('visibilitychange', run),
    hours: () => inForce?.configuration.hours ?? null,
    wallMs: () => clock.now().wallMs,
  });
}

async function runTerminal(): Promise<void> {
  const shell = await openShell(window.glimlach, __APP_VERSION__, context);
  const signs = watchSignsOfLife(shell.clock);
  shell.host.probes((probe) => signs.answer(probe));
  const kiosk = createKiosk({
    recorder: shell.recorder,
    onLanguage(spoken) {
      language = spoken;
      shell.host.showLanguage(spoken);
    },
    onPressed: ({ rating }) =>
      void playPressSound(rating, kiosk.store.getState().appearance?.soundVolume),
    onHelpAcknowledged: () => shell.host.helpAcknowledged(),
    onTrouble: log,
  });
  const drawn = drawnKiosk(kiosk.store, { before: beforeNextFrame, after: afterNextFrame });
  const reloadWhenIdle = (): void => whenIdle(kiosk.store, () => location.reload());
  shell.host.reloadWhenIdle(reloadWhenIdle);
  const loader = createPartLoader({
    memory: sessionStorage,
    canComeBack,
    reloadWhenIdle,
    wait: delay,
    onTrouble: log,
  });
  let typedKey = Promise.withResolvers<string>();
  root.render(
    <StrictMode>
      <KioskPage
        kiosk={kiosk}
        drawn={drawn}
        keypadKeys={shell.boot.keypadKeys}
        loader={loader}
        staff={{
          ...shell,
          configuration: () => inForce?.configuration ?? null,
          insight: () => insight,
        }}
        onEnrol={(key) => typedKey.resolve(key)}
        onDrawn={() => handOver(kiosk)}
        onShown={keepForNextPage}
      />
    </StrictMode>,
  );
  await startTerminal({
    ...shell,
    kiosk,
    loader,
    signs,
    builtAtMs: __BUILT_AT_MS__,
    outboxLeftFull: shell.trust.leftFull,
    onAlive(own) {
      insight = own;
    },
    onInForce(identity, configuration) {
      inForce = { identity, configuration };
    },
    onOutbox(outcome) {
      shell.trust.heard(outcome);
      if (outcome !== 'worked') {
        reloadWhenIdle();
      }
    },
    nextTypedKey() {
      typedKey = Promise.withResolvers<string>();
      return typedKey.promise;
    },
  });
  setTimeout(() => void loadFlow(kiosk, shell.host, loader), FLOW_AFTER_MS);
  setTimeout(preparePressSound, SOUND_AFTER_MS);
  startPixelShift(document.documentElement);
  if (!shell.durable) {
    setTimeout(() => {
      shell.trust.tryAgain();
      reloadWhenIdle();
    }, DISTRUST_FOR_MS);
  }
  if (shell.host.shell === 'browser' && !import.meta.env.DEV) {
    void install(kiosk, loader);
  }
  if (shell.host.shell === 'browser' && 'wakeLock' in navigator) {
    void keepAwake(shell.clock, loader);
  }
}

async function start(): Promise<void> {
  try {
    // Electron has one window and sees to it itself.
    const claim: TerminalClaim =
      window.glimlach === undefined ? await claimTerminal(navigator.locks) : { held: true };
    if (claim.held) {
      await runTerminal();
      return;
    }
    standStill({ kind: claim.why });
    if (claim.why === 'open-elsewhere') {
      await claim.freed;
      location.reload();
    }
  } catch (error) {
    const detail = messageOf(error);
    const { presses } = takeFirstPresses();
    log(`The terminal could not start, and ${presses.length} presses were not kept: ${detail}`);
    standStill({ kind: 'no-storage', detail });
    setTimeout(() => location.reload(), START_AGAIN_MS);
  }
}

// Not awaited at the top level: what is loaded later imports from this file, and would wait for it for ever.
void start();

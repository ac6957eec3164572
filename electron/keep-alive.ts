import type { BrowserWindow } from 'electron';
import type { IpcNotice } from '../contract/ipc.ts';
import type { StartTimer } from '../hardware/node/start-timer.ts';
import { createAttachWatch } from './attach-watch.ts';
import { mustShowSomething } from './flat-screen.ts';
import { pushTo } from './ipc/main-ipc.ts';
import { isKioskPage, KIOSK_FALLBACK_URL, KIOSK_START_URL } from './kiosk-scheme.ts';
import type { Log } from './log.ts';
import { messageOf } from './log.ts';
import { pageWords } from './page-words.ts';
import { PROBE_INPUT } from './probe-input.ts';
import type { PageTrouble } from './recovery.ts';
import { remedyFor } from './recovery.ts';
import { runFlatCheck } from './run-flat-check.ts';
import { runPageWatch } from './run-page-watch.ts';
import { watchSeen } from './window-seen.ts';

/** How long a page may leave real input unanswered, once Chromium says so; one that is probed is caught before. */
const UNRESPONSIVE_PATIENCE_MS = 5_000;
/** How long the process of a page that hangs may take to end. */
const END_WITHIN_MS = 1_000;

export type KeepAliveParts = {
  readonly log: Log;
  readonly monotonicMs: () => number;
  readonly startTimer: StartTimer;
  /** The page crashed or is loading anew. */
  readonly onPageGone: () => void;
  /** The page answered a probe: it paints a screen. */
  readonly onWell: (screen: string) => void;
  /** Before anything is done about it. */
  readonly onTrouble: (trouble: PageTrouble) => void;
  readonly mayRelaunch: () => boolean;
  readonly gpuLost: () => boolean;
  /** Ends this process and starts it anew. */
  readonly relaunch: (reason: string) => void;
};

export type KeptAlive = {
  /** The page has come to life; one that does not is loaded again. */
  pageAttached(): void;
  /** The page answers a probe. */
  painted(answer: IpcNotice<'painted'>): void;
  /** Loads the page again, for a reason that is no trouble. */
  reload(): void;
};

/** What came before in other windows, and how this one gives way to another. */
export type InRow = {
  /** Troubles that followed each other so far. */
  readonly inRow: number;
  readonly newWindow: (inRow: number) => void;
};

/** Chromium's `ERR_ABORTED`. */
const ABORTED = -3;

const nothing = (): void => undefined;

/**
 * Loads the page, sees to it that it lives, and brings it back whenever it crashes, hangs, is blank, cannot be loaded or
 * never comes to life.
 */
export function keepAlive(
  window: BrowserWindow,
  parts: KeepAliveParts,
  { inRow: inRowBefore, newWindow }: InRow,
): KeptAlive {
  const { log, startTimer, monotonicMs } = parts;
  const contents = window.webContents;
  let inRow = inRowBefore;
  /** When the page was first seen to paint its screens. */
  let wellSinceMs: number | null = null;
  let screen: string | null = null;
  let stands: 'page' | 'fallback' = 'page';
  /** What is done when the process of a page that hangs has ended. */
  let onEnded: (() => void) | null = null;
  let cancelReload = nothing;
  let cancelPatience = nothing;
  let cancelFlatCheck = nothing;

  const load = (url: string) => {
    contents.loadURL(url).catch((thrown: unknown) => {
      // `did-fail-load` loads it again.
      log.error('page-not-loaded', { detail: messageOf(thrown) });
    });
  };
  const reload = () => {
    if (window.isDestroyed()) {
      return;
    }
    stands = 'page';
    // Not every way to an empty page asks the lock on navigation.
    if (isKioskPage(contents.getURL())) {
      contents.reload();
    } else {
      load(KIOSK_START_URL);
    }
  };
  const standIn = () => {
    if (!window.isDestroyed()) {
      stands = 'fallback';
      load(KIOSK_FALLBACK_URL);
    }
  };

  function heal(trouble: PageTrouble, fields: Parameters<Log['error']>[1] = {}): void {
    const atMs = monotonicMs();
    const found = remedyFor(inRow, {
      trouble,
      atMs,
      wellForMs: wellSinceMs === null ? null : atMs - wellSinceMs,
      mayRelaunch: parts.mayRelaunch(),
      gpuLost: parts.gpuLost(),
    });
    const { step, delayMs } = found.remedy;
    ({ inRow } = found);
    log.error(`page-${trouble}`, { ...fields, step, delayMs, inRow });
    parts.onTrouble(trouble);
    cancelReload();
    cancelPatience();
    if (step === 'none') {
      watch.attached();
      return;
    }
    pageGone();
    if (step === 'relaunch') {
      parts.relaunch(`page-${trouble}`);
      return;
    }
    const comeBack = step === 'new-window' ? () => newWindow(inRow) : reload;
    const begin = () => {
      onEnded = null;
      cancelReload();
      // Not from inside an event: Chromium is still taking the dead process apart.
      cancelReload = startTimer(delayMs, comeBack);
      if (delayMs > 0) {
        startTimer(0, standIn);
      }
    };
    if (trouble === 'hung') {
      onEnded = begin;
      cancelReload = startTimer(END_WITHIN_MS, begin);
      contents.forcefullyCrashRenderer();
    } else {
      begin();
    }
  }

  const watch = runPageWatch({
    monotonicMs,
    startTimer,
    ask(probe) {
      pushTo(contents, 'probe', { probe });
      contents.sendInputEvent(PROBE_INPUT);
    },
    onWell(shown) {
      wellSinceMs ??= monotonicMs();
      screen = shown;
      parts.onWell(shown);
    },
    onTrouble: heal,
  });
  const attaching = createAttachWatch(startTimer, () => heal('never-attached'));

  function pageGone(): void {
    attaching.pageGone();
    watch.gone();
    cancelFlatCheck();
    wellSinceMs = null;
    screen = null;
    parts.onPageGone();
  }

  function watchFlatness(): void {
    cancelFlatCheck();
    cancelFlatCheck = runFlatCheck({
      startTimer,
      size() {
        const [width = 0, height = 0] = window.getContentSize();
        return screen !== null && mustShowSomething(screen) && isSeen() ? { width, height } : null;
      },
      async capture(area) {
        const image = await contents.capturePage(area);
        return image.isEmpty() ? null : image.toBitmap();
      },
      onFlat: () => heal('flat'),
      onFailure: (thrown) => log.warn('page-not-captured', { detail: messageOf(thrown) }),
    });
  }

  const { isSeen } = watchSeen(window, (seen) => watch.seen(seen));

  contents.on('did-finish-load', () => {
    if (stands === 'page') {
      attaching.pageComing();
    }
  });
  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (onEnded !== null) {
      onEnded();
    } else if (stands === 'page') {
      heal('crashed', { reason, exitCode });
    }
  });
  contents.on('did-fail-load', (_event, code, detail, url, isMainFrame) => {
    // An aborted load gave way to another one.
    if (isMainFrame && isKioskPage(url) && code !== ABORTED) {
      heal('not-loaded', { code, detail });
    }
  });
  // Of those to elsewhere the lock lets none begin, and the page stays.
  contents.on('did-start-navigation', ({ isMainFrame, isSameDocument, url }) => {
    if (isMainFrame && !isSameDocument && isOwn(url)) {
      pageGone();
      if (isKioskPage(url)) {
        attaching.pageComing();
      }
    }
  });
  // But for an empty page it is not asked.
  contents.on('did-navigate', (_event, url) => {
    if (!isOwn(url)) {
      pageGone();
    }
  });
  // Runtimes differ in what they hand to this listener.
  contents.on('console-message', (...eventArguments: readonly unknown[]) => {
    const words = pageWords(eventArguments);
    if (words !== null) {
      log[words.level]('page-said', { text: words.text });
    }
  });
  contents.on('preload-error', (_event, _path, { message }) => {
    log.error('preload-failed', { detail: message });
  });
  window.on('unresponsive', () => {
    log.warn('page-unresponsive');
    cancelPatience();
    cancelPatience = startTimer(UNRESPONSIVE_PATIENCE_MS, () => heal('hung'));
  });
  window.on('responsive', () => cancelPatience());
  window.once('closed', () => {
    cancelReload();
    cancelPatience();
    cancelFlatCheck();
    watch.gone();
    attaching.pageGone();
  });
  load(KIOSK_START_URL);
  return {
    pageAttached() {
      attaching.pageAttached();
      watch.attached();
      watchFlatness();
    },
    painted: (answer) => watch.painted(answer),
    reload,
  };
}

function isOwn(url: string): boolean {
  return isKioskPage(url) || url === KIOSK_FALLBACK_URL;
}

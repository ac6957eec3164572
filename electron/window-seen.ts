import type { BrowserWindow } from 'electron';
import { powerMonitor } from 'electron';

/** Whether anybody could see a window: told at every change, and asked at any time. */
export type WindowSeen = { readonly isSeen: () => boolean };

/** A page that nobody could see owes no frames: the machine sleeps or is locked, or its window is hidden. */
export function watchSeen(window: BrowserWindow, onChange: (seen: boolean) => void): WindowSeen {
  let asleep = false;
  const isSeen = () => !asleep && window.isVisible() && !window.isMinimized();
  const tell = () => onChange(isSeen());
  const fallAsleep = () => {
    asleep = true;
    tell();
  };
  const wakeUp = () => {
    asleep = false;
    tell();
  };
  window.on('show', tell);
  window.on('hide', tell);
  window.on('minimize', tell);
  window.on('restore', tell);
  powerMonitor.on('suspend', fallAsleep);
  powerMonitor.on('lock-screen', fallAsleep);
  powerMonitor.on('resume', wakeUp);
  powerMonitor.on('unlock-screen', wakeUp);
  window.once('closed', () => {
    powerMonitor.off('suspend', fallAsleep);
    powerMonitor.off('lock-screen', fallAsleep);
    powerMonitor.off('resume', wakeUp);
    powerMonitor.off('unlock-screen', wakeUp);
  });
  return { isSeen };
}

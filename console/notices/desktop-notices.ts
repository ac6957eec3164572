import type { Preferences } from '../session/preferences.ts';

/** `denied`: the person or the browser said no, which only the browser's own settings undo. */
export type NoticesState = 'unsupported' | 'denied' | 'off' | 'on';

export type DesktopNotice = { id: string; title: string; body: string };

/** The part of the browser that shows notifications. */
export type NoticePort = {
  permission: () => NotificationPermission;
  /** Asks the person; only ever from their own click. */
  ask: () => Promise<NotificationPermission>;
  /** Whether the person looks at this page now, and needs no notification of what is on it. */
  inFront: () => boolean;
  /** Null where the browser lets only a service worker do so, as on phones. */
  show: (notice: DesktopNotice, onOpen: () => void) => { close: () => void } | null;
};

/** Notifications of alerts for whoever works in another window. */
export type DesktopNotices = {
  state: () => NoticesState;
  /** Turns them on, asking for permission where that is still to be given, or off. Call it from a click. */
  toggle: () => Promise<void>;
  tell: (notice: DesktopNotice, onOpen: () => void) => void;
  /** Closes those of alerts that wait no longer. */
  keep: (ids: ReadonlySet<string>) => void;
  subscribe: (listener: () => void) => () => void;
};

/** @param port null where the browser has no notifications. */
export function createDesktopNotices(
  port: NoticePort | null,
  preferences: Pick<Preferences, 'read' | 'write'>,
): DesktopNotices {
  let wanted = preferences.read('notices') === 'on';
  let works = port !== null;
  const shown = new Map<string, { close: () => void }>();
  const listeners = new Set<() => void>();
  const announce = (): void => {
    for (const listener of listeners) {
      listener();
    }
  };

  function state(): NoticesState {
    if (port === null || !works) {
      return 'unsupported';
    }
    const permission = port.permission();
    if (permission === 'denied') {
      return 'denied';
    }
    return wanted && permission === 'granted' ? 'on' : 'off';
  }

  function closeAll(): void {
    for (const notice of shown.values()) {
      notice.close();
    }
    shown.clear();
  }

  return {
    state,
    async toggle() {
      wanted = state() === 'off';
      if (!wanted) {
        closeAll();
      } else if (port?.permission() === 'default') {
        await port.ask();
      }
      preferences.write('notices', wanted ? 'on' : 'off');
      announce();
    },
    tell(notice, onOpen) {
      if (port === null || state() !== 'on' || port.inFront()) {
        return;
      }
      const opened = port.show(notice, onOpen);
      if (opened === null) {
        works = false;
        announce();
      } else {
        shown.set(notice.id, opened);
      }
    },
    keep(ids) {
      for (const [id, notice] of shown) {
        if (!ids.has(id)) {
          notice.close();
          shown.delete(id);
        }
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

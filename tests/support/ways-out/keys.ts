import type { Locked, WayOut } from './way-out.ts';

/** Shortcuts of browsers, of Electron's default menu, of desktops and of keyboards with keys for the web. */
const STOPPED = `
  F1 F2 F3 F4 F5 F6 F7 F8 F10 F11 F12
  ctrl+F4 ctrl+F5 shift+F5 shift+F10 ctrl+F6
  ctrl+r ctrl+shift+r ctrl+w ctrl+shift+w ctrl+q ctrl+shift+q ctrl+m
  ctrl+n ctrl+shift+n ctrl+t ctrl+shift+t ctrl+Tab ctrl+1 ctrl+Page_Down
  ctrl+shift+i ctrl+shift+j ctrl+shift+c ctrl+u ctrl+shift+m
  ctrl+p ctrl+shift+p ctrl+s ctrl+o ctrl+f ctrl+g ctrl+h ctrl+j
  ctrl+d ctrl+b ctrl+e ctrl+k ctrl+l ctrl+shift+Delete
  ctrl+a ctrl+c ctrl+x ctrl+v ctrl+z shift+Insert ctrl+Insert
  ctrl+plus ctrl+equal ctrl+minus ctrl+0 ctrl+KP_Add ctrl+KP_Subtract
  alt+Left alt+Right alt+Up alt+Home alt+d alt+f alt+e alt+Return
  alt+space alt+Tab alt+Escape ctrl+Escape ctrl+shift+Escape ctrl+alt+t
  ctrl+alt+Delete ctrl+alt+q ctrl+shift+g Super_L super+d super+l super+r
  Menu Print alt+Print Pause Scroll_Lock Insert Help
  XF86Back XF86Forward XF86Refresh XF86Stop XF86HomePage XF86Favorites
  XF86Search XF86WWW XF86Mail XF86Explorer XF86Calculator XF86Tools
  XF86Close XF86Open XF86New XF86Save XF86ZoomIn XF86ZoomOut
`
  .trim()
  .split(/\s+/);

/** The page hears these, and nothing comes of them. */
const HARMLESS = ['Escape', 'BackSpace', 'shift+BackSpace', 'Home', 'End', 'Page_Up', 'Page_Down'];

/** What the window manager is asked for. */
const WINDOW_KEYS = ['alt+F4', 'alt+F9', 'alt+F11', 'alt+F6'];

/** Those a shortcut is made with come through, and do nothing by themselves. */
const MODIFIERS: ReadonlySet<string> = new Set(['Shift', 'Control']);

declare global {
  var heardKeys: string[];
}

async function heardFor(name: string, { kiosk, desktop }: Locked): Promise<readonly string[]> {
  await kiosk.window.evaluate(() => {
    globalThis.heardKeys = [];
  });
  await desktop.key(name);
  const heard = await kiosk.window.evaluate(() => globalThis.heardKeys);
  return heard.filter((key) => !MODIFIERS.has(key));
}

export const keys: readonly WayOut[] = [
  ...STOPPED.map((name) => ({
    name: `key ${name}`,
    async attempt(locked: Locked) {
      const heard = await heardFor(name, locked);
      if (heard.length > 0) {
        throw new Error(`The page heard ${heard.join(' ')}.`);
      }
      return 'the page did not hear it';
    },
  })),
  ...HARMLESS.map((name) => ({
    name: `key ${name}`,
    async attempt(locked: Locked) {
      return `the page heard ${(await heardFor(name, locked)).join(' ')}`;
    },
  })),
  ...WINDOW_KEYS.map((name) => ({
    name: `key ${name} of the window manager`,
    async attempt({ desktop }: Locked) {
      await desktop.key(name);
      return 'undone';
    },
  })),
];

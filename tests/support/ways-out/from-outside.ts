import { doInMain } from '../in-main.ts';
import type { WayOut } from './way-out.ts';

/** What somebody at the machine can do to the window, or with the program's name. */
export const fromOutside: readonly WayOut[] = [
  ...['https://way-out.example/', 'file:///etc/hostname', '--inspect', 'kiosk://other/'].map(
    (argument): WayOut => ({
      name: `the program once more, with ${argument}`,
      async attempt({ startAgain }) {
        return `it ended with ${await startAgain([argument])}`;
      },
    }),
  ),
  {
    name: 'developer tools, asked for in main',
    async attempt({ kiosk }) {
      await doInMain(
        kiosk.app,
        ({ BrowserWindow }) => {
          BrowserWindow.getAllWindows()[0]?.webContents.openDevTools({ mode: 'detach' });
        },
        null,
      );
      return 'nothing';
    },
  },
  ...(['minimize', 'hide', 'close', 'blur'] as const).map((action): WayOut => ({
    name: `the window: ${action}`,
    async attempt({ kiosk }) {
      await kiosk.app.evaluate(({ BrowserWindow }, method) => {
        BrowserWindow.getAllWindows()[0]?.[method]();
      }, action);
      return 'undone';
    },
  })),
  {
    name: 'the window: no longer full screen',
    async attempt({ kiosk }) {
      await doInMain(
        kiosk.app,
        ({ BrowserWindow }) => {
          BrowserWindow.getAllWindows()[0]?.setFullScreen(false);
        },
        null,
      );
      return 'undone';
    },
  },
];

/** What Electron tells about who sent a message; null when the frame is gone already. */
export type Sender = {
  readonly webContentsId: number;
  readonly frame: { readonly isMainFrame: boolean; readonly origin: string } | null;
};

/** The one who may speak to main: the main frame of our window, showing our own page. */
export function isTrustedSender(
  sender: Sender,
  window: { readonly webContentsId: number; readonly origin: string } | null,
): boolean {
  return (
    window !== null &&
    sender.webContentsId === window.webContentsId &&
    sender.frame !== null &&
    sender.frame.isMainFrame &&
    sender.frame.origin === window.origin
  );
}

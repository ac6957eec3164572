import { z } from 'zod';

const Open = z.object({ type: z.literal('open'), path: z.string().regex(/^\/(?![/\\])/) });

/** Goes where a notification leads that somebody touched while the console was open. */
export function openFromPush(go: (path: string) => void): void {
  // Without a secure connection there are no service workers, and no pushes.
  if ('serviceWorker' in navigator) {
    navigator.serviceWorker.addEventListener('message', ({ data }) => {
      const message = Open.safeParse(data);
      if (message.success) {
        go(message.data.path);
      }
    });
  }
}

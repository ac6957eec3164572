/**
 * The kiosk page's policy: everything of its own, nothing inline, and of the network only the hub. The sandbox keeps
 * what it does not name: dialogs, printing, pop-ups, downloads, the pointer, and other pages in its place. It holds for
 * frames a script makes, too. Forms are named because those in it send nothing: a submission is an event to the page.
 *
 * @param hubOrigin null when no hub is configured.
 */
export function contentSecurityPolicy(hubOrigin: string | null): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "media-src 'self'",
    `connect-src 'self'${hubOrigin === null ? '' : ` ${hubOrigin}`}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    'sandbox allow-scripts allow-same-origin allow-forms',
  ].join('; ');
}

/**
 * The kiosk page's policy: everything of its own, nothing inline, and of the network only the hub.
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
  ].join('; ');
}

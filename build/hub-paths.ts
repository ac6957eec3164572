/**
 * Matches what the hub answers itself, as Vite's proxy reads it: everything else is a page or a source file. Only whole
 * routes and their folders: the console has a source folder `api/` of its own.
 */
export const hubPaths = String.raw`^/(v1/|oauth/|api/auth/|f/|\.well-known/|(healthz|readyz|metrics|openapi\.json)(\?|$))`;

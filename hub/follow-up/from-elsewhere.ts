import type { FastifyRequest } from 'fastify';

/**
 * Whether another site's page sent this form. Browsers say so by `Sec-Fetch-Site`, older ones by `Origin`; what says
 * neither is no browser. The page may be open under any name that leads to this hub.
 */
export function isFromElsewhere(request: FastifyRequest, ownOrigins: readonly string[]): boolean {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) {
    return site !== 'same-origin' && site !== 'none';
  }
  return (
    origin !== undefined &&
    !ownOrigins.includes(origin) &&
    origin !== `http://${host}` &&
    origin !== `https://${host}`
  );
}

import type { FastifyRequest } from 'fastify';
import { ProblemError } from './problem.ts';

/**
 * Refuses a change that another site's page asks for with the visitor's cookie. Browsers name the origin of every
 * request that changes something; a caller without one is no browser and carries no cookie unawares.
 */
export function requireOwnOrigin(request: FastifyRequest, ownOrigins: readonly string[]): void {
  const { origin } = request.headers;
  if (origin !== undefined && !ownOrigins.includes(origin)) {
    throw new ProblemError({
      type: 'foreign-origin',
      title: 'This request comes from another site.',
      status: 403,
      detail: 'Use the console at the address the hub is configured with (GLIMLACH_PUBLIC_URL).',
    });
  }
}

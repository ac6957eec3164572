import type { FastifyRequest } from 'fastify';
import { CLIENT_ADDRESS_HEADER } from '../people/sign-in.ts';

/** What the sign-in library may see of a request. */
const FORWARDED = ['cookie', 'user-agent'];

/** The request's headers as the Fetch standard has them, with the caller's address as the hub knows it. */
export function webHeaders(request: FastifyRequest): Headers {
  const headers = new Headers({ [CLIENT_ADDRESS_HEADER]: request.ip });
  for (const name of FORWARDED) {
    const value = request.headers[name];
    if (typeof value === 'string') {
      headers.set(name, value);
    }
  }
  return headers;
}

/**
 * The request again, with an origin and a body that have been checked.
 *
 * @param path where it goes; by default the same.
 */
export function webRequest(
  request: FastifyRequest,
  publicUrl: string,
  body: unknown,
  path = request.url.split('?', 1)[0] ?? '/',
): Request {
  const headers = webHeaders(request);
  headers.set('content-type', 'application/json');
  headers.set('origin', publicUrl);
  return new Request(new URL(path, publicUrl), {
    method: request.method,
    headers,
    body: JSON.stringify(body),
  });
}

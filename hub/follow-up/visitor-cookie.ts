import type { FastifyReply, FastifyRequest } from 'fastify';
import { BOUND_FOR_MS } from './page-access.ts';

const COOKIE_NAME = 'glimlach.follow-up';

/** What this phone was given when it was the first to add to this page, or null. */
export function readVisitorCookie(request: FastifyRequest): string | null {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  const found = pairs.find((pair) => pair.startsWith(`${COOKIE_NAME}=`));
  const value = found?.slice(COOKIE_NAME.length + 1);
  return value !== undefined && /^[A-Za-z0-9_-]{22}$/.test(value) ? value : null;
}

/** @param path of the page, which alone gets to see it. */
export function giveVisitorCookie(
  reply: FastifyReply,
  value: string,
  path: string,
  isSecure: boolean,
): void {
  const attributes = [
    `${COOKIE_NAME}=${value}`,
    `Path=${path}`,
    `Max-Age=${BOUND_FOR_MS / 1_000}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(isSecure ? ['Secure'] : []),
  ];
  reply.header('set-cookie', attributes.join('; '));
}

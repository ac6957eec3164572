import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { logFault, problemOf } from '../http/error-replies.ts';
import { choosePageLanguage, type PageLanguage } from './languages.ts';
import { writeNoticePage, type Notice } from './notice-page.ts';
import { LANGUAGE_PARAMETER } from './page.ts';
import { PAGE_POLICY } from './page-style.ts';

/** Whether a visitor asks, and so is answered with a page whatever happens. */
export function isPagePath(url: string): boolean {
  return url.startsWith('/f/');
}

const STATUS_OF_NOTICE: Readonly<Record<Notice['kind'], number>> = {
  missing: 404,
  used: 409,
  expired: 410,
  refused: 400,
  limited: 429,
  full: 429,
  unavailable: 503,
};

/** What a page may be asked with; anything else in the address is passed over. */
export const PageQuery = z.object({
  [LANGUAGE_PARAMETER]: z.string().optional().describe('Language of the page.').catch(undefined),
});

/** Nothing of these pages is kept or found again; `same-origin` because forms name their origin only then. */
const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': PAGE_POLICY,
  'referrer-policy': 'same-origin',
  'x-robots-tag': 'noindex, nofollow',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
};

export async function sendPage(
  reply: FastifyReply,
  status: number,
  markup: string,
): Promise<FastifyReply> {
  return reply.code(status).headers(PAGE_HEADERS).send(markup);
}

export async function sendNotice(
  request: FastifyRequest,
  reply: FastifyReply,
  notice: Notice,
  place: string | null = null,
): Promise<FastifyReply> {
  if ('retryAfterSeconds' in notice) {
    reply.header('retry-after', String(notice.retryAfterSeconds));
  }
  return sendPage(
    reply,
    STATUS_OF_NOTICE[notice.kind],
    writeNoticePage(pageLanguage(request), place, notice),
  );
}

/** To a page that may be loaded again without sending anything again. */
export async function seeOther(reply: FastifyReply, location: string): Promise<FastifyReply> {
  return reply.headers(PAGE_HEADERS).redirect(location, 303);
}

/** A visitor meets no problem details: the same, as a page in their language. */
export async function replyWithPage(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { problem, headers } = problemOf(error, request);
  reply.headers(headers);
  logFault(error, request, problem);
  if (problem.status >= 500) {
    const notice = writeNoticePage(pageLanguage(request), null, { kind: 'unavailable' });
    return sendPage(reply, problem.status, notice);
  }
  const kind = problem.status === 404 ? 'missing' : 'refused';
  const notice = writeNoticePage(pageLanguage(request), null, { kind });
  return sendPage(reply, problem.status, notice);
}

/** @param otherwise where the visitor's browser asks for none of the languages. */
export function pageLanguage(
  request: FastifyRequest,
  otherwise: string | null = null,
): PageLanguage {
  const chosen = new URLSearchParams(request.url.split('?', 2)[1]).get(LANGUAGE_PARAMETER);
  return choosePageLanguage(chosen ?? undefined, request.headers['accept-language'], otherwise);
}

const WHEN = {
  200: 'The page.',
  303: 'Kept; the page that says so.',
  400: 'Not a form of this page.',
  404: 'There is no such page.',
  409: 'Somebody else has used the page.',
  410: 'The page has expired.',
  413: 'The form is too large.',
  415: 'Not a form.',
  422: 'The form again, with what is wrong beside each field.',
  429: 'Too much was sent; `Retry-After` says when to try again.',
  503: 'The database is out of reach; nothing was stored.',
} as const;

/** Response schemas of a route that answers with pages. */
export function pages(...statuses: readonly (keyof typeof WHEN)[]): Record<string, object> {
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      { description: WHEN[status], content: { 'text/html': { schema: z.string() } } },
    ]),
  );
}

import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { Problem } from '../../contract/protocol/problem.ts';
import { isDatabaseUnavailable, isDataException } from '../database/database-error.ts';
import {
  DATABASE_UNAVAILABLE,
  invalidRequest,
  PROBLEM_MEDIA_TYPE,
  ProblemError,
  RETRY_AFTER_SECONDS,
} from './problem.ts';

/** The one place where an error becomes a reply. Only a fault of the hub's own becomes a 500, and only that is logged. */
export async function replyWithProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { problem, headers } = problemOf(error, request);
  logFault(error, request, problem);
  return sendProblem(reply.headers(headers), problem);
}

/** Tells the log of what is no fault of the client's, whichever form its reply has. */
export function logFault(error: unknown, { log, raw }: FastifyRequest, { status }: Problem): void {
  if (status === 500) {
    log.error({ err: error }, 'request failed');
  } else if (status === 503 && !raw.socket.destroyed) {
    // Who is gone is answered no more: a hub that ends closes its database under such a request.
    log.warn({ err: error }, 'database unavailable');
  }
}

export async function sendProblem(reply: FastifyReply, problem: Problem): Promise<FastifyReply> {
  return reply.code(problem.status).type(PROBLEM_MEDIA_TYPE).send(JSON.stringify(problem));
}

/** @returns what an error means to the client of this request, whatever threw it. */
export function problemOf(
  error: unknown,
  request: FastifyRequest,
): {
  problem: Problem;
  headers: Readonly<Record<string, string>>;
} {
  if (error instanceof ProblemError) {
    return { problem: error.problem, headers: error.headers };
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = error.validation.map(({ instancePath, message }) => ({
      path: instancePath,
      message: message ?? 'is not valid',
    }));
    return { problem: invalidRequest(errors), headers: {} };
  }
  if (isDatabaseUnavailable(error)) {
    return { problem: DATABASE_UNAVAILABLE, headers: { 'retry-after': RETRY_AFTER_SECONDS } };
  }
  if (isDataException(error)) {
    const message = 'holds a value that cannot be stored';
    return { problem: invalidRequest([{ path: '', message }]), headers: {} };
  }
  const status = statusOf(error);
  if (status !== null) {
    return { problem: frameworkProblem(status, request.routeOptions.bodyLimit), headers: {} };
  }
  return {
    problem: {
      type: 'internal-error',
      title: 'The hub failed to answer.',
      status: 500,
      detail: 'This is a fault of the hub; its log tells more. Send the request again later.',
    },
    headers: { 'retry-after': RETRY_AFTER_SECONDS },
  };
}

/** Of Fastify's own errors, those that are the client's: 4xx. */
function statusOf(error: unknown): number | null {
  const status = (error as Partial<FastifyError> | null)?.statusCode;
  return status !== undefined && status >= 400 && status < 500 ? status : null;
}

/** @param bodyLimit of the route, in bytes. */
function frameworkProblem(status: number, bodyLimit: number): Problem {
  switch (status) {
    case 404:
      return notFound();
    case 413:
      return {
        type: 'too-large',
        title: 'The request is larger than the hub accepts.',
        status,
        detail: `A body sent here holds at most ${bodyLimit} bytes; send less.`,
      };
    case 415:
      return {
        type: 'unsupported-media-type',
        title: 'The hub cannot read this kind of content.',
        status,
        detail: 'Send the content type that /openapi.json names, as it is or with gzip.',
      };
    default:
      return {
        type: 'invalid-request',
        title: 'The request does not have the form it must have.',
        status,
        detail: 'Its address, headers or body cannot be read; see /openapi.json.',
      };
  }
}

export function notFound(): Problem {
  return {
    type: 'not-found',
    title: 'There is nothing at this address.',
    status: 404,
    detail: 'See /openapi.json for what there is.',
  };
}

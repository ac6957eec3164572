import type { FastifySchemaCompiler } from 'fastify';
import type { FastifySerializerCompiler } from 'fastify/types/schema.js';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { $ZodType } from 'zod/v4/core';
import { acceptorOf } from './schema-acceptor.ts';

/** As the type provider's compiler, but a body that fits is taken as it is instead of copied. */
export const quickValidatorCompiler: FastifySchemaCompiler<$ZodType> = (route) => {
  const parse = validatorCompiler(route);
  if (route.httpPart !== 'body') {
    return parse;
  }
  const accepts = acceptorOf(route.schema);
  return (body: unknown) => (accepts(body) ? { value: body } : parse(body));
};

/** As the type provider's compiler, but a reply that fits is written as it is. */
export const quickSerializerCompiler: FastifySerializerCompiler<$ZodType> = (route) => {
  const serialize = serializerCompiler(route);
  if (route.httpStatus !== '200') {
    return serialize;
  }
  const accepts = acceptorOf(route.schema);
  return (reply: unknown) => (accepts(reply) ? JSON.stringify(reply) : serialize(reply));
};

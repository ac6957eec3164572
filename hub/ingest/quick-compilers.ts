import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { acceptorOf } from './schema-acceptor.ts';

/** As the type provider's compiler, but a body that fits is taken as it is instead of copied. */
export const quickValidatorCompiler: typeof validatorCompiler = (route) => {
  const parse = validatorCompiler(route);
  if (route.httpPart !== 'body') {
    return parse;
  }
  const accepts = acceptorOf(route.schema);
  return (body: unknown) => (accepts(body) ? { value: body } : parse(body));
};

/** As the type provider's compiler, but a reply that fits is written as it is. */
export const quickSerializerCompiler: typeof serializerCompiler = (route) => {
  const serialize = serializerCompiler(route);
  if (route.httpStatus !== '200' || 'properties' in route.schema) {
    return serialize;
  }
  const accepts = acceptorOf(route.schema);
  return (reply: unknown) => (accepts(reply) ? JSON.stringify(reply) : serialize(reply));
};

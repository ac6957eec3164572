import { validatorCompiler } from 'fastify-type-provider-zod';
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

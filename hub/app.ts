import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import swagger from '@fastify/swagger';
import Fastify, { LogController, type FastifyBaseLogger } from 'fastify';
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { HUB_TIME_HEADER, PROTOCOL_HEADER } from '../contract/protocol-version.ts';
import { alertRoutes } from './alerts/alert-routes.ts';
import { streamRoute } from './alerts/stream-route.ts';
import { channelRoutes } from './channels/channel-routes.ts';
import { deliveryRoutes } from './deliveries/delivery-routes.ts';
import { fleetRoutes } from './fleet/fleet-routes.ts';
import { pageRoutes } from './follow-up/page-routes.ts';
import { isPagePath, replyWithPage } from './follow-up/page-reply.ts';
import type { HubContext } from './hub-context.ts';
import { replyWithProblem } from './http/error-replies.ts';
import type { HubApp } from './http/hub-app.ts';
import { operationsRoutes } from './http/operations-routes.ts';
import { addProtocolHeaders, requireProtocol } from './http/protocol-headers.ts';
import { serveSites } from './http/static-sites.ts';
import { eventsRoutes } from './ingest/events-routes.ts';
import { peopleRoutes } from './people/people-routes.ts';
import { placeRoutes } from './places/place-routes.ts';
import { policyRoutes } from './rules/policy-routes.ts';
import { ruleRoutes } from './rules/rule-routes.ts';
import { pushRoutes } from './push/push-routes.ts';
import { testMessageRoute } from './deliveries/test-message-route.ts';
import { authenticateTerminals } from './terminals/authenticate-terminal.ts';
import { enrolmentRoutes } from './terminals/enrolment-routes.ts';
import { terminalRoutes } from './terminals/terminal-routes.ts';
import { tokenRoutes } from './terminals/token-routes.ts';

/** Where Electron's kiosk is loaded from. */
const KIOSK_ORIGIN = 'kiosk://app';
const SESSION_COOKIE = 'glimlach.session_token';

/** The hub's HTTP side, complete but not listening. */
export async function buildApp(hub: HubContext, log: FastifyBaseLogger): Promise<HubApp> {
  const app: HubApp = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    // Behind a proxy the caller's address is the one the proxy names; anybody can name one, so only these are believed.
    trustProxy: [...hub.trustedProxies],
    bodyLimit: 65_536,
    requestTimeout: 30_000,
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    // A press's page has a longer name than routes have by default; beyond any, a header is too long.
    routerOptions: { maxParamLength: 16_384 },
    frameworkErrors: (error, request, reply) => {
      void (isPagePath(request.url) ? replyWithPage : replyWithProblem)(error, request, reply);
    },
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(replyWithProblem);
  addProtocolHeaders(app, hub.now);
  measureRequests(app, hub);
  await app.register(helmet, securityHeaders(hub.publicUrl));
  await app.register(cors, {
    origin: [KIOSK_ORIGIN],
    methods: ['GET', 'POST'],
    allowedHeaders: [
      'authorization',
      'content-type',
      'content-encoding',
      'if-none-match',
      PROTOCOL_HEADER,
    ],
    exposedHeaders: [HUB_TIME_HEADER, PROTOCOL_HEADER, 'retry-after', 'etag', 'www-authenticate'],
    maxAge: 86_400,
    strictPreflight: false,
  });
  await app.register(swagger, apiDescription(hub.publicUrl));

  operationsRoutes(app, hub);
  tokenRoutes(app, hub);
  enrolmentRoutes(app, hub);
  await app.register(async (terminals: HubApp) => {
    requireProtocol(terminals);
    authenticateTerminals(terminals, hub);
    eventsRoutes(terminals, hub);
    terminalRoutes(terminals, hub);
  });
  peopleRoutes(app, hub);
  placeRoutes(app, hub);
  alertRoutes(app, hub);
  streamRoute(app, hub);
  ruleRoutes(app, hub);
  policyRoutes(app, hub);
  channelRoutes(app, hub);
  deliveryRoutes(app, hub);
  fleetRoutes(app, hub);
  pushRoutes(app, hub);
  testMessageRoute(app, hub);
  await pageRoutes(app, hub);
  await serveSites(app, hub);
  await app.ready();
  return app;
}

function measureRequests(app: HubApp, hub: HubContext): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unmatched';
    const { method } = request;
    hub.metrics.requestSeconds.observe(
      { method, route, status: reply.statusCode },
      reply.elapsedTime / 1_000,
    );
    request.log.info(
      { req: request, res: reply, ms: Math.round(reply.elapsedTime) },
      'request answered',
    );
  });
}

/** The pages load from their own origin only, and nothing in them is inline. */
function securityHeaders(publicUrl: string): object {
  const secure = publicUrl.startsWith('https:');
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        baseUri: ["'none'"],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        imgSrc: ["'self'"],
        manifestSrc: ["'self'"],
        mediaSrc: ["'self'"],
        objectSrc: ["'none'"],
        scriptSrc: ["'self'"],
        scriptSrcAttr: ["'none'"],
        styleSrc: ["'self'"],
        workerSrc: ["'self'"],
      },
    },
    // The kiosk on its own scheme reads replies across origins.
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: secure ? { maxAge: 31_536_000 } : false,
  };
}

function apiDescription(publicUrl: string) {
  const prefix = publicUrl.startsWith('https:') ? '__Secure-' : '';
  return {
    transform: jsonSchemaTransform,
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Glimlach hub',
        description: `Every reply carries \`${HUB_TIME_HEADER}\`, the hub's clock in milliseconds, and under \`/v1/\` also \`${PROTOCOL_HEADER}\`. Terminals send \`${PROTOCOL_HEADER}\` with every request under \`/v1/\`. Errors are problem details (RFC 9457).`,
        version: '1.0.0',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: publicUrl }],
      tags: [
        { name: 'terminals', description: 'What kiosks call.' },
        { name: 'alerts', description: 'Red presses that wait for somebody.' },
        { name: 'channels', description: 'Where messages go, and how they fared.' },
        {
          name: 'fleet',
          description: 'Where every event is: here, waiting, parked or unaccounted for.',
        },
        { name: 'visitors', description: 'Pages that visitors open by phone.' },
        { name: 'people', description: 'Who may do what where, and how they are told.' },
        { name: 'places', description: 'Locations, and when they are open.' },
        { name: 'alert rules', description: 'What raises alerts, and whom they are told to.' },
        { name: 'operations', description: 'Running the hub.' },
      ],
      components: {
        securitySchemes: {
          terminalToken: {
            type: 'http' as const,
            scheme: 'bearer',
            description: 'From `/oauth/token`.',
          },
          session: {
            type: 'apiKey' as const,
            in: 'cookie' as const,
            name: `${prefix}${SESSION_COOKIE}`,
          },
        },
      },
    },
  };
}

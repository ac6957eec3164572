/**
 * Where zod keeps its settings and finds them as it is loaded, so that they can be made without it: the kiosk loads
 * it late, and some pages never.
 */
const scope = globalThis as { __zod_globalConfig?: { jitless?: boolean } };

/** Before any schema is made: without this zod tries `new Function`, which the page's policy refuses and reports. */
(scope.__zod_globalConfig ??= {}).jitless = true;

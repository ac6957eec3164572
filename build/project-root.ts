import { fileURLToPath } from 'node:url';

/** The project's folder, absolute, without a trailing separator. */
export const projectRoot = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

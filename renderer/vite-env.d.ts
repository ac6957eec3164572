declare module '*.css';

/** The product's version, put in by the build. */
declare const __APP_VERSION__: string;

interface ImportMeta {
  /** Filled in by Vite; `DEV` where it serves the sources themselves. */
  readonly env: { readonly DEV: boolean };
}

declare module '*.css';

/** The product's version, put in by the build. */
declare const __APP_VERSION__: string;

/** When it was built, in milliseconds since 1970; put in by the build. */
declare const __BUILT_AT_MS__: number;

interface ImportMeta {
  /** Filled in by Vite; `DEV` where it serves the sources themselves. */
  readonly env: { readonly DEV: boolean };
}

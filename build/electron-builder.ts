import type { Configuration } from 'electron-builder';

/** What a package is made for. */
export type PackagePurpose =
  | { readonly kind: 'release' }
  /** For the journeys, whose main can be driven from outside. Marked inside its archive, and never a release. */
  | ({ readonly kind: 'test' } & OwnRuntime)
  /** A release in everything but the Electron in it: what the journeys look at to know a release. */
  | ({ readonly kind: 'rehearsal' } & OwnRuntime);

/** An Electron that is there already, for an unpacked folder around it. */
export type OwnRuntime = { readonly electronDist: string; readonly electronVersion: string };

const OUTPUT: Readonly<Record<PackagePurpose['kind'], string>> = {
  release: 'release',
  test: 'release/test',
  rehearsal: 'release/rehearsal',
};

/** What goes into the package: the bundles, and what `serialport` needs on the platform at hand. */
const files = [
  'package.json',
  'dist/electron/**/*',
  'dist/kiosk/**/*',
  // Electron serves its own files; a service worker would only keep old ones.
  '!dist/kiosk/service-worker.js',
  '!node_modules/**/*.{map,md,ts,mts,cts,gyp,gypi,cc,cpp,h}',
  '!node_modules/@serialport/bindings-cpp/prebuilds/!(${platform}-*)/**',
  '!node_modules/@serialport/bindings-cpp/build/**',
  // Headers, for compiling only.
  '!**/node_modules/node-addon-api/**',
];

/** electron-builder's configuration. No purpose ever carries `--no-sandbox`. */
export function packageConfiguration(purpose: PackagePurpose): Configuration {
  return {
    appId: 'app.glimlach.terminal',
    productName: 'Glimlach',
    executableName: 'glimlach',
    asar: true,
    files,
    // serialport ships prebuilt binaries with a stable ABI for every platform.
    npmRebuild: false,
    publish: null,
    electronLanguages: ['en-US', 'nl'],
    electronFuses: {
      runAsNode: false,
      enableCookieEncryption: purpose.kind !== 'test',
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: purpose.kind === 'test',
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    },
    linux: {
      target: ['deb', 'AppImage'],
      category: 'Utility',
      maintainer: 'Glimlach <maintainers@glimlach.invalid>',
      synopsis: 'Smiley feedback terminal',
    },
    // Left out, electron-builder would write `--no-sandbox` into its desktop entry.
    appImage: { executableArgs: [] },
    win: { target: ['nsis'] },
    nsis: { oneClick: false, perMachine: true },
    directories: { output: OUTPUT[purpose.kind] },
    ...(purpose.kind === 'test' ? { extraMetadata: { drivenByTests: true } } : {}),
    ...(purpose.kind === 'release'
      ? {}
      : { electronDist: purpose.electronDist, electronVersion: purpose.electronVersion }),
  };
}

import type { Configuration } from 'electron-builder';

/** What a package is made for. */
export type PackagePurpose =
  | { readonly kind: 'release' }
  /** For the journeys: an unpacked folder around the Electron of `electronDist`, whose main can be driven from outside. */
  | { readonly kind: 'test'; readonly electronDist: string; readonly electronVersion: string };

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
      enableCookieEncryption: purpose.kind === 'release',
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
    win: { target: ['nsis'] },
    nsis: { oneClick: false, perMachine: true },
    directories: { output: purpose.kind === 'test' ? 'release/test' : 'release' },
    ...(purpose.kind === 'test'
      ? { electronDist: purpose.electronDist, electronVersion: purpose.electronVersion }
      : {}),
  };
}

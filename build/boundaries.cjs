// Who may import whom (docs/architecture.md). Read by dependency-cruiser; tests/contract/boundaries.test.ts shows that
// each rule catches what it forbids. The parser must stay `swc`: with only TypeScript 7 installed the default one reads
// no file at all and finds nothing wrong.

const { Visitor } = require('@swc/core/Visitor.js');

// swc parses `using` and `await using`, but its visitor, by which dependency-cruiser reads, does not know them.
const visitKnownStatement = Reflect.get(Visitor.prototype, 'visitStatement');
Visitor.prototype.visitStatement = function visitStatementOrUsing(statement) {
  if (statement.type === 'UsingDeclaration') {
    statement.decls = this.visitVariableDeclarators(statement.decls);
    return statement;
  }
  return Reflect.apply(visitKnownStatement, this, [statement]);
};

const realms = ['contract', 'hardware', 'electron', 'renderer', 'hub', 'console', 'build', 'tests'];

/** Code that decides which adapter stands behind a port. */
const compositionRoots = [
  '^renderer/main\\.tsx$',
  // Puts together what depends on the shell: host, outbox and recorder.
  '^renderer/host/open-shell\\.ts$',
  // The latter puts the terminal on this machine's disk and serial line, and is loaded after the window.
  '^electron/(main|run-terminal)\\.ts$',
  '^hub/(start-hub|server)\\.ts$',
  '^hardware/node/virtual-box/main\\.ts$',
  // What is configured, put together on this machine's serial ports.
  '^hardware/node/button-sources\\.ts$',
];

const adapters = [
  '(^|/)dexie-[^/]+\\.ts$',
  '^hardware/node/serial-button-source\\.ts$',
  '^hub/(?!database/).*/postgres-[^/]+\\.ts$',
];

/** @param {string} realm @param {readonly string[]} known the realms it may import, besides itself */
const knowsOnly = (realm, known) => ({
  name: `${realm}-knows-only-${['itself', ...known].join('-')}`,
  severity: 'error',
  from: { path: `^${realm}/` },
  to: {
    path: `^(${realms.filter((other) => other !== realm && !known.includes(other)).join('|')})/`,
  },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'contract-imports-zod-only',
      comment: 'The contract runs everywhere, so it stands on nothing but zod.',
      severity: 'error',
      from: { path: '^contract/' },
      to: { pathNot: ['^contract/', 'node_modules/zod/'] },
    },
    {
      name: 'pure-hardware-imports-contract-only',
      comment:
        'Framing, drivers and the connection machine run in any realm; hardware/node is the edge.',
      severity: 'error',
      from: { path: '^hardware/(?!node/)' },
      to: { pathNot: ['^contract/', '^hardware/(?!node/)'] },
    },
    {
      name: 'serialport-has-one-importer',
      comment:
        'The link under the serial adapter is the only place that knows the library, but for the bench of its floor.',
      severity: 'error',
      from: {
        pathNot: '^(hardware/node/serial-link|tests/bench/serial/raw-process)\\.ts$',
      },
      to: { path: 'node_modules/(serialport|@serialport/[^/]+)/' },
    },
    {
      name: 'modbus-serial-has-one-importer',
      comment: 'It is loaded where a Modbus line is opened, and nowhere else.',
      severity: 'error',
      from: { pathNot: '^hardware/node/modbus-master\\.ts$' },
      to: { path: 'node_modules/modbus-serial/' },
    },
    {
      name: 'electron-is-imported-by-the-shell-only',
      comment: 'Importing electron in plain Node starts a download.',
      severity: 'error',
      from: { pathNot: '^electron/' },
      to: { path: 'node_modules/electron/', dependencyTypesNot: ['type-only'] },
    },
    knowsOnly('hardware', ['contract']),
    knowsOnly('electron', ['contract', 'hardware']),
    knowsOnly('renderer', ['contract']),
    knowsOnly('hub', ['contract']),
    knowsOnly('console', ['contract']),
    knowsOnly('build', ['contract', 'hub']),
    {
      name: 'adapters-are-chosen-by-composition-roots',
      comment: 'Everything else knows the port.',
      severity: 'error',
      from: { pathNot: [...compositionRoots, '^tests/', ...adapters] },
      to: { path: adapters },
    },
    {
      name: 'no-cycle',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-missing-import',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.css$|\\.svg$' },
    combinedDependencies: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};

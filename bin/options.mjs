// The options of `estiba` and their help, for the launcher and for a server host that is run by itself. Imports
// nothing heavy: --help and --version answer at once.
import { parseArgs } from 'node:util';

/**
 * @typedef {{ kind: 'context', name: string } | { kind: 'host', host: string } | { kind: 'managed', install: boolean }} EngineOption
 *
 * @typedef {object} StartOptions
 * @property {'electron' | 'server' | undefined} host undefined: whichever this machine can show
 * @property {number} port
 * @property {boolean} portIsExplicit
 * @property {string | undefined} listen an address other than loopback
 * @property {string | undefined} tlsCert path of a PEM file
 * @property {string | undefined} tlsKey path of a PEM file
 * @property {boolean} open whether to open a browser
 * @property {EngineOption | undefined} engine
 * @property {boolean} printApiToken
 * @property {string | undefined} page path of the page to begin with
 *
 * @typedef {{ kind: 'start', options: StartOptions } | { kind: 'help' } | { kind: 'version' } | { kind: 'invalid', message: string }} CommandLine
 */

export const defaultPort = 7420;

export const help = `Usage: estiba [serve] [options]
       estiba open [options] <archive|layout folder|registry reference>
       estiba layers [options] <image|archive|layout folder|registry reference>

Opens Estiba in a window where there is a display and an Electron binary, else serves it to a browser on this machine
and prints the address. "estiba serve" always serves. "estiba open" begins with the layers of an image: a file, an OCI layout
folder, or a reference in a registry (a prefix archive:, layout: or registry: says which). "estiba layers" prints what an image is made of: see its --help.

  --host=electron|server  choose the host instead
  --engine=<engine>       open this engine first: a Docker context's name, an address as in DOCKER_HOST
                          (unix://, tcp://, ssh://), or "managed" for Estiba's own engine
  --install               with --engine=managed: install Docker Engine when it is missing (root, Debian or Ubuntu)
  --help, --version

Browser host:
  --port=<port>           default ${defaultPort}, or a free one when that is taken; 0: any free one
  --no-open               do not open a browser
  --listen=<address>      serve another address than 127.0.0.1; needs --tls-cert and --tls-key
  --tls-cert=<file>, --tls-key=<file>
                          certificate and key, PEM
  --print-api-token       print the token for scripts too

The printed address opens one browser, once. Press Enter, or send SIGUSR1, for another one.
From another machine: ssh -L ${defaultPort}:127.0.0.1:${defaultPort} <host>, with the same port at both ends.

Scripts send "Authorization: Bearer <token>"; while it runs, the token is in the file api-token-<port> (mode 0600) in
$XDG_RUNTIME_DIR/estiba, else in estiba-<uid> below the temporary folder. Example:
  curl -X POST -H "Authorization: Bearer $(cat $XDG_RUNTIME_DIR/estiba/api-token-${defaultPort})" \\
    http://127.0.0.1:${defaultPort}/rpc/engines/list
The document /openapi.json describes everything that can be called.

Exit codes: 0 ended as asked, 1 could not start, 2 wrong options, 3 the managed engine cannot be had here.
`;

const specification = /** @type {const} */ ({
  host: { type: 'string' },
  port: { type: 'string' },
  listen: { type: 'string' },
  'tls-cert': { type: 'string' },
  'tls-key': { type: 'string' },
  'no-open': { type: 'boolean' },
  engine: { type: 'string' },
  install: { type: 'boolean' },
  'print-api-token': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
});

/**
 * @param {readonly string[]} args what follows the program's name
 * @param {((image: string) => string) | undefined} [toPage] of `estiba open`: the page of the image that is named
 * @returns {CommandLine}
 */
export function parseCommandLine(args, toPage) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: specification,
      strict: true,
      allowPositionals: toPage !== undefined,
    });
    if (values.help) return { kind: 'help' };
    if (values.version) return { kind: 'version' };
    const options = toStartOptions(values);
    if (!toPage) return { kind: 'start', options };
    const [image, second] = positionals;
    if (image === undefined || image.trim() === '') throw new Error('say which image');
    if (second !== undefined) throw new Error(`one image at a time: ${JSON.stringify(second)} is too much`);
    return { kind: 'start', options: { ...options, page: toPage(image) } };
  } catch (thrown) {
    return {
      kind: 'invalid',
      message: thrown instanceof Error ? firstSentence(thrown.message) : String(thrown),
    };
  }
}

/**
 * @param {ReturnType<typeof parseArgs<{ options: typeof specification }>>['values']} values
 * @returns {StartOptions}
 */
function toStartOptions(values) {
  const { listen } = values;
  const isLoopback = listen === undefined || listen === '127.0.0.1' || listen === 'localhost';
  const withTls = values['tls-cert'] !== undefined && values['tls-key'] !== undefined;
  if ((values['tls-cert'] === undefined) !== (values['tls-key'] === undefined)) {
    throw new Error('--tls-cert and --tls-key go together');
  }
  if (!isLoopback && !withTls) {
    throw new Error(`--listen=${listen} needs --tls-cert and --tls-key: others could read along`);
  }
  if (values.install && values.engine !== 'managed') throw new Error('--install goes with --engine=managed');
  return {
    host: parseHost(values.host),
    port: parsePort(values.port),
    portIsExplicit: values.port !== undefined,
    listen: isLoopback ? undefined : listen,
    tlsCert: values['tls-cert'],
    tlsKey: values['tls-key'],
    open: !values['no-open'],
    engine: parseEngine(values.engine, values.install ?? false),
    printApiToken: values['print-api-token'] ?? false,
    page: undefined,
  };
}

/** @param {string | undefined} host */
function parseHost(host) {
  if (host === undefined || host === 'electron' || host === 'server') return host;
  throw new Error(`--host=${host}: expected electron or server`);
}

/** @param {string | undefined} port */
function parsePort(port) {
  if (port === undefined) return defaultPort;
  const number = /^\d{1,5}$/.test(port) ? Number(port) : -1;
  if (number < 0 || number > 65535) throw new Error(`--port=${port}: expected a number from 0 to 65535`);
  return number;
}

/**
 * @param {string | undefined} engine
 * @param {boolean} install
 * @returns {EngineOption | undefined}
 */
export function parseEngine(engine, install) {
  if (engine === undefined) return undefined;
  if (engine === '') throw new Error('--engine needs a value');
  if (engine === 'managed') return { kind: 'managed', install };
  if (engine.includes('://')) return { kind: 'host', host: engine };
  return { kind: 'context', name: engine };
}

/**
 * Node adds advice about positional arguments that does not fit here.
 * @param {string} message
 */
export function firstSentence(message) {
  return message.split(/\. (?=To specify)/)[0] ?? message;
}

// The options of `estiba layers` and their help. Imports nothing heavy: --help answers at once.
import { parseArgs } from 'node:util';
import { firstSentence, parseEngine } from './options.mjs';

/**
 * @typedef {{ kind: 'auto', text: string }
 *   | { kind: 'engine', image: string }
 *   | { kind: 'archive', path: string }
 *   | { kind: 'layout', path: string }
 *   | { kind: 'registry', reference: string }} LayersTarget
 *
 * @typedef {object} LayersOptions
 * @property {LayersTarget} target
 * @property {boolean} json
 * @property {string | undefined} rules path of a file
 * @property {import('./options.mjs').EngineOption | undefined} engine
 * @property {string | undefined} platform as `linux/arm64`
 * @property {string | undefined} reference which image of an archive or layout
 * @property {number} top how many paths of the waste are printed
 *
 * @typedef {{ kind: 'layers', options: LayersOptions } | { kind: 'help' } | { kind: 'invalid', message: string }} LayersCommandLine
 */

/** Exit codes of `estiba layers`; see docs/headless.md. */
export const layersExitCodes = /** @type {const} */ ({
  fine: 0,
  ruleBroken: 1,
  unreadable: 2,
  usage: 64,
  interrupted: 130,
});

/** Most paths that one question to the back end answers. */
const maxTop = 1000;

export const layersHelp = `Usage: estiba layers [options] <image|archive|layout folder|registry reference>

Prints what an image is made of: bytes stored, visible and wasted, its layers with the instruction that made each, the
paths that waste most with the instruction to blame, and files that look like secrets and can still be read.

The image is, in this order: a file (docker-archive or oci-archive: .tar, .tar.gz, .tar.zst), a folder (OCI layout), an
image that the engine has, a reference in a registry, which is read without pulling. A prefix says which one is meant:
  docker:<image>          an image of the engine (Docker or Podman), by reference or id
  archive:<file>, layout:<folder>, registry:<reference>
No engine is needed for the last three. Images that are called docker, archive, layout or registry need the prefix, too:
docker:docker:27, registry:registry:2.

  --json                  print JSON instead of a table: docs/headless.md and docs/layers-report.schema.json
  --rules=<file>          hold the image against rules, YAML or JSON; all of them are optional:
                            maxWasteBytes: 20MB   minScore: 0.95   maxLayers: 20   noSecrets: true
  --engine=<engine>       a Docker context's name, an address as in DOCKER_HOST, or "managed" for Estiba's own engine
  --platform=<os/arch>    which image of an index, e.g. linux/arm64. Default: this machine's
  --reference=<name>      which image of an archive or layout that has several
  --top=<n>               how many paths of the waste are printed, 0 to ${maxTop}. Default 20
  --help

Exit codes: 0 read, and no rule is broken; 1 a rule is broken; 2 it could not be read; 64 wrong options or rules;
130 interrupted.
`;

const specification = /** @type {const} */ ({
  json: { type: 'boolean' },
  rules: { type: 'string' },
  engine: { type: 'string' },
  platform: { type: 'string' },
  reference: { type: 'string' },
  top: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
});

/**
 * @param {readonly string[]} args what follows `estiba layers`
 * @returns {LayersCommandLine}
 */
export function parseLayersCommandLine(args) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: specification,
      strict: true,
      allowPositionals: true,
    });
    if (values.help) return { kind: 'help' };
    const [text, second] = positionals;
    if (text === undefined || text.trim() === '') throw new Error('say which image');
    if (second !== undefined) throw new Error(`one image at a time: ${JSON.stringify(second)} is too much`);
    return { kind: 'layers', options: toOptions(values, text.trim()) };
  } catch (thrown) {
    const message = thrown instanceof Error ? firstSentence(thrown.message) : String(thrown);
    return { kind: 'invalid', message };
  }
}

/**
 * @param {ReturnType<typeof parseArgs<{ options: typeof specification }>>['values']} values
 * @param {string} text
 * @returns {LayersOptions}
 */
function toOptions(values, text) {
  for (const name of /** @type {const} */ (['rules', 'platform', 'reference'])) {
    if (values[name] === '') throw new Error(`--${name} needs a value`);
  }
  const target = parseTarget(text);
  const isFile = target.kind === 'archive' || target.kind === 'layout' || target.kind === 'auto';
  if (values.reference !== undefined && !isFile) {
    throw new Error('--reference goes with an archive or a layout');
  }
  return {
    target,
    json: values.json ?? false,
    rules: values.rules,
    engine: parseEngine(values.engine, false),
    platform: parsePlatform(values.platform),
    reference: values.reference,
    top: parseTop(values.top),
  };
}

/**
 * @param {string} text
 * @returns {LayersTarget}
 */
export function parseTarget(text) {
  const [, prefix, rest = ''] = /^(docker|archive|layout|registry):(.*)$/s.exec(text) ?? [];
  if (prefix !== undefined && rest === '') throw new Error(`${prefix}: needs a name after it`);
  switch (prefix) {
    case 'docker':
      return { kind: 'engine', image: rest };
    case 'archive':
    case 'layout':
      return { kind: prefix, path: rest };
    case 'registry':
      return { kind: 'registry', reference: rest };
    default:
      return { kind: 'auto', text };
  }
}

/** @param {string | undefined} platform */
function parsePlatform(platform) {
  if (platform === undefined || /^[a-z0-9]+\/[a-z0-9_]+(?:\/[a-z0-9]+)?$/.test(platform)) return platform;
  throw new Error(`--platform=${platform}: expected os/architecture, such as linux/arm64`);
}

/** @param {string | undefined} top */
function parseTop(top) {
  if (top === undefined) return 20;
  const number = /^\d{1,4}$/.test(top) ? Number(top) : -1;
  if (number < 0 || number > maxTop) throw new Error(`--top=${top}: expected a number from 0 to ${maxTop}`);
  return number;
}

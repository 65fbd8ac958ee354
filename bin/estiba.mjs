#!/usr/bin/env node
// The one command. This file only looks at the Node version and finds the sub-command, so that an old Node gets as far
// as saying what is wrong.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeVersionProblem } from './node-version.mjs';

/**
 * Sub-commands by name; each is loaded when it is called.
 * @type {Readonly<Record<string, (args: readonly string[], installation: import('./start.mjs').Installation) => Promise<void>>>}
 */
const commands = {
  start: async (args, installation) => (await import('./start.mjs')).start(args, installation),
  serve: async (args, installation) =>
    (await import('./start.mjs')).start(['--host=server', ...args], installation),
  open: async (args, installation) => (await import('./open.mjs')).open(args, installation),
  layers: async (args, installation) => (await import('./layers.mjs')).layers(args, installation),
};

const problem = nodeVersionProblem(process.versions.node);
if (problem === undefined) await run(process.argv.slice(2));
else {
  process.stderr.write(`estiba: ${problem}\n`);
  process.exitCode = 1;
}

/** @param {readonly string[]} args */
async function run(args) {
  const [first] = args;
  const isNamed = first !== undefined && !first.startsWith('-');
  const name = isNamed ? first : 'start';
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command) return await command(isNamed ? args.slice(1) : args, findInstallation());
  process.stderr.write(`estiba: there is no command ${JSON.stringify(name)}\nSee estiba --help.\n`);
  process.exitCode = 2;
}

function findInstallation() {
  const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  return { root, version: String(version) };
}

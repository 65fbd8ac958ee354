import { realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { help, parseCommandLine, type StartOptions } from '../../../../bin/options.mjs';
import { isAppError } from '../../../common/errors';
import { type RunContext, runServer } from './run-server';
import { StaticFiles } from './static-files';

const folder = dirname(fileURLToPath(import.meta.url));

/**
 * Serves until it is told to end; for the launcher.
 * @returns the exit code, when it could not start. When it could, the process ends by a signal.
 */
export async function serve(
  options: StartOptions,
  launch: { readonly version: string; readonly reason: string },
): Promise<number> {
  const files = new StaticFiles(join(folder, '..', 'renderer'));
  return await start(options, {
    ...launch,
    page: (request, response, path) => files.answer(request, response, path),
  });
}

async function start(options: StartOptions, context: RunContext): Promise<number> {
  try {
    return await runServer(options, context);
  } catch (thrown) {
    // What was meant for the user is said plainly; a stack is for what nobody expected.
    process.stderr.write(`estiba: ${isAppError(thrown) ? thrown.message : describe(thrown)}\n`);
    return 1;
  }
}

function describe(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}

/** `node out/main/serve.js`: without the launcher, on a built copy. */
async function runAlone(args: readonly string[]): Promise<number> {
  const line = parseCommandLine(args);
  switch (line.kind) {
    case 'help':
      process.stdout.write(help);
      return 0;
    case 'version':
      process.stdout.write(`${await readVersion()}\n`);
      return 0;
    case 'invalid':
      process.stderr.write(`estiba: ${line.message}\nSee --help.\n`);
      return 2;
    case 'start':
      return await serve(line.options, { version: await readVersion(), reason: 'as asked' });
  }
}

/** Of the nearest package.json: two folders up in a built copy, more in the source. */
async function readVersion(from = folder): Promise<string> {
  const text = await readFile(join(from, 'package.json'), 'utf8').catch(() => undefined);
  if (text !== undefined) return String((JSON.parse(text) as { version?: unknown }).version);
  return dirname(from) === from ? 'unknown' : await readVersion(dirname(from));
}

const [, script, ...args] = process.argv;
if (script !== undefined && isThisFile(script)) {
  const code = await runAlone(args);
  if (code !== 0) process.exit(code);
}

function isThisFile(file: string): boolean {
  try {
    return realpathSync(file) === fileURLToPath(import.meta.url);
  } catch {
    return false;
  }
}

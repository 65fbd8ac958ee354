import { readFile } from 'node:fs/promises';
import { type LayersOptions, layersExitCodes } from '../../../../bin/layers-options.mjs';
import type { Analysis } from '../../../common/contract/layer-analysis';
import { AppError, isAppError } from '../../../common/errors';
import { createBackend } from '../../backend';
import { type CliClient, createCliClient } from './cli-client';
import { findLocation } from './find-location';
import { formatBytes, printReport } from './print-report';
import { type LayersReport, toReport } from './report';
import { brokenRules, parseRules, type Rules } from './rules';

/** Milliseconds between two lines of progress. */
const progressMs = 200;
/** Rows of secrets in a report. */
const maxSecrets = 1000;

/**
 * `estiba layers`: the same back end as that of the interface, without a server.
 * @returns the exit code
 */
export async function runLayers(
  options: LayersOptions,
  { version }: { readonly version: string },
): Promise<number> {
  let rules: Rules;
  try {
    rules = options.rules === undefined ? {} : parseRules(await readRules(options.rules), options.rules);
  } catch (thrown) {
    return fail(thrown, layersExitCodes.usage);
  }
  const stop = new AbortController();
  const interrupt = (): void => stop.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const backend = await createBackend({ host: 'server', version, engine: options.engine });
  try {
    const report = await read(createCliClient(backend, stop.signal), options, rules, stop.signal);
    process.stdout.write(options.json ? `${JSON.stringify(report, undefined, 2)}\n` : printReport(report));
    return report.broken.length > 0 ? layersExitCodes.ruleBroken : layersExitCodes.fine;
  } catch (thrown) {
    return stop.signal.aborted ? layersExitCodes.interrupted : fail(thrown, layersExitCodes.unreadable);
  } finally {
    // Gives back what is held on an engine, also after an interrupt.
    await backend.dispose();
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

async function readRules(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (thrown) {
    throw new AppError('invalid_argument', `the rules cannot be read: ${String(thrown)}`);
  }
}

function fail(thrown: unknown, code: number): number {
  const message = isAppError(thrown)
    ? thrown.message
    : thrown instanceof Error
      ? thrown.stack
      : String(thrown);
  process.stderr.write(`estiba: ${message}\n`);
  return code;
}

async function read(
  client: CliClient,
  options: LayersOptions,
  rules: Rules,
  signal: AbortSignal,
): Promise<LayersReport> {
  const location = await findLocation(client, options);
  const { analysisId } = await client.layers.open({ location });
  const analysis = await follow(client, analysisId, signal);
  await client.layers.findSecrets({ analysisId });
  const [waste, secrets] = await Promise.all([
    client.layers.waste({ analysisId, limit: Math.max(1, options.top) }),
    client.layers.waste({ analysisId, flagged: true, limit: maxSecrets }),
  ]);
  const report = toReport({
    analysis,
    wastedPaths: waste.count,
    waste: waste.rows.slice(0, options.top),
    secrets: secrets.rows,
  });
  return { ...report, broken: brokenRules(rules, report) };
}

/** Waits until the image is read; says how far it is where somebody looks. @throws AppError */
async function follow(client: CliClient, analysisId: string, signal: AbortSignal): Promise<Analysis> {
  const isSeen = process.stderr.isTTY === true;
  let last: Analysis | undefined;
  let saidAt = 0;
  for await (const state of await client.layers.watch({ analysisId })) {
    last = state;
    if (isSeen && Date.now() - saidAt >= progressMs) {
      saidAt = Date.now();
      process.stderr.write(`\r\u001b[K${progressOf(state)}`);
    }
  }
  if (isSeen && saidAt > 0) process.stderr.write('\r\u001b[K');
  signal.throwIfAborted();
  if (last?.state === 'ready') return last;
  throw new AppError(last?.error?.code ?? 'unknown', last?.error?.message ?? 'the image could not be read');
}

function progressOf({ layers }: Analysis): string {
  const done = layers.filter(({ state }) => state === 'ready').length;
  const bytes = layers.reduce((sum, { readBytes }) => sum + readBytes, 0);
  return `${done} of ${layers.length} layers, ${formatBytes(bytes)}`;
}

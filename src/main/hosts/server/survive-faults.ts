import type { EventEmitter } from 'node:events';
import type { Logger } from '../../backend';

/**
 * One bad callback must not end everybody's session: what nobody caught is logged with its stack, and the terminal names
 * the entry.
 */
export function surviveFaults(
  logger: Pick<Logger, 'error'>,
  runtime: Pick<EventEmitter, 'on'>,
  tell: (line: string) => void,
): void {
  const report = (what: string) => (thrown: unknown) => {
    tell(`estiba: ${what}, see ${logger.error(what, thrown)} in the log\n`);
  };
  runtime.on('unhandledRejection', report('a promise was rejected and nobody looked'));
  runtime.on('uncaughtException', report('an error was not caught'));
}

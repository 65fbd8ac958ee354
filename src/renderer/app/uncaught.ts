import { isCanceled } from '../../common/errors';
import type { EstibaClient } from '../lib/client';

/** Contract limits of app.reportError, in characters. */
const limits = { message: 2000, stack: 20_000, where: 200 } as const;

/** Writes an error into the back end's log. Undefined when it cannot be reached. */
export async function reportError(
  client: EstibaClient,
  thrown: unknown,
  where: string,
): Promise<string | undefined> {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  try {
    const { errorId } = await client.app.reportError({
      message: `${error.name}: ${error.message}`.slice(0, limits.message),
      ...(error.stack === undefined ? {} : { stack: error.stack.slice(0, limits.stack) }),
      where: where.slice(0, limits.where),
    });
    return errorId;
  } catch {
    // Without a back end there is no log.
    return undefined;
  }
}

/** At most this many reports per page: a fault in a loop must not fill the log. */
const mostReports = 20;

/** Reports what no component caught. */
export function watchUncaught(client: EstibaClient): void {
  let reports = 0;
  const report = (thrown: unknown, where: string): void => {
    if (reports >= mostReports || isCanceled(thrown)) return;
    reports += 1;
    void reportError(client, thrown, where);
  };
  window.addEventListener('error', (event) => report(event.error ?? event.message, 'window'));
  window.addEventListener('unhandledrejection', (event) => report(event.reason, 'promise'));
}

import { implement } from '@orpc/server';
import { type SettingsSnapshot, settingsContract } from '../../../../common/contract/settings';
import type { SettingsStore } from '../../platform/settings-store';
import { Wakeup } from '../../platform/wakeup';

/** The procedures of `contract.settings`. */
export function createSettingsFeature({ settings }: { readonly settings: SettingsStore }) {
  const os = implement(settingsContract);
  return os.router({
    get: os.get.handler(() => settings.snapshot()),
    watch: os.watch.handler(({ signal }) => watchSettings(settings, signal)),
    update: os.update.handler(({ input }) => settings.update(input)),
  });
}

/** The present snapshot at once, then the latest after each change; a slow reader is spared those in between. */
async function* watchSettings(
  settings: SettingsStore,
  signal: AbortSignal = new AbortController().signal,
): AsyncGenerator<SettingsSnapshot> {
  const changed = new Wakeup();
  let isNew = true;
  const unsubscribe = settings.subscribe(() => {
    isNew = true;
    changed.wake();
  });
  try {
    while (!signal.aborted) {
      if (isNew) {
        isNew = false;
        yield settings.snapshot();
      } else {
        await changed.sleep(signal);
      }
    }
  } finally {
    unsubscribe();
  }
}

import { createManagedEngine } from '../../../src/main/backend/engine/managed/managed-engine';
import { createPlatform } from '../../../src/main/backend/platform/create-platform';

/**
 * Does one thing with a managed engine in a process of its own, as Estiba would, and prints the status as JSON.
 * Arguments: home folder, `start`, `stop`, `status` or `start-and-wait` (then it stays until it is killed).
 */
async function main(home: string, action: string): Promise<void> {
  const platform = createPlatform({
    env: { PATH: process.env.PATH, HOME: home, XDG_RUNTIME_DIR: home },
    homedir: home,
  });
  const engine = createManagedEngine({ platform });
  const work = { signal: new AbortController().signal, log: (text: string) => console.error(text) };
  try {
    if (action.startsWith('start')) await engine.start(work);
    if (action === 'stop') await engine.stop(work);
    console.log(JSON.stringify(await engine.status()));
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    console.log(JSON.stringify({ error: { code, message } }));
  }
  if (action === 'start-and-wait') setInterval(() => undefined, 1000);
}

const [home = '', action = 'status'] = process.argv.slice(2);
void main(home, action);

import { createPortChannel, serveChannel, serverLimits } from '../../../common/rpc';
import { createBackend, type EngineChoice } from '../../backend';
import { acceptUpload, type BackendPortMessage, serveDownload } from './transfer-relay';

/**
 * The back end in a process of its own: work there never makes a window stutter, and a crash there loses no window.
 * The main process sends ports; each says in its message what it is for.
 */
const { version, engine } = JSON.parse(process.argv.at(-1) ?? '{}') as {
  version: string;
  engine?: EngineChoice;
};

const starting = createBackend({ host: 'electron', version, engine });

process.parentPort.on('message', ({ data, ports }) => {
  const message = data as BackendPortMessage | { readonly kind: 'end' };
  const port = ports[0];
  if (message.kind === 'end') void end();
  else if (port) void connect(message, port);
});

async function connect(message: BackendPortMessage, port: Electron.MessagePortMain): Promise<void> {
  // Until then the port keeps what is sent to it.
  const backend = await starting;
  switch (message.kind) {
    case 'api':
      serveChannel(createPortChannel(port, serverLimits), backend.procedures, {
        onError: (thrown, path) => backend.logger.error(`call of ${path} failed`, thrown),
      });
      return;
    case 'download':
      return await serveDownload(backend.transfers, message.ticket, port);
    case 'upload':
      return await acceptUpload(backend.transfers, message.ticket, port);
  }
}

process.on('unhandledRejection', (reason) => {
  void starting.then(({ logger }) => logger.error('unhandled rejection', reason));
});

/** Jobs are canceled and connections closed in order; the main process waits 5 s for it. */
async function end(): Promise<void> {
  await starting.then((backend) => backend.dispose()).catch(() => undefined);
  process.exit(0);
}

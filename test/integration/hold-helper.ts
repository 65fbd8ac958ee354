import { openEngineImage } from '../../src/main/backend/layers/source/engine-source';
import { createPlatform } from '../../src/main/backend/platform/create-platform';
import { startServices } from './resource-services';

/** `hold-helper.ts <host> <image>`: opens an image through a helper container, says so, and waits to be killed. */
const [, , host = '', image = ''] = process.argv;
const { commands, logger } = createPlatform({ env: { PATH: process.env.PATH } });
const services = await startServices({ host });
await openEngineImage(
  {
    connection: services.engines.get(services.engineId),
    image,
    fastPath: true,
    methods: ['layer_store_helper'],
    reader: { commands },
    logger,
  },
  AbortSignal.timeout(60_000),
);
process.stdout.write('held\n');
setInterval(() => undefined, 1000);

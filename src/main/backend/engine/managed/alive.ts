import { createEngineLoad } from '../engine-load';
import { HttpEngineApi } from '../http-engine-api';
import { createPipeTransport } from '../transport/socket-transports';

/** Whether an engine answers at a socket. */
export async function isAlive(socket: string, timeoutMs: number): Promise<boolean> {
  const transport = createPipeTransport(socket);
  const api = new HttpEngineApi({ transport, prefix: '', load: createEngineLoad(Date.now) });
  try {
    await api.send({ path: '/_ping', timeoutMs });
    return true;
  } catch {
    return false;
  } finally {
    transport.close();
  }
}

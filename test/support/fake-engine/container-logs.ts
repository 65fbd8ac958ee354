import { hostileStrings } from './hostile';
import type { FakeContainer } from './types';

/** GET /containers/{id}/logs: ten lines from the time of its creation on, once, in frames. Nothing is followed. */
export function logBytes(container: FakeContainer, query: URLSearchParams): Buffer {
  if (query.get('since') !== null) return Buffer.alloc(0);
  const begin = container.created;
  const texts = [
    `listening as ${container.name}`,
    'level=info msg="ready"',
    '{"level":"warn","msg":"slow answer","ms":1204}',
    '\u001b[31merror:\u001b[0m cannot reach the store',
    hostileStrings.rightToLeft,
    hostileStrings.control,
    hostileStrings.markup,
  ];
  return Buffer.concat(
    texts.map((text, index) => {
      const time = new Date(begin + index * 1000).toISOString().replace('Z', '000000Z');
      const payload = Buffer.from(`${time} ${text}\n`);
      const header = Buffer.alloc(8);
      header[0] = index === 3 ? 2 : 1;
      header.writeUInt32BE(payload.length, 4);
      return Buffer.concat([header, payload]);
    }),
  );
}

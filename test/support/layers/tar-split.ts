import { TarParser } from '../../../src/main/backend/layers/tar/tar-parser';

interface Body {
  readonly name: string;
  readonly start: number;
  readonly length: number;
}

/** The records that Docker keeps of a layer's archive: all of it but the bodies of its files. */
export function tarSplitLines(archive: Buffer): Buffer {
  const lines: string[] = [];
  let at = 0;
  let position = 0;
  const add = (record: object): void => {
    lines.push(JSON.stringify({ ...record, position }));
    position += 1;
  };
  for (const { name, start, length } of bodiesOf(archive)) {
    add({ type: 2, payload: archive.subarray(at, start).toString('base64') });
    const payload = length > 0 ? 'AAAAAAAAAAA=' : null;
    add({ type: 1, name, ...(length > 0 ? { size: length } : {}), payload });
    at = start + length;
  }
  add({ type: 2, payload: archive.subarray(at).toString('base64') });
  return Buffer.from(`${lines.join('\n')}\n`);
}

function bodiesOf(archive: Buffer): readonly Body[] {
  const bodies: Body[] = [];
  const parser = new TarParser((entry) => {
    const start = parser.position;
    bodies.push({ name: entry.name.toString(), start, length: entry.bodyBytes });
    return undefined;
  });
  parser.write(archive);
  return bodies;
}

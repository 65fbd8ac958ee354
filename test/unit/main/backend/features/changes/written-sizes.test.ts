import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineConnection } from '../../../../../../src/main/backend/engine/engine-connection';
import { WrittenSizes } from '../../../../../../src/main/backend/features/changes/written-sizes';

let folder: string;
let asked: string[];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'estiba-written-'));
  asked = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** An engine whose containers have folders here, but for those named `far`. */
function connection(): EngineConnection {
  const json = async ({ path: asking }: { readonly path: string }) => {
    asked.push(asking);
    const id = asking.split('/')[2] ?? '';
    const Data = id.startsWith('far') ? undefined : { UpperDir: path.join(folder, id), LowerDir: '' };
    return { Id: id, Name: id, Image: '', State: {}, GraphDriver: { Name: 'overlay2', Data }, Mounts: [] };
  };
  return { id: 'engine', api: { json } } as unknown as EngineConnection;
}

const write = (id: string, bytes: number): void => {
  mkdirSync(path.join(folder, id), { recursive: true });
  writeFileSync(path.join(folder, id, String(bytes)), Buffer.alloc(bytes));
};

describe('WrittenSizes', () => {
  it('asks the engine once for each container, and measures again after a minute', async () => {
    let now = 0;
    const sizes = new WrittenSizes(() => now);
    const read = () => sizes.read(connection(), ['a', 'far'], true, AbortSignal.timeout(10_000));
    write('a', 10);
    expect(await read()).toEqual([{ id: 'a', bytes: 10 }, { id: 'far' }]);
    write('a', 7);
    now += 30_000;
    expect(await read()).toEqual([{ id: 'a', bytes: 10 }, { id: 'far' }]);
    now += 31_000;
    expect(await read()).toEqual([{ id: 'a', bytes: 17 }, { id: 'far' }]);
    now += 61_000;
    rmSync(path.join(folder, 'a'), { recursive: true });
    expect(await read()).toEqual([{ id: 'a' }, { id: 'far' }]);
    expect(asked).toEqual(['/containers/a/json', '/containers/far/json']);
  });

  it('asks nothing of an engine elsewhere', async () => {
    const sizes = new WrittenSizes(() => 0);
    expect(await sizes.read(connection(), ['a'], false, AbortSignal.timeout(10_000))).toEqual([{ id: 'a' }]);
    expect(asked).toEqual([]);
  });
});

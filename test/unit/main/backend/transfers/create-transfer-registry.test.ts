import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTransferRegistry } from '../../../../../src/main/backend/transfers/create-transfer-registry';
import type { TransferRegistry } from '../../../../../src/main/backend/transfers/transfer-registry';

let transfers: TransferRegistry;
const abandoned = vi.fn();
const file = () => ({ fileName: 'a.tar', contentType: 'application/x-tar', body: Readable.from(['bytes']) });
const ticketOf = (path: string) => path.replace(/^files\//, '');
const notFound = { code: 'not_found' };

beforeEach(() => {
  vi.useFakeTimers();
  abandoned.mockReset();
  transfers = createTransferRegistry({ clock: { now: () => Date.now() } });
});
afterEach(() => {
  transfers.dispose();
  vi.useRealTimers();
});

describe('a ticket', () => {
  it('is 256 random bits in a path that needs no encoding', () => {
    const paths = Array.from({ length: 50 }, () => transfers.offerDownload(async () => file(), abandoned));
    expect(new Set(paths).size).toBe(50);
    for (const path of paths) expect(path).toMatch(/^files\/[\w-]{43}$/);
  });

  it('opens the file when it is asked for, once', async () => {
    const open = vi.fn(async () => file());
    const ticket = ticketOf(transfers.offerDownload(open, abandoned));
    expect(open).not.toHaveBeenCalled();
    expect(await transfers.download(ticket)).toMatchObject({ fileName: 'a.tar' });
    await expect(transfers.download(ticket)).rejects.toMatchObject(notFound);
    expect(open).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(abandoned).not.toHaveBeenCalled();
  });

  it('is used up by the first of two who come together', async () => {
    const ticket = ticketOf(transfers.offerDownload(async () => file(), abandoned));
    const results = await Promise.allSettled([transfers.download(ticket), transfers.download(ticket)]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });

  it('takes in an upload and waits for it', async () => {
    let taken = '';
    const accept = async (body: Readable) => {
      for await (const chunk of body) taken += String(chunk);
    };
    await transfers.upload(ticketOf(transfers.offerUpload(accept, abandoned)), Readable.from(['a', 'b']));
    expect(taken).toBe('ab');
  });

  it('passes on what the owner throws and lets go of the body', async () => {
    const body = Readable.from(['a']);
    const ticket = ticketOf(
      transfers.offerUpload(() => Promise.reject(new Error('engine says no')), abandoned),
    );
    await expect(transfers.upload(ticket, body)).rejects.toThrow('engine says no');
    expect(body.destroyed).toBe(true);
    const stray = Readable.from(['a']);
    await expect(transfers.upload('nobody', stray)).rejects.toMatchObject(notFound);
    expect(stray.destroyed).toBe(true);
  });

  it('is not used up by the wrong method', async () => {
    const ticket = ticketOf(transfers.offerDownload(async () => file(), abandoned));
    await expect(transfers.upload(ticket, Readable.from([]))).rejects.toMatchObject(notFound);
    expect(await transfers.download(ticket)).toMatchObject({ fileName: 'a.tar' });
  });

  it.each(['', 'nobody', '__proto__', 'files/', '../etc/passwd'])(
    'named %j does not exist',
    async (ticket) => {
      await expect(transfers.download(ticket)).rejects.toMatchObject(notFound);
    },
  );

  it('lives for a minute; then its owner hears of it', async () => {
    const ticket = ticketOf(transfers.offerDownload(async () => file(), abandoned));
    await vi.advanceTimersByTimeAsync(59_999);
    expect(abandoned).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(abandoned).toHaveBeenCalledOnce();
    await expect(transfers.download(ticket)).rejects.toMatchObject(notFound);
  });

  it('does not outlive the sleep of the machine, in which timers stand still', async () => {
    const ticket = ticketOf(transfers.offerDownload(async () => file(), abandoned));
    vi.setSystemTime(Date.now() + 60_001);
    await expect(transfers.download(ticket)).rejects.toMatchObject(notFound);
    expect(abandoned).toHaveBeenCalledOnce();
  });
});

describe('the registry', () => {
  it('does not keep the process running', () => {
    vi.useRealTimers();
    const before = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const other = createTransferRegistry({ clock: { now: () => Date.now() } });
    other.offerDownload(async () => file(), abandoned);
    expect(process.getActiveResourcesInfo().filter((name) => name === 'Timeout')).toHaveLength(before);
    other.dispose();
  });

  it('holds a bounded number of tickets', () => {
    for (let index = 0; index < 1000; index += 1) transfers.offerDownload(async () => file(), abandoned);
    expect(() => transfers.offerDownload(async () => file(), abandoned)).toThrow(
      expect.objectContaining({ code: 'resource_exhausted' }),
    );
  });

  it('abandons everything at the end, whatever one owner does', () => {
    transfers.offerDownload(
      async () => file(),
      () => {
        throw new Error('bad owner');
      },
    );
    transfers.offerUpload(async () => undefined, abandoned);
    transfers.dispose();
    transfers.dispose();
    expect(abandoned).toHaveBeenCalledOnce();
    expect(() => transfers.offerDownload(async () => file(), abandoned)).toThrow(
      expect.objectContaining({ code: 'unavailable' }),
    );
  });
});

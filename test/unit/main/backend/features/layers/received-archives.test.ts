import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReceivedArchives } from '../../../../../../src/main/backend/features/layers/received-archives';
import { createJobRegistry } from '../../../../../../src/main/backend/jobs/create-job-registry';
import type { JobRegistry } from '../../../../../../src/main/backend/jobs/job-registry';
import { createPlatform } from '../../../../../../src/main/backend/platform/create-platform';
import { createTransferRegistry } from '../../../../../../src/main/backend/transfers/create-transfer-registry';

const { logger, clock } = createPlatform({ env: {}, homedir: '/nonexistent' });

describe('an archive that a page sends', () => {
  let folder: string;
  let jobs: JobRegistry;
  const transfers = createTransferRegistry({ clock });
  const ticketOf = (path: string) => path.replace(/^files\//, '');
  const stateOf = async (jobId: string) => (await jobs.wait(jobId, AbortSignal.timeout(5000))).state;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'estiba-received-'));
    jobs = createJobRegistry({ clock, logger });
  });
  afterAll(async () => {
    transfers.dispose();
    await jobs.dispose();
    rmSync(folder, { recursive: true });
  });

  it('is kept as a file of a safe name until the end', async () => {
    const received = new ReceivedArchives(folder, logger);
    const { file, path, jobId } = received.receive({ jobs, transfers }, { fileName: '../a/b c<d>.tar' });
    expect(file.startsWith(`${folder}/`)).toBe(true);
    expect(file.split('/').at(-1)).toBe('..-a-b-c-d-.tar');
    await transfers.upload(ticketOf(path), Readable.from([Buffer.from('some '), Buffer.from('bytes')]));
    expect(await stateOf(jobId)).toBe('succeeded');
    expect(readFileSync(file, 'utf8')).toBe('some bytes');
    await received.dispose();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('leaves nothing when it is canceled in the middle', async () => {
    const received = new ReceivedArchives(folder, logger);
    const { file, path, jobId } = received.receive({ jobs, transfers }, { fileName: 'a.tar' });
    const body = new PassThrough();
    body.write('half');
    const sending = transfers.upload(ticketOf(path), body).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 50));
    jobs.cancel(jobId);
    await sending;
    expect(await stateOf(jobId)).toBe('canceled');
    expect(() => readFileSync(file)).toThrow('ENOENT');
    await received.dispose();
  });

  it('removes what a crash left, and nothing of a living process', async () => {
    mkdirSync(join(folder, '4194301-dead/x'), { recursive: true });
    mkdirSync(join(folder, `${process.ppid}-alive`), { recursive: true });
    writeFileSync(join(folder, '4194301-dead/x/a.tar'), 'x');
    await new ReceivedArchives(folder, logger).removeStale();
    expect(readdirSync(folder)).toEqual([`${process.ppid}-alive`]);
  });
});

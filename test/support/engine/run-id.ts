import { randomBytes } from 'node:crypto';

/** Names this test process; everything that a test creates on a real engine is labelled with it. */
export const runId: string = process.env.ESTIBA_TEST_RUN ?? randomBytes(4).toString('hex');

/** The label of every container, image, volume and network that tests create. */
export const testLabels: Readonly<Record<string, string>> = { 'dev.estiba.test': runId };

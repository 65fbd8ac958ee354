import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { surviveFaults } from '../../../../../src/main/hosts/server/survive-faults';

it('logs what nobody caught and names the entry, without the error’s own words', () => {
  const runtime = new EventEmitter();
  const logged: unknown[] = [];
  const told: string[] = [];
  const logger = { error: (_message: string, thrown: unknown) => `E${logged.push(thrown)}` };
  surviveFaults(logger, runtime, (line) => told.push(line));
  const fault = new Error('/root/secret');
  runtime.emit('unhandledRejection', fault);
  runtime.emit('uncaughtException', fault);
  expect(logged).toEqual([fault, fault]);
  expect(told).toEqual([
    'estiba: a promise was rejected and nobody looked, see E1 in the log\n',
    'estiba: an error was not caught, see E2 in the log\n',
  ]);
});

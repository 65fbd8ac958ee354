import { describe, expect, it } from 'vitest';
import type { ManagedEngineStatus } from '../../../../../src/common/contract/engines';
import type { Procedure } from '../../../../../src/common/rpc';
import { managedEngineProblem } from '../../../../../src/main/hosts/server/managed-engine';

const command = 'sudo apt-get install -y docker.io';

function backendIn(status: Partial<ManagedEngineStatus>) {
  const whole = { host: 'unix:///x', dataRoot: '/d', canInstall: false, installCommand: command, ...status };
  return { procedures: new Map<string, Procedure>([['engines.managedStatus', async () => whole]]) };
}

describe('managedEngineProblem', () => {
  it('is none where an engine is installed', async () => {
    for (const state of ['running', 'starting', 'stopped'] as const) {
      expect(await managedEngineProblem(backendIn({ state }), false)).toBeUndefined();
    }
  });

  it('names the exact command when none is installed, and leaves it to --install when that can be done', async () => {
    const backend = backendIn({ state: 'not_installed', canInstall: true });
    expect(await managedEngineProblem(backend, false)).toContain(`--install:\n  ${command}`);
    expect(await managedEngineProblem(backend, true)).toBeUndefined();
  });

  it('names the command where it may not install, and does not offer what cannot be done', async () => {
    const backend = backendIn({ state: 'not_installed', canInstall: false });
    expect(await managedEngineProblem(backend, true)).toContain(`only. Install it with:\n  ${command}`);
    expect(await managedEngineProblem(backend, false)).toContain(command);
    expect(await managedEngineProblem(backend, false)).not.toContain('--install');
  });

  it('says why it cannot run at all', async () => {
    const backend = backendIn({ state: 'unsupported', reason: 'only on Linux' });
    expect(await managedEngineProblem(backend, true)).toContain('only on Linux');
  });
});

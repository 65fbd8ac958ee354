import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CgroupFiles, FileText } from '../../../../../src/main/backend/cgroup/cgroup-files';

interface RecordedMoment {
  readonly moment: string;
  readonly readNs: Readonly<Record<string, readonly [number, number]>>;
  readonly gone: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  readonly stats?: object;
}

export interface RecordedCase {
  readonly name: string;
  readonly driver: string;
  readonly truth: string;
  readonly main: string;
  readonly containers: readonly {
    readonly name: string;
    readonly id: string;
    readonly pid: number;
    readonly cgroup: string;
  }[];
  readonly state: { readonly OOMKilled: boolean; readonly ExitCode: number };
  readonly hostConfig: Readonly<Record<string, unknown>>;
  readonly cliStats?: object;
  readonly watch?: readonly string[];
  readonly moments: readonly RecordedMoment[];
}

const folder = join(import.meta.dirname, '../../../../fixtures/cgroup-v2');

export const caseNames: readonly string[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -'.json'.length))
  .sort();

export function readCase(name: string): RecordedCase {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as RecordedCase;
}

export function containerOf(recorded: RecordedCase, name = recorded.main) {
  const found = recorded.containers.find((container) => container.name === name);
  if (!found) throw new Error(`${recorded.name} has no container ${name}`);
  return found;
}

/** The mounts of the recording machine: unified only. */
const mountInfo =
  '31 23 0:26 / /sys/fs/cgroup rw,nosuid,nodev,noexec,relatime shared:9 - cgroup2 cgroup2 rw,nsdelegate\n';

/** A recorded machine, moved from moment to moment. Files that are open read what they hold at the present moment. */
export class RecordedFiles implements CgroupFiles {
  readonly #recorded: RecordedCase;
  #content = new Map<string, string>();
  #moment = '';
  openFiles = 0;

  constructor(recorded: RecordedCase, moment = '0') {
    this.#recorded = recorded;
    this.moveTo(moment);
  }

  /** Also to a moment before the present one. */
  moveTo(moment: string): this {
    this.#content = new Map([['/proc/self/mountinfo', mountInfo]]);
    for (const step of this.#recorded.moments) {
      for (const path of step.gone) this.#content.delete(path);
      for (const [path, text] of Object.entries(step.files)) this.#content.set(path, text);
      this.#moment = step.moment;
      if (step.moment === moment) return this;
    }
    throw new Error(`${this.#recorded.name} has no moment ${moment}`);
  }

  set(path: string, text: string): void {
    this.#content.set(path, text);
  }

  removeBelow(folderPath: string): void {
    for (const path of this.#content.keys()) if (path.startsWith(folderPath)) this.#content.delete(path);
  }

  /** When the counter of CPU time was read at the present moment, in ms. */
  cpuReadAt(cgroup: string): number {
    const present = this.#recorded.moments.find(({ moment }) => moment === this.#moment);
    const [begin, end] = present?.readNs[`/sys/fs/cgroup${cgroup}/cpu.stat`] ?? [0, 0];
    return (begin + end) / 2 / 1e6;
  }

  read(path: string): FileText {
    return this.#textOf(path, 'not_offered');
  }

  open(path: string) {
    const wasThere = this.#content.has(path);
    this.openFiles++;
    return {
      path,
      read: () => this.#textOf(path, wasThere ? 'ended' : 'not_offered'),
      close: () => {
        this.openFiles--;
      },
    };
  }

  readLink(path: string): FileText {
    const [, pid = '', name = ''] = /^\/proc\/(\w+)\/ns\/(\w+)$/.exec(path) ?? [];
    const links = this.#content.get(`/proc/${pid}/ns.json`);
    const target = links && (JSON.parse(links) as Record<string, string>)[name];
    return target === undefined ? { kind: 'failed', reason: 'not_offered' } : { kind: 'text', text: target };
  }

  list(path: string): readonly string[] {
    const inside = [...this.#content.keys()].filter((each) => each.startsWith(`${path}/`));
    return [...new Set(inside.map((each) => each.slice(path.length + 1).split('/')[0] ?? ''))];
  }

  #textOf(path: string, otherwise: 'ended' | 'not_offered'): FileText {
    const text = this.#content.get(path);
    return text === undefined ? { kind: 'failed', reason: otherwise } : { kind: 'text', text };
  }
}

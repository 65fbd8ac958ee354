import type { ContainerNamespaces, NamespaceMatrix } from '../../../../common/contract/namespaces';
import { toAppError } from '../../../../common/errors';
import type { EngineConnection } from '../../engine/engine-connection';
import { enginePath } from '../../engine/engine-path';
import { isStillThere, procSource } from '../../proc/container-pids';
import { type ContainerView, type KernelView, viewOfPid } from '../../proc/local-container';
import { readIdMap } from '../../proc/users';
import {
  type AskedContainer,
  cellsFromSettings,
  readCells,
  readHostCells,
  type SettingsContext,
  withSettings,
} from './namespace-cells';
import { type AskedModes, askedModes, namespaceRecord } from './namespace-record';

/** A container that the list says has processes. */
export interface RunningContainer {
  readonly id: string;
  readonly name: string;
}

interface Inspected {
  readonly view: ContainerView;
  readonly pid: number;
  readonly asked: AskedModes;
}

/** Requests at the same time: a page must not keep an engine from its other work. */
const inspectAtOnce = 8;

/** Reads who is in which namespace. Each start of a container costs one inspect; looking again costs links of /proc only. */
export class NamespaceReader {
  readonly #connection: EngineConnection;
  readonly #view: KernelView;
  readonly #now: () => number;
  readonly #known = new Map<string, Inspected>();

  constructor(connection: EngineConnection, view: KernelView, now: () => number) {
    this.#connection = connection;
    this.#view = view;
    this.#now = now;
  }

  /** It has another first process from now on, or none. */
  forget(id: string): void {
    this.#known.delete(id);
  }

  /** All of them: the engine was away. */
  forgetAll(): void {
    this.#known.clear();
  }

  /** @throws AppError when the engine cannot be asked; a container that ended meanwhile is left out */
  async read(
    running: readonly RunningContainer[],
    stopped: number,
    signal: AbortSignal,
  ): Promise<NamespaceMatrix> {
    const ids = new Set(running.map(({ id }) => id));
    for (const id of this.#known.keys()) if (!ids.has(id)) this.#known.delete(id);
    await this.#inspect(
      running.filter(({ id }) => !this.#known.has(id)),
      signal,
    );
    const host = this.#view.kind === 'here' ? readHostCells(this.#view.files) : undefined;
    const context = this.#settingsContext(running);
    const containers = running
      .flatMap((container) => this.#row(container, context, host) ?? [])
      .sort((a, b) => a.name.localeCompare(b.name, 'en'));
    return { at: this.#now(), ...(host ? { host } : {}), containers, stopped };
  }

  async #inspect(containers: readonly RunningContainer[], signal: AbortSignal): Promise<void> {
    const queue = containers.values();
    const worker = async () => {
      for (const { id } of queue) await this.#inspectOne(id, signal);
    };
    await Promise.all(Array.from({ length: Math.min(inspectAtOnce, containers.length) }, worker));
  }

  async #inspectOne(id: string, signal: AbortSignal): Promise<void> {
    try {
      const path = enginePath`/containers/${id}/json`;
      const record = await this.#connection.api.json({ path, signal }, namespaceRecord);
      const pid = record.State.Pid;
      if (!pid) return;
      this.#known.set(id, { pid, view: viewOfPid(this.#view, record.Id, pid), asked: askedModes(record) });
    } catch (error) {
      // Removed between the list and the question.
      if (toAppError(error).code !== 'not_found') throw error;
    }
  }

  #settingsContext(running: readonly RunningContainer[]): SettingsContext {
    const byName = new Map(running.map(({ id, name }) => [name, id]));
    const { cgroupVersion, rootless } = this.#connection.requireInfo();
    const find = (idOrName: string): AskedContainer | undefined => {
      const id = this.#known.has(idOrName) ? idOrName : (byName.get(idOrName) ?? idOrName);
      const found = this.#known.get(id);
      return found && { id, asked: found.asked };
    };
    return { find, cgroupVersion, rootless };
  }

  #row(
    { id, name }: RunningContainer,
    context: SettingsContext,
    host: NamespaceMatrix['host'],
  ): ContainerNamespaces | undefined {
    const known = this.#known.get(id);
    if (!known) return undefined;
    const { view, pid, asked } = known;
    if (view.kind === 'stopped') return undefined;
    if (view.kind === 'elsewhere') return this.#rowFromSettings({ id, name }, known, view.reason, context);
    if (!isStillThere(view.files, view.location)) {
      // Ended, or its number is another process's by now: it is asked for again.
      this.#known.delete(id);
      return undefined;
    }
    const cells = readCells(view.files, pid);
    if (cells.net.missing === 'permission_denied')
      return this.#rowFromSettings({ id, name }, known, 'permission_denied', context);
    const uidMap = readIdMap(view.files, pid, 'uid_map');
    const gidMap = readIdMap(view.files, pid, 'gid_map');
    return {
      ...{ id, name, pid },
      source: procSource(view.location),
      cells: withSettings(cells, asked, host?.cells),
      ...(uidMap ? { uidMap } : {}),
      ...(gidMap ? { gidMap } : {}),
    };
  }

  #rowFromSettings(
    { id, name }: RunningContainer,
    { pid, asked }: Inspected,
    reason: Extract<ContainerView, { readonly kind: 'elsewhere' }>['reason'],
    context: SettingsContext,
  ): ContainerNamespaces {
    return {
      ...{ id, name, pid },
      source: { kind: 'engine', reason },
      cells: cellsFromSettings({ id, asked }, context),
    };
  }
}

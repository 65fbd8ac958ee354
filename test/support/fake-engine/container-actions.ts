import { isAlive, isRunning } from './container-views';
import type { HandlerContext } from './handler';
import { EngineError, type FakeContainer, type FakeState } from './types';

type Outcome = 'changed' | 'unchanged';

const validName = /^\/?[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;
const signals: Readonly<Record<string, number>> = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  KILL: 9,
  USR1: 10,
  USR2: 12,
  TERM: 15,
  CONT: 18,
  STOP: 19,
};
/** Signals that end a process which does not handle them. */
const deadly = new Set([1, 2, 3, 9, 10, 12, 15]);

/** By full id, unambiguous prefix of an id, or name. */
export function findContainer(state: FakeState, reference: string): FakeContainer {
  const exact = state.containers.get(reference);
  if (exact !== undefined) return exact;
  const name = reference.replace(/^\//, '');
  const all = [...state.containers.values()];
  const found = all.find((container) => container.name === name);
  if (found !== undefined) return found;
  const byPrefix = reference === '' ? [] : all.filter((container) => container.id.startsWith(reference));
  if (byPrefix.length > 1)
    throw new EngineError(400, `Multiple IDs found with provided prefix: ${reference}`);
  if (byPrefix[0] === undefined) throw new EngineError(404, `No such container: ${reference}`);
  return byPrefix[0];
}

export function start(context: HandlerContext, container: FakeContainer): Outcome {
  if (container.state === 'paused') {
    throw new EngineError(409, 'cannot start a paused container, try unpause instead');
  }
  if (isRunning(container)) return 'unchanged';
  networkEvents(context, container, 'connect');
  setRunning(container);
  emit(context, container, 'start');
  return 'changed';
}

export function stop(context: HandlerContext, container: FakeContainer): Outcome {
  if (!isRunning(container)) return 'unchanged';
  emit(context, container, 'kill', { signal: '15' });
  die(context, container, 0);
  emit(context, container, 'stop');
  return 'changed';
}

export function restart(context: HandlerContext, container: FakeContainer): Outcome {
  stop(context, container);
  start(context, container);
  emit(context, container, 'restart');
  return 'changed';
}

export function pause(context: HandlerContext, container: FakeContainer): Outcome {
  if (container.state === 'paused') {
    throw new EngineError(409, `Container ${container.id} is already paused`);
  }
  if (container.state === 'restarting') {
    throw new EngineError(
      409,
      `Container ${container.id} is restarting, wait until the container is running`,
    );
  }
  if (!isAlive(container)) throw new EngineError(409, `Container ${container.id} is not running`);
  container.state = 'paused';
  emit(context, container, 'pause');
  return 'changed';
}

export function unpause(context: HandlerContext, container: FakeContainer): Outcome {
  if (container.state !== 'paused') throw new EngineError(500, `Container ${container.id} is not paused`);
  container.state = 'running';
  emit(context, container, 'unpause');
  return 'changed';
}

/** `reference` is the id or name as the client wrote it; the engine repeats it in its error. */
export function kill(
  context: HandlerContext,
  container: FakeContainer,
  signal: string,
  reference: string,
): void {
  const number = /^\d+$/.test(signal) ? Number(signal) : signals[signal.toUpperCase().replace(/^SIG/, '')];
  if (number === undefined) throw new EngineError(400, `Invalid signal: ${signal}`);
  if (!isAlive(container)) {
    const reason = `Container ${container.id} is not running`;
    throw new EngineError(409, `Cannot kill container: ${reference}: ${reason}`);
  }
  emit(context, container, 'kill', { signal: String(number) });
  if (deadly.has(number)) die(context, container, 128 + number);
}

export function rename(context: HandlerContext, container: FakeContainer, wanted: string): void {
  if (wanted === '') throw new EngineError(400, 'Neither old nor new names may be empty');
  const oldName = container.name;
  container.name = reserveName(context.state, wanted);
  emit(context, container, 'rename', { oldName: `/${oldName}` });
}

export function remove(context: HandlerContext, container: FakeContainer, force: boolean): void {
  if (isRunning(container) && !force) {
    const state = container.state === 'paused' ? 'paused' : 'running';
    const advice =
      state === 'paused'
        ? 'Unpause and then stop the container'
        : 'Stop the container before attempting removal';
    throw new EngineError(
      409,
      `You cannot remove a ${state} container ${container.id}. ${advice} or force remove`,
    );
  }
  if (isAlive(container)) {
    emit(context, container, 'kill', { signal: '9' });
    die(context, container, 137);
  }
  context.state.containers.delete(container.id);
  emit(context, container, 'destroy');
}

/** Creates from the fields of the Engine API's body that the fake knows; returns the id. */
export function createContainer(
  context: HandlerContext,
  name: string | undefined,
  body: { Image?: string; Cmd?: readonly string[]; Env?: readonly string[]; Labels?: Record<string, string> },
): string {
  const id = context.newId();
  const wanted = reserveName(context.state, name ?? `container_${id.slice(0, 6)}`);
  const reference = body.Image ?? '';
  const image = [...context.state.images.values()].find(
    (candidate) => candidate.id === reference || candidate.tags.includes(reference),
  );
  if (image === undefined) throw new EngineError(404, `No such image: ${reference}`);
  const container: FakeContainer = {
    id,
    name: wanted,
    image: reference,
    imageId: image.id,
    command: body.Cmd ?? image.command,
    env: body.Env ?? image.env,
    labels: { ...image.labels, ...body.Labels },
    created: Date.now(),
    state: 'created',
    exitCode: 0,
    startedAt: undefined,
    finishedAt: undefined,
    pid: 0,
    health: undefined,
    ports: [],
    mounts: [],
    networks: [{ network: 'bridge', ip: '172.17.0.2', aliases: [] }],
    restartPolicy: 'no',
    restartCount: 0,
    memory: 0,
    nanoCpus: 0,
    sizeRw: 0,
  };
  context.state.containers.set(id, container);
  emit(context, container, 'create');
  return id;
}

function setRunning(container: FakeContainer): void {
  container.state = 'running';
  container.startedAt = Date.now();
  container.exitCode = 0;
  container.pid = 20_000 + (Number.parseInt(container.id.slice(0, 4), 16) % 20_000);
}

function die(context: HandlerContext, container: FakeContainer, exitCode: number): void {
  container.state = 'exited';
  container.exitCode = exitCode;
  container.finishedAt = Date.now();
  container.pid = 0;
  emit(context, container, 'die', { exitCode: String(exitCode) });
  networkEvents(context, container, 'disconnect');
}

function reserveName(state: FakeState, wanted: string): string {
  const name = wanted.replace(/^\//, '');
  if (!validName.test(wanted)) {
    const rule = 'only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed';
    throw new EngineError(400, `Error when allocating new name: Invalid container name (/${name}), ${rule}`);
  }
  const holder = [...state.containers.values()].find((container) => container.name === name);
  if (holder !== undefined) {
    const conflict = `The container name "/${name}" is already in use by container "${holder.id}".`;
    const advice = 'You have to remove (or rename) that container to be able to reuse that name.';
    throw new EngineError(409, `Error when allocating new name: Conflict. ${conflict} ${advice}`);
  }
  return name;
}

function emit(
  context: HandlerContext,
  container: FakeContainer,
  action: string,
  extra: Readonly<Record<string, string>> = {},
): void {
  context.hub.emit({
    type: 'container',
    action,
    id: container.id,
    attributes: { ...container.labels, image: container.image, name: container.name, ...extra },
  });
}

function networkEvents(context: HandlerContext, container: FakeContainer, action: string): void {
  for (const endpoint of container.networks) {
    const network = [...context.state.networks.values()].find((item) => item.name === endpoint.network);
    if (network === undefined) continue;
    context.hub.emit({
      type: 'network',
      action,
      id: network.id,
      attributes: { container: container.id, name: network.name, type: network.driver },
    });
  }
}

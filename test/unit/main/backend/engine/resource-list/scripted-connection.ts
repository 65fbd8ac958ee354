import type { EngineEvent, EngineInfo, EngineState } from '../../../../../../src/common/contract/engines';
import { AppError } from '../../../../../../src/common/errors';
import type { EngineApi } from '../../../../../../src/main/backend/engine/engine-api';
import type {
  ConnectionSignal,
  EngineConnection,
} from '../../../../../../src/main/backend/engine/engine-connection';
import type { Logger } from '../../../../../../src/main/backend/platform/platform';

/** A connection that does exactly what the test says. */
export class ScriptedConnection implements EngineConnection {
  readonly id = 'scripted';
  state: EngineState = { kind: 'disconnected' };
  private readonly listeners = new Set<(signal: ConnectionSignal) => void>();
  private eventCount = 0;

  get listenerCount(): number {
    return this.listeners.size;
  }

  get api(): EngineApi {
    throw new AppError('unavailable', 'a scripted connection has no API');
  }

  requireInfo(): EngineInfo {
    if (this.state.kind !== 'connected') throw new AppError('unavailable', 'not connected');
    return this.state.info;
  }

  recentEvents(): readonly EngineEvent[] {
    return [];
  }

  subscribe(listener: (signal: ConnectionSignal) => void): () => void {
    this.listeners.add(listener);
    listener(
      this.state.kind === 'connected'
        ? { kind: 'connected', info: this.state.info }
        : { kind: 'lost', state: this.state },
    );
    return () => this.listeners.delete(listener);
  }

  connect(): void {
    const info = { product: 'docker' } as EngineInfo;
    this.state = { kind: 'connected', since: Date.now(), info };
    this.send({ kind: 'connected', info });
  }

  lose(message = 'socket closed', attempt = 1): void {
    this.state = {
      kind: 'unreachable',
      since: Date.now(),
      attempt,
      reason: 'lost',
      error: { code: 'unavailable', message },
    };
    this.send({ kind: 'lost', state: this.state });
  }

  event(type: string, action: string, actorId: string, attributes: Record<string, string> = {}): void {
    this.eventCount += 1;
    const event = {
      id: String(this.eventCount),
      engineId: this.id,
      at: Date.now(),
      type,
      action,
      actorId,
      attributes,
    };
    this.send({ kind: 'event', event });
  }

  private send(signal: ConnectionSignal): void {
    for (const listener of [...this.listeners]) listener(signal);
  }
}

export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => 'none',
  child: () => silentLogger,
};

/** The states that an engine gives a container. */
export type FakeContainerState = 'created' | 'running' | 'paused' | 'restarting' | 'exited' | 'dead';

export interface FakePort {
  readonly privatePort: number;
  /** Absent: exposed, not published. */
  readonly publicPort?: number | undefined;
  readonly type: 'tcp' | 'udp';
  /** Address on the host, '0.0.0.0' or '127.0.0.1'. */
  readonly ip: string;
}

export type FakeMount =
  | { readonly type: 'volume'; readonly name: string; readonly destination: string; readonly rw: boolean }
  | { readonly type: 'bind'; readonly source: string; readonly destination: string; readonly rw: boolean }
  | { readonly type: 'tmpfs'; readonly destination: string };

export interface FakeEndpoint {
  /** Network name, as in NetworkSettings.Networks. */
  readonly network: string;
  readonly ip: string;
  readonly aliases: readonly string[];
}

/** One container. Mutable on purpose: this is the fake's memory, and its actions change it. */
export interface FakeContainer {
  readonly id: string;
  /** Without the leading slash. */
  name: string;
  /** The reference that it was created from. */
  readonly image: string;
  readonly imageId: string;
  readonly command: readonly string[];
  readonly env: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch, like all times here. */
  readonly created: number;
  state: FakeContainerState;
  exitCode: number;
  startedAt: number | undefined;
  finishedAt: number | undefined;
  pid: number;
  health: 'healthy' | 'unhealthy' | 'starting' | undefined;
  readonly ports: readonly FakePort[];
  readonly mounts: readonly FakeMount[];
  networks: readonly FakeEndpoint[];
  readonly restartPolicy: '' | 'no' | 'always' | 'unless-stopped' | 'on-failure';
  restartCount: number;
  /** Bytes; 0 is no limit. */
  readonly memory: number;
  readonly nanoCpus: number;
  /** Bytes in the writable layer. */
  readonly sizeRw: number;
}

export interface FakeHistoryEntry {
  readonly createdBy: string;
  readonly created: number;
  /** Bytes; 0 for an instruction that makes no layer. */
  readonly size: number;
  /** Absent for an instruction that makes no layer. */
  readonly diffId?: string | undefined;
}

export interface FakeImage {
  readonly id: string;
  tags: readonly string[];
  readonly digests: readonly string[];
  readonly created: number;
  readonly labels: Readonly<Record<string, string>> | undefined;
  /** Oldest first. */
  readonly history: readonly FakeHistoryEntry[];
  readonly env: readonly string[];
  readonly command: readonly string[];
  readonly workingDir: string;
  readonly exposedPorts: readonly string[];
  lastTagged: number | undefined;
}

export interface FakeVolume {
  readonly name: string;
  readonly driver: string;
  readonly labels: Readonly<Record<string, string>> | undefined;
  readonly options: Readonly<Record<string, string>> | undefined;
  readonly created: number;
  /** Bytes. */
  readonly size: number;
}

export interface FakeNetwork {
  readonly id: string;
  readonly name: string;
  readonly driver: string;
  readonly created: number;
  readonly internal: boolean;
  readonly subnet: string | undefined;
  readonly gateway: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
}

/** All that the fake knows. Maps are keyed by full id, volumes by name; insertion order is creation order. */
export interface FakeState {
  readonly containers: Map<string, FakeContainer>;
  readonly images: Map<string, FakeImage>;
  readonly volumes: Map<string, FakeVolume>;
  readonly networks: Map<string, FakeNetwork>;
}

/** What to tell the event stream; the hub adds time and the legacy fields. */
export interface FakeEvent {
  readonly type: 'container' | 'image' | 'volume' | 'network' | 'daemon' | 'plugin' | 'builder';
  /** As the engine writes it, e.g. `start`, `health_status: healthy`. */
  readonly action: string;
  /** Actor.ID: container, image or network id, volume name. */
  readonly id: string;
  readonly attributes?: Readonly<Record<string, string>> | undefined;
}

/** An answer with an error status in the engine's form `{"message": ...}`. */
export class EngineError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'EngineError';
    this.status = status;
  }
}

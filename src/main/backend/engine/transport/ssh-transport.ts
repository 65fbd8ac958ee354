import http from 'node:http';
import type { Duplex } from 'node:stream';
import { AppError } from '../../../../common/errors';
import type { EngineAddress } from '../endpoint';
import { CommandStream, type TransportDependencies } from './command-stream';
import { maxPooledSockets, requestOptions, type Transport } from './transport';

type SshAddress = Extract<EngineAddress, { kind: 'ssh' }>;

/** An ssh process that is not used any more ends after this long. */
const idleMs = 30_000;

/**
 * The arguments of the user's own `ssh`, so that keys, agents, jump hosts and config hold. BatchMode: nobody could
 * answer a question; a machine never seen before must be accepted in a terminal first.
 */
export function sshArguments(address: SshAddress): readonly string[] {
  const user = address.user === undefined ? [] : ['-l', address.user];
  const port = address.port === undefined ? [] : ['-p', String(address.port)];
  const engine = address.path === undefined ? [] : ['--host', `unix://${address.path}`];
  return [
    '-o',
    'BatchMode=yes',
    '-o',
    'ConnectTimeout=20',
    '-o',
    'ServerAliveInterval=15',
    '-T',
    ...user,
    ...port,
    '--',
    address.host,
    'docker',
    ...engine,
    'system',
    'dial-stdio',
  ];
}

/** One ssh process per connection; short requests share a few, kept for 30 s. */
export function createSshTransport(address: SshAddress, dependencies: TransportDependencies): Transport {
  const connections = new Set<Duplex>();
  let words: string | undefined;
  const connect = (): Duplex => {
    const command = dependencies.commands.spawn('ssh', sshArguments(address), { stdin: true });
    const stream = new CommandStream(
      command,
      (said, exitCode) => sshError(address, said, exitCode),
      (said) => {
        words = said;
      },
    );
    connections.add(stream);
    stream.once('close', () => connections.delete(stream));
    return stream;
  };
  const pooled = new CommandAgent(connect, {
    keepAlive: true,
    maxSockets: maxPooledSockets,
    maxFreeSockets: 2,
  });
  const single = new CommandAgent(connect, { keepAlive: false });
  return {
    open: (request) =>
      http.request({
        ...requestOptions(request),
        headers: { host: 'localhost', ...request.headers },
        agent: request.isStream ? single : pooled,
      }),
    lastWords: () => words,
    close: () => {
      pooled.destroy();
      single.destroy();
      for (const stream of connections) stream.destroy();
    },
  };
}

/** http gives each new connection from here. */
class CommandAgent extends http.Agent {
  readonly #connect: () => Duplex;

  constructor(connect: () => Duplex, options: http.AgentOptions) {
    super(options);
    this.#connect = connect;
    this.on('free', (stream: Duplex) => {
      const timer = setTimeout(() => stream.destroy(), idleMs).unref();
      stream.once('close', () => clearTimeout(timer));
      this.#idle.set(stream, timer);
    });
  }

  readonly #idle = new WeakMap<Duplex, NodeJS.Timeout>();

  override createConnection(): Duplex {
    return this.#connect();
  }

  override reuseSocket(stream: Duplex, request: http.ClientRequest): void {
    clearTimeout(this.#idle.get(stream));
    super.reuseSocket(stream as never, request);
  }
}

function sshError(address: SshAddress, said: string, exitCode: number | undefined): AppError {
  const why = said || `ssh ended with ${exitCode ?? 'a signal'} and said nothing`;
  return new AppError('unavailable', why, {
    details: { reason: 'ssh', host: address.host, ...(exitCode === undefined ? {} : { exitCode }) },
  });
}

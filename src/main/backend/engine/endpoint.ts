import { AppError, assertNever } from '../../../common/errors';

/** PEM files on this machine; read when a connection is made, so that renewed ones are taken. */
export interface TlsMaterial {
  readonly ca?: string | undefined;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  /** False takes any certificate. */
  readonly verify: boolean;
}

/** Where an engine listens. */
export type EngineAddress =
  | { readonly kind: 'unix'; readonly path: string }
  | { readonly kind: 'npipe'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'tls'; readonly host: string; readonly port: number; readonly material: TlsMaterial }
  | {
      readonly kind: 'ssh';
      readonly user: string | undefined;
      readonly host: string;
      readonly port: number | undefined;
      /** The socket on the other machine, when it is not the usual one. */
      readonly path: string | undefined;
    };

const defaultPorts = { tcp: 2375, tls: 2376 };

/**
 * The address of a DOCKER_HOST value: unix://, npipe://, tcp://, ssh://; an absolute path is a socket.
 * @param material makes tcp:// an address with TLS
 * @throws AppError invalid_argument
 */
export function parseEngineHost(text: string, material?: TlsMaterial): EngineAddress {
  const host = text.trim();
  if (hasControlCharacter(host)) throw invalidHost(host, 'it has control characters');
  if (host.startsWith('/')) return { kind: 'unix', path: host };
  const [, scheme, rest] = /^([a-z]+):\/\/(.*)$/i.exec(host) ?? [];
  if (scheme === undefined || rest === undefined) throw invalidHost(host, 'it has no scheme such as unix://');
  switch (scheme.toLowerCase()) {
    case 'unix':
      if (!rest.startsWith('/')) throw invalidHost(host, 'the path of the socket must be absolute');
      return { kind: 'unix', path: rest };
    case 'npipe':
      if (rest === '') throw invalidHost(host, 'the name of the pipe is missing');
      return { kind: 'npipe', path: rest.replaceAll('\\', '/') };
    case 'tcp':
      return parseTcp(host, rest, material);
    case 'ssh':
      return parseSsh(host);
    default:
      throw invalidHost(host, 'only unix://, npipe://, tcp:// and ssh:// are known');
  }
}

function parseTcp(host: string, rest: string, material: TlsMaterial | undefined): EngineAddress {
  const url = parseUrl(host, `http://${rest}`);
  if (url.username !== '' || url.password !== '')
    throw invalidHost(host, 'a user has no meaning with tcp://');
  const name = url.hostname.replace(/^\[(.*)\]$/, '$1');
  // URL drops port 80, which is a port like any other here.
  const port = url.port !== '' ? Number(url.port) : /:80(?:\/|$)/.test(rest) ? 80 : undefined;
  return material
    ? { kind: 'tls', host: name, port: port ?? defaultPorts.tls, material }
    : { kind: 'tcp', host: name, port: port ?? defaultPorts.tcp };
}

function parseSsh(host: string): EngineAddress {
  const url = parseUrl(host, host.replace(/^ssh:/i, 'ssh:'));
  if (url.password !== '') throw invalidHost('ssh://…', 'a password in it is not supported: use a key');
  const user = decodePart(url.username);
  const name = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const path = decodePart(url.pathname === '/' ? '' : url.pathname);
  for (const part of [user, name]) {
    if (part?.startsWith('-')) throw invalidHost(host, 'a name must not begin with a dash');
  }
  // The path goes through the other machine's shell.
  if (path !== undefined && !/^[\w./@:+-]+$/.test(path))
    throw invalidHost(host, 'its path has odd characters');
  return {
    kind: 'ssh',
    user,
    host: name,
    port: url.port === '' ? undefined : Number(url.port),
    path,
  };
}

function parseUrl(host: string, text: string): URL {
  const url = URL.parse?.(text) ?? (URL.canParse(text) ? new URL(text) : undefined);
  if (!url || url.hostname === '') throw invalidHost(host, 'it names no machine');
  return url;
}

function decodePart(text: string): string | undefined {
  if (text === '') return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function hasControlCharacter(text: string): boolean {
  return /[\p{Cc}\s]/u.test(text);
}

function invalidHost(host: string, why: string): AppError {
  return new AppError('invalid_argument', `"${host}" is no engine address: ${why}`, { details: { host } });
}

/** The DOCKER_HOST form, without secrets; also what makes two addresses the same. */
export function formatEngineHost(address: EngineAddress): string {
  switch (address.kind) {
    case 'unix':
    case 'npipe':
      return `${address.kind}://${address.path}`;
    case 'tcp':
    case 'tls':
      return `tcp://${bracket(address.host)}:${address.port}`;
    case 'ssh': {
      const user = address.user === undefined ? '' : `${address.user}@`;
      const port = address.port === undefined ? '' : `:${address.port}`;
      return `ssh://${user}${bracket(address.host)}${port}${address.path ?? ''}`;
    }
    default:
      return assertNever(address, 'address');
  }
}

function bracket(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

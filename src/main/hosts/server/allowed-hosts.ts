import type { IncomingMessage } from 'node:http';
import { hostname, networkInterfaces } from 'node:os';

export interface AllowedHostsOptions {
  readonly scheme: 'http' | 'https';
  readonly port: number;
  /** The address or name of --listen; absent on loopback. */
  readonly listen?: string | undefined;
}

/**
 * The names under which this server may be spoken to. A page of another site whose name was made to point here (DNS
 * rebinding) still sends its own name in `Host`, and any foreign page sends its own `Origin`.
 */
export class AllowedHosts {
  readonly #scheme: string;
  readonly #hosts: ReadonlySet<string>;

  constructor(options: AllowedHostsOptions) {
    this.#scheme = options.scheme;
    const usualPort = options.scheme === 'https' ? 443 : 80;
    const names = ['127.0.0.1', 'localhost', ...listenNames(options.listen)];
    this.#hosts = new Set(
      names.flatMap((name) => [`${name}:${options.port}`, ...(options.port === usualPort ? [name] : [])]),
    );
  }

  isHost(host: string | undefined): host is string {
    return host !== undefined && this.#hosts.has(host.toLowerCase());
  }

  /** The origin of a page that this server itself has sent under that very name. */
  isOwnOrigin(origin: string, host: string): boolean {
    return this.isHost(host) && origin === `${this.#scheme}://${host.toLowerCase()}`;
  }
}

/** The name that the client used; two of them are none, because others on the way may have read the other one. */
export function hostOf(request: IncomingMessage): string | undefined {
  const hosts = request.headersDistinct.host ?? [];
  return hosts.length === 1 ? hosts[0] : undefined;
}

/** As the name stands in a URL: an IPv6 address in brackets. */
export function toUrlHost(address: string): string {
  return address.includes(':') ? `[${address}]` : address.toLowerCase();
}

export function isWildcard(address: string): boolean {
  return address === '0.0.0.0' || address === '::';
}

function listenNames(listen: string | undefined): readonly string[] {
  if (listen === undefined) return [];
  if (!isWildcard(listen)) return [toUrlHost(listen)];
  const addresses = Object.values(networkInterfaces()).flatMap((entries) => entries ?? []);
  return [hostname().toLowerCase(), ...addresses.map((entry) => toUrlHost(entry.address))];
}

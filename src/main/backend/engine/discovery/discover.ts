import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { toAppError } from '../../../../common/errors';
import type { EngineChoice } from '../../backend';
import { type EngineAddress, parseEngineHost, type TlsMaterial } from '../endpoint';
import type { SavedEngine } from '../engine-settings';
import { currentContextName, missingContext, readDockerContexts } from './docker-contexts';
import {
  defaultEngineId,
  environmentEngineId,
  managedEngineId,
  optionEngineId,
  toEngineId,
} from './engine-id';
import { knownSockets } from './known-sockets';
import { defaultHost, dockerConfigFolder, type Machine } from './machine';
import { type Finding, type FoundEngine, mergeFindings } from './merge-findings';

/**
 * Every engine of this machine's user, in the order of the docker command: what was asked for at the start, DOCKER_HOST,
 * the current context, other contexts, then the usual sockets that exist, those in the settings and Estiba's own. The
 * same endpoint found twice is one engine with several sources. Never throws for what it finds.
 */
export function discoverEngines(
  machine: Machine,
  saved: readonly SavedEngine[],
  choice: EngineChoice | undefined,
): readonly FoundEngine[] {
  const findings = [
    ...optionFindings(machine, choice),
    ...environmentFindings(machine, choice !== undefined),
    ...contextFindings(machine, choice),
    ...socketFindings(machine),
    ...savedFindings(saved),
    ...managedFindings(machine, choice),
  ];
  return mergeFindings(findings);
}

const ranks = { managed: 0, saved: 1, standard: 2, context: 3, socket: 4, environment: 5, option: 6 };

/** `--engine=<host>`; a context and Estiba's own engine are found as such and only marked. */
function optionFindings(machine: Machine, choice: EngineChoice | undefined): readonly Finding[] {
  if (choice?.kind !== 'host') return [];
  const option = {
    id: optionEngineId,
    rank: ranks.option,
    source: { kind: 'option' },
    current: true,
  } as const;
  return [
    { ...option, name: choice.host, ...attempt(() => parseEngineHost(choice.host, environmentTls(machine))) },
  ];
}

function environmentFindings(machine: Machine, isChosen: boolean): readonly Finding[] {
  const host = machine.env.DOCKER_HOST;
  if (!host) return [];
  return [
    {
      id: environmentEngineId,
      rank: ranks.environment,
      name: 'DOCKER_HOST',
      source: { kind: 'environment', variable: 'DOCKER_HOST' },
      current: !isChosen,
      ...attempt(() => parseEngineHost(host, environmentTls(machine))),
    },
  ];
}

/** As the docker command: either variable turns TLS on, only DOCKER_TLS_VERIFY looks at the certificate. */
function environmentTls(machine: Machine): TlsMaterial | undefined {
  const verify = Boolean(machine.env.DOCKER_TLS_VERIFY);
  if (!verify && !machine.env.DOCKER_TLS) return undefined;
  const folder = machine.env.DOCKER_CERT_PATH || dockerConfigFolder(machine);
  const file = (name: string): string | undefined => {
    const path = join(folder, name);
    return existsSync(path) ? path : undefined;
  };
  return { ca: file('ca.pem'), cert: file('cert.pem'), key: file('key.pem'), verify };
}

function contextFindings(machine: Machine, choice: EngineChoice | undefined): readonly Finding[] {
  const wanted = wantedContext(machine, choice);
  const isCurrent = (name: string): boolean => name === wanted;
  const contexts = readDockerContexts(machine).map(
    (context): Finding => ({
      id: toEngineId(context.name, reservedIds),
      rank: ranks.context,
      name: context.name,
      source: { kind: 'context', context: context.name, current: isCurrent(context.name) },
      address: context.address,
      problem: context.problem,
      current: isCurrent(context.name),
    }),
  );
  const standard: Finding = {
    id: defaultEngineId,
    rank: ranks.standard,
    name: 'default',
    source: { kind: 'context', context: 'default', current: isCurrent('default') },
    address: parseEngineHost(defaultHost(machine)),
    current: isCurrent('default'),
  };
  const all = [...contexts, standard];
  const missing =
    wanted !== undefined && !all.some((finding) => finding.current) ? [missingFinding(wanted)] : [];
  return [...missing, ...all].sort((first, second) => Number(second.current) - Number(first.current));
}

/** Undefined when something stronger than a context was said. */
function wantedContext(machine: Machine, choice: EngineChoice | undefined): string | undefined {
  if (choice) return choice.kind === 'context' ? choice.name : undefined;
  return machine.env.DOCKER_HOST ? undefined : currentContextName(machine);
}

function missingFinding(name: string): Finding {
  return {
    id: toEngineId(name, reservedIds),
    rank: ranks.context,
    name,
    source: { kind: 'context', context: name, current: true },
    address: undefined,
    problem: missingContext(name),
    current: true,
  };
}

/** The default socket is always there, as the default context: 'no engine found' must be able to explain it. */
function socketFindings(machine: Machine): readonly Finding[] {
  const system = { id: defaultEngineId, product: 'Docker', host: defaultHost(machine) };
  return [system, ...knownSockets(machine)].flatMap(({ id, product, host }) => {
    const address = parseEngineHost(host);
    if (!isPresent(address)) return [];
    const source = { kind: 'socket', product } as const;
    return [
      { id: toEngineId(id, new Set()), rank: ranks.socket, name: product, source, address, current: false },
    ];
  });
}

function isPresent(address: EngineAddress): boolean {
  if (address.kind === 'unix' || address.kind === 'npipe') return existsSync(address.path);
  return true;
}

function savedFindings(saved: readonly SavedEngine[]): readonly Finding[] {
  return saved.map((engine) => ({
    id: engine.id,
    rank: ranks.saved,
    name: engine.name,
    source: { kind: 'settings' },
    current: false,
    ...attempt(() => parseEngineHost(engine.host, engine.tls)),
  }));
}

function managedFindings(machine: Machine, choice: EngineChoice | undefined): readonly Finding[] {
  const address = parseEngineHost(machine.managedHost);
  const isChosen = choice?.kind === 'managed';
  if (!isChosen && !isPresent(address)) return [];
  const source = { kind: 'managed' } as const;
  return [{ id: managedEngineId, rank: ranks.managed, name: 'Estiba', source, address, current: isChosen }];
}

/** Ids that a context or an engine in the settings must not take. */
export const reservedIds: ReadonlySet<string> = new Set([
  defaultEngineId,
  environmentEngineId,
  managedEngineId,
  optionEngineId,
  'docker-rootless',
  'docker-desktop',
  'podman',
  'podman-user',
  'podman-machine',
  'orbstack',
  'rancher-desktop',
]);

function attempt(parse: () => EngineAddress): Pick<Finding, 'address' | 'problem'> {
  try {
    return { address: parse() };
  } catch (error) {
    return { address: undefined, problem: toAppError(error) };
  }
}

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError, toAppError } from '../../../../common/errors';
import { type EngineAddress, parseEngineHost, type TlsMaterial } from '../endpoint';
import { dockerConfigFolder, type Machine } from './machine';

/** A context of the docker command, or why it cannot be read. */
export type DockerContext =
  | { readonly name: string; readonly address: EngineAddress; readonly problem?: undefined }
  | { readonly name: string; readonly address?: undefined; readonly problem: AppError };

const contextMeta = z.object({
  Name: z.string().min(1).max(256),
  Endpoints: z.object({
    docker: z.object({ Host: z.string().min(1), SkipTLSVerify: z.boolean().nullish() }),
  }),
});

const configFile = z.object({ currentContext: z.string().nullish() });

/** Small JSON files; anything larger is none of docker's. */
const maxFileBytes = 1024 * 1024;

/**
 * All contexts but `default`, by name. The docker command keeps them in contexts/meta/<sha256 of the name>/meta.json
 * and their TLS files in contexts/tls/<the same>/docker. One that cannot be read is told, never thrown.
 */
export function readDockerContexts(machine: Machine): readonly DockerContext[] {
  const folder = join(dockerConfigFolder(machine), 'contexts');
  return foldersIn(join(folder, 'meta'))
    .map((id) => readContext(folder, id))
    .sort((first, second) => (first.name < second.name ? -1 : 1));
}

function readContext(folder: string, id: string): DockerContext {
  const file = join(folder, 'meta', id, 'meta.json');
  let name = id.slice(0, 12);
  try {
    const json = readJson(file);
    name = z.object({ Name: z.string().min(1).max(256) }).safeParse(json).data?.Name ?? name;
    const meta = contextMeta.parse(json);
    const { Host: host, SkipTLSVerify: skipVerify } = meta.Endpoints.docker;
    const material = readTls(join(folder, 'tls', id, 'docker'), skipVerify === true);
    return { name, address: parseEngineHost(host, material) };
  } catch (error) {
    return { name, problem: unreadable(name, `${file}: ${describe(error)}`, error) };
  }
}

/** Undefined when the context has no TLS at all: then tcp:// is plain. */
function readTls(folder: string, skipVerify: boolean): TlsMaterial | undefined {
  const [ca, cert, key] = ['ca.pem', 'cert.pem', 'key.pem'].map((name) => {
    const file = join(folder, name);
    return existsSync(file) ? file : undefined;
  });
  if (!ca && !cert && !key && !skipVerify) return undefined;
  return { ca, cert, key, verify: !skipVerify };
}

/** The folder that `docker context` would use for a name. */
export function contextFolderId(name: string): string {
  return createHash('sha256').update(name).digest('hex');
}

/**
 * The context that the docker command uses when neither an option nor DOCKER_HOST says otherwise: DOCKER_CONTEXT, else
 * `currentContext` of config.json, else `default`. A config file that cannot be read counts as empty, as there.
 */
export function currentContextName(machine: Machine): string {
  if (machine.env.DOCKER_CONTEXT) return machine.env.DOCKER_CONTEXT;
  try {
    const config = configFile.parse(readJson(join(dockerConfigFolder(machine), 'config.json')));
    return config.currentContext || 'default';
  } catch {
    return 'default';
  }
}

export function missingContext(name: string): AppError {
  return unreadable(name, 'there is no such context');
}

function unreadable(name: string, why: string, cause?: unknown): AppError {
  return new AppError('failed_precondition', `The context "${name}" cannot be read: ${why}`, {
    details: { reason: 'unreadable_context', context: name },
    cause,
  });
}

function readJson(file: string): unknown {
  const text = readFileSync(file);
  if (text.length > maxFileBytes) throw new AppError('invalid_argument', 'the file is too large');
  return JSON.parse(text.toString());
}

function describe(error: unknown): string {
  if (!(error instanceof z.ZodError)) return toAppError(error).message;
  return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
}

function foldersIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => /^[0-9a-f]{64}$/.test(name));
  } catch {
    return [];
  }
}

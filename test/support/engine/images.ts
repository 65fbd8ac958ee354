import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createTar, type TarFile } from '../tar';
import type { EngineApi } from './engine-api';
import { testLabels } from './run-id';

const busybox = '/bin/busybox';
const applets = [
  'sh',
  'sleep',
  'ls',
  'cat',
  'echo',
  'true',
  'false',
  'dd',
  'stat',
  'find',
  'cp',
  'rm',
  'mkdir',
];
const moreApplets = [
  'touch',
  'tr',
  'env',
  'head',
  'tail',
  'seq',
  'yes',
  'httpd',
  'nc',
  'id',
  'ps',
  'kill',
  'trap',
];

/** Where an image is put: repository and tag, e.g. `estiba-test/empty` and `1`. */
export interface ImageName {
  readonly repository: string;
  readonly tag: string;
}

/** Imports an image without any file (0 bytes, 0.1 s): enough for all that never starts a process. Resolves to its id. */
export function importEmptyImage(api: EngineApi, name: ImageName): Promise<string> {
  return importImage(api, name, [], []);
}

/** Imports an image of busybox alone, with links for the usual commands and PATH=/bin. Resolves to its id. */
export async function importBusyboxImage(
  api: EngineApi,
  name: ImageName,
  extra: readonly TarFile[] = [],
): Promise<string> {
  if (!existsSync(busybox)) throw new Error(`${busybox} is missing: install busybox-static`);
  const links = [...applets, ...moreApplets].map((applet) => ({ name: `bin/${applet}`, linkTo: 'busybox' }));
  const folders = ['bin/', 'tmp/', 'etc/', 'srv/'].map((folder) => ({ name: folder, directory: true }));
  const files = [
    ...folders,
    { name: 'bin/busybox', body: await readFile(busybox), mode: 0o755 },
    ...links,
    ...extra,
  ];
  return importImage(api, name, files, ['ENV PATH=/bin', 'CMD ["sh"]']);
}

/** Adds a tag to an image. */
export async function tagImage(api: EngineApi, image: string, name: ImageName): Promise<void> {
  await api.json('POST', `/images/${encodeURIComponent(image)}/tag`, {
    query: { repo: name.repository, tag: name.tag },
  });
}

async function importImage(
  api: EngineApi,
  name: ImageName,
  files: readonly TarFile[],
  changes: readonly string[],
): Promise<string> {
  const labels = Object.entries(testLabels).map(([key, value]) => `LABEL ${key}=${value}`);
  const query = new URLSearchParams({ fromSrc: '-', repo: name.repository, tag: name.tag });
  for (const change of [...changes, ...labels]) query.append('changes', change);
  const answer = await api.call('POST', `/images/create?${query}`, { body: createTar(files) });
  const id = /"status":"(?:sha256:)?([0-9a-f]{64})"/.exec(answer.text)?.[1];
  if (answer.status >= 400 || id === undefined) {
    throw new Error(`import of ${name.repository}:${name.tag}: ${answer.status} ${answer.text.trim()}`);
  }
  // Podman 4.3 ignores the tag of an import.
  await tagImage(api, id, name);
  return `sha256:${id}`;
}

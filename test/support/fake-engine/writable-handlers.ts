import { createTar } from '../tar';
import { findContainer } from './container-actions';
import { type Handler, json, type Route } from './handler';
import { EngineError } from './types';

const text = 'listen 8080\nworkers 4\n';

/** Files of every container, by path. Names with a new line and a direction override are among them on purpose. */
const files: ReadonlyMap<string, string> = new Map([
  ['/etc/app.conf', text],
  ['/var/lib/app/data.bin', '\0'.repeat(4096)],
  ['/var/lib/app/new\nline', 'x'],
  ['/var/lib/app/\u202egnp.exe', 'x'],
]);

/** What every container changed. */
const changes: Handler = ({ state }, _request, [id = '']) => {
  findContainer(state, id);
  return json([
    { Path: '/etc', Kind: 0 },
    { Path: '/etc/app.conf', Kind: 0 },
    { Path: '/etc/motd', Kind: 2 },
    { Path: '/var', Kind: 0 },
    { Path: '/var/lib', Kind: 0 },
    { Path: '/var/lib/app', Kind: 1 },
    ...[...files.keys()].slice(1).map((path) => ({ Path: path, Kind: 1 })),
  ]);
};

const folderBit = 2 ** 31;

function statHeader(path: string): Readonly<Record<string, string>> {
  const body = files.get(path);
  const isFolder =
    body === undefined && [...files.keys()].some((file) => file.startsWith(path.replace(/\/?$/, '/')));
  if (body === undefined && !isFolder)
    throw new EngineError(404, `Could not find the file ${path} in container`);
  const stat = {
    name: path.split('/').at(-1) ?? '',
    size: body?.length ?? 4096,
    mode: isFolder ? folderBit + 0o755 : 0o644,
    mtime: '2026-01-02T03:04:05Z',
    linkTarget: '',
  };
  return { 'x-docker-container-path-stat': Buffer.from(JSON.stringify(stat)).toString('base64') };
}

const archive: Handler = ({ state }, { method, query }, [id = '']) => {
  findContainer(state, id);
  const path = query.get('path') ?? '/';
  const headers = statHeader(path);
  const folder = path.replace(/\/\.?$/, '');
  const found = [...files].filter(([file]) => file === path || file.startsWith(`${folder}/`));
  const cut = path.lastIndexOf('/') + 1;
  const body = createTar(
    found.map(([file, content]) => ({ name: file.slice(file === path ? cut : 1), body: content })),
  );
  return {
    kind: 'bytes',
    status: 200,
    contentType: 'application/x-tar',
    body: method === 'HEAD' ? Buffer.alloc(0) : body,
    headers,
  };
};

export const writableRoutes: readonly Route[] = [
  { method: 'GET', pattern: /^\/containers\/([^/]+)\/changes$/, handle: changes },
  { method: 'HEAD', pattern: /^\/containers\/([^/]+)\/archive$/, handle: archive },
  { method: 'GET', pattern: /^\/containers\/([^/]+)\/archive$/, handle: archive },
];

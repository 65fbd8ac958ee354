import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const cache = process.env.ESTIBA_TEST_CACHE ?? join(homedir(), '.cache', 'estiba-test');
const archive = join(cache, 'bookworm-minbase.tar');

/** Why there can be no Debian, or undefined. */
export function debianProblem(): string | undefined {
  if (existsSync(archive)) return undefined;
  return existsSync('/usr/sbin/debootstrap') ? undefined : 'debootstrap is not installed';
}

/** A minimal Debian's file system as a tar archive; made once (half a minute) and kept beside the tests' other caches. */
export async function debianArchive(): Promise<string> {
  if (existsSync(archive)) return archive;
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'bookworm-'));
  try {
    await run('debootstrap', ['--variant=minbase', 'bookworm', join(folder, 'root')], {
      maxBuffer: 64 * 1024 * 1024,
    });
    const out = [
      '--exclude=./proc/*',
      '--exclude=./sys/*',
      '--exclude=./dev/*',
      '--exclude=./var/cache/apt/archives/*.deb',
    ];
    await run('tar', ['-C', join(folder, 'root'), ...out, '-cf', join(folder, 'root.tar'), '.']);
    await rename(join(folder, 'root.tar'), archive);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return archive;
}

/** A package that can be installed without a network: files of some size, a link and a configuration file. */
export async function debianPackage(
  name: string,
  version: string,
  files: Readonly<Record<string, string>>,
): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'estiba-deb-'));
  try {
    const root = join(folder, 'root');
    await mkdir(join(root, 'DEBIAN'), { recursive: true });
    const control = [
      ...[
        `Package: ${name}`,
        `Version: ${version}`,
        'Architecture: all',
        'Maintainer: Estiba tests <tests@estiba.invalid>',
      ],
      ...['Description: a package for tests', ''],
    ];
    await writeFile(join(root, 'DEBIAN/control'), control.join('\n'));
    for (const [path, body] of Object.entries(files)) {
      await mkdir(join(root, path, '..'), { recursive: true });
      await writeFile(join(root, path), body);
    }
    await run('dpkg-deb', ['--root-owner-group', '--build', root, join(folder, 'package.deb')]);
    return await readFile(join(folder, 'package.deb'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

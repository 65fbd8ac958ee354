import { dockerArchive } from '../layers/image-archive';
import type { TarSpec } from '../layers/tar-bytes';

const file = (name: string, kibibytes: number, mode = 0o644): TarSpec => ({
  name,
  mode,
  body: Buffer.alloc(Math.round(kibibytes * 1024), 'x'),
});

const many = (count: number, make: (index: number) => TarSpec): readonly TarSpec[] =>
  Array.from({ length: count }, (_, index) => make(index));

const tools = ['bash', 'cat', 'chmod', 'cp', 'date', 'dd', 'grep', 'gzip', 'ls', 'mount', 'sed', 'sh', 'tar'];

/** An image with what images usually waste: a package cache that a later step removes, and a forgotten key. */
export function exampleImage(): Buffer {
  const base = [
    ...tools.map((name, index) => file(`usr/bin/${name}`, 60 + ((index * 97) % 400), 0o755)),
    ...many(90, (index) =>
      file(`usr/lib/x86_64-linux-gnu/lib${index}.so.${index % 9}`, 40 + ((index * 31) % 200)),
    ),
    ...many(120, (index) => file(`usr/share/doc/package-${index}/copyright`, 3 + (index % 7))),
    file('etc/passwd', 0.9),
    file('var/lib/dpkg/status', 96),
  ];
  const packages = [
    ...many(64, (index) =>
      file(`var/cache/apt/archives/package-${index}_2.${index}-1_amd64.deb`, 90 + index * 3),
    ),
    ...many(40, (index) => file(`usr/lib/python3/dist-packages/module_${index}.py`, 12 + (index % 11) * 9)),
    file('usr/bin/python3.11', 6600, 0o755),
    file('var/lib/dpkg/status', 128),
  ];
  const modules = [
    ...many(160, (index) => file(`app/node_modules/module-${index}/index.js`, 6 + ((index * 13) % 60))),
    ...many(160, (index) => file(`app/node_modules/module-${index}/package.json`, 1.2)),
    file('root/.npm/_cacache/index', 2400),
    file('root/.npmrc', 0.2, 0o600),
  ];
  const source = [
    ...many(24, (index) => file(`app/src/route-${index}.js`, 4 + (index % 5) * 3)),
    file('app/public/logo.png', 380),
    file('app/package.json', 1.4),
  ];
  const cleaned = [
    { name: 'var/cache/apt/.wh.archives' },
    { name: 'root/.wh..npm' },
    { name: 'root/.wh..npmrc' },
  ];
  return dockerArchive({
    reference: 'registry.example/shop/api:2026.11',
    config: { Env: ['NODE_ENV=production'], Cmd: ['node', 'src/server.js'], WorkingDir: '/app' },
    layers: [base, packages, modules, source, cleaned, [file('app/public/logo.png', 90)]],
    history: [
      { created_by: '/bin/sh -c #(nop) ADD file:5d3f0c in / ' },
      {
        created_by:
          '/bin/sh -c apt-get update && apt-get install -y --no-install-recommends python3 ca-certificates',
      },
      { created_by: '/bin/sh -c npm ci --omit=dev' },
      { created_by: '/bin/sh -c #(nop) COPY dir:91ab in /app ' },
      { created_by: '/bin/sh -c rm -rf /var/cache/apt/archives /root/.npm /root/.npmrc' },
      { created_by: '/bin/sh -c pngquant --force --output public/logo.png public/logo.png' },
    ],
  });
}

import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readImage } from '../../src/main/backend/layers/read-image';
import { openEngineImage } from '../../src/main/backend/layers/source/engine-source';
import { analyzeStack, type StackAnalysis } from '../../src/main/backend/layers/stack/stack-analysis';
import { createPlatform } from '../../src/main/backend/platform/create-platform';
import { createContainer, machineDocker, withEngine } from '../support/engine';
import { buildImage } from '../support/layers/build-image';
import { debianArchive, debianPackage, debianProblem } from '../support/layers/debian-image';
import { exportedTree, finalTree } from '../support/layers/final-tree';
import { wasteIn } from '../support/layers/stack-of';
import { differences } from '../support/layers/tree-differences';
import { type Services, startServices } from './resource-services';

const { commands, logger } = createPlatform({ env: { PATH: process.env.PATH } });
const signal = AbortSignal.timeout(600_000);
const problem = debianProblem();
const entry = machineDocker();
const reason = 'notTested' in entry ? entry.notTested : problem;

describe.skipIf(reason !== undefined)(
  `a Debian of several layers${reason ? ` (NOT tested: ${reason})` : ''}`,
  () => {
    const engine = withEngine(entry);
    let services: Services;
    let stack: StackAnalysis;

    beforeAll(async () => {
      const { api } = engine();
      const query = { fromSrc: '-', repo: 'estiba-test/debian-base', tag: '1' };
      const body = await readFile(await debianArchive());
      await api.call('POST', '/images/create', { query, body, timeout: 300_000 });
      await buildImage(api, 'estiba-test/debian:1', dockerfile, {
        'one.deb': await debianPackage('estiba-tool', '1.0', packageFiles('1', 300_000)),
        'two.deb': await debianPackage('estiba-tool', '2.0', packageFiles('2', 400_000)),
        'other.deb': await debianPackage('estiba-other', '1.0', {
          'usr/share/other/data': 'x'.repeat(100_000),
        }),
      });
      services = await startServices(engine());
    }, 600_000);
    afterAll(() => services?.stop());

    it('shows exactly what a container of it has, contents included', async () => {
      const connection = services.engines.get(services.engineId);
      const options = {
        connection,
        image: 'estiba-test/debian:1',
        fastPath: true,
        reader: { commands },
        logger,
      };
      const { source } = await openEngineImage(options, signal);
      const listener = { progress: () => undefined, layer: () => undefined };
      const { layers } = await readImage(source, undefined, listener, signal);
      stack = await analyzeStack(layers, signal);
      const seen = await finalTree(stack, source);
      await source.dispose();
      await createContainer(engine().api, {
        name: 'debian-export',
        image: 'estiba-test/debian:1',
        command: ['x'],
      });
      const stream = await connection.api.read({ path: '/containers/debian-export/export', timeoutMs: 0 });
      const exported = await exportedTree(stream as AsyncIterable<Buffer>);
      expect(differences(seen, exported)).toEqual([]);
      expect(seen.size).toBeGreaterThan(5000);
    }, 300_000);

    it('knows what was upgraded, removed and purged', () => {
      const waste = wasteIn(stack);
      const wasted = (line: RegExp) => waste.filter((item) => line.test(item));
      expect(wasted(/^usr\/share\/tool\/data@2 300000 4 overwritten$/)).toHaveLength(1);
      expect(wasted(/^usr\/share\/tool\/data@4 400000 5 removed/)).toHaveLength(1);
      expect(wasted(/^usr\/share\/other\/data@\d 100000 \d removed/)).toHaveLength(1);
      expect(wasted(/^(one|two|other)\.deb@1 /)).toHaveLength(3);
      expect(wasted(/^usr\/share\/doc\/.*@0 \d+ 7 removed_with_directory$/).length).toBeGreaterThan(20);
      // dpkg writes its list of packages anew each time.
      expect(wasted(/^var\/lib\/dpkg\/status@/).length).toBeGreaterThan(2);
    });
  },
);

function packageFiles(version: string, bytes: number): Readonly<Record<string, string>> {
  return {
    'usr/share/tool/data': version.repeat(bytes),
    [`usr/share/tool/only-in-${version}`]: version,
    'usr/bin/estiba-tool': '#!/bin/sh\necho tool\n',
  };
}

const dockerfile = `
FROM estiba-test/debian-base:1
COPY one.deb two.deb other.deb /
RUN dpkg -i /one.deb
RUN dpkg -i /other.deb
RUN dpkg -i /two.deb && dpkg -r estiba-other
RUN dpkg -P estiba-tool
RUN rm /*.deb
RUN rm -rf /usr/share/doc && useradd -m someone
`;

import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { layersExitCodes, parseLayersCommandLine } from '../../../../../bin/layers-options.mjs';
import { printReport } from '../../../../../src/main/hosts/cli/print-report';
import { type LayersReport, layersReport } from '../../../../../src/main/hosts/cli/report';
import { brokenRules, parseRules } from '../../../../../src/main/hosts/cli/rules';

const report: LayersReport = {
  version: 1,
  image: { id: 'sha256:1', references: ['shop\u001b[31m:1'], platform: 'linux/amd64' },
  method: 'archive',
  storedBytes: 3000,
  visibleBytes: 1500,
  wastedBytes: 1500,
  score: 0.5,
  visibleFiles: 2,
  layers: [
    {
      number: 1,
      diffId: 'sha256:a',
      storedBytes: 3000,
      wastedBytes: 1500,
      files: 3,
      createdBy: 'RUN\n make',
    },
  ],
  wastedPaths: 1,
  waste: [{ path: 'a/b', bytes: 1500, layer: 1, by: 2, how: 'removed_with_directory', createdBy: 'RUN rm' }],
  secrets: [{ path: 'key', bytes: 5, layer: 1, by: 2, how: 'removed', rules: ['private_key'] }],
  broken: [],
};

describe('estiba layers', () => {
  it('documents the form of its JSON', async () => {
    // `vitest -u` writes the file anew.
    const text = `${JSON.stringify(z.toJSONSchema(layersReport), undefined, 2)}
`;
    await expect(text).toMatchFileSnapshot(resolve('docs/layers-report.schema.json'));
  });

  it('prints for people, without what commands a terminal', () => {
    const text = printReport({ ...report, broken: [{ rule: 'minScore', allowed: 0.9, found: 0.5 }] });
    expect(text).not.toContain('\u001b');
    expect(text).toContain('score 50.0 %');
    expect(text).toContain('/a/b');
    expect(text).toContain('removed with directory by layer 2: RUN rm');
    expect(text).toContain('private_key');
    expect(text).toContain('minScore: score 0.5000, at least 0.9 wanted');
  });

  it.each([
    ['maxWasteBytes: 1KiB', ['maxWasteBytes']],
    ['{"maxWasteBytes": 1500, "minScore": 0.5, "maxLayers": 1, "noSecrets": false}', []],
    ['minScore: 0.51\nmaxLayers: 1\nnoSecrets: true', ['minScore', 'noSecrets']],
    ['', []],
  ])('holds an image against %j', (text, broken) => {
    expect(brokenRules(parseRules(text, 'rules'), report).map(({ rule }) => rule)).toEqual(broken);
  });

  it.each(['maxWaste: 5', 'minScore: 2', 'maxWasteBytes: lots', '- a', 'a: [', 'maxLayers: 0'])(
    'refuses the rules %j',
    (text) => expect(() => parseRules(text, 'rules')).toThrow(),
  );

  it.each([
    [['image'], { kind: 'auto', text: 'image' }],
    [['docker:x'], { kind: 'engine', image: 'x' }],
    [['archive:a.tar'], { kind: 'archive', path: 'a.tar' }],
    [['layout:dir'], { kind: 'layout', path: 'dir' }],
    [['registry:debian:12'], { kind: 'registry', reference: 'debian:12' }],
  ])('reads %j', (args, target) => {
    expect(parseLayersCommandLine(args)).toMatchObject({ kind: 'layers', options: { target, top: 20 } });
  });

  it.each([[], ['a', 'b'], ['--nope', 'a'], ['--top=x', 'a'], ['--platform=', 'a'], ['archive:']])(
    'refuses %j',
    (...args) => expect(parseLayersCommandLine(args)).toMatchObject({ kind: 'invalid' }),
  );

  it('has a code for each end', () => {
    expect(new Set(Object.values(layersExitCodes)).size).toBe(5);
  });
});

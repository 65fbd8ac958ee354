// Runs the layer rules and refuses a run that read too few modules to mean anything.
import { cruise } from 'dependency-cruiser';
import extractConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';
import extractTypeScriptConfig from 'dependency-cruiser/config-utl/extract-ts-config';

/** Raised as the tree grows; a lower count means that the tool could not read TypeScript. */
const minimumModules = 600;

const { forbidden, options } = await extractConfig('./.dependency-cruiser.cjs');
const result = await cruise(
  ['src', 'bin'],
  { ...options, ruleSet: { forbidden }, validate: true, outputType: 'err' },
  undefined,
  { tsConfig: extractTypeScriptConfig('tsconfig.test.json') },
);
console.log(String(result.output).trim());
const { modules } = JSON.parse(
  String((await cruise(['src', 'bin'], { ...options, outputType: 'json' })).output),
);
const read = modules.filter((/** @type {{ source: string }} */ module) =>
  module.source.startsWith('src/'),
).length;
if (read < minimumModules) {
  console.error(`layers: only ${read} modules of src were read, expected at least ${minimumModules}`);
  process.exit(1);
}
console.log(`layers: ${read} modules of src read`);
process.exit(result.exitCode);

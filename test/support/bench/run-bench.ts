import type { BenchResult } from '../../bench/bench-result';
import { formatResults } from './format-results';

/** What every file in test/bench exports. */
interface Bench {
  readonly run: () => Promise<readonly BenchResult[]>;
}

async function main(name: string): Promise<void> {
  const bench = (await import(`../../bench/${name}.ts`)) as Bench;
  const results = await bench.run();
  if (results.length === 0) throw new Error(`bench ${name} measured nothing`);
  for (const line of formatResults(results)) console.log(line);
  process.exitCode = results.every((result) => result.pass) ? 0 : 1;
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

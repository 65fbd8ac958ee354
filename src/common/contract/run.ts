import { oc } from '@orpc/contract';
import { z } from 'zod';
import { runSpec } from './run-spec';
import { engineId, jobReference, objectName } from './shared';

/** Something that will go wrong, or that deserves a look, before anything is made. */
export const runIssue = z.object({
  kind: z.enum([
    'image_missing',
    'name_taken',
    'port_taken',
    'port_taken_on_host',
    'network_missing',
    'volume_new',
    'bind_missing',
    'memory_over_host',
    'cpus_over_host',
  ]),
  /** An error keeps the engine from making it; a note is only good to know. */
  level: z.enum(['error', 'note']),
  /** The name, port, network, volume or path that it is about. */
  subject: z.string(),
  /** Whoever has the name or port. */
  holder: z.string().optional(),
});
export type RunIssue = z.output<typeof runIssue>;

export const runContract = {
  /** What stands in the way, as far as it can be known beforehand. `replaces`: its name and ports will be free. */
  check: oc
    .input(z.object({ engineId, spec: runSpec, replaces: objectName.optional() }))
    .output(z.array(runIssue)),
  /**
   * Makes a container and starts it. One that cannot be started is removed again: it never ran. `basedOn` gives what
   * the spec has no words for. The job's result names the container.
   */
  create: oc
    .input(
      z.object({
        engineId,
        spec: runSpec,
        start: z.boolean().default(true),
        basedOn: objectName.optional(),
      }),
    )
    .output(jobReference),
  /** The spec of a container, without what its image says anyway. */
  specOf: oc.input(z.object({ engineId, id: objectName })).output(runSpec),
  /**
   * Puts another container in the place of one: stops it, gives it another name, makes and starts the new one. If that
   * fails, everything is as before. The old one is kept, stopped, until it is removed or put back.
   */
  recreate: oc.input(z.object({ engineId, id: objectName, spec: runSpec })).output(jobReference),
  /** Undoes `recreate`: removes the new one, gives the old one its name back and starts it if it ran. */
  putBack: oc.input(z.object({ engineId, id: objectName })).output(jobReference),
};

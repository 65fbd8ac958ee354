import { z } from 'zod';
import type { JobResult } from '../../../../common/contract/jobs';
import { AppError } from '../../../../common/errors';
import { familiarName, tryParseReference, withDefaultTag } from '../../../../common/oci/reference';
import type { EngineApi } from '../../engine/engine-api';

export interface Commit {
  readonly id: string;
  readonly reference?: string | undefined;
  readonly author?: string | undefined;
  readonly message?: string | undefined;
  readonly pause: boolean;
  readonly changes: readonly string[];
}

const answer = z.object({ Id: z.string().min(1) });

/** Repository and tag of a name. @throws AppError invalid_argument */
export function commitTarget(text: string): { readonly repo: string; readonly tag: string } {
  const reference = tryParseReference(text.trim());
  if (!reference || reference.digest !== undefined) {
    throw new AppError('invalid_argument', `${text} is no name for an image`, {
      details: { field: 'reference' },
    });
  }
  const named = withDefaultTag(reference);
  return { repo: familiarName(named), tag: named.tag ?? 'latest' };
}

/** Makes an image of a container. The engine reads the whole writable layer: it takes as long as that. */
export async function commitContainer(
  api: EngineApi,
  { id, reference, author, message, pause, changes }: Commit,
  signal: AbortSignal,
): Promise<JobResult> {
  const target = reference ? commitTarget(reference) : undefined;
  const query = { container: id, author, comment: message, pause, changes, ...target };
  const { Id } = await api.json(
    // Podman reads a body; an empty one changes nothing.
    { method: 'POST', path: '/commit', query, body: {}, signal, timeoutMs: 0 },
    answer,
  );
  return { kind: 'references', references: [target ? `${target.repo}:${target.tag}` : Id] };
}

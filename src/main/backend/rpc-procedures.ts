import { ORPCError } from '@orpc/client';
import { ValidationError } from '@orpc/contract';
import {
  type AnyProcedure,
  type AnyRouter,
  type Context,
  createProcedureClient,
  isLazy,
  isProcedure,
} from '@orpc/server';
import { AppError, type ErrorCode, isErrorCode } from '../../common/errors';
import type { Procedure } from '../../common/rpc';

/**
 * Every procedure of a router by its path (`images.list`), for `serveChannel` and for plain HTTP. The router is walked
 * once and by own properties only, so that no text of a client is ever looked up in an object. Input and output are
 * validated by the contract; whatever goes wrong is an AppError, also in the middle of a stream.
 * @param context handed to every handler
 * @throws AppError internal when the router holds a lazy part or two procedures with one path
 */
export function toProcedureMap(router: AnyRouter, context: Context = {}): ReadonlyMap<string, Procedure> {
  const procedures = new Map<string, Procedure>();
  const add = (node: unknown, path: readonly string[]): void => {
    if (isProcedure(node)) {
      const key = path.join('.');
      if (procedures.has(key)) throw new AppError('internal', `two procedures are called ${key}`);
      procedures.set(key, toProcedure(node, path, context));
      return;
    }
    for (const [name, child] of Object.entries(expectFolder(node, path))) add(child, [...path, name]);
  };
  add(router, []);
  return procedures;
}

/** A lazy part would have to be walked at the time of the call. */
function expectFolder(node: unknown, path: readonly string[]): object {
  if (typeof node !== 'object' || node === null || isLazy(node)) {
    throw new AppError('internal', `${path.join('.')} is neither a procedure nor a group of them`);
  }
  return node;
}

function toProcedure(procedure: AnyProcedure, path: readonly string[], context: Context): Procedure {
  const call = createProcedureClient(procedure, { context, path });
  const name = path.join('.');
  return async (input, { signal }) => {
    try {
      const output: unknown = await call(input, { signal });
      return isAsyncIterator(output) ? translateStream(output, name) : output;
    } catch (thrown) {
      throw translateError(thrown, name);
    }
  };
}

/** The same items with the same `return()`; only what `next` throws is translated. */
function translateStream(source: AsyncIterator<unknown>, name: string): AsyncIterableIterator<unknown> {
  return {
    async next() {
      try {
        return await source.next();
      } catch (thrown) {
        throw translateError(thrown, name);
      }
    },
    async return(value?: unknown) {
      return (await source.return?.(value)) ?? { done: true, value };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** oRPC passes what a handler throws as it is; only its own errors, validation above all, need another form. */
function translateError(thrown: unknown, name: string): unknown {
  if (!(thrown instanceof ORPCError)) return thrown;
  const isOurFault = thrown.code !== 'BAD_REQUEST';
  if (thrown.cause instanceof ValidationError) return validationError(thrown.cause, name, isOurFault);
  return new AppError(toCode(thrown.code), thrown.message, { cause: thrown });
}

function validationError(failure: ValidationError, name: string, isOurFault: boolean): AppError {
  const [issue] = failure.issues;
  const path = formatPath(issue?.path ?? []);
  const what = isOurFault ? 'an answer that breaks the contract' : 'an invalid input';
  const where = path === '' ? '' : `${path}: `;
  return new AppError(
    isOurFault ? 'internal' : 'invalid_argument',
    `${name}: ${what}: ${where}${issue?.message ?? 'no reason given'}`,
    { details: { path, issues: failure.issues.slice(0, maxIssues).map(formatIssue) }, cause: failure },
  );
}

/** Enough to repair a form; a list of ten thousand bad entries has one cause. */
const maxIssues = 10;

type Issue = ValidationError['issues'][number];

function formatIssue(issue: Issue): string {
  const path = formatPath(issue.path ?? []);
  return path === '' ? issue.message : `${path}: ${issue.message}`;
}

/** `filter.labels[0]`, as one would write it. */
function formatPath(path: NonNullable<Issue['path']>): string {
  return path
    .map((segment) => (typeof segment === 'object' ? segment.key : segment))
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key)}`))
    .join('');
}

const codes: ReadonlyMap<string, ErrorCode> = new Map([
  ['BAD_REQUEST', 'invalid_argument'],
  ['UNAUTHORIZED', 'unauthenticated'],
  ['FORBIDDEN', 'permission_denied'],
  ['TIMEOUT', 'deadline_exceeded'],
  ['PRECONDITION_FAILED', 'failed_precondition'],
  ['PAYLOAD_TOO_LARGE', 'resource_exhausted'],
  ['TOO_MANY_REQUESTS', 'resource_exhausted'],
  ['CLIENT_CLOSED_REQUEST', 'canceled'],
  ['SERVICE_UNAVAILABLE', 'unavailable'],
]);

/** oRPC writes its codes in capitals; NOT_FOUND, CONFLICT and NOT_IMPLEMENTED are ours in another case. */
function toCode(code: string): ErrorCode {
  const sameCode = code.toLowerCase();
  return codes.get(code) ?? (isErrorCode(sameCode) ? sameCode : 'internal');
}

function isAsyncIterator(value: unknown): value is AsyncIterator<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value && 'next' in value;
}

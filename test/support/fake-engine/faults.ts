/** What goes wrong instead of, or on top of, the right answer. */
export type Fault =
  /** Accepts and never answers. */
  | { readonly kind: 'hang' }
  /** Answers this status; the body defaults to the engine's form `{"message": ...}`. */
  | { readonly kind: 'status'; readonly code: number; readonly body?: string }
  /** Status 200 with bytes that are no JSON. */
  | { readonly kind: 'garbage' }
  /** The first half of the right answer, ended as if it were complete. */
  | { readonly kind: 'halfJson' }
  /** Headers and the first half of the right answer, then the connection drops. */
  | { readonly kind: 'closeMidStream' }
  /** The right answer, later. */
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** Drops the connection before any answer. A socket that nobody listens on is `stop()` or `kill()`. */
  | { readonly kind: 'refuse' };

/** Tested against `METHOD /path` without version and query: a substring, a pattern or a function. */
export type FaultMatcher =
  | string
  | RegExp
  | ((request: { readonly method: string; readonly path: string }) => boolean);

export interface FaultRule {
  readonly matcher: FaultMatcher;
  readonly fault: Fault;
}

export function matchesFault(rule: FaultRule, method: string, path: string): boolean {
  const { matcher } = rule;
  if (typeof matcher === 'function') return matcher({ method, path });
  const line = `${method} ${path}`;
  return typeof matcher === 'string' ? line.includes(matcher) : matcher.test(line);
}

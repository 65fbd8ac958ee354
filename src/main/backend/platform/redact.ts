const hidden = '[redacted]';

/** Fields whose values are secrets whatever they look like. */
const secretName =
  /pass(word|wd|phrase)?$|secret|credential|authorization|registry-?(auth|config)|cookie|api-?key|private-?key|(^|[a-z_-])token$/i;

/** Secrets inside running text. Each keeps what stands before the secret (group 1) so that the entry stays readable. */
const secretPatterns: readonly RegExp[] = [
  // scheme://user:password@host
  /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@:]*:[^\s/@]+(?=@)/gi,
  // authorization: Bearer xyz, X-Registry-Auth: xyz, cookie: a=b
  /(\b(?:proxy-)?authorization["']?\s*[:=]\s*["']?(?:(?:bearer|basic|digest|negotiate)\s+)?)[^\s"',;]+/gi,
  /(\bx-registry-(?:auth|config)["']?\s*[:=]\s*["']?)[^\s"',;]+/gi,
  /(\b(?:set-)?cookie["']?\s*[:=]\s*["']?)[^\r\n"']+/gi,
  /(\b(?:bearer|basic)\s+)[a-z0-9+/=._~-]{8,}/gi,
  // ?token=, #token=, password=, "identitytoken":"...", --password xyz
  /(\b[a-z_-]*(?:token|password|passwd|secret|api_?key|access_?key)["']?\s*[=:]\s*["']?)[^\s"'&,;}]+/gi,
  /(--(?:password|token|secret)\s+)\S+/gi,
  // Tokens that tell by themselves what they are: GitHub, GitLab, Docker Hub, JSON Web Tokens, our WebSocket protocol.
  /(\b)(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{15,}|dckr_pat_[\w-]{15,}|ya29\.[\w.-]{15,})/g,
  /(\b)eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g,
  /(\bauth\.)[\w-]{20,}/g,
];

const maxText = 8192;
const maxDepth = 6;
const maxEntries = 100;

/** Text without what looks like a secret, at most 8,192 characters. */
export function redactText(text: string): string {
  const bounded = text.length > maxText ? `${text.slice(0, maxText)}… (${text.length} characters)` : text;
  return secretPatterns.reduce((rest, pattern) => rest.replace(pattern, `$1${hidden}`), bounded);
}

export function isSecretName(fieldName: string): boolean {
  return secretName.test(fieldName);
}

/** Any value as JSON-safe data without secrets: bounded in depth, breadth and text, safe against cycles and getters. */
export function redactValue(value: unknown, depth = 0): unknown {
  switch (typeof value) {
    case 'string':
      return redactText(value);
    case 'number':
    case 'boolean':
    case 'undefined':
      return value;
    case 'object':
      return value === null ? value : redactObject(value, depth);
    default:
      return redactText(String(value));
  }
}

function redactObject(value: object, depth: number): unknown {
  if (value instanceof Error) return describeThrown(value, depth);
  if (depth >= maxDepth) return '…';
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  try {
    if (Array.isArray(value)) return value.slice(0, maxEntries).map((entry) => redactValue(entry, depth + 1));
    return redactRecord(value, depth);
  } catch {
    return '[unreadable]';
  }
}

function redactRecord(value: object, depth: number): Record<string, unknown> {
  const entries = Object.entries(value).slice(0, maxEntries);
  return Object.fromEntries(
    entries.map(([key, entry]) => [
      redactText(key),
      isSecretName(key) && entry !== undefined && typeof entry !== 'boolean'
        ? hidden
        : redactValue(entry, depth + 1),
    ]),
  );
}

/** An error with its stack, code and causes. */
function describeThrown(error: Error, depth: number): Record<string, unknown> {
  const { code, details, cause } = error as Error & { code?: unknown; details?: unknown };
  const next = depth + 1;
  return {
    name: error.name,
    message: redactText(error.message),
    ...(code === undefined ? {} : { code: redactValue(code, next) }),
    ...(details === undefined ? {} : { details: redactValue(details, next) }),
    ...(error.stack === undefined ? {} : { stack: redactText(error.stack) }),
    ...(cause === undefined || depth >= maxDepth ? {} : { cause: redactValue(cause, next) }),
  };
}

import type { UnreachableReason } from '../../../common/contract/engines';
import type { ErrorCode } from '../../../common/errors';

/** The inverse of moby's mapping from error classes to statuses (api/server/httpstatus). */
export const statusCodes: Readonly<Record<number, ErrorCode>> = {
  400: 'invalid_argument',
  401: 'unauthenticated',
  403: 'permission_denied',
  404: 'not_found',
  409: 'conflict',
  412: 'failed_precondition',
  413: 'resource_exhausted',
  429: 'resource_exhausted',
  500: 'internal',
  501: 'not_implemented',
  503: 'unavailable',
  504: 'deadline_exceeded',
  507: 'resource_exhausted',
};

export interface Refinement {
  /** The statuses it is about; none: also an error inside of a stream, which has no status. */
  readonly statuses: readonly number[];
  /** Matched against the engine's message and, with Podman, its `cause`. */
  readonly pattern: RegExp;
  readonly code: ErrorCode;
}

/**
 * Where an engine's status says less than its words. Docker answers 403 for a network in use, 409 for a name taken and
 * 500 for whatever a registry or a kernel said; Podman's compatible API answers 500 for most of what Docker calls
 * 400 or 409. First match wins.
 */
export const refinements: readonly Refinement[] = [
  { statuses: [404], pattern: /^page not found$|^Not Found$/, code: 'not_implemented' },
  { statuses: [403], pattern: /has active endpoints|pre-defined network/, code: 'failed_precondition' },
  { statuses: [403, 409, 500], pattern: /already (?:in use by|exists)/, code: 'already_exists' },
  {
    statuses: [400, 500],
    pattern: /no space left on device|disk quota exceeded/i,
    code: 'resource_exhausted',
  },
  {
    statuses: [500],
    pattern: /unauthorized|no basic auth credentials|authentication required/i,
    code: 'unauthenticated',
  },
  {
    statuses: [500],
    pattern: /^(?:requested )?access .*denied|pull access denied|^denied:/i,
    code: 'permission_denied',
  },
  {
    statuses: [500],
    pattern: /manifest unknown|image not known|no such (?:container|image|volume|network|object|pod|exec)/i,
    code: 'not_found',
  },
  {
    statuses: [500],
    pattern: /connection refused|no such host|i\/o timeout|TLS handshake timeout/i,
    code: 'unavailable',
  },
  {
    statuses: [500],
    pattern: /container state improper|is not (?:paused|running)|already paused|is being used|in use/i,
    code: 'conflict',
  },
  { statuses: [500], pattern: /please force removal|image used by|force-removing image/i, code: 'conflict' },
  {
    statuses: [500],
    pattern: /running or paused containers cannot be removed|cannot remove .*running/i,
    code: 'conflict',
  },
  {
    statuses: [500],
    pattern: /invalid (?:character|argument|signal|reference)|not a valid|^EOF$/i,
    code: 'invalid_argument',
  },
  { statuses: [500], pattern: /operation already running|is already running/i, code: 'failed_precondition' },
  { statuses: [500], pattern: /context canceled/i, code: 'canceled' },
  { statuses: [500], pattern: /not (?:supported|implemented)/i, code: 'not_implemented' },
];

export interface SocketFault {
  readonly code: ErrorCode;
  readonly reason: UnreachableReason;
}

/** Errors before any answer, by errno or by the name that Node gives them. */
export const socketFaults: Readonly<Record<string, SocketFault>> = {
  ENOENT: { code: 'unavailable', reason: 'socket_missing' },
  ENOTDIR: { code: 'unavailable', reason: 'socket_missing' },
  EACCES: { code: 'permission_denied', reason: 'permission_denied' },
  EPERM: { code: 'permission_denied', reason: 'permission_denied' },
  ECONNREFUSED: { code: 'unavailable', reason: 'refused' },
  ENOTSOCK: { code: 'unavailable', reason: 'not_an_engine' },
  EPROTOTYPE: { code: 'unavailable', reason: 'not_an_engine' },
  ENOTFOUND: { code: 'unavailable', reason: 'host_not_found' },
  EAI_AGAIN: { code: 'unavailable', reason: 'host_not_found' },
  EAI_FAIL: { code: 'unavailable', reason: 'host_not_found' },
  EHOSTUNREACH: { code: 'unavailable', reason: 'other' },
  ENETUNREACH: { code: 'unavailable', reason: 'other' },
  ETIMEDOUT: { code: 'deadline_exceeded', reason: 'timeout' },
  ECONNRESET: { code: 'unavailable', reason: 'lost' },
  ECONNABORTED: { code: 'unavailable', reason: 'lost' },
  EPIPE: { code: 'unavailable', reason: 'lost' },
  EMFILE: { code: 'resource_exhausted', reason: 'other' },
  ENFILE: { code: 'resource_exhausted', reason: 'other' },
  EPROTO: { code: 'unavailable', reason: 'tls' },
};

/** Names of OpenSSL and of Node's own checks of a certificate. */
export const tlsFault =
  /^(?:ERR_TLS|ERR_SSL|ERR_OSSL|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|CRL_|HOSTNAME_MISMATCH|INVALID_CA)/;

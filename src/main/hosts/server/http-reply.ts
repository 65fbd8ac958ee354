import type { ServerResponse } from 'node:http';
import type { ErrorCode, WireError } from '../../../common/errors';

/** The status that says the same as the code to a plain HTTP client. The code itself is in the body. */
export const statusOfCode: Readonly<Record<ErrorCode, number>> = {
  invalid_argument: 400,
  unauthenticated: 401,
  permission_denied: 403,
  not_found: 404,
  already_exists: 409,
  conflict: 409,
  aborted: 409,
  failed_precondition: 412,
  resource_exhausted: 429,
  canceled: 499,
  internal: 500,
  unknown: 500,
  data_loss: 500,
  not_implemented: 501,
  unavailable: 503,
  deadline_exceeded: 504,
};

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const body = Buffer.from(JSON.stringify(value));
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
  });
  response.end(body);
}

/** `status` overrules the code's own one where HTTP has a better word for it. */
export function sendError(response: ServerResponse, error: WireError, status?: number): void {
  // The head is out: breaking the connection is the only way left to say that the answer is not whole.
  if (response.headersSent) response.destroy();
  else sendJson(response, status ?? statusOfCode[error.code], error);
}

export function sendNothing(response: ServerResponse): void {
  response.writeHead(204).end();
}

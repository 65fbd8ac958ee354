import type { ServerResponse } from 'node:http';

/**
 * Scripts, fonts and connections of this origin only. Styles may be inline: the dialogs, toasts and the editor set
 * them, and a style cannot call the back end.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** For answers that are no page: nothing in them may run, even when a browser is talked into showing them. */
export const inertContentPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";

const headers: Readonly<Record<string, string>> = {
  'content-security-policy': inertContentPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** On every answer; routes that need other values replace them. */
export function setSecurityHeaders(response: ServerResponse): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
}

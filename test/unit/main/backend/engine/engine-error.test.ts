import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../../src/common/errors';
import {
  codeOfAnswer,
  errorOfAnswer,
  errorOfSocket,
  reasonOf,
} from '../../../../../src/main/backend/engine/engine-error';

const json = (message: string, more: object = {}): string => JSON.stringify({ message, ...more });

describe('errorOfAnswer', () => {
  // What Docker 20.10 and Podman 4.3 really answered.
  it.each([
    [404, json('No such container: nope'), 'not_found'],
    [404, json('page not found'), 'not_implemented'],
    [400, json('Invalid signal: BOGUS'), 'invalid_argument'],
    [409, json('Container 2607 is not running'), 'conflict'],
    [409, json('The container name "/web" is already in use by container "7efb".'), 'already_exists'],
    [409, json('network with name net1 already exists'), 'already_exists'],
    [409, json('remove vol1: volume is in use - [7efb722c]'), 'conflict'],
    [
      403,
      json('error while removing network: network net1 id f79a has active endpoints'),
      'failed_precondition',
    ],
    [403, json('bridge is a pre-defined network and cannot be removed'), 'failed_precondition'],
    [403, json('authorization denied by plugin'), 'permission_denied'],
    [500, json('Container 7efb is not paused'), 'conflict'],
    [500, json("invalid character 'x' looking for beginning of value"), 'invalid_argument'],
    [500, json('write /var/lib/docker/tmp/x: no space left on device'), 'resource_exhausted'],
    [500, json('Get "https://x/v2/": dial tcp: connection refused'), 'unavailable'],
    [500, json('Get "https://x/v2/": no basic auth credentials'), 'unauthenticated'],
    [500, json('something nobody has seen'), 'internal'],
    [500, json('web', { cause: 'no such container', response: 500 }), 'not_found'],
    [500, json('cannot kill', { cause: 'container state improper', response: 500 }), 'conflict'],
    [500, json('creating', { cause: 'container already exists', response: 500 }), 'already_exists'],
    [503, json('This node is not a swarm manager.'), 'unavailable'],
    [501, '', 'not_implemented'],
    [418, 'teapot', 'invalid_argument'],
    [599, 'odd', 'internal'],
  ])('maps %i %s', (status, body, code) => {
    expect(errorOfAnswer('GET /x', status, body).code).toBe(code);
  });

  it("keeps the engine's own words and says what was asked", () => {
    const error = errorOfAnswer('DELETE /containers/web', 409, json('You cannot remove a running container'));
    expect(error.message).toBe('You cannot remove a running container');
    expect(error.details).toEqual({ request: 'DELETE /containers/web', status: 409 });
  });

  it.each([['<html>Bad gateway</html>'], ['{"message":7}'], ['null'], ['']])(
    'survives the body %j',
    (body) => {
      expect(errorOfAnswer('GET /x', 502, body)).toMatchObject({ code: 'internal' });
      expect(errorOfAnswer('GET /x', 502, body).message).not.toBe('');
    },
  );

  it('bounds what it keeps', () => {
    expect(errorOfAnswer('GET /x', 500, 'x'.repeat(100_000)).message.length).toBeLessThan(5000);
  });

  it('knows plain HTTP at a TLS port', () => {
    const error = errorOfAnswer('GET /_ping', 400, 'Client sent an HTTP request to an HTTPS server.\n');
    expect(reasonOf(error)).toBe('tls');
  });
});

describe('codeOfAnswer', () => {
  it('reads an error inside of a stream as one of status 500', () => {
    expect(codeOfAnswer(undefined, 'manifest unknown')).toBe('not_found');
  });
});

describe('errorOfSocket', () => {
  const errno = (code: string): Error => Object.assign(new Error(`connect ${code} /run/x.sock`), { code });

  it.each([
    ['ENOENT', 'unavailable', 'socket_missing'],
    ['EACCES', 'permission_denied', 'permission_denied'],
    ['ECONNREFUSED', 'unavailable', 'refused'],
    ['ENOTFOUND', 'unavailable', 'host_not_found'],
    ['ETIMEDOUT', 'deadline_exceeded', 'timeout'],
    ['ECONNRESET', 'unavailable', 'lost'],
    ['HPE_INVALID_CONSTANT', 'unavailable', 'not_an_engine'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'unavailable', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'unavailable', 'tls'],
    ['EWHATEVER', 'unavailable', 'other'],
  ])('maps %s', (code, expected, reason) => {
    const error = errorOfSocket('GET /x', errno(code), false);
    expect(error).toMatchObject({ code: expected, message: `connect ${code} /run/x.sock` });
    expect(reasonOf(error)).toBe(reason);
  });

  it('says that data is lost when the answer had begun', () => {
    expect(errorOfSocket('GET /x', errno('ECONNRESET'), true).code).toBe('data_loss');
  });

  it('looks into the failures of several addresses', () => {
    const error = new AggregateError([errno('ECONNREFUSED'), errno('ECONNREFUSED')]);
    expect(reasonOf(errorOfSocket('GET /x', error, false))).toBe('refused');
  });

  it('leaves an AppError as it is', () => {
    const error = new AppError('canceled', 'enough');
    expect(errorOfSocket('GET /x', error, true)).toBe(error);
  });
});

import { describe, expect, it } from 'vitest';
import { entropyOf } from '../../../../../src/main/backend/layers/secrets/entropy';
import { findByContent, findByName } from '../../../../../src/main/backend/layers/secrets/secret-rules';

const rulesOf = (text: string) => findByContent(Buffer.from(text)).map(({ rule }) => rule);
// Put together here, so that no scanner takes this file for a leak.
const githubToken = ['ghp', 'a8Fk2LmQ9xT4vB7nZ1cR5yW3eU6iO0pS8dGh'].join('_');
const awsKey = ['AKIA', 'Q7XW2RT9ZB4MN6VC'].join('');

describe('findByName', () => {
  it.each([
    ['root/.ssh/id_ed25519', 'ssh_private_key_file'],
    ['app/.env', 'dotenv_file'],
    ['app/.env.production', 'dotenv_file'],
    ['root/.aws/credentials', 'aws_credentials_file'],
    ['root/.docker/config.json', 'docker_credentials_file'],
    ['srv/tls-server.key', 'private_key_file'],
    ['a/b/store.p12', 'key_store_file'],
  ])('%s: %s', (path, rule) => {
    expect(findByName(path)).toEqual([{ rule, by: 'name' }]);
  });

  it.each([
    'app/.env.example',
    'etc/ssl/certs/ca.pem',
    'root/.ssh/id_rsa.pub',
    'app/environment.ts',
    'x/config.json',
  ])('%s: nothing', (path) => {
    expect(findByName(path)).toEqual([]);
  });
});

describe('findByContent', () => {
  it.each([
    [`-----BEGIN OPENSSH PRIVATE KEY-----\n${'b3BlbnNzaC1rZXktdjEAAAAABG5v'.repeat(3)}\n`, 'private_key'],
    [`key = ${awsKey}`, 'aws_access_key'],
    [`GITHUB=${githubToken}`, 'github_token'],
    ['DATABASE_URL=postgres://shop:h7Gk2pQz@db:5432/shop', 'url_with_password'],
    ['session_secret: "kX9vLq3ZtR7wYb2NcF5hJd8M"', 'assigned_secret'],
  ])('%s: %s', (text, rule) => {
    expect(rulesOf(text)).toContain(rule);
  });

  it.each([
    '-----BEGIN CERTIFICATE-----\nMIIB\n',
    '-----BEGIN PUBLIC KEY-----\nMIIB\n',
    'password = "changeme_changeme_changeme"',
    'token: aaaaaaaaaaaaaaaaaaaaaaaa',
    'api_key = your_api_key_goes_here',
    ['postgres://user:$', '{PASSWORD}@db/x'].join(''),
    'plain text about tokens and secrets',
  ])('%s: nothing', (text) => {
    expect(rulesOf(text)).toEqual([]);
  });

  it('shows where it is and never the secret itself', () => {
    const [finding] = findByContent(Buffer.from(`line one\nexport TOKEN=${githubToken}\n`));
    expect(finding?.excerpt).toBe('export TOKEN=ghp_…');
    expect(JSON.stringify(finding)).not.toContain(githubToken.slice(6));
  });

  it('says nothing about binary content', () => {
    expect(findByContent(Buffer.from(`\0\0${githubToken}`))).toEqual([]);
  });

  it('is quick with a large file of one line', () => {
    const start = performance.now();
    findByContent(Buffer.from('secret_'.repeat(40_000)));
    findByContent(Buffer.from('a://b:'.repeat(40_000)));
    expect(performance.now() - start).toBeLessThan(1500);
  });
});

describe('entropyOf', () => {
  it('is 0 for one character and 1 bit for two', () => {
    expect(entropyOf('aaaa')).toBe(0);
    expect(entropyOf('abab')).toBe(1);
    expect(entropyOf('0123456789abcdef')).toBe(4);
  });
});
